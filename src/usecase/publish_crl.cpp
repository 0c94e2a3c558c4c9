#include "usecase/publish_crl.h"

#include <queue>

#include "base/assert.h"
#include "domain/crl_number.h"
#include "pki/crl.h"
#include "usecase/crl_shelf.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kLinesAtOnce = 5'000;

/// One list of one issuer.
struct List {
  const IssuingAuthority& authority;
  std::int64_t shard = 0;

  const std::string& issuer() const { return authority.issuer.id; }
  bool full() const { return shard == kFullCrlShard; }
  std::string job() const { return "publish_crl/" + issuer() + "/" + std::to_string(shard); }
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

bool is_due(store::CrlTable& crls, const List& list, Time now) {
  const auto newest = crls.newest(list.issuer(), list.shard);
  if (!newest || !newest->published_at) return true;
  if (now >= newest->this_update + kCrlEverySeconds) return true;
  const auto age = now - newest->this_update;  // negative if the clock went back
  if (newest->entries > kCrlEntriesAtOnceMax && age == Seconds(0)) return false;
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

/// Takes the turn and the number, in one transaction; absent if nothing is due or another has the turn.
std::optional<Reserved> reserve(const Office& office, const List& list, Time now) {
  std::optional<Reserved> reserved;
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    reserved.reset();
    auto& crls = work.store.crls;
    if (!is_due(crls, list, now) || !work.store.periodic.claim(list.job(), now, kCrlLeaseSeconds)) return {};
    const auto newest = crls.newest(list.issuer(), list.shard);
    if (newest && newest->published_at) crls.remove_expired(list.issuer(), list.shard, newest->this_update);
    const auto last = newest ? std::optional(newest->number) : std::nullopt;
    // Asked first: g++ 12 destroys `record` twice if a later member's initialiser throws (doc/mistakes.md).
    const auto published_before = crls.newest_published_number(list.issuer(), list.shard);
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

/// The lines of one shard in their order, a bounded piece at a time.
class Lines {
 public:
  Lines(store::CrlTable& crls, std::string issuer, std::int64_t shard, std::int64_t at_once)
      : crls_(crls), issuer_(std::move(issuer)), shard_(shard), at_once_(at_once) {}

  /// Null at the end. Valid until pop().
  const RevokedSerial* front() {
    if (at_ == lines_.size() && !ended_) {
      lines_ = crls_.lines_after(issuer_, shard_, after_, at_once_);
      at_ = 0;
      ended_ = lines_.empty();
      if (!ended_) after_ = lines_.back().serial;
    }
    return ended_ ? nullptr : &lines_[at_];
  }
  void pop() { ++at_; }

 private:
  store::CrlTable& crls_;
  std::string issuer_;
  std::int64_t shard_, at_once_;
  std::string after_;
  std::vector<RevokedSerial> lines_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// What a list says: the lines of its shard; of the full list, those of all shards, merged by their serials.
class ListSource {
 public:
  ListSource(store::CrlTable& crls, const List& list) {
    const auto last = list.full() ? shards_of(crls, list.authority.issuer) : list.shard;
    shards_.reserve(static_cast<std::size_t>(last - list.shard + 1));
    for (auto shard = list.shard; shard <= last; ++shard) {
      shards_.emplace_back(crls, list.issuer(), shard, kLinesAtOnce / (last - list.shard + 1));
      push(shards_.back());
    }
  }
  bool next(pki::CrlEntry& entry) {
    if (waiting_.empty()) return false;
    Lines& from = *waiting_.top();
    waiting_.pop();
    const auto& line = *from.front();
    const auto serial = parse_serial(line.serial);
    require(serial.has_value(), "a stored serial is no serial");
    entry = {.serial = *serial, .revoked_at = line.revoked_at, .reason = line.reason};
    from.pop();
    push(from);
    return true;
  }

 private:
  struct Later {
    bool operator()(Lines* one, Lines* other) const { return one->front()->serial > other->front()->serial; }
  };
  void push(Lines& lines) {
    if (lines.front() != nullptr) waiting_.push(&lines);
  }
  std::vector<Lines> shards_;
  std::priority_queue<Lines*, std::vector<Lines*>, Later> waiting_;
};

/// One snapshot of the lines.
pki::CrlFacts write(const Office& office, const List& list, const store::CrlRecord& record) {
  const auto& authority = list.authority;
  // Where others serve it too, it takes its place only once it is committed: none may serve what is taken back.
  const auto path = authority.crl_shelf ? authority.crl_shelf->draft(record.crl_shard)
                                        : authority.crl_folder / crl_file_name(record.issuer, record.crl_shard);
  pki::CrlHead head{.number = record.number, .this_update = record.this_update, .next_update = record.next_update};
  if (!list.full()) head.distribution_point = crl_url(authority.issuer, list.shard);
  pki::CrlFacts facts;
  const auto done = look(office, record.this_update, Actor::the_engine(), [&](Work& work) -> Result<void> {
    ListSource source(work.store.crls, list);
    facts = pki::write_crl(
        authority.issuer, head, [&](pki::CrlEntry& entry) { return source.next(entry); }, *authority.signer,
        path.string());
    return {};
  });
  require(done.has_value(), "writing a CRL cannot be refused");
  return facts;
}

void keep(const Office& office, const List& list, Reserved reserved, const pki::CrlFacts& facts, Time now) {
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
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
    work.store.periodic.done(list.job(), now, from_unix(0));  // what is due is told by the rows, not by a clock
    return {};
  });
  require(done.has_value(), "keeping a CRL cannot be refused");
}

/// The turn is given back, so that the next run need not wait for the lease to end.
void give_back(const Office& office, const List& list, Time now) {
  const auto done = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.periodic.done(list.job(), now, from_unix(0));  // what is due is told by the rows, not by a clock
    return {};
  });
  require(done.has_value(), "giving a turn back cannot be refused");
}

}  // namespace

bool publish_crl(const Office& office, const IssuingAuthority& authority, std::int64_t shard, Time now) {
  const List list{.authority = authority, .shard = shard};
  auto* shelf = authority.crl_shelf;
  const auto turn = shelf ? shelf->turn(shard) : std::unique_lock<std::mutex>();
  const auto reserved = reserve(office, list, now);
  if (!reserved) return false;
  try {
    keep(office, list, *reserved, write(office, list, reserved->record), now);
    if (shelf) shelf->place(shard, reserved->record.number);
  } catch (const Failure&) {
    give_back(office, list, now);
    throw;
  }
  return true;
}

int publish_crls(const Office& office, const IssuingAuthority& authority, Time now) {
  std::vector<std::int64_t> due;
  bool full = false;
  const auto looked = look(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto& crls = work.store.crls;
    due.clear();
    const auto last = shards_of(crls, authority.issuer);
    for (std::int64_t shard = 1; shard <= last; ++shard) {
      if (is_due(crls, {.authority = authority, .shard = shard}, now)) due.push_back(shard);
    }
    full = has_full_list(crls, authority.issuer);
    if (full && is_due(crls, {.authority = authority, .shard = kFullCrlShard}, now)) due.push_back(kFullCrlShard);
    return {};
  });
  require(looked.has_value(), "looking for lists that are due cannot be refused");
  // Before a turn and a number are taken: a token that is away keeps neither this thread nor other nodes waiting.
  if (!due.empty()) authority.signer->must_be_there();
  int published = 0;
  for (const auto shard : due) published += publish_crl(office, authority, shard, now) ? 1 : 0;
  // The shards' lists may have made the full one stale just now.
  const bool looked_at = !due.empty() && due.back() == kFullCrlShard;
  if (full && published > 0 && !looked_at) published += publish_crl(office, authority, kFullCrlShard, now) ? 1 : 0;
  return published;
}

}  // namespace madoguchi
