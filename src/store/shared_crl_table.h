#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// The newest list of a shard, as every node is to serve it.
struct SharedCrl {
  std::int64_t crl_shard = 0;
  std::int64_t number = 0;
  Time this_update{};
  std::string sha256;  ///< of its bytes, hex
};

/// The bytes of the newest lists, for the nodes that did not write them.
class SharedCrlTable {
 public:
  explicit SharedCrlTable(sql::Connection& sql) : sql_(sql) {}
  /// Replaces the shard's list by a newer one; `next_piece` fills a buffer and says false at the end. A piece at a time
  /// is in memory. False, and nothing is replaced, if what is there has that number or a higher one.
  bool put(const std::string& issuer, const SharedCrl& list, const std::function<bool(Bytes&)>& next_piece);
  std::vector<SharedCrl> all(const std::string& issuer);
  /// Calls `each` with every piece of the shard's list in turn, one of them in memory. In the transaction that saw the
  /// list in all().
  void read(const std::string& issuer, std::int64_t crl_shard, const std::function<void(ByteView)>& each);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
