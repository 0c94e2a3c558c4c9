#pragma once
#include "base/result.h"
#include "domain/incident.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Incidents, what they mean and whom their plans hit. All statements over items are of whole sets: no row of a mass
/// revocation passes through this process.
class IncidentTable {
 public:
  explicit IncidentTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Incident& incident);
  Result<Incident> get(const IncidentId& id);  ///< not_found "incident.not_found"
  std::vector<Incident> newest(std::int64_t rows_max);
  std::vector<Incident> unfinished();  ///< planning, approved, executed; oldest first
  /// Collecting, planning or planned, with a deadline before `before`; most urgent first, at most rows_max.
  std::vector<Incident> undecided(Time before, std::int64_t rows_max);
  Result<Incident> update(Incident incident);  ///< the next version; stale "record.changed"
  void add_criteria(const IncidentId& id, const std::vector<Criterion>& criteria);
  std::int64_t criteria(const IncidentId& id);  ///< how many values
  /// Who added values to an open incident (R102): not who opened it.
  void note_added_by(const IncidentId& id, const OfficerId& officer, Time at);
  bool added_values(const IncidentId& id, const OfficerId& officer);
  /// The value that is `step` values after `after` in that kind, or the last one; absent at the end.
  std::optional<std::string> criterion_after(const IncidentId& id, CriterionKind kind, const std::string& after,
                                             std::int64_t step);
  std::vector<IncidentItem> items(const Incident& incident, std::int64_t after, std::int64_t rows_max,
                                  IncidentItems which = IncidentItems::all);
  /// Of an incident that was approved, an item of this certificate (R57: its replacement is not the customer's count).
  bool hits(const CertificateId& certificate);

 private:
  sql::Connection& sql_;
};

/// The making of a plan: each call adds one slice of the certificates that live, or must be tightened, at `now`. None
/// enters a plan twice. All return how many it now has more.
class IncidentPlanTable {
 public:
  explicit IncidentPlanTable(sql::Connection& sql) : sql_(sql) {}
  /// Those named by the values over `after`, up to `until`, of one kind.
  std::int64_t add_named(const Incident& incident, CriterionKind kind, const std::string& after,
                         const std::string& until, Time now);
  /// The next of the query's certificates: `cursor` moves on, and is empty at the end.
  std::int64_t add_queried(const Incident& incident, std::string& cursor, std::int64_t rows_max, Time now);
  /// The other certificates with the keys of the items over `after`, up to `until` (BR 6.1.1.3: all that have the key).
  std::int64_t add_siblings(const Incident& incident, std::int64_t after, std::int64_t until, Time now);
  std::int64_t last_position(const Incident& incident);
  /// Counts customers, addresses, bounces and lines of lists.
  void count(IncidentPlan& plan, const IncidentId& id);

 private:
  std::int64_t insert(const Incident& incident, const std::string& which, std::vector<sql::Parameter> more, Time now);
  sql::Connection& sql_;
};

/// The carrying out of a plan, by batches of items from one position up to and with another, in one transaction each.
class IncidentBatch {
 public:
  IncidentBatch(sql::Connection& sql, const Incident& incident, std::int64_t from, std::int64_t until, Time now)
      : sql_(sql), incident_(incident), from_(from), until_(until), now_(now) {}
  /// Takes the items: false if another node, or an earlier life of this one, did.
  bool take();
  /// A number of each issuer's feed for all lines that change (StatusTable). Before tighten() and revoke().
  void take_change_numbers();
  void tighten();  ///< rules 2.4.2: what was revoked for another reason
  void revoke();
  void close_schedules();
  void block_keys(std::string_view why);
  void add_events(const std::string& random_id);  ///< one for each certificate; 26 characters, fresh
  void add_notices();
  /// Sets each item's result, and says how many certificates changed.
  std::int64_t set_results();
  std::vector<std::string> open_applications();  ///< revocation applications of certificates among the items
  std::vector<std::string> keys_asked_for();     ///< keys of the items for which applications are open

 private:
  sql::Connection& sql_;
  const Incident& incident_;
  std::int64_t from_, until_;
  Time now_;
};

/// Those of an incident's certificates of whose contracts an address is a contact's now.
struct IncidentHits {
  std::int64_t certificates = 0;
  ContractId contract;               ///< one of theirs; none if there are no certificates
  std::vector<std::string> lines{};  ///< "serial  common name" of the first ones
};
class IncidentNoticeTable {
 public:
  explicit IncidentNoticeTable(sql::Connection& sql) : sql_(sql) {}
  std::vector<std::string> waiting(const IncidentId& id, std::int64_t rows_max);  ///< addresses, folded
  bool queued(const IncidentId& id, const std::string& address, Time at);         ///< false if it was before
  IncidentHits hits_of(const Incident& incident, const std::string& address, std::int64_t lines_max);
  /// Who took the place of a contact with that address since the approval is told, too.
  void add_successors(const Incident& incident, const std::string& address);
  /// Whether every line of the incident is on a list that is out.
  bool is_published(const Incident& incident);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
