// The desk opens a contract: from the form to its first certificate (R125), over HTTP.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/example_api.h"
#include "support/example_reissue.h"
#include "usecase/record_call.h"
#include "usecase/submit_revocation.h"

namespace madoguchi {
namespace {

class OpenContractStory : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  /// Parts of the form, each printed JSON; a test changes one or leaves one out.
  using Form = std::map<std::string, std::string>;

  static std::string contact(const std::string& role, const std::string& more = "") {
    return R"({"person_name":"例 )" + role + R"(","person_kana":"レイ","phone":"03-0000-1111","mail":")" + role +
           R"(@example.com","country":"JP","postal_code":"100-0001","address":"東京都千代田区見本2-2","language":"ja")" +
           more + "}";
  }
  Form form(const std::vector<std::string>& names = {"new.example.com", "www.new.example.com"}) const {
    const auto csr = make_csr({.dns_names = names, .organization = "新規見本株式会社"});
    std::string listed;
    for (const auto& name : names) listed += (listed.empty() ? "" : ",") + json_quote(name);
    return {
        {"new_customer", R"({"name":"新規見本株式会社","name_kana":"シンキミホンカブシキガイシャ"})"},
        {"product", R"("sr_3_0")"},
        {"subject",
         R"({"country":"JP","state_or_province":"Tokyo","locality":"Chiyoda-ku","organization":"新規見本株式会社"})"},
        {"dns_names", "[" + listed + "]"},
        {"contacts", R"({"registrant":)" + contact("registrant") + R"(,"technical":)" + contact("technical") +
                         R"(,"billing":)" + contact("billing", R"(,"invoice_delivery":"electronic")") +
                         R"(,"applicant":)" + contact("applicant") + "}"},
        {"numbers",
         R"([{"subject":"registrant","phone":"03-0000-1111","source":"independent_directory","found_in":"電話帳"}])"},
        {"csr", json_quote(csr.pem)},
        {"agreement", R"({"version":)" + json_quote(counter_.policy.agreement.version) + R"(,"text_sha256":)" +
                          json_quote(counter_.policy.agreement.text_sha256) + "}"}};
  }
  static std::string printed(const Form& form) {
    std::string out;
    for (const auto& [name, value] : form) out += (out.empty() ? "{" : ",") + json_quote(name) + ":" + value;
    return out + "}";
  }
  Answer open(const Actor& actor, const Form& form, const std::string& key = "k") {
    return api_.post(actor, "/api/v1/contracts", printed(form), {{"Idempotency-Key", key}});
  }
  Answer take(const Actor& actor, const ApplicationId& id, const std::string& name, const std::string& body = "{}") {
    return api_.post(actor, "/api/v1/applications/" + id.value + "/" + name, body,
                     {{"If-Match", "\"v" + std::to_string(application_of(counter_, id).version) + "\""}});
  }
  /// What the checklist asks for, collected by reception so that the approver has no hand in it.
  void collect_and_tick(const ContractId& contract, const ApplicationId& id) {
    for (const auto& item : counter_.policy.checklists.at(ApplicationKind::first_issue)) {
      CanonicalJson tick;
      tick.text("item", item.id);
      if (item.evidence_kind) {
        const auto made =
            api_.post(counter_.reception(), "/api/v1/contracts/" + contract.value + "/evidence",
                      CanonicalJson().text("kind", *item.evidence_kind).text("source", "登記情報").print(),
                      {{"Idempotency-Key", item.id}});
        ASSERT_EQ(made.status, 201) << made.body;
        tick.text("evidence", made.text("/id"));
      }
      const auto ticked = take(counter_.reviewer(), id, "checklist/tick", tick.print());
      ASSERT_EQ(ticked.status, 200) << ticked.body;
    }
  }
  Contract contract(const ContractId& id) const {
    return must(counter_.read([&](Store& store) { return store.contracts.get(id); }));
  }

  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

// R99, R102, R125: opened by one, reviewed by another, approved by a third, issued; then it is in force, and its first
// certificate begins the reissue window (R57).
TEST_P(OpenContractStory, FromTheFormToItsFirstCertificate) {
  auto wanted = form();
  const auto opened = open(counter_.reviewer(), wanted);
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(open(counter_.reviewer(), wanted).text("/id"), opened.text("/id"));  // R96
  EXPECT_EQ(opened.location, "/api/v1/contracts/" + opened.text("/id"));
  EXPECT_EQ(opened.text("/state"), "opening");
  EXPECT_EQ(opened.text("/starts_at"), "2026-08-31T15:00:00Z");  // today, 1 September in Japan
  EXPECT_EQ(opened.text("/ends_at"), "2027-08-31T15:00:00Z");
  EXPECT_EQ(opened.text("/application/kind"), "first_issue");
  EXPECT_EQ(opened.text("/application/state"), "accepted");
  EXPECT_EQ(counter_.mails(), "application_filed_on_behalf -> registrant\n");
  const ContractId id{opened.text("/id")};
  const ApplicationId application{opened.text("/application/id")};
  EXPECT_EQ(counter_.read([&](Store& store) { return store.contacts.current(id); }).size(), 4U);
  EXPECT_EQ(counter_.read([&](Store& store) { return store.contacts.numbers(id); }).size(), 1U);
  const auto detail = api_.get(counter_.reception(), opened.location);
  EXPECT_EQ(detail.text("/status"), "opening") << detail.body;

  take(counter_.second_reviewer(), application, "start-review");
  EXPECT_EQ(take(counter_.second_reviewer(), application, "pass-review").told(), "422 checklist.incomplete");
  must(counter_.as(ExampleCounter::engine(), [&](Work& work) -> Result<void> {  // the claim passes on
    for (const auto& task : work.store.tasks.open_of_application(application)) {
      auto mine = task;
      mine.claimed_by.reset();
      TRY(work.store.tasks.update(mine));
    }
    return {};
  }));
  collect_and_tick(id, application);
  EXPECT_EQ(take(counter_.second_reviewer(), application, "pass-review").text("/state"), "reviewed");
  const auto approval = CanonicalJson().text("content_digest", application_of(counter_, application).content_digest);
  EXPECT_EQ(take(counter_.approver(), application, "approve", approval.print()).text("/state"), "approved");
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, application), "done");
  EXPECT_EQ(contract(id).state, ContractState::in_force);
  const auto certificate = certificate_of(counter_, application);
  EXPECT_EQ(certificate.window_certificate, certificate.id);
  EXPECT_FALSE(certificate.counted);
  EXPECT_EQ(certificate.common_name, "new.example.com");
  EXPECT_NE(counter_.mails().find("certificate_issued -> registrant"), std::string::npos);
  EXPECT_EQ(api_.get(counter_.reception(), opened.location).text("/status"), "in_force");
  // R46: from here on it is a contract as any other.
  const auto reissue = reissue_form(counter_, {.id = id, .certificate = certificate.id});
  auto with_names = reissue;
  with_names.csr =
      make_csr({.dns_names = {"new.example.com", "www.new.example.com"}, .organization = "新規見本株式会社"}).pem;
  EXPECT_EQ(answer(file(counter_, counter_.reception(), with_names)), "ok");
}

// R90, R99: a 解約 that comes to nothing leaves the contract where it was: being opened.
TEST_P(OpenContractStory, AWithdrawnCancellationLeavesItOpening) {
  const ContractId id{open(counter_.reviewer(), form()).text("/id")};
  counter_.now += Seconds(1);
  const auto filed = must(counter_.as(counter_.reception(), [&](Work& work) {
    return submit_revocation(work, {.contract = id,
                                    .scope = RevocationScope::contract,
                                    .reason = RevocationReason::cessation_of_operation,
                                    .reason_text = "申し込みの取りやめ",
                                    .understood = true,
                                    .typed_dns_name = "new.example.com"});
  }));
  EXPECT_EQ(contract(id).state, ContractState::cancelling);
  const auto numbers = counter_.read([&](Store& store) { return store.contacts.numbers(id); });
  must(counter_.as(counter_.caller(), [&](Work& work) {
    return record_call(work, {.application = filed,
                              .version = application_of(counter_, filed).version,
                              .number = numbers.front().id,
                              .outcome = CallOutcome::refused,
                              .person = "例 registrant"});
  }));
  EXPECT_EQ(contract(id).state, ContractState::opening);
}

// R102: whoever opened it wrote what the certificate says, also when somebody else files again later.
TEST_P(OpenContractStory, WhoOpenedItDoesNotApprove) {
  const auto opened = open(counter_.reviewer(), form());
  const ContractId id{opened.text("/id")};
  const ApplicationId first{opened.text("/application/id")};
  const auto again = [&](const std::string& key) {
    const auto csr =
        make_csr({.dns_names = {"new.example.com", "www.new.example.com"}, .organization = "新規見本株式会社"});
    return api_.post(counter_.reception(), opened.location + "/first-issues",
                     R"({"csr":)" + json_quote(csr.pem) + R"(,"agreement":)" + form().at("agreement") + "}",
                     {{"Idempotency-Key", key}});
  };
  EXPECT_EQ(again("too early").status, 400);  // a space in the key
  EXPECT_EQ(again("1").told(), "409 application.already_open");
  take(counter_.second_reviewer(), first, "start-review");
  EXPECT_EQ(take(counter_.second_reviewer(), first, "reject",
                 R"({"customer_text":"確認できませんでした","decision_reason":"電話に出ない"})")
                .text("/state"),
            "rejected");
  EXPECT_EQ(contract(id).state, ContractState::opening);
  const auto filed = again("2");
  ASSERT_EQ(filed.status, 201) << filed.body;
  const ApplicationId second{filed.text("/id")};
  take(counter_.second_reviewer(), second, "start-review");
  collect_and_tick(id, second);
}

// Nothing of it stays if one field is wrong, and each is named.
TEST_P(OpenContractStory, NamesEveryFault) {
  const auto kept = [&] {
    std::string rows;
    for (const auto* table : {"contract", "customer", "contact", "verified_number", "application", "reissue", "mail",
                              "task", "event", "idempotency"}) {
      rows += std::string(table) + "=" + std::to_string(counter_.rows(table)) + " ";
    }
    return rows;
  };
  const auto before = kept();
  const auto told = [&](const std::string& part, const std::string& value) {
    auto wanted = form();
    wanted[part] = value;
    return open(counter_.reviewer(), wanted).told();
  };
  EXPECT_EQ(told("product", R"("gold")"), "400 input.invalid /product=input.not_a_choice");
  EXPECT_EQ(told("customer", json_quote(counter_.customer.value)), "400 input.invalid /customer=customer.one_of");
  EXPECT_EQ(told("new_customer", R"({"name":"","name_kana":"レイ","corporate_number":"12"})"),
            "400 input.invalid /new_customer/name=input.required "
            "/new_customer/corporate_number=customer.corporate_number "
            "/contacts/registrant/organization=input.required /contacts/technical/organization=input.required "
            "/contacts/billing/organization=input.required /contacts/applicant/organization=input.required");
  EXPECT_EQ(told("dns_names", R"(["a b","new.example.com","NEW.example.com"])"),
            "400 input.invalid /dns_names/0=dns_name.character /dns_names/2=contract.name_twice");
  EXPECT_EQ(told("starts_on", R"("2026-12-01")"), "400 input.invalid /starts_on=contract.starts_too_far");
  EXPECT_EQ(told("subject", R"({"organization":"新規見本株式会社","business_category":"Private Organization"})"),
            "400 input.invalid /subject/locality=input.required /subject/business_category=contract.only_ev");
  EXPECT_EQ(told("contacts", R"({"registrant":)" + contact("registrant", R"(,"organization":"他社")") + "}"),
            "400 input.invalid /contacts/registrant/organization=contact.organization_read_only "
            "/contacts/technical=input.required /contacts/billing=input.required /contacts/applicant=input.required");
  EXPECT_EQ(
      told("numbers",
           R"([{"subject":"registrant","phone":"090-1234-5678","source":"independent_directory","found_in":"x"}])"),
      "400 input.invalid /numbers/0/phone=contact.registrant_no_mobile");
  EXPECT_EQ(told("csr", R"("nothing")"), "400 input.invalid /csr=csr.no_block");
  EXPECT_EQ(told("agreement", R"({"version":"1","text_sha256":"0"})"),
            "400 input.invalid /agreement=reissue.agreement_changed");
  // A request with other names, or a key that is certified already.
  EXPECT_NE(told("csr", json_quote(counter_.ev.csr.pem)).find("key.used_before"), std::string::npos);
  EXPECT_EQ(open(counter_.auditor(), form()).told(), "403 forbidden");
  EXPECT_EQ(open(counter_.approver(), form()).told(), "403 forbidden");
  EXPECT_EQ(open(counter_.reception(), form()).told(), "403 forbidden");  // numbers are a reviewer's (R119)
  EXPECT_EQ(kept(), before);
}

// An EV product knows its jurisdiction; a customer on file gets a new term; without a certificate it may be given up.
TEST_P(OpenContractStory, ANewTermOfEvThatIsGivenUp) {
  auto wanted = form({"ev.example.jp"});
  wanted.erase("new_customer");
  wanted.erase("numbers");
  wanted["customer"] = json_quote(counter_.customer.value);
  wanted["product"] = R"("ev_2_0")";
  EXPECT_EQ(open(counter_.reception(), wanted, "a").told(),
            "400 input.invalid /subject/business_category=input.required "
            "/subject/jurisdiction_country=country.form /subject/registration_number=input.required");
  wanted["subject"] =
      R"({"locality":"Chiyoda-ku","organization":"新規見本株式会社","business_category":"Private Organization",)"
      R"("jurisdiction_country":"JP","registration_number":"0000000000001"})";
  wanted["starts_on"] = R"("2026-08-31")";
  const auto opened = open(counter_.reception(), wanted, "b");
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(opened.text("/customer"), counter_.customer.value);
  EXPECT_EQ(opened.text("/ends_at"), "2027-08-30T15:00:00Z");
  const auto abandon = [&] {
    return api_.post(counter_.reception(), opened.location + "/abandon", "", {{"If-Match", opened.etag}});
  };
  EXPECT_EQ(abandon().told(), "409 application.already_open");
  const ApplicationId application{opened.text("/application/id")};
  take(counter_.reviewer(), application, "start-review");
  take(counter_.reviewer(), application, "reject", R"({"customer_text":"a","decision_reason":"b"})");
  EXPECT_EQ(abandon().text("/state"), "cancelled");
  EXPECT_EQ(abandon().told(), "412 record.changed");
}

INSTANTIATE_TEST_SUITE_P(Sql, OpenContractStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
