#include "support/example_reissue.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "usecase/approve_application.h"
#include "usecase/checklist.h"
#include "usecase/review_application.h"

namespace madoguchi {

SubmitReissue reissue_form(const ExampleCounter& counter, const ExampleContract& contract) {
  return {.contract = contract.id,
          .old_certificate = contract.certificate,
          .reason = ReissueReason::server_failure,
          .old_certificate_end = OldCertificateEnd::deferred,
          .csr = counter.csr_for(contract.id).pem,
          .agreement = ShownAgreement{counter.policy.agreement.version, counter.policy.agreement.text_sha256}};
}

SubmitReissue continuation_form(const ExampleCounter& counter, const ContractId& contract,
                                const CertificateId& certificate) {
  return {.kind = ApplicationKind::continuation,
          .contract = contract,
          .old_certificate = certificate,
          .csr = counter.csr_for(contract).pem,
          .agreement = ShownAgreement{counter.policy.agreement.version, counter.policy.agreement.text_sha256}};
}

Result<ApplicationId> file(const ExampleCounter& counter, const SubmitReissue& form) {
  return file(counter, counter.applicant(), form);
}
Result<ApplicationId> file(const ExampleCounter& counter, const Actor& actor, const SubmitReissue& form) {
  static int keys = 0;
  return file_reissue(counter.office(), counter.now, actor, form, "key-" + std::to_string(++keys));
}

Application application_of(const ExampleCounter& counter, const ApplicationId& id) {
  return must(counter.read([&](Store& store) { return store.applications.get(id); }));
}
std::string state_of(const ExampleCounter& counter, const ApplicationId& id) {
  return std::string(to_text(application_of(counter, id).state));
}

void pass_review(const ExampleCounter& counter, const ApplicationId& id, LegalCause cause) {
  const auto reviewer = counter.reviewer();
  auto application = application_of(counter, id);
  if (application.state == ApplicationState::accepted) {
    application = must(counter.as(
        reviewer, [&](Work& work) { return start_review(work, {.id = id, .version = application.version}); }));
  }
  for (const auto& item : counter.policy.checklists.at(application.kind)) {
    must(counter.as(reviewer, [&](Work& work) {
      TickChecklist tick{.application = id, .version = application.version, .item = item.id};
      if (item.evidence_kind) {
        const auto evidence = work.store.evidence.youngest(application.contract, *item.evidence_kind, work.now);
        if (evidence) tick.evidence = evidence->id;
      }
      return tick_checklist(work, tick);
    }));
  }
  must(counter.as(reviewer, [&](Work& work) {
    return pass_review(work, PassReview{.id = id, .version = application.version, .legal_cause = cause});
  }));
}

Result<Application> approve(const ExampleCounter& counter, const ApplicationId& id) {
  return approve(counter, counter.approver(), id);
}
Result<Application> approve(const ExampleCounter& counter, const Actor& actor, const ApplicationId& id) {
  const auto seen = application_of(counter, id);
  return counter.as(actor, [&](Work& work) {
    return approve_application(work, {.id = id, .version = seen.version, .content_digest = seen.content_digest});
  });
}

ApplicationId approved_reissue(const ExampleCounter& counter, const SubmitReissue& form) {
  const auto id = must(file(counter, form));
  pass_review(counter, id);
  must(approve(counter, id));
  return id;
}

Certificate certificate_of(const ExampleCounter& counter, const ApplicationId& id) {
  const auto found = counter.read([&](Store& store) { return store.certificates.of_application(id); });
  if (!found) throw Failure("no certificate was issued for it");
  return *found;
}
Certificate certificate_at(const ExampleCounter& counter, const CertificateId& id) {
  return must(counter.read([&](Store& store) { return store.certificates.get(id); }));
}

std::string schedules_of(const ExampleCounter& counter, const ContractId& contract) {
  std::string text;
  for (const auto& schedule : counter.read([&](Store& store) { return store.certificates.schedules_of(contract); })) {
    text += std::string(to_text(schedule.state)) + " " + format_utc(schedule.due_at) + "\n";
  }
  return text;
}

std::string crl_of(const ExampleCounter& counter) {
  const auto& authority = counter.authority();
  const auto path = authority.crl_folder / crl_file_name(authority.issuer.id, 0);
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return "no CRL";
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(d2i_X509_CRL_fp(file.get(), nullptr), &X509_CRL_free);
  const auto* at = authority.certificate_der.data();
  const std::unique_ptr<X509, decltype(&X509_free)> issuer(
      d2i_X509(nullptr, &at, static_cast<long>(authority.certificate_der.size())), &X509_free);
  if (!crl || !issuer || X509_CRL_verify(crl.get(), X509_get0_pubkey(issuer.get())) != 1) return "a broken CRL";
  std::string text;
  const auto* entries = X509_CRL_get_REVOKED(crl.get());
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    const auto* entry = sk_X509_REVOKED_value(entries, i);
    const auto* serial = X509_REVOKED_get0_serialNumber(entry);
    const std::unique_ptr<ASN1_ENUMERATED, decltype(&ASN1_ENUMERATED_free)> reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)),
        &ASN1_ENUMERATED_free);
    text += to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
    text += reason ? " " + std::to_string(ASN1_ENUMERATED_get(reason.get())) : " none";
    text += "\n";
  }
  return text;
}

}  // namespace madoguchi
