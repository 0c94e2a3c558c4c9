#pragma once
#include <map>

#include "base/result.h"
#include "domain/application.h"
#include "domain/reissue.h"
#include "domain/revocation.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// A step that was taken: the history, and who did what (R102).
struct ApplicationHistory {
  Time at{};
  ApplicationAction action = ApplicationAction::accept;
  ApplicationState from = ApplicationState::submitted;
  ApplicationState to = ApplicationState::submitted;
  ActorKind actor_kind = ActorKind::engine;
  std::optional<std::string> actor_id{};
  std::optional<std::string> customer_text{};
  std::optional<std::string> internal_note{};
};

class ApplicationTable {
 public:
  explicit ApplicationTable(sql::Connection& sql) : sql_(sql) {}
  /// conflict "application.already_open" if the contract has an open one of that kind (R95). Emergency revocations say
  /// by `apart` (the certificate) of which one is open each: a second bad key does not wait for the first.
  Result<void> add(const Application& application, std::string_view apart = {});
  Result<Application> get(const ApplicationId& id);  ///< not_found "application.not_found"
  std::optional<Application> find_by_number(const std::string& number);
  /// Oldest first; `open_only` leaves out the closed ones.
  std::vector<Application> of_contract(const ContractId& contract, bool open_only);
  /// Writes everything that may change if the row still has application.version; returns it with the next one.
  /// stale "record.changed" otherwise.
  Result<Application> update(Application application);

  void add_step(const ApplicationId& id, const ApplicationHistory& step);
  /// All steps of an application that has none, in their order: rows that bulk writing gathers.
  void add_first_steps(const ApplicationId& id, const std::vector<ApplicationHistory>& steps);
  std::vector<ApplicationHistory> steps(const ApplicationId& id);  ///< oldest first
  std::map<ApplicationId, std::vector<ApplicationHistory>> steps_of_contract(const ContractId& contract);

  /// True if the officer called, collected evidence or ticked a check for it: no second person any more (R102).
  bool officer_worked_on(const ApplicationId& id, const OfficerId& officer);

  void add_reissue(const Reissue& reissue);
  Result<Reissue> reissue(const ApplicationId& id);  ///< not_found: the application is of another kind
  void update_reissue(const Reissue& reissue);       ///< a correction before approval
  /// An open application, other than `except`, asks for a certificate with this key (R48).
  bool key_asked_for(const std::string& spki_sha256, const ApplicationId& except);
  void add_revocation(const RevocationRequest& request);
  Result<RevocationRequest> revocation(const ApplicationId& id);
  void update_revocation(const RevocationRequest& request);  ///< all but scope, certificate and receipt
  /// Open reissues and continuations that ask for a certificate with this key.
  std::vector<Application> asking_for_key(const std::string& spki_sha256);
  /// Open emergency claims about this key, most urgent first.
  std::vector<Application> open_claims_of_key(const std::string& spki_sha256);
  /// Open revocations and emergency revocations, most urgent first.
  std::vector<Application> open_revocations(std::int64_t rows_max);
  /// Revocations that were carried out, but no CRL lists them, and whose deadline has passed (R83).
  std::vector<Application> unpublished_past_deadline(Time now, std::int64_t rows_max);

  /// Open applications that have waited for a correction past their time (R98), at most rows_max.
  std::vector<Application> corrections_overdue(Time now, std::int64_t rows_max);
  /// Open applications with a legal deadline before `before`, most urgent first.
  std::vector<Application> with_deadline(Time before, std::int64_t rows_max);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
