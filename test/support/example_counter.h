#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/example_csr.h"
#include "support/example_signer.h"
#include "support/test_database.h"
#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi {

/// A contract of the example and what belongs to it.
struct ExampleContract {
  ContractId id;
  CertificateId certificate;  ///< its first one, live, ten days old
  VerifiedNumberId registrant_number, applicant_number, organization_number;
  ExampleCsr csr;  ///< of that certificate: its key is known to the test
};

/// A counter for story tests: a fresh database, the promises of policy/, real sentences, an example customer with two
/// contracts, another customer with one, officers of every role, and a private authority that signs. Use cases are
/// called as somebody, at `now`:
///
///   ExampleCounter counter(GetParam());
///   const auto id = counter.as(counter.applicant(), [&](Work& work) { return submit_reissue(work, command); });
///   counter.now += std::chrono::days(14);
///
/// Everything is deterministic: the same test makes the same ids. Names and addresses are examples.
class ExampleCounter {
 public:
  explicit ExampleCounter(const std::string& backend = "sqlite");
  ~ExampleCounter();
  ExampleCounter(const ExampleCounter&) = delete;
  ExampleCounter& operator=(const ExampleCounter&) = delete;

  Time now;  ///< Tuesday 2026-09-01 10:00:00 in Japan at first; the test moves it
  std::function<Time()> clock() const {
    return [this] { return now; };
  }
  Policy policy;
  ExampleContract ev;     ///< EV 2.0 of 株式会社見本商事, www.example.jp
  ExampleContract sr;     ///< SR 3.0 of the same customer, shop.example.jp and its www
  ExampleContract other;  ///< SR 3.0 of 例示工業株式会社, www.example.com
  CustomerId customer, other_customer;

  const Office& office() const;
  const std::string& database_url() const;
  /// A root and an issuing CA made for this test; CRLs go into a folder that is removed with it.
  const IssuingAuthority& authority() const;
  ExampleSigner& signer();
  /// A certificate of the authority for a contract, by the whole way (plan, lint, sign), without an application: what
  /// an example or an import begins with. It lives as long as the product lets it.
  CertificateId add_certificate(const ContractId& contract, const ExampleCsr& csr, Time issued_at);
  /// What the machine does by itself, until nothing is left to do now: issues, scheduled revocations, CRLs, reminders,
  /// expiries. Mails stay queued. Returns how many things it dealt with.
  int run_jobs();
  /// A request that fits the contract, from a fresh key.
  ExampleCsr csr_for(const ContractId& contract) const;

  // Subscribers of the customer, re-authenticated just now and under no hold.
  Actor applicant() const;      ///< files
  Actor approver_user() const;  ///< files and approves for its own corporation (R8)
  Actor viewer() const;         ///< reads only
  Actor stranger() const;       ///< files, but for the other customer
  static Actor not_reauthenticated(Actor actor);
  Actor under_hold(Actor actor) const;  ///< R16
  // Officers. Each holds exactly one role, so that a missing right shows; `second…` are other people.
  Actor reception() const;
  Actor reviewer() const;
  Actor second_reviewer() const;
  Actor approver() const;
  Actor second_approver() const;
  Actor caller() const;
  Actor second_caller() const;
  Actor revoker() const;
  Actor second_revoker() const;
  Actor administrator() const;
  Actor auditor() const;
  static Actor engine() { return Actor::the_engine(); }

  /// Runs `body(Work&)` in one transaction as `actor`, now.
  template <typename Body>
  auto as(const Actor& actor, Body&& body) const {
    return transact(office(), now, actor, std::forward<Body>(body));
  }
  /// Looks into the tables: `body(Store&)` may return anything.
  template <typename Body>
  auto read(Body&& body) const {
    auto connection = office().pool.lend();
    Store store(*connection);
    return body(store);
  }
  /// R8: whether a second user of the customer has to approve.
  void demand_second_approval(bool demanded = true);

  /// The mails queued since the last call, one line each, sorted: "application_accepted -> registrant".
  std::string mails();
  /// Everything ever queued, in no special order.
  std::vector<store::QueuedMail> all_mails() const;
  /// The open tasks, one line each, sorted: "review", "alarm signer.failed".
  std::string tasks() const;
  /// How many rows `table` has: what a refused call must not change.
  std::int64_t rows(const std::string& table) const;
  /// A digest over all rows of all tables: equal before and after means that nothing changed.
  std::string snapshot() const;

 private:
  struct Parts;
  void fill();
  ExampleContract add_contract(const CustomerId& of, const std::string& product, const std::vector<std::string>& names,
                               const std::string& corporation, const std::string& mail_domain);
  Actor subscriber(const std::string& login_id) const;
  Actor officer(const std::string& login_id) const;
  std::unique_ptr<Parts> parts_;
};

/// The value of a Result, or a test failure with the refusal's key as an exception.
template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::string what = "refused: " + result.error().message;
    for (const auto& [field, key] : result.error().fields) what += " " + field + "=" + key;
    for (const auto& [name, value] : result.error().params) what += " {" + name + "=" + value + "}";
    throw Failure(what);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}
/// "ok", or why not: the message's key, or the fields with theirs ("/csr=csr.broken").
template <typename T>
std::string answer(const Result<T>& result) {
  if (result) return "ok";
  if (result.error().fields.empty()) return result.error().message;
  std::string text;
  for (const auto& [field, key] : result.error().fields) text += (text.empty() ? "" : " ") + field + "=" + key;
  return text;
}

}  // namespace madoguchi
