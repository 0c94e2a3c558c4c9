#include "http/contract_json.h"

#include "http/shown_phone.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kEnquiryPrefix = "enquiry/";

CertificateLine certificate_line(const CertificateView& view, Language language, const Catalogue& catalogue) {
  const auto& certificate = view.certificate;
  CertificateLine line{.id = certificate.id,
                       .serial = certificate.serial,
                       .issuer = certificate.issuer,
                       .common_name = certificate.common_name,
                       .state = view.state,
                       .issued_at = certificate.issued_at,
                       .not_before = certificate.not_before,
                       .not_after = certificate.not_after,
                       .ends_at = view.ends_at,
                       .revoked_at = certificate.revoked_at,
                       .revocation_reason = certificate.revocation_reason,
                       .application = certificate.application,
                       .can = can_lines(view.can, language, catalogue)};
  if (view.schedule) {
    line.schedule = ScheduleLine{.state = view.schedule->state,
                                 .due_at = view.schedule->due_at,
                                 .reason = view.schedule->reason,
                                 .closed_at = view.schedule->closed_at};
  }
  return line;
}

ContractApplicationLine application_line(const ApplicationView& view) {
  const auto& application = view.application;
  return {.id = application.id,
          .number = application.number,
          .kind = application.kind,
          .state = application.state,
          .on_behalf = application.filed_by_officer.has_value(),
          .filed_at = application.filed_at,
          .accepted_at = application.accepted_at,
          .answer_until = application.answer_until,
          .deadline_at = application.deadline_at,
          .recheck_since = application.recheck_since,
          .suspended_at = application.suspended_at,
          .closed_at = application.closed_at,
          .customer_text = application.customer_text,
          .decision_reason = application.decision_reason,
          .history = step_lines(view)};
}

CountLine count_line(const store::CappedCount& count) {
  return {.count = count.count, .more = count.more};
}
ContractCountsLine counts_line(const store::ContractCounts& counts) {
  const auto of = [&](ContractStatus status) { return count_line(counts.states.at(static_cast<std::size_t>(status))); };
  return {.all = count_line(counts.all),
          .needs_action = count_line(counts.needs_action),
          .ending_soon = count_line(counts.ending_soon),
          .opening = of(ContractStatus::opening),
          .in_force = of(ContractStatus::in_force),
          .renewal_open = of(ContractStatus::renewal_open),
          .renewed = of(ContractStatus::renewed),
          .cancelling = of(ContractStatus::cancelling),
          .cancelled = of(ContractStatus::cancelled),
          .expired = of(ContractStatus::expired)};
}

NextActionLine next_action_line(const NextStep& step) {
  return {.action = step.action, .deadline = step.deadline, .application = step.application};
}

/// R22: what "弊社までご連絡ください" begins with, so that nobody has to type it.
std::vector<PrefilledEnquiry> prefilled(const ContractView& view, const ProductLine& product, Language language,
                                        const Catalogue& catalogue) {
  std::vector<PrefilledEnquiry> enquiries;
  for (const auto& can : view.can) {
    if (!can.next.starts_with(kEnquiryPrefix)) continue;
    const auto action = catalogue.sentence(language, "menu.action." + can.action);
    enquiries.push_back(
        {.action = can.action,
         .kind = can.next.substr(kEnquiryPrefix.size()),
         .text = catalogue.sentence(language, "enquiry.prefilled",
                                    {{"action", action},
                                     {"contract_number", view.contract.number},
                                     {"product", product.name},
                                     {"common_name", view.contract.common_name},
                                     {"reason", catalogue.sentence(language, can.reason, can.params)}})});
  }
  return enquiries;
}

}  // namespace

std::optional<std::string> shown_value(ContactField field, const std::optional<std::string>& value) {
  if (!value || field != ContactField::phone) return value;
  return shown_phone(*value);
}

ProductLine product_line(const Product& product, Language language) {
  return {.id = product.id, .name = language == Language::en ? product.name_en : product.name_ja};
}

std::vector<StepLine> step_lines(const ApplicationView& view) {
  std::vector<StepLine> lines;
  lines.reserve(view.steps.size());
  for (const auto& step : view.steps) {
    lines.push_back({.at = step.at,
                     .action = step.action,
                     .to = step.to,
                     .by = step.actor_kind,
                     .officer = step.actor_kind == ActorKind::officer ? step.actor_id : std::nullopt,
                     .customer_text = step.customer_text,
                     .internal_note = step.internal_note});
  }
  return lines;
}

std::vector<WarningLine> warning_lines(const std::vector<std::string>& keys, Language language,
                                       const Catalogue& catalogue) {
  std::vector<WarningLine> lines;
  lines.reserve(keys.size());
  for (const auto& key : keys) lines.push_back({.code = key, .message = catalogue.sentence(language, key)});
  return lines;
}

ContactLine contact_line(const Contact& contact) {
  return {.role = contact.role,
          .organization = contact.organization,
          .department = contact.department,
          .person_name = contact.person_name,
          .person_kana = contact.person_kana,
          .phone = shown_phone(contact.phone),
          .mail = contact.mail,
          .country = contact.country,
          .postal_code = contact.postal_code,
          .address = contact.address,
          .language = contact.language,
          .invoice_delivery = contact.invoice_delivery,
          .renewal_notice = std::string(contact.renewal_notice ? kRenewalNoticeWanted : kRenewalNoticeUnwanted),
          .valid_from = contact.valid_from,
          .valid_until = contact.valid_until};
}

ContractListAnswer contract_list_answer(const ContractPage& page, Language language, const Catalogue& catalogue) {
  ContractListAnswer answer{.next = page.next};
  answer.can = can_lines(page.can, language, catalogue);
  if (page.counts) answer.counts = counts_line(*page.counts);
  for (const auto& line : page.lines) {
    ContractListLine out{.id = line.contract.id,
                         .number = line.contract.number,
                         .product = product_line(*line.product, language),
                         .status = line.status,
                         .organization = line.contract.organization,
                         .customer = line.customer_name,
                         .common_name = line.contract.common_name,
                         .dns_names = line.contract.dns_names,
                         .starts_at = line.contract.starts_at,
                         .ends_at = line.contract.ends_at,
                         .days_left = line.days_left,
                         .certificate_ends_at = line.certificate_ends_at,
                         .next_revocation_at = line.next_revocation_at,
                         .next_action = next_action_line(line.next_step)};
    for (const auto& open : line.open) {
      out.open_applications.push_back({.id = open.id, .number = open.number, .kind = open.kind, .state = open.state});
    }
    answer.contracts.push_back(std::move(out));
  }
  return answer;
}

ContractAnswer contract_answer(const ContractView& view, ActorKind for_whom, const Office& office, Language language) {
  const auto& contract = view.contract;
  const auto& catalogue = for_whom == ActorKind::officer ? office.catalogue.at_desk() : office.catalogue;
  ContractAnswer answer{.id = contract.id,
                        .number = contract.number,
                        .product = product_line(*view.product, language),
                        .status = view.status,
                        .organization = contract.organization,
                        .customer = view.customer_name,
                        .country = contract.country,
                        .state_or_province = contract.state_or_province,
                        .locality = contract.locality,
                        .common_name = contract.common_name,
                        .dns_names = contract.dns_names,
                        .starts_at = contract.starts_at,
                        .ends_at = contract.ends_at,
                        .days_left = view.days_left,
                        .renewal_opens_at = view.renewal_opens_at,
                        .next_action = next_action_line(view.next_step),
                        .disputed = view.disputed,
                        .can = can_lines(view.can, language, catalogue),
                        .warnings = warning_lines(view.warnings, language, catalogue),
                        .emergency = {.phone = office.policy.emergency_phone, .next = std::string(kNextEmergency)}};
  for (const auto& certificate : view.certificates) {
    answer.certificates.push_back(certificate_line(certificate, language, catalogue));
  }
  for (const auto& contact : view.contacts) answer.contacts.push_back(contact_line(contact));
  for (const auto& application : view.applications) answer.applications.push_back(application_line(application));
  answer.enquiries = prefilled(view, answer.product, language, catalogue);
  if (for_whom == ActorKind::officer) {
    answer.customer_id = contract.customer;
    auto& numbers = answer.numbers.emplace();
    for (const auto& number : view.numbers) {
      numbers.push_back({.id = number.id,
                         .subject = number.subject,
                         .phone = shown_phone(number.phone),
                         .source = number.source,
                         .valid_from = number.valid_from,
                         .valid_until = number.valid_until});
    }
  }
  return answer;
}

}  // namespace madoguchi::http
