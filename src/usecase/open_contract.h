#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/contact_rules.h"
#include "domain/number_source.h"
#include "usecase/submit_reissue.h"

/// The desk opens a contract, for a new customer or a new term, with its contacts, its verified numbers and the
/// application for its first certificate (R125). doc/decisions/0007.
namespace madoguchi {

inline constexpr std::size_t kContractDnsNamesMax = 100;
inline constexpr std::size_t kOpeningNumbersMax = 10;
/// The term begins within so many days of today, before or after.
inline constexpr std::int64_t kTermStartDaysMax = 31;

struct NewCustomer {
  std::string name;                               ///< 法人名 as registered
  std::string name_kana;                          ///< フリガナ
  std::optional<std::string> corporate_number{};  ///< 法人番号, 13 digits
  bool second_approval = false;                   ///< R8
};
/// What the certificates will say of their holder. X.520 bounds the lengths; an EV product needs the last three.
struct SubjectForm {
  std::string country = "JP";
  std::optional<std::string> state_or_province{};
  std::optional<std::string> locality{};
  std::string organization;
  std::optional<std::string> business_category{};
  std::optional<std::string> jurisdiction_country{};
  std::optional<std::string> registration_number{};
};
struct OpeningNumber {
  NumberSubject subject = NumberSubject::registrant;
  std::string phone;
  NumberSource source = NumberSource::independent_directory;
  std::string found_in;
};
struct OpenContract {
  std::optional<CustomerId> customer{};  ///< or
  std::optional<NewCustomer> new_customer{};
  std::string product;
  std::optional<JstDay> starts_on{};  ///< absent: today; the term is the product's, to the same day of the month
  SubjectForm subject;
  std::vector<std::string> dns_names{};  ///< the first one is the common name; Unicode is turned into A-labels
  std::vector<ContactEdit> contacts{};   ///< of all four roles (R27); 法人名 is the customer's unless it is given
  std::vector<OpeningNumber> numbers{};  ///< by a reviewer only (R102, R119)
  std::string csr;                       ///< of the first certificate, as pasted
  std::optional<ShownAgreement> agreement{};
};

/// What opening asks before a word of the form is read: reception or review. forbidden.
Result<void> may_open_contract(const Work& work);
/// By reception or review. The contract is `opening` until its first certificate is issued. Refuses
/// - forbidden; number.caller_may_not;
/// - invalid, with every field at once: /customer, /new_customer/…, /product, /starts_on, /subject/…, /dns_names/N
///   (dns_name.*), /contacts/<role>[/<field>], then /numbers/N/…, /csr, /agreement.
Result<ContractId> open_contract(Work& work, const OpenContract& command, const PastedCsr& csr);
/// The same with its own transaction, once for `idempotency_key` (R96); `request` is the digest of what was sent.
Result<ContractId> file_contract(const Office& office, Time now, const Actor& actor, const OpenContract& command,
                                 const std::string& idempotency_key, const std::string& request);

/// 申込中 ends without a certificate: no first application is open. The contract is cancelled. By reception or review.
/// Refuses wrong_state contract.not_opening; conflict application.already_open; stale record.changed.
struct AbandonContract {
  ContractId id;
  std::int64_t version = 0;
};
Result<Contract> abandon_contract(Work& work, const AbandonContract& command);
/// What it asks, but for the version: `open` says whether an application of the contract is open.
Result<void> may_abandon_contract(const Work& work, const Contract& contract, bool open);

}  // namespace madoguchi
