#include "sql/shared_look.h"

namespace madoguchi::sql {

/// What fails is done once more where one may wait, and fails there if it has to.
template <typename Body>
auto SharedLook::whole_or_nothing(const Body& body) {
  if (undone_) throw WouldWait();
  try {
    return body();
  } catch (const SqlFailure&) {
    undo();
    throw WouldWait();
  }
}

void SharedLook::undo() noexcept {
  connection_->rollback();
  open_.reset();
  undone_ = true;
}

Rows SharedLook::query(std::string_view statement, Parameters parameters) {
  if (!statement.starts_with("SELECT")) changed_ = true;
  return whole_or_nothing([&] { return connection_->query(statement, parameters); });
}

/// Changes are parts that note: a single one would have to wait for the disk.
std::int64_t SharedLook::execute(std::string_view statement, Parameters parameters) {
  if (part_ != Access::note) throw WouldWait();
  changed_ = true;
  return whole_or_nothing([&] { return connection_->execute(statement, parameters); });
}

void SharedLook::stream(std::string_view statement, Parameters parameters,
                        const std::function<bool(const Row&)>& each) {
  whole_or_nothing([&] { connection_->stream(statement, parameters, each); });
}

void SharedLook::script(std::string_view /*statements*/) {
  throw WouldWait();
}

void SharedLook::begin(Access access) {
  if (part_ || access == Access::write) throw WouldWait();
  whole_or_nothing([&] {
    if (open_ == Access::read && access == Access::note) {
      connection_->commit();  // who has read until now has read all that it wanted
      open_.reset();
    }
    if (!open_) connection_->begin(access);
  });
  open_ = open_.value_or(access);
  part_ = access;
  changed_ = false;
}

void SharedLook::commit() {
  if (undone_) throw WouldWait();
  part_.reset();
}

void SharedLook::rollback() noexcept {
  if (part_ && changed_) undo();
  part_.reset();
}

bool SharedLook::finish() {
  if (undone_ || part_) return false;
  if (!open_) return true;
  try {
    whole_or_nothing([&] { connection_->commit(); });
  } catch (const WouldWait&) {
    return false;
  }
  return true;
}

}  // namespace madoguchi::sql
