#include "usecase/ocsp_cache.h"

#include <cstring>

namespace madoguchi {
namespace {

/// What an entry costs beside its bytes: control block, slot, node of the list.
constexpr std::size_t kEntryOverheadBytes = 320;

std::size_t cost_of(const KeptAnswer& answer) {
  return answer.wire.capacity() + answer.tag.capacity() + sizeof(KeptAnswer) + kEntryOverheadBytes;
}

}  // namespace

std::size_t OcspCache::SerialHash::operator()(const Serial& serial) const {
  std::size_t random = 0;  // 120 bits of a serial are random
  std::memcpy(&random, serial.data() + kSerialBytes - sizeof random, sizeof random);
  return random;
}

OcspCache::OcspCache(std::size_t bytes_max) : shard_bytes_max_(bytes_max / kShards) {}

std::shared_ptr<const KeptAnswer> OcspCache::find(const OcspKey& key, Time now) {
  auto& shard = shard_of(key.serial);
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.slots.find(key.serial);
  if (found == shard.slots.end()) return {};
  const auto& answer = found->second.by_form.at(static_cast<std::size_t>(key.form));
  if (!answer || now < answer->this_update || now >= answer->next_update) return {};
  found->second.asked = true;
  return answer;
}

void OcspCache::keep(const OcspKey& key, std::shared_ptr<const KeptAnswer> answer) {
  auto& shard = shard_of(key.serial);
  const std::scoped_lock lock(shard.mutex);
  auto [slot, fresh] = shard.slots.try_emplace(key.serial);
  if (fresh) {
    slot->second.place = shard.order.insert(shard.order.end(), key.serial);
    slot->second.asked = true;  // else it would be the first to go where all others are in use
  }
  auto& kept = slot->second.by_form.at(static_cast<std::size_t>(key.form));
  const std::size_t before = kept ? cost_of(*kept) : 0;
  const std::size_t after = cost_of(*answer);
  kept = std::move(answer);
  shard.bytes += after - before;
  bytes_ += after - before;
  make_room(shard);
}

/// The clock algorithm: what was asked for since the hand last passed gets another round.
void OcspCache::make_room(Shard& shard) {
  while (shard.bytes > shard_bytes_max_ && !shard.order.empty()) {
    const Serial serial = shard.order.front();
    auto& slot = shard.slots.at(serial);
    if (!std::exchange(slot.asked, false)) {
      erase(shard, serial);
    } else {
      shard.order.splice(shard.order.end(), shard.order, slot.place);
    }
  }
}

void OcspCache::erase(Shard& shard, const Serial& serial) {
  const auto found = shard.slots.find(serial);
  if (found == shard.slots.end()) return;
  for (const auto& answer : found->second.by_form) {
    if (!answer) continue;
    shard.bytes -= cost_of(*answer);
    bytes_ -= cost_of(*answer);
  }
  shard.order.erase(found->second.place);
  shard.slots.erase(found);
}

void OcspCache::forget(const Serial& serial) {
  auto& shard = shard_of(serial);
  const std::scoped_lock lock(shard.mutex);
  erase(shard, serial);
}

std::vector<OcspKey> OcspCache::past_half_life(Time now, std::size_t answers_max) {
  std::vector<OcspKey> keys;
  for (auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    for (const auto& [serial, slot] : shard.slots) {
      for (std::size_t form = 0; form < slot.by_form.size(); ++form) {
        const auto& answer = slot.by_form.at(form);
        if (!answer || now < answer->this_update + (answer->next_update - answer->this_update) / 2) continue;
        if (keys.size() == answers_max) return keys;
        keys.push_back({static_cast<pki::CertIdForm>(form), serial});
      }
    }
  }
  return keys;
}

}  // namespace madoguchi
