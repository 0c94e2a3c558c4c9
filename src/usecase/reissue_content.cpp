#include "usecase/reissue_content.h"

#include "pki/digest.h"

namespace madoguchi {

CanonicalJson reissue_content(const Contract& contract, const std::optional<Certificate>& old_certificate,
                              const Reissue& reissue, const AgreementAcceptance& agreement) {
  CanonicalJson subject;
  subject.text("country", contract.country)
      .text("state_or_province", contract.state_or_province.value_or(""))
      .text("locality", contract.locality.value_or(""))
      .text("organization", contract.organization)
      .text("business_category", contract.business_category.value_or(""))
      .text("jurisdiction_country", contract.jurisdiction_country.value_or(""))
      .text("registration_number", contract.registration_number.value_or(""))
      .text("common_name", contract.common_name)
      .texts("dns_names", contract.dns_names);
  CanonicalJson content;
  if (old_certificate) {
    content.text("old_certificate", old_certificate->id.value).text("old_serial", old_certificate->serial);
  }
  content.text("contract", contract.id.value)
      .text("product", contract.product)
      .number("contract_ends_at", to_unix(contract.ends_at))
      .object("subject", subject)
      .text("old_certificate_end", to_text(reissue.old_certificate_end))
      .text("reason", to_text(reissue.reason))
      .text("reason_text", reissue.reason_text)
      .text("csr_sha256", sha256_hex(reissue.csr))
      .text("spki_sha256", reissue.spki_sha256)
      .boolean("counted", reissue.counted)
      .text("grant", reissue.grant ? reissue.grant->value : "")
      .text("agreement_version", agreement.version)
      .text("agreement_sha256", agreement.text_sha256);
  return content;
}

Result<std::optional<Certificate>> old_certificate_of(Work& work, const Reissue& reissue) {
  if (!reissue.old_certificate) return std::optional<Certificate>{};
  return std::optional(TRY(work.store.certificates.get(*reissue.old_certificate)));
}

Result<std::string> current_reissue_digest(Work& work, const Application& application) {
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const auto reissue = TRY(work.store.applications.reissue(application.id));
  const auto old_certificate = TRY(old_certificate_of(work, reissue));
  const auto agreement = work.store.agreements.of_application(application.id);
  if (!agreement) return refuse(ErrorCode::policy, "reissue.agreement_missing");
  return digest_of(reissue_content(contract, old_certificate, reissue, *agreement));
}

}  // namespace madoguchi
