#pragma once
#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>

#include "domain/issuer_info.h"
#include "store/shared_crl_table.h"
#include "usecase/work.h"

namespace madoguchi {

/// The issuing CA's lists as files on this node, where several nodes serve one database. Whoever publishes a list
/// commits its bytes with its number; every node, the publishing one too, serves what is committed, so that all serve
/// the same bytes under one number and none goes back to an older one.
class CrlShelf {
 public:
  CrlShelf(const Office& office, std::string issuer, std::filesystem::path folder);
  CrlShelf(const CrlShelf&) = delete;
  CrlShelf& operator=(const CrlShelf&) = delete;

  /// Fetches the lists that are newer than this node's files, or all that it lacks; returns how many. Asks the database
  /// once if there are none. A list that this node is writing itself is left alone. One that does not arrive as it was
  /// published, or finds no place, keeps no other back: all are tried, then the first failure is thrown; the old file
  /// stays. Such a one is tried again at the next call, then ever more rarely, once in 64 calls at last. For one
  /// caller at a time.
  int follow();

  // For publish_crl.
  /// Held while this node writes the shard's list, from before its number is taken until it is placed.
  std::unique_lock<std::mutex> turn(std::int64_t shard);
  /// Where the list is written to, beside its place.
  std::filesystem::path draft(std::int64_t shard) const;
  /// Puts the draft's bytes into the database, in the transaction that publishes it. Throws Failure if a newer list is
  /// there.
  void share(Work& work, const store::SharedCrl& list) const;
  /// After that transaction: the draft takes its place.
  void place(std::int64_t shard, std::int64_t number);

 private:
  std::filesystem::path file(std::int64_t shard) const;
  bool has(const store::SharedCrl& list);
  bool fetch(std::int64_t shard);
  /// What failed to arrive, and how often.
  struct Failed {
    std::int64_t number = 0;
    int times = 0;
    int rest = 0;  ///< so many calls of follow() leave it alone
  };
  bool rests(const store::SharedCrl& list);  ///< counts the call
  void note_failure(const store::SharedCrl& list);

  static constexpr std::size_t kLists = kCrlShardsMax + 1;  // and the full one
  static constexpr int kRestDoublingsMax = 6;
  const Office& office_;
  std::string issuer_;
  std::filesystem::path folder_;
  std::array<std::mutex, kLists> turns_;
  std::array<std::atomic<std::int64_t>, kLists> numbers_{};  ///< of the files; 0: not known
  std::array<Failed, kLists> failed_{};
};

}  // namespace madoguchi
