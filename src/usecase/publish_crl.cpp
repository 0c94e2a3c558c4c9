#include "usecase/publish_crl.h"

#include <algorithm>
#include <exception>

#include "base/assert.h"
#include "base/log.h"
#include "domain/crl_number.h"
#include "usecase/crl_lines.h"
#include "usecase/crl_shelf.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// One list of one issuer.
struct List {
  const IssuingAuthority& authority;
  std::int64_t shard = 0;

  const std::string& issuer() const { return authority.issuer.id; }
  bool full() const { return shard == kFullCrlShard; }
  std::string name() const { return issuer() + "/" + std::to_string(shard); }
  std::string job() const { return "publish_crl/" + name(); }
};

struct Reserved {
  store::CrlRecord record;
  std::int64_t published_before = 0;  ///< number of the newest CRL that is out
};

/// The shards there are: those of new certificates, and those that there were before.
std::int64_t shards_of(store::CrlTable& crls, const IssuerInfo& issuer) {
  return std::max(issuer.crl_shards, crls.highest_shard(issuer.id));
}

/// 0.crl is written for an authority without shards, and for one that had none once: somebody's URL names it.
bool has_full_list(store::CrlTable& crls, const IssuerInfo& issuer) {
  return issuer.crl_shards == 0 || crls.newest(issuer.id, kFullCrlShard) ||
         crls.has_unpublished(issuer.id, kFullCrlShard);
}

/// crl_rest(), cut short after a second where only a few lines wait. How many wait for a full list of shards, the
/// shards' lists do not tell.
bool rests(store::CrlTable& crls, const List& list, const store::CrlRecord& newest, Time now) {
  const auto age = now - newest.this_update;  // negative if the clock went back
  if (age < Seconds(0) || age >= crl_rest(newest.entries)) return false;
  if (age < Seconds(1) || (list.full() && shards_of(crls, list.authority.issuer) > 0)) return true;
  return crls.unpublished(list.issuer(), list.shard, kCrlLinesInBulk) == kCrlLinesInBulk;
}

bool is_due(store::CrlTable& crls, const List& list, Time now) {
  const auto newest = crls.newest(list.issuer(), list.shard);
  if (!newest || !newest->published_at) return true;
  if (now >= newest->this_update + kCrlEverySeconds) return true;
  if (rests(crls, list, *newest, now)) return false;
  if (crls.has_unpublished(list.issuer(), list.shard)) return true;
  return list.full() && shards_of(crls, list.authority.issuer) > 0 && crls.full_is_stale(list.issuer());
}

/// What the list will say that none said before is settled here, before it is read.
void claim(store::CrlTable& crls, const List& list, std::int64_t number) {
  const auto lines = crls.claim_lines(list.issuer(), list.shard, number);
  if (list.full()) {
    crls.begin_full(list.issuer());
  } else if (lines > 0) {
    crls.make_full_stale(list.issuer());
  }
}

/// Until when what has ended stood on every list that has to hold it (rules 1.11.6): its shard's and, where there is
/// one, the full one. Absent while one of them is being written or lacks lines of the other.
std::optional<Time> listed_until(store::CrlTable& crls, const List& list,
                                 const std::optional<store::CrlRecord>& newest) {
  if (!newest || !newest->published_at) return {};
  if (list.full() || !has_full_list(crls, list.authority.issuer)) return newest->this_update;
  const auto full = crls.newest(list.issuer(), kFullCrlShard);
  if (!full || !full->published_at || crls.full_is_stale(list.issuer())) return {};
  return std::min(newest->this_update, full->this_update);
}

/// Takes the turn and the number, in one transaction; absent if nothing is due or another has the turn.
std::optional<Reserved> reserve(const Office& office, const List& list, Time now) {
  std::optional<Reserved> reserved;
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    reserved.reset();
    auto& crls = work.store.crls;
    if (!is_due(crls, list, now) || !work.store.periodic.claim(list.job(), now, kCrlLeaseSeconds)) return {};
    const auto newest = crls.newest(list.issuer(), list.shard);
    if (const auto until = listed_until(crls, list, newest)) crls.remove_expired(list.issuer(), list.shard, *until);
    const auto last = newest ? std::optional(newest->number) : std::nullopt;
    // Asked first: g++ 12 destroys `record` twice if a later member's initialiser throws (doc/mistakes.md).
    const auto published = crls.newest_published(list.issuer(), list.shard);
    const auto published_before = published ? published->number : 0;
    Reserved made{.record = {.issuer = list.issuer(),
                             .crl_shard = list.shard,
                             .number = next_crl_number(last, now),
                             .this_update = now,
                             .next_update = now + kCrlLifetimeSeconds},
                  .published_before = published_before};
    if (!crls.reserve(made.record)) return {};
    claim(crls, list, made.record.number);
    reserved = made;
    return {};
  });
  require(done.has_value(), "reserving a CRL's number cannot be refused");
  return reserved;
}

/// Whether the turn is still ours: nobody has reserved a number since. It stays so until the transaction's end. A lease
/// alone does not tell: it may have ended while this node stood still.
bool is_ours(Store& store, const List& list, const Reserved& reserved) {
  store.periodic.lock(list.job());
  const auto newest = store.crls.newest(list.issuer(), list.shard);
  return newest && newest->number == reserved.record.number;
}

/// Holds the turn while a list is written, however long that takes.
class HeldTurn {
 public:
  HeldTurn(const Office& office, const List& list, const Reserved& reserved, const ReadClock& clock)
      : office_(office), list_(list), reserved_(reserved), clock_(clock), again_at_(reserved.record.this_update) {
    again_at_ += kHoldEverySeconds;
  }
  /// Costs nothing most of the time. What was lost meanwhile is not taken back: keep() finds out.
  void hold() {
    const Time now = clock_();
    if (now < again_at_) return;
    const auto done = transact(office_, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
      if (is_ours(work.store, list_, reserved_)) work.store.periodic.hold(list_.job(), now + kCrlLeaseSeconds);
      return {};
    });
    require(done.has_value(), "holding a turn cannot be refused");
    again_at_ = now + kHoldEverySeconds;
  }

 private:
  static constexpr Seconds kHoldEverySeconds = kCrlLeaseSeconds / 4;
  const Office& office_;
  const List& list_;
  const Reserved& reserved_;
  const ReadClock& clock_;
  Time again_at_;
};

/// One snapshot of the lines.
pki::CrlFacts write(const Office& office, const List& list, const Reserved& reserved, const ReadClock& clock) {
  const auto& authority = list.authority;
  const auto& record = reserved.record;
  // Where others serve it too, it takes its place only once it is committed: none may serve what is taken back.
  const auto path = authority.crl_shelf ? authority.crl_shelf->draft(record.crl_shard)
                                        : authority.crl_folder / crl_file_name(record.issuer, record.crl_shard);
  pki::CrlHead head{.number = record.number, .this_update = record.this_update, .next_update = record.next_update};
  if (!list.full()) head.distribution_point = crl_url(authority.issuer, list.shard);
  HeldTurn turn(office, list, reserved, clock);
  pki::CrlFacts facts;
  const auto done = look(office, record.this_update, Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto& crls = work.store.crls;
    const auto last_shard = list.full() ? shards_of(crls, authority.issuer) : list.shard;
    CrlLines lines(crls, list.issuer(), list.shard, last_shard, [&] { turn.hold(); });
    facts = pki::write_crl(
        authority.issuer, head, [&](pki::CrlEntry& entry) { return lines.next(entry); }, *authority.signer,
        path.string());
    return {};
  });
  require(done.has_value(), "writing a CRL cannot be refused");
  turn.hold();
  return facts;
}

/// Those whose revocation has become public.
void tell(Work& work, const List& list, const Reserved& reserved) {
  const auto& record = reserved.record;
  const auto published = work.store.crls.mark_published(record.issuer, record.crl_shard, reserved.published_before,
                                                        record.number, work.now);
  for (const auto& each : published) {
    const bool late = each.deadline_at && work.now > *each.deadline_at;
    record_event(work, late ? "revocation.published_late" : "revocation.published", "application",
                 each.application.value, each.contract, CanonicalJson().number("crl_number", record.number));
    work.store.tasks.close_of_application(each.application, TaskKind::late, work.now);
  }
  record_event(
      work, "crl.published", "crl", list.name(), {},
      CanonicalJson().number("number", record.number).number("entries", record.entries).text("sha256", record.sha256));
}

/// False, and nothing is kept, if the turn went to another meanwhile, whose list is the newer one.
bool keep(const Office& office, const List& list, Reserved reserved, const pki::CrlFacts& facts, Time now) {
  const auto kept = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<bool> {
    if (!is_ours(work.store, list, reserved)) return false;
    auto& record = reserved.record;
    record.entries = facts.entries;
    record.sha256 = facts.sha256;
    record.published_at = now;
    work.store.crls.publish(record);
    if (auto* shelf = list.authority.crl_shelf) {
      shelf->share(work, {.crl_shard = record.crl_shard,
                          .number = record.number,
                          .this_update = record.this_update,
                          .sha256 = record.sha256});
    }
    tell(work, list, reserved);
    work.store.periodic.done(list.job(), now, from_unix(0));  // what is due is told by the rows, not by a clock
    return true;
  });
  require(kept.has_value(), "keeping a CRL cannot be refused");
  return *kept;
}

/// After the first failure the next run tries again, another node's perhaps; then ever later, since each try costs a
/// number and a row.
Seconds pause_after(std::int64_t failures) {
  constexpr std::int64_t kDoublingsMax = 6;
  if (failures <= 1) return Seconds(0);
  return std::min(Seconds(std::int64_t{1} << std::min(failures - 1, kDoublingsMax)), kCrlPauseSecondsMax);
}

/// The turn is given back, if it still is ours, so that the next run need not wait for the lease to end.
void give_back(const Office& office, const List& list, const Reserved& reserved, Time now) {
  try {
    const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
      if (!is_ours(work.store, list, reserved)) return {};
      const auto failures = work.store.crls.reserved_after(list.issuer(), list.shard, reserved.published_before);
      work.store.periodic.done(list.job(), now, now + pause_after(failures));
      return {};
    });
    require(done.has_value(), "giving a turn back cannot be refused");
  } catch (const std::exception& failure) {  // what kept the list from being written is the one to be told
    log(LogLevel::warning, "a CRL's turn could not be given back, and ends by itself",
        {{"list", list.name()}, {"failure", failure.what()}});
  }
}

/// What is to be done now, the lists of the fewest lines first, so that none waits for a long one; the full list last.
struct Due {
  std::vector<std::int64_t> shards;
  bool has_full = false;
  std::string put_off;  ///< one that failed and is not tried again yet; "" if none is
};
Due due_lists(const Office& office, const IssuingAuthority& authority, Time now) {
  Due due;
  const auto looked = look(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto& crls = work.store.crls;
    due = {};
    std::vector<std::pair<std::int64_t, std::int64_t>> by_length;
    const auto look_at = [&](std::int64_t shard) {
      const List list{.authority = authority, .shard = shard};
      if (!is_due(crls, list, now)) return;
      const auto turn = work.store.periodic.turn(list.job());
      if (turn.due_at > now) due.put_off = list.name();
      if (turn.due_at > now || turn.leased_until > now) return;
      const auto out = crls.newest_published(authority.issuer.id, shard);
      by_length.emplace_back(out ? out->entries : 0, shard);
    };
    const auto last = shards_of(crls, authority.issuer);
    for (std::int64_t shard = 1; shard <= last; ++shard) look_at(shard);
    std::ranges::sort(by_length);
    due.has_full = has_full_list(crls, authority.issuer);
    if (due.has_full) look_at(kFullCrlShard);
    for (const auto& [entries, shard] : by_length) due.shards.push_back(shard);
    return {};
  });
  require(looked.has_value(), "looking for lists that are due cannot be refused");
  return due;
}

/// Writes lists one after the other, whatever becomes of each.
class EachList {
 public:
  EachList(const Office& office, const IssuingAuthority& authority, const ReadClock& clock)
      : office_(office), authority_(authority), clock_(clock) {}
  void write(std::int64_t shard) {
    if (token_is_away_) return;
    try {
      published_ += publish_crl(office_, authority_, shard, clock_) ? 1 : 0;
    } catch (const std::exception& failure) {
      if (failed_) log(LogLevel::error, "another CRL could not be written", {{"failure", failure.what()}});
      if (!failed_) failed_ = std::current_exception();
      look_for_the_token();
    }
  }
  int published() const { return published_; }
  /// The first failure, now that all were tried.
  void tell() const {
    if (failed_) std::rethrow_exception(failed_);
  }

 private:
  /// Each list would wait for it, as long as a signature may.
  void look_for_the_token() {
    try {
      authority_.signer->must_be_there();
    } catch (const Failure&) {
      token_is_away_ = true;
    }
  }

  const Office& office_;
  const IssuingAuthority& authority_;
  const ReadClock& clock_;
  int published_ = 0;
  bool token_is_away_ = false;
  std::exception_ptr failed_;
};

}  // namespace

bool publish_crl(const Office& office, const IssuingAuthority& authority, std::int64_t shard, const ReadClock& clock) {
  const List list{.authority = authority, .shard = shard};
  auto* shelf = authority.crl_shelf;
  const auto turn = shelf ? shelf->turn(shard) : std::unique_lock<std::mutex>();
  const auto reserved = reserve(office, list, clock());
  if (!reserved) return false;
  try {
    const auto facts = write(office, list, *reserved, clock);
    if (!keep(office, list, *reserved, facts, clock())) {
      log(LogLevel::warning, "a CRL took so long that another node has published a newer one",
          {{"list", list.name()}, {"number", std::to_string(reserved->record.number)}});
      return false;
    }
    if (shelf) shelf->place(shard, reserved->record.number);
  } catch (const Failure&) {
    give_back(office, list, *reserved, clock());
    throw;
  }
  return true;
}

int publish_crls(const Office& office, const IssuingAuthority& authority, const ReadClock& clock) {
  const auto due = due_lists(office, authority, clock());
  // Before a turn and a number are taken: a token that is away keeps neither this thread nor other nodes waiting.
  if (!due.shards.empty()) authority.signer->must_be_there();
  EachList lists(office, authority, clock);
  for (const auto shard : due.shards) lists.write(shard);
  // The shards' lists may have made the full one stale just now.
  const bool looked_at = !due.shards.empty() && due.shards.back() == kFullCrlShard;
  if (due.has_full && lists.published() > 0 && !looked_at) lists.write(kFullCrlShard);
  lists.tell();
  if (!due.put_off.empty()) throw Failure("a list could not be written and is tried again later: " + due.put_off);
  return lists.published();
}

}  // namespace madoguchi
