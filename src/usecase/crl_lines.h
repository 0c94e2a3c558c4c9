#pragma once
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "pki/crl.h"
#include "store/certificate_table.h"

namespace madoguchi {

/// What a list says, for pki::write_crl: the lines of some shards of one issuer, merged by their serials, read from the
/// database a bounded piece at a time. For one thread, within one snapshot.
class CrlLines {
 public:
  /// `between` is called before each piece is read.
  CrlLines(store::CrlTable& crls, const std::string& issuer, std::int64_t first_shard, std::int64_t last_shard,
           const std::function<void()>& between);
  CrlLines(const CrlLines&) = delete;
  CrlLines& operator=(const CrlLines&) = delete;
  ~CrlLines();
  /// Fills the next entry; false at the end.
  bool next(pki::CrlEntry& entry);

 private:
  class Shard;
  struct Later {
    bool operator()(const Shard* one, const Shard* other) const;
  };
  void push(Shard& shard);

  std::vector<Shard> shards_;
  std::priority_queue<Shard*, std::vector<Shard*>, Later> waiting_;
};

}  // namespace madoguchi
