#pragma once
// Only for the .cpp files of routes: the forms of 再発行申請 and 継続発行 as posted, and a request as it was read.
#include <boost/describe/class.hpp>

#include "domain/public_key_info.h"
#include "http/json_map.h"
#include "usecase/submit_reissue.h"

namespace madoguchi::http {

struct AgreementBody {
  std::string version;
  std::string text_sha256;
};
BOOST_DESCRIBE_STRUCT(AgreementBody, (), (version, text_sha256))
/// 再発行申請 as posted. What is missing the use case names, together with what is wrong (R58: nothing is preselected).
struct ReissueBody {
  std::optional<CertificateId> old_certificate{};
  std::optional<ReissueReason> reason{};
  std::optional<KeyExposure> key_exposure{};
  std::optional<std::string> reason_text{};
  std::optional<OldCertificateEnd> old_certificate_end{};
  std::optional<std::string> csr{};
  std::optional<AgreementBody> agreement{};
};
BOOST_DESCRIBE_STRUCT(ReissueBody, (),
                      (old_certificate, reason, key_exposure, reason_text, old_certificate_end, csr, agreement))
struct ContinuationBody {
  std::optional<CertificateId> old_certificate{};
  std::optional<std::string> reason_text{};
  std::optional<std::string> csr{};
  std::optional<AgreementBody> agreement{};
};
BOOST_DESCRIBE_STRUCT(ContinuationBody, (), (old_certificate, reason_text, csr, agreement))

inline std::optional<ShownAgreement> shown(const std::optional<AgreementBody>& body) {
  if (!body) return {};
  return ShownAgreement{.version = body->version, .text_sha256 = body->text_sha256};
}

/// The forms as commands; the contract is the caller's to add.
inline SubmitReissue reissue_form(ReissueBody body) {
  return {.kind = ApplicationKind::reissue,
          .contract = {},
          .old_certificate = std::move(body.old_certificate).value_or(CertificateId{}),
          .reason = body.reason,
          .key_exposure = body.key_exposure,
          .reason_text = std::move(body.reason_text).value_or(""),
          .old_certificate_end = body.old_certificate_end,
          .csr = std::move(body.csr).value_or(""),
          .agreement = shown(body.agreement)};
}
inline SubmitReissue continuation_form(ContinuationBody body) {
  return {.kind = ApplicationKind::continuation,
          .contract = {},
          .old_certificate = std::move(body.old_certificate).value_or(CertificateId{}),
          .reason_text = std::move(body.reason_text).value_or(""),
          .csr = std::move(body.csr).value_or(""),
          .agreement = shown(body.agreement)};
}

struct FirstIssueBody {
  std::string csr;
  std::optional<AgreementBody> agreement{};
};
BOOST_DESCRIBE_STRUCT(FirstIssueBody, (), (csr, agreement))
inline SubmitReissue first_issue_form(FirstIssueBody body) {
  return {.kind = ApplicationKind::first_issue,
          .contract = {},
          .old_certificate = {},
          .csr = std::move(body.csr),
          .agreement = shown(body.agreement)};
}

struct SubjectLine {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(SubjectLine, (), (name, value))
struct KeyLine {
  KeyKind kind{};
  std::int64_t bits = 0;
};
BOOST_DESCRIBE_STRUCT(KeyLine, (), (kind, bits))
struct CsrLine {
  std::vector<SubjectLine> subject;
  std::vector<std::string> dns_names;
  std::vector<std::string> other_names;
  std::vector<std::string> ignored;
  std::optional<KeyLine> key{};  ///< absent for a kind that no certificate may have
  std::string signature_algorithm;
  std::string sha256;
  std::string spki_sha256;
};
BOOST_DESCRIBE_STRUCT(CsrLine, (),
                      (subject, dns_names, other_names, ignored, key, signature_algorithm, sha256, spki_sha256))
inline CsrLine csr_line(const pki::Csr& csr) {
  CsrLine line{.dns_names = csr.dns_names,
               .other_names = csr.other_names,
               .ignored = csr.ignored,
               .signature_algorithm = csr.signature_algorithm,
               .sha256 = csr.sha256,
               .spki_sha256 = csr.spki_sha256};
  line.subject.reserve(csr.subject.size());
  for (const auto& field : csr.subject) line.subject.push_back({.name = field.name, .value = field.value});
  if (csr.key.bits != 0) line.key = KeyLine{.kind = csr.key.kind, .bits = csr.key.bits};
  return line;
}

}  // namespace madoguchi::http
