#pragma once
#include <optional>

#include "base/at_once.h"
#include "sql/connection.h"

namespace madoguchi::sql {

/// The one connection of a thread inside AtOnce. Its transactions, one after the other, are parts of one: what several
/// look at and note costs one commit, when AtOnce finishes. A part that notes begins it anew if the parts before only
/// read. A part that changed something and is not kept, and a statement that fails, undo all of it: then, and where a
/// part would have to wait, WouldWait.
class SharedLook final : public Connection, public AtOnce::Shared {
 public:
  /// `connection` is of `pool`.
  SharedLook(const Pool& pool, Pool::Lease connection) : pool_(&pool), connection_(std::move(connection)) {}
  bool is_of(const Pool& pool) const { return pool_ == &pool; }

  Dialect dialect() const override { return connection_->dialect(); }
  bool alive() const override { return connection_->alive(); }
  Rows query(std::string_view statement, Parameters parameters) override;
  std::int64_t execute(std::string_view statement, Parameters parameters) override;
  void stream(std::string_view statement, Parameters parameters, const std::function<bool(const Row&)>& each) override;
  void script(std::string_view statements) override;
  void begin(Access access) override;
  void commit() override;
  void rollback() noexcept override;
  bool finish() override;

 private:
  template <typename Body>
  auto whole_or_nothing(const Body& body);
  void undo() noexcept;

  const Pool* pool_;
  Pool::Lease connection_;
  std::optional<Access> open_;  ///< of the transaction that all parts share
  std::optional<Access> part_;
  bool changed_ = false;  ///< by this part
  bool undone_ = false;
};

}  // namespace madoguchi::sql
