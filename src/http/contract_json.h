#pragma once
// Only for the .cpp files of routes: contracts and contacts in JSON.
#include <boost/describe/class.hpp>

#include "domain/contact_rules.h"
#include "http/can_json.h"
#include "http/json_map.h"
#include "usecase/list_contracts.h"
#include "usecase/show_contract.h"

namespace madoguchi::http {

struct ProductLine {
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ProductLine, (), (id, name))
ProductLine product_line(const Product& product, Language language);

/// A sentence that is no refusal.
struct WarningLine {
  std::string code;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(WarningLine, (), (code, message))
std::vector<WarningLine> warning_lines(const std::vector<std::string>& keys, Language language,
                                       const Catalogue& catalogue);

/// A field of a contact as screens show it, the same in the contract, the preview and the application.
std::optional<std::string> shown_value(ContactField field, const std::optional<std::string>& value);

struct ContactLine {
  ContactRole role{};
  std::string organization;
  std::string department;
  std::string person_name;
  std::string person_kana;
  std::string phone;  ///< domestic form where it is Japanese; may be sent back as it is
  std::string mail;
  std::string country;
  std::string postal_code;
  std::string address;
  std::string language;
  std::optional<InvoiceDelivery> invoice_delivery{};
  std::string renewal_notice;  ///< required | not_required
  Time valid_from{};
  std::optional<Time> valid_until{};
};
BOOST_DESCRIBE_STRUCT(ContactLine, (),
                      (role, organization, department, person_name, person_kana, phone, mail, country, postal_code,
                       address, language, invoice_delivery, renewal_notice, valid_from, valid_until))
ContactLine contact_line(const Contact& contact);

struct OpenApplicationLine {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
};
BOOST_DESCRIBE_STRUCT(OpenApplicationLine, (), (id, number, kind, state))

struct NextActionLine {
  NextAction action{};
  std::optional<Time> deadline{};
  std::optional<ApplicationId> application{};
};
BOOST_DESCRIBE_STRUCT(NextActionLine, (), (action, deadline, application))

struct ContractListLine {
  ContractId id;
  std::string number;
  ProductLine product;
  ContractStatus status{};
  std::string organization;
  std::string customer;
  std::string common_name;
  std::vector<std::string> dns_names;
  Time starts_at{};
  Time ends_at{};
  std::int64_t days_left = 0;
  std::optional<Time> certificate_ends_at{};
  std::optional<Time> next_revocation_at{};
  std::vector<OpenApplicationLine> open_applications;
  NextActionLine next_action;
};
BOOST_DESCRIBE_STRUCT(ContractListLine, (),
                      (id, number, product, status, organization, customer, common_name, dns_names, starts_at, ends_at,
                       days_left, certificate_ends_at, next_revocation_at, open_applications, next_action))
struct CountLine {
  std::int64_t count = 0;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(CountLine, (), (count, more))
/// One for each tab; the last seven are ContractStatus.
struct ContractCountsLine {
  CountLine all, needs_action, ending_soon;
  CountLine opening, in_force, renewal_open, renewed, cancelling, cancelled, expired;
};
BOOST_DESCRIBE_STRUCT(ContractCountsLine, (),
                      (all, needs_action, ending_soon, opening, in_force, renewal_open, renewed, cancelling, cancelled,
                       expired))
struct ContractListAnswer {
  std::vector<ContractListLine> contracts;
  std::optional<std::string> next{};
  std::optional<ContractCountsLine> counts{};
  std::vector<CanLine> can{};
};
BOOST_DESCRIBE_STRUCT(ContractListAnswer, (), (contracts, next, counts, can))

struct ScheduleLine {
  ScheduleState state{};
  Time due_at{};
  RevocationReason reason{};
  std::optional<Time> closed_at{};
};
BOOST_DESCRIBE_STRUCT(ScheduleLine, (), (state, due_at, reason, closed_at))
struct CertificateLine {
  CertificateId id;
  std::string serial;
  std::string issuer;
  std::string common_name;
  CertificateState state{};
  Time issued_at{};
  Time not_before{};
  Time not_after{};
  Time ends_at{};
  std::optional<Time> revoked_at{};
  std::optional<RevocationReason> revocation_reason{};
  std::optional<ScheduleLine> schedule{};
  std::optional<ApplicationId> application{};
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(CertificateLine, (),
                      (id, serial, issuer, common_name, state, issued_at, not_before, not_after, ends_at, revoked_at,
                       revocation_reason, schedule, application, can))

struct StepLine {
  Time at{};
  ApplicationAction action{};
  ApplicationState to{};
  ActorKind by{};
  std::optional<std::string> officer{};       ///< the desk only
  std::optional<std::string> officer_name{};  ///< the desk only, of one application
  std::optional<std::string> customer_text{};
  std::optional<std::string> internal_note{};  ///< the desk only
};
BOOST_DESCRIBE_STRUCT(StepLine, (), (at, action, to, by, officer, officer_name, customer_text, internal_note))
std::vector<StepLine> step_lines(const ApplicationView& view);
struct ContractApplicationLine {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
  bool on_behalf = false;  ///< filed by the desk (R104)
  Time filed_at{};
  std::optional<Time> accepted_at{};
  std::optional<Time> answer_until{};
  std::optional<Time> deadline_at{};
  std::optional<Time> recheck_since{};
  std::optional<Time> suspended_at{};
  std::optional<Time> closed_at{};
  std::optional<std::string> customer_text{};
  std::optional<std::string> decision_reason{};  ///< the desk only
  std::vector<StepLine> history;
};
BOOST_DESCRIBE_STRUCT(ContractApplicationLine, (),
                      (id, number, kind, state, on_behalf, filed_at, accepted_at, answer_until, deadline_at,
                       recheck_since, suspended_at, closed_at, customer_text, decision_reason, history))

struct NumberLine {
  VerifiedNumberId id;
  NumberSubject subject{};
  std::string phone;
  std::string source;
  Time valid_from{};
  std::optional<Time> valid_until{};
};
BOOST_DESCRIBE_STRUCT(NumberLine, (), (id, subject, phone, source, valid_from, valid_until))

/// R62: always visible.
struct EmergencyLine {
  std::string phone;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(EmergencyLine, (), (phone, next))

/// An enquiry that a refused action leads to, ready to be sent to POST /api/v1/enquiries (R22).
struct PrefilledEnquiry {
  std::string action;
  std::string kind;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PrefilledEnquiry, (), (action, kind, text))

struct ContractAnswer {
  ContractId id;
  std::string number;
  ProductLine product;
  ContractStatus status{};
  std::string organization;
  std::string customer;
  std::optional<CustomerId> customer_id{};  ///< the desk only: for whom it opens a login
  std::string country;
  std::optional<std::string> state_or_province{};
  std::optional<std::string> locality{};
  std::string common_name;
  std::vector<std::string> dns_names;
  Time starts_at{};
  Time ends_at{};
  std::int64_t days_left = 0;
  Time renewal_opens_at{};
  NextActionLine next_action;
  bool disputed = false;
  std::vector<CertificateLine> certificates;
  std::vector<ContactLine> contacts;
  std::vector<ContractApplicationLine> applications;
  std::optional<std::vector<NumberLine>> numbers{};  ///< the desk only
  std::vector<CanLine> can;
  std::vector<PrefilledEnquiry> enquiries;
  std::vector<WarningLine> warnings;
  EmergencyLine emergency;
};
BOOST_DESCRIBE_STRUCT(ContractAnswer, (),
                      (id, number, product, status, organization, customer, customer_id, country, state_or_province,
                       locality, common_name, dns_names, starts_at, ends_at, days_left, renewal_opens_at, next_action,
                       disputed, certificates, contacts, applications, numbers, can, enquiries, warnings, emergency))

ContractListAnswer contract_list_answer(const ContractPage& page, Language language, const Catalogue& catalogue);
ContractAnswer contract_answer(const ContractView& view, ActorKind for_whom, const Office& office, Language language);

}  // namespace madoguchi::http
