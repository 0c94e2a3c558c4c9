#include "usecase/import_keys.h"

#include <algorithm>

#include "domain/revocation.h"
#include "pki/key_list.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kCertificatesAtOnceMax = 200;

std::unexpected<Refusal> refuse_line(std::int64_t number) {
  return std::unexpected(
      Refusal{.code = ErrorCode::invalid, .message = "key.list_line", .params = {{"line", std::to_string(number)}}});
}

/// Every key of the list, in order, from its beginning.
template <typename Read, typename Each>
Result<void> for_each_key(std::istream& list, Read read, Each each) {
  list.clear();
  list.seekg(0);
  std::string line;
  for (std::int64_t number = 1; std::getline(list, line); ++number) {
    if (line.size() > kKeyLineBytesMax) return refuse_line(number);
    auto key = read(line);
    if (!key) return refuse_line(number);
    if (*key) TRY(each(**std::move(key)));
  }
  if (list.bad()) throw Failure("the list cannot be read");
  return {};
}

template <typename Read>
Result<std::int64_t> count_keys(std::istream& list, Read read) {
  std::int64_t count = 0;
  TRY(for_each_key(list, read, [&](const auto&) -> Result<void> {
    ++count;
    return {};
  }));
  if (count == 0) return refuse(ErrorCode::invalid, "key.list_empty");
  return count;
}

/// The list in transactions: `keep(work, keys)` says how many of them were new.
template <typename Key, typename Read, typename Keep>
Result<ImportedKeys> in_batches(const Office& office, Time now, std::istream& list, Read read,
                                const KeyProgress& progress, Keep keep) {
  ImportedKeys imported;
  imported.listed = TRY(count_keys(list, read));
  std::int64_t done = 0;
  std::vector<Key> batch;
  batch.reserve(kKeysAtOnceMax);
  const auto flush = [&]() -> Result<void> {
    if (batch.empty()) return {};
    imported.added += TRY(transact(office, now, Actor::the_engine(), [&](Work& work) { return keep(work, batch); }));
    done += std::ssize(batch);
    batch.clear();
    if (progress) progress(done, imported.listed);
    return {};
  };
  TRY(for_each_key(list, read, [&](Key key) -> Result<void> {
    batch.push_back(std::move(key));
    return batch.size() < kKeysAtOnceMax ? Result<void>() : flush();
  }));
  TRY(flush());
  return imported;
}

/// Which live certificates a block list would end.
Result<void> require_none_live(const Office& office, Time now, std::istream& list) {
  std::int64_t live = 0;
  std::string serial;
  TRY(look(office, now, Actor::the_engine(), [&](Work& work) {
    live = 0;
    return for_each_key(list, pki::read_blocked_key_line, [&](const std::string& key) -> Result<void> {
      for (const auto& certificate : work.store.certificates.with_key(key)) {
        if (!is_live(certificate, now)) continue;
        ++live;
        serial = certificate.serial;
      }
      return {};
    });
  }));
  if (live == 0) return {};
  return std::unexpected(Refusal{.code = ErrorCode::policy,
                                 .message = "key.block_revokes",
                                 .params = {{"count", std::to_string(live)}, {"serial", serial}}});
}

bool is_listed(Work& work, const Certificate& certificate) {
  const auto fingerprints = pki::weak_key_fingerprints(certificate.der);
  return std::ranges::any_of(
      fingerprints, [&](const Bytes& fingerprint) { return work.store.certificates.weak_key_listed(fingerprint); });
}

bool open_weak_key_task(Work& work, const Certificate& certificate) {
  const auto detail = "key.known_weak " + certificate.id.value;
  if (work.store.tasks.find_open(TaskKind::decide_claim, detail)) return false;
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::decide_claim,
                        .contract = certificate.contract,
                        .detail = detail,
                        .opened_at = work.now,
                        .due_at = work.now + kRevocationDeadlineSeconds});
  record_event(work, "key.found_weak", "certificate", certificate.id.value, certificate.contract);
  return true;
}

}  // namespace

Result<ImportedKeys> import_weak_keys(const Office& office, Time now, std::istream& list, std::string_view name,
                                      const KeyProgress& progress) {
  const auto keep = [&](Work& work, const std::vector<Bytes>& fingerprints) -> Result<std::int64_t> {
    std::int64_t added = 0;
    for (const auto& fingerprint : fingerprints) {
      if (work.store.certificates.add_weak_key(fingerprint, name)) ++added;
    }
    if (added > 0) record_event(work, "keys.imported", "weak_key", name, {}, CanonicalJson().number("added", added));
    return added;
  };
  return in_batches<Bytes>(office, now, list, pki::read_weak_key_line, progress, keep);
}

Result<ImportedKeys> block_keys(const Office& office, Time now, std::istream& list, std::string_view reason,
                                bool revoke_live, const KeyProgress& progress) {
  TRY(count_keys(list, pki::read_blocked_key_line));
  if (!revoke_live) TRY(require_none_live(office, now, list));
  const auto keep = [&](Work& work, const std::vector<std::string>& keys) -> Result<std::int64_t> {
    std::int64_t added = 0;
    for (const auto& key : keys) {
      if (!work.store.certificates.block_key(key, reason, work.now)) continue;
      ++added;
      record_event(work, "key.blocked", "key", key, {}, CanonicalJson().text("cause", "imported"));
    }
    return added;
  };
  return in_batches<std::string>(office, now, list, pki::read_blocked_key_line, progress, keep);
}

Result<std::int64_t> find_weak_certificates(const Office& office, Time now, const KeyProgress& progress) {
  const auto engine = Actor::the_engine();
  std::int64_t opened = 0;
  std::int64_t done = 0;
  CertificateId after;
  for (bool more = true; more;) {
    const auto page = TRY(look(office, now, engine, [&](Work& work) -> Result<std::vector<Certificate>> {
      return work.store.certificates.live_after(after, now, kCertificatesAtOnceMax);
    }));
    more = std::ssize(page) == kCertificatesAtOnceMax;
    if (!page.empty()) after = page.back().id;
    opened += TRY(transact(office, now, engine, [&](Work& work) -> Result<std::int64_t> {
      return std::ranges::count_if(page, [&](const Certificate& certificate) {
        return is_listed(work, certificate) && open_weak_key_task(work, certificate);
      });
    }));
    done += std::ssize(page);
    if (progress && !page.empty()) progress(done, done);
  }
  return opened;
}

}  // namespace madoguchi
