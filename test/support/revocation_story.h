#pragma once
#include <gtest/gtest.h>

#include "support/example_counter.h"
#include "usecase/decide_revocation.h"
#include "usecase/emergency_revocation.h"
#include "usecase/record_call.h"
#include "usecase/submit_revocation.h"

namespace madoguchi {

/// A counter and short words for the stories of revocations: they act on the contract `sr` unless told otherwise.
class RevocationCounter : public testing::Test {
 protected:
  explicit RevocationCounter(const char* backend) : counter_(backend) {}
  ExampleCounter counter_;

  SubmitRevocation wish() const {
    return {.contract = counter_.sr.id,
            .scope = RevocationScope::certificate,
            .certificate = counter_.sr.certificate,
            .reason = RevocationReason::cessation_of_operation,
            .reason_text = "サーバーを廃止したため",
            .understood = true,
            .typed_dns_name = "shop.example.jp"};
  }
  /// 解約
  SubmitRevocation cancellation() const {
    auto command = wish();
    command.scope = RevocationScope::contract;
    command.certificate.reset();
    return command;
  }
  Result<ApplicationId> file(const SubmitRevocation& command) const { return file(command, counter_.applicant()); }
  Result<ApplicationId> file(const SubmitRevocation& command, const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) { return submit_revocation(work, command); });
  }
  Result<ApplicationId> claim(const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) {
      return submit_emergency(work, {.contract = counter_.sr.id,
                                     .certificate = counter_.sr.certificate,
                                     .reason_text = "秘密鍵が漏えいした",
                                     .understood = true});
    });
  }

  RecordCall call_to(const ApplicationId& id, CallOutcome outcome) const {
    return {.application = id,
            .version = application_of(id).version,
            .number = counter_.sr.registrant_number,
            .outcome = outcome,
            .person = "担当 registrant",
            .serial_read_back = serial_of(counter_.sr.certificate).substr(26)};
  }
  Result<Application> say(const RecordCall& record) const { return say(record, counter_.caller()); }
  Result<Application> say(const RecordCall& record, const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) { return record_call(work, record); });
  }
  Result<Application> call(const ApplicationId& id, CallOutcome outcome) const { return say(call_to(id, outcome)); }
  Result<Application> call(const ApplicationId& id, CallOutcome outcome, const VerifiedNumberId& number) const {
    auto record = call_to(id, outcome);
    record.number = number;
    return say(record);
  }
  Result<Application> prove_domain(const ApplicationId& id) const {
    return counter_.as(counter_.caller(), [&](Work& work) {
      return record_domain_proof(
          work, {.application = id, .version = application_of(id).version, .source = "DNSのTXTレコード"});
    });
  }
  Result<Application> propose(const ApplicationId& id, RevocationDecision decision, const Actor& actor,
                              const std::string& evidence = "") const {
    const bool rejects = decision == RevocationDecision::reject;
    return counter_.as(actor, [&](Work& work) {
      return propose_decision(work, {.application = id,
                                     .version = application_of(id).version,
                                     .decision = decision,
                                     .reason = "登録担当者と連絡がつかない",
                                     .customer_text = rejects ? "ご本人の確認ができませんでした。" : "",
                                     .legal_cause = rejects ? std::optional(LegalCause::none) : std::nullopt,
                                     .evidence = evidence});
    });
  }
  Result<Application> agree(const ApplicationId& id, const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) {
      return agree_decision(work, {.application = id, .version = application_of(id).version});
    });
  }

  Application application_of(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return must(store.applications.get(id)); });
  }
  std::string state_of(const ApplicationId& id) const { return std::string(to_text(application_of(id).state)); }
  std::string basis_of(const ApplicationId& id) const {
    const auto request = counter_.read([&](Store& store) { return must(store.applications.revocation(id)); });
    return request.basis ? std::string(to_text(*request.basis)) : "";
  }
  Certificate certificate(const CertificateId& id) const {
    return counter_.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  std::string serial_of(const CertificateId& id) const { return certificate(id).serial; }
  std::string revoked_as(const CertificateId& id) const {
    const auto reason = certificate(id).revocation_reason;
    return reason ? std::string(to_text(*reason)) : "";
  }
  bool is_live() const { return madoguchi::is_live(certificate(counter_.sr.certificate), counter_.now); }
  std::string contract_state() const {
    const auto contract = counter_.read([&](Store& store) { return must(store.contracts.get(counter_.sr.id)); });
    return std::string(to_text(contract.state));
  }

  VerifiedNumberId add_number(NumberSubject subject, Time valid_from) const {
    return add_number(subject, valid_from, counter_.second_reviewer());
  }
  VerifiedNumberId add_number(NumberSubject subject, Time valid_from, const Actor& by) const {
    return must(counter_.as(by, [&](Work& work) -> Result<VerifiedNumberId> {
      const VerifiedNumber number{.id = new_id<VerifiedNumberId>(work.random()),
                                  .contract = counter_.sr.id,
                                  .subject = subject,
                                  .phone = "+81300009999",
                                  .source = "会社のウェブサイト",
                                  .verified_by = by.officer.value(),
                                  .valid_from = valid_from};
      work.store.contacts.add_number(number);
      return number.id;
    }));
  }
  void end_number(const VerifiedNumberId& id) const {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      work.store.contacts.end_number(id, work.now);
      return {};
    }));
  }
};

/// The same on the back end that is the test's parameter.
class RevocationStory : public RevocationCounter, public testing::WithParamInterface<const char*> {
 protected:
  RevocationStory() : RevocationCounter(testing::WithParamInterface<const char*>::GetParam()) {}
};

}  // namespace madoguchi
