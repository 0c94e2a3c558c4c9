#pragma once
#include "support/example_counter.h"
#include "usecase/submit_reissue.h"

/// The steps of a reissue, as somebody of the example takes them.
namespace madoguchi {

/// A form that is in order: server failure, 後日失効, the contract's first certificate, the agreement in force.
SubmitReissue reissue_form(const ExampleCounter& counter, const ExampleContract& contract);
/// The same for a continuation of `certificate`.
SubmitReissue continuation_form(const ExampleCounter& counter, const ContractId& contract,
                                const CertificateId& certificate);
/// Files it as `actor` (the applicant by default), under a fresh idempotency key.
Result<ApplicationId> file(const ExampleCounter& counter, const SubmitReissue& form);
Result<ApplicationId> file(const ExampleCounter& counter, const Actor& actor, const SubmitReissue& form);
Application application_of(const ExampleCounter& counter, const ApplicationId& id);
std::string state_of(const ExampleCounter& counter, const ApplicationId& id);
/// The reviewer starts, ticks every line of the checklist and passes the review.
void pass_review(const ExampleCounter& counter, const ApplicationId& id, LegalCause cause = LegalCause::none);
/// The approver approves what it sees.
Result<Application> approve(const ExampleCounter& counter, const ApplicationId& id);
Result<Application> approve(const ExampleCounter& counter, const Actor& actor, const ApplicationId& id);
/// Filed, reviewed, approved: an issuance is due.
ApplicationId approved_reissue(const ExampleCounter& counter, const SubmitReissue& form);
/// The certificate that was issued for it. Fails if there is none.
Certificate certificate_of(const ExampleCounter& counter, const ApplicationId& id);
Certificate certificate_at(const ExampleCounter& counter, const CertificateId& id);
/// "pending 2026-09-15T01:00:00Z", one line each.
std::string schedules_of(const ExampleCounter& counter, const ContractId& contract);
/// What the newest published CRL of the authority lists, as OpenSSL reads it: "<serial> <reason>", one line each.
std::string crl_of(const ExampleCounter& counter);

}  // namespace madoguchi
