#include "http/application_json.h"

#include <boost/describe/class.hpp>

#include "http/contract_json.h"
#include "http/reissue_json.h"

namespace madoguchi::http {
namespace {

struct ContractRef {
  ContractId id;
  std::string number;
  ProductLine product;
  std::string organization;
  std::string customer;
  std::string common_name;
};
BOOST_DESCRIBE_STRUCT(ContractRef, (), (id, number, product, organization, customer, common_name))
struct ChangeLine {
  ContactRole role{};
  ContactField field{};
  std::optional<std::string> before{};
  std::optional<std::string> after{};
  bool sensitive = false;            ///< R40
  std::optional<std::string> now{};  ///< R44: as it stands on file, if the desk corrected it meanwhile
  std::optional<bool> conflict{};    ///< R44; the desk only
};
BOOST_DESCRIBE_STRUCT(ChangeLine, (), (role, field, before, after, sensitive, now, conflict))
struct ContactChangeLine {
  std::vector<ChangeLine> changes;
  std::vector<WarningLine> warnings;
  std::optional<bool> verification_needed{};  ///< R40; the desk only, as the next two
  std::optional<bool> verified{};
  std::optional<bool> revocation_open{};
  std::optional<std::vector<std::string>> script_ja{};  ///< the desk only, where somebody is called (R40)
  std::optional<std::vector<std::string>> script_en{};
};
BOOST_DESCRIBE_STRUCT(ContactChangeLine, (),
                      (changes, warnings, verification_needed, verified, revocation_open, script_ja, script_en))

struct CertificateRef {
  CertificateId id;
  std::string serial;
  std::string common_name;
  Time not_before{};
  Time not_after{};
  bool live = false;
  std::optional<Time> revoked_at{};
};
BOOST_DESCRIBE_STRUCT(CertificateRef, (), (id, serial, common_name, not_before, not_after, live, revoked_at))
struct AgreementLine {
  std::string version;
  std::string text_sha256;
  Time accepted_at{};
};
BOOST_DESCRIBE_STRUCT(AgreementLine, (), (version, text_sha256, accepted_at))
struct ReissueLine {
  std::optional<CertificateRef> old_certificate{};  ///< absent for a first issue
  ReissueReason reason{};
  std::string reason_text;
  OldCertificateEnd old_certificate_end{};
  CsrLine csr;
  std::optional<AgreementLine> agreement{};
  std::optional<Time> expected_not_after{};
  std::optional<Time> expected_old_end{};
  std::vector<WarningLine> warnings;
  std::optional<CertificateRef> issued{};
  std::optional<ScheduleLine> schedule{};
  std::optional<bool> counted{};            ///< R57; the desk only
  std::optional<ReissueGrantId> granted{};  ///< R55; the desk only
};
BOOST_DESCRIBE_STRUCT(ReissueLine, (),
                      (old_certificate, reason, reason_text, old_certificate_end, csr, agreement, expected_not_after,
                       expected_old_end, warnings, issued, schedule, counted, granted))

struct RevocationLine {
  RevocationScope scope{};
  RevocationReason reason{};
  std::string reason_text;
  std::vector<CertificateRef> certificates;
  Time received_at{};
  std::optional<Time> wished_at{};
  std::optional<Time> published_at{};
  std::optional<RevocationBasis> basis{};  ///< the desk only, as the next two
  std::optional<bool> standing{};          ///< R63
  std::optional<std::string> spki_sha256{};
};
BOOST_DESCRIBE_STRUCT(RevocationLine, (),
                      (scope, reason, reason_text, certificates, received_at, wished_at, published_at, basis, standing,
                       spki_sha256))

struct ApplicationAnswer {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
  WaitsFor waits_for{};
  std::optional<std::string> next_step{};
  ContractRef contract;
  bool on_behalf = false;
  std::optional<std::string> filed_by{};
  Time filed_at{};
  std::optional<Time> accepted_at{};
  std::optional<Time> answer_until{};
  std::optional<Time> deadline_at{};
  std::optional<Time> recheck_since{};
  std::optional<Time> suspended_at{};
  std::optional<Time> closed_at{};
  std::optional<std::string> customer_text{};
  std::optional<std::string> decision_reason{};  ///< the desk only, as the next three
  std::optional<LegalCause> legal_cause{};
  std::optional<std::string> approved_digest{};
  std::optional<std::string> policy_version{};
  std::string content_digest;
  std::optional<ContactChangeLine> contact_change{};
  std::optional<ReissueLine> reissue{};
  std::optional<RevocationLine> revocation{};
  std::vector<StepLine> history;
  std::vector<CanLine> can;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ApplicationAnswer, (),
                      (id, number, kind, state, waits_for, next_step, contract, on_behalf, filed_by, filed_at,
                       accepted_at, answer_until, deadline_at, recheck_since, suspended_at, closed_at, customer_text,
                       decision_reason, legal_cause, approved_digest, policy_version, content_digest, contact_change,
                       reissue, revocation, history, can, version))

/// For whom it is written.
struct Reader {
  bool desk = false;
  const Office& office;
  Time now{};
  Language language = Language::ja;
};

CertificateRef certificate_ref(const Certificate& certificate, Time now) {
  return {.id = certificate.id,
          .serial = certificate.serial,
          .common_name = certificate.common_name,
          .not_before = certificate.not_before,
          .not_after = certificate.not_after,
          .live = is_live(certificate, now),
          .revoked_at = certificate.revoked_at};
}

ContactChangeLine contact_change_line(const ContactChangeView& view, const Reader& reader) {
  ContactChangeLine line{.changes = {},
                         .warnings = warning_lines(view.warnings, reader.language, reader.office.catalogue)};
  line.changes.reserve(view.changes.size());
  for (const auto& change : view.changes) {
    line.changes.push_back({.role = change.role,
                            .field = change.field,
                            .before = shown_value(change.field, change.before),
                            .after = shown_value(change.field, change.after),
                            .sensitive = is_sensitive(change)});
  }
  if (!reader.desk) return line;
  for (auto& change : line.changes) {
    change.conflict = false;
    for (const auto& three : view.conflicts) {
      if (three.wished.role != change.role || three.wished.field != change.field) continue;
      change.conflict = true;
      change.now = shown_value(three.wished.field, three.now);
    }
  }
  line.verification_needed = view.verification_needed;
  line.verified = view.verified;
  line.revocation_open = view.revocation_open;
  if (view.script.empty()) return line;
  const auto in = [&](Language language) {
    std::vector<std::string> sentences;
    sentences.reserve(view.script.size());
    for (const auto& each : view.script) {
      sentences.push_back(reader.office.catalogue.sentence(language, each.key, each.params));
    }
    return sentences;
  };
  line.script_ja = in(Language::ja);
  line.script_en = in(Language::en);
  return line;
}

/// R59, R68, R76: what the form warned of, as of now.
std::vector<WarningLine> warnings_of(const ReissueView& view, const Reader& reader) {
  std::vector<WarningLine> lines;
  const auto say = [&](const std::string& key, const SentenceParams& params) {
    lines.push_back({.code = key, .message = reader.office.catalogue.sentence(reader.language, key, params)});
  };
  if (view.warnings.end_on_holiday) {
    say("reissue.warn_end_on_holiday", {{"ends_at", format_jst(deferred_end(reader.now))}});
  }
  if (view.warnings.validity_shortened && view.expected_not_after && view.old_certificate) {
    say("reissue.warn_validity_shortened", {{"not_after", format_jst(*view.expected_not_after)},
                                            {"old_not_after", format_jst(view.old_certificate->not_after)}});
  }
  if (view.warnings.renew_instead) say("reissue.warn_renew_instead", {});
  return lines;
}

ReissueLine reissue_line(const ReissueView& view, const Reader& reader) {
  ReissueLine line{.reason = view.reissue.reason,
                   .reason_text = view.reissue.reason_text,
                   .old_certificate_end = view.reissue.old_certificate_end,
                   .csr = csr_line(view.csr),
                   .expected_not_after = view.expected_not_after,
                   .expected_old_end = view.expected_old_end,
                   .warnings = warnings_of(view, reader)};
  if (view.agreement) {
    line.agreement = AgreementLine{.version = view.agreement->version,
                                   .text_sha256 = view.agreement->text_sha256,
                                   .accepted_at = view.agreement->accepted_at};
  }
  if (view.old_certificate) line.old_certificate = certificate_ref(*view.old_certificate, reader.now);
  if (view.issued) line.issued = certificate_ref(*view.issued, reader.now);
  if (view.schedule) {
    line.schedule = ScheduleLine{.state = view.schedule->state,
                                 .due_at = view.schedule->due_at,
                                 .reason = view.schedule->reason,
                                 .closed_at = view.schedule->closed_at};
  }
  if (reader.desk) {
    line.counted = view.reissue.counted;
    line.granted = view.reissue.grant;
  }
  return line;
}

RevocationLine revocation_line(const RevocationView& view, const Reader& reader) {
  const auto& request = view.request;
  RevocationLine line{.scope = request.scope,
                      .reason = request.reason,
                      .reason_text = request.reason_text,
                      .certificates = {},
                      .received_at = request.received_at,
                      .wished_at = request.wished_at,
                      .published_at = request.published_at};
  line.certificates.reserve(view.certificates.size());
  for (const auto& certificate : view.certificates) {
    line.certificates.push_back(certificate_ref(certificate, reader.now));
  }
  if (reader.desk) {
    line.basis = request.basis;
    line.standing = request.standing;
    line.spki_sha256 = request.spki_sha256;
  }
  return line;
}

std::vector<StepLine> history_of(const ApplicationPage& page) {
  auto lines = step_lines(page.own);
  for (auto& line : lines) {
    if (!line.officer) continue;
    const auto name = page.officer_names.find(*line.officer);
    if (name != page.officer_names.end()) line.officer_name = name->second;
  }
  return lines;
}

std::optional<std::string> filer_of(const ApplicationPage& page) {
  if (page.filed_by || !page.own.application.filed_by_officer) return page.filed_by;
  const auto name = page.officer_names.find(page.own.application.filed_by_officer->value);
  return name == page.officer_names.end() ? std::nullopt : std::optional(name->second);
}

}  // namespace

std::string application_body(const ApplicationPage& page, ActorKind for_whom, const Office& office, Time now,
                             Language language) {
  const Reader reader{.desk = for_whom == ActorKind::officer, .office = office, .now = now, .language = language};
  const auto& application = page.own.application;
  const auto& contract = page.contract;
  ApplicationAnswer answer{
      .id = application.id,
      .number = application.number,
      .kind = application.kind,
      .state = application.state,
      .waits_for = waits_for(application.state),
      .contract = {.id = contract.id,
                   .number = contract.number,
                   .product = product_line(*page.product, language),
                   .organization = contract.organization,
                   .customer = page.customer_name,
                   .common_name = contract.common_name},
      .on_behalf = application.filed_by_officer.has_value(),
      .filed_by = filer_of(page),
      .filed_at = application.filed_at,
      .accepted_at = application.accepted_at,
      .answer_until = application.answer_until,
      .deadline_at = application.deadline_at,
      .recheck_since = application.recheck_since,
      .suspended_at = application.suspended_at,
      .closed_at = application.closed_at,
      .customer_text = application.customer_text,
      .decision_reason = application.decision_reason,
      .legal_cause = application.legal_cause,
      .content_digest = application.content_digest,
      .history = history_of(page),
      .can = can_lines(page.can, language, reader.desk ? office.catalogue.at_desk() : office.catalogue),
      .version = application.version};
  if (!is_end(application.state)) {
    const auto key = "application.next_step_" + std::string(to_text(application.state));
    answer.next_step = office.catalogue.sentence(language, application.suspended_at ? "application.suspended" : key);
  }
  if (reader.desk) {
    answer.approved_digest = application.approved_digest;
    answer.policy_version = application.policy_version;
  }
  if (page.contact_change) answer.contact_change = contact_change_line(*page.contact_change, reader);
  if (page.reissue) answer.reissue = reissue_line(*page.reissue, reader);
  if (page.revocation) answer.revocation = revocation_line(*page.revocation, reader);
  return write_json(answer);
}

}  // namespace madoguchi::http
