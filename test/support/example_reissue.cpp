#include "support/example_reissue.h"

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
      TickChecklist tick{.application = id, .item = item.id};
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

}  // namespace madoguchi
