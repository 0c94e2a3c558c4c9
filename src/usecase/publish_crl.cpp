#include "usecase/publish_crl.h"

#include "base/assert.h"
#include "domain/crl_number.h"
#include "pki/crl.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kLinesAtOnce = 5'000;

struct Reserved {
  store::CrlRecord record;
  std::int64_t published_before = 0;  ///< number of the newest CRL that is out
};

bool is_due(store::CrlTable& crls, const std::string& issuer, std::int64_t shard, Time now) {
  const auto newest = crls.newest(issuer, shard);
  if (!newest || !newest->published_at) return true;
  return now >= newest->this_update + kCrlEverySeconds || crls.has_unpublished(issuer, shard);
}

/// Takes the turn and the number, in one transaction; absent if nothing is due or another has the turn.
std::optional<Reserved> reserve(const Office& office, const std::string& issuer, std::int64_t shard,
                                const std::string& job, Time now) {
  std::optional<Reserved> reserved;
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    reserved.reset();
    auto& crls = work.store.crls;
    if (!is_due(crls, issuer, shard, now) || !work.store.periodic.claim(job, now, kCrlLeaseSeconds)) return {};
    const auto newest = crls.newest(issuer, shard);
    if (newest && newest->published_at) crls.remove_expired(issuer, shard, newest->this_update);
    const auto last = newest ? std::optional(newest->number) : std::nullopt;
    // Asked first: g++ 12 destroys `record` twice if a later member's initialiser throws (doc/mistakes.md).
    const auto published_before = crls.newest_published_number(issuer, shard);
    Reserved made{.record = {.issuer = issuer,
                             .crl_shard = shard,
                             .number = next_crl_number(last, now),
                             .this_update = now,
                             .next_update = now + kCrlLifetimeSeconds},
                  .published_before = published_before};
    if (!crls.reserve(made.record)) return {};
    crls.claim_lines(issuer, shard, made.record.number);
    reserved = made;
    return {};
  });
  require(done.has_value(), "reserving a CRL's number cannot be refused");
  return reserved;
}

/// One snapshot of the lines, a bounded piece at a time.
pki::CrlFacts write(const Office& office, const IssuingAuthority& authority, const store::CrlRecord& record) {
  const auto path = authority.crl_folder / crl_file_name(record.issuer, record.crl_shard);
  const pki::CrlHead head{
      .number = record.number, .this_update = record.this_update, .next_update = record.next_update};
  pki::CrlFacts facts;
  const auto done = look(office, record.this_update, Actor::the_engine(), [&](Work& work) -> Result<void> {
    std::vector<RevokedSerial> lines;
    std::size_t at = 0;
    std::string after;
    const auto next = [&](pki::CrlEntry& entry) {
      if (at == lines.size()) {
        lines = work.store.crls.lines_after(record.issuer, record.crl_shard, after, kLinesAtOnce);
        at = 0;
        if (lines.empty()) return false;
        after = lines.back().serial;
      }
      const auto& line = lines[at++];
      const auto serial = parse_serial(line.serial);
      require(serial.has_value(), "a stored serial is no serial");
      entry = {.serial = *serial, .revoked_at = line.revoked_at, .reason = line.reason};
      return true;
    };
    facts = pki::write_crl(authority.issuer, head, next, *authority.signer, path.string());
    return {};
  });
  require(done.has_value(), "writing a CRL cannot be refused");
  return facts;
}

void keep(const Office& office, Reserved reserved, const pki::CrlFacts& facts, const std::string& job, Time now) {
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto& record = reserved.record;
    record.entries = facts.entries;
    record.sha256 = facts.sha256;
    record.published_at = now;
    work.store.crls.publish(record);
    const auto published =
        work.store.crls.mark_published(record.issuer, record.crl_shard, reserved.published_before, record.number, now);
    for (const auto& each : published) {
      const bool late = each.deadline_at && now > *each.deadline_at;
      record_event(work, late ? "revocation.published_late" : "revocation.published", "application",
                   each.application.value, each.contract, CanonicalJson().number("crl_number", record.number));
      work.store.tasks.close_of_application(each.application, TaskKind::late, now);
    }
    record_event(work, "crl.published", "crl", record.issuer + "/" + std::to_string(record.crl_shard), {},
                 CanonicalJson()
                     .number("number", record.number)
                     .number("entries", record.entries)
                     .text("sha256", record.sha256));
    work.store.periodic.done(job, now, from_unix(0));  // what is due is told by the rows, not by a clock
    return {};
  });
  require(done.has_value(), "keeping a CRL cannot be refused");
}

/// The turn is given back, so that the next run need not wait for the lease to end.
void give_back(const Office& office, const std::string& job, Time now) {
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.periodic.done(job, now, from_unix(0));  // what is due is told by the rows, not by a clock
    return {};
  });
  require(done.has_value(), "giving a turn back cannot be refused");
}

}  // namespace

bool publish_crl(const Office& office, const IssuingAuthority& authority, std::int64_t shard, Time now) {
  const auto job = "publish_crl/" + authority.issuer.id + "/" + std::to_string(shard);
  const auto reserved = reserve(office, authority.issuer.id, shard, job, now);
  if (!reserved) return false;
  try {
    keep(office, *reserved, write(office, authority, reserved->record), job, now);
  } catch (const Failure&) {
    give_back(office, job, now);
    throw;
  }
  return true;
}

}  // namespace madoguchi
