#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "pki/ocsp_request.h"

namespace madoguchi {

/// A signed answer as it goes over the wire.
struct KeptAnswer {
  std::string wire;           ///< the HTTP answer without status line and Date, as the printer made it
  std::size_t der_bytes = 0;  ///< at the end of `wire`: the OCSPResponse
  std::string tag;            ///< SHA-256 of it, hexadecimal
  Time this_update{};
  Time next_update{};
  std::string_view der() const { return std::string_view(wire).substr(wire.size() - der_bytes); }
};

struct OcspKey {
  pki::CertIdForm form;
  Serial serial;
};

/// Signed answers in bounded memory: over it, those not asked for of late go first. Any thread; a look-up
/// waits for another one at most, or for past_half_life() over a sixteenth of what is kept.
class OcspCache {
 public:
  explicit OcspCache(std::size_t bytes_max);
  /// Null if there is none, or none that holds at `now`.
  std::shared_ptr<const KeptAnswer> find(const OcspKey& key, Time now);
  void keep(const OcspKey& key, std::shared_ptr<const KeptAnswer> answer);
  /// Every form of it.
  void forget(const Serial& serial);
  /// Answers of which half the life is over, at most `answers_max`.
  std::vector<OcspKey> past_half_life(Time now, std::size_t answers_max);
  std::size_t bytes() const { return bytes_; }

 private:
  struct SerialHash {
    std::size_t operator()(const Serial& serial) const;
  };
  struct Slot {
    std::array<std::shared_ptr<const KeptAnswer>, pki::kCertIdForms> by_form;
    bool asked = false;  ///< since the hand last passed
    std::list<Serial>::iterator place;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<Serial, Slot, SerialHash> slots;
    std::list<Serial> order;  ///< the hand goes round it
    std::size_t bytes = 0;
  };
  static constexpr std::size_t kShards = 16;

  Shard& shard_of(const Serial& serial) { return shards_.at(serial.back() % kShards); }
  void erase(Shard& shard, const Serial& serial);
  void make_room(Shard& shard);

  std::size_t shard_bytes_max_;
  std::atomic<std::size_t> bytes_{0};
  std::array<Shard, kShards> shards_;
};

}  // namespace madoguchi
