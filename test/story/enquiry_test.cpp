// お問い合わせ and the list of applications over HTTP; every answer is held against api/*.yaml (R7, R22, R33, R53, R96,
// R97, R104, R106).
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/example_api.h"
#include "support/example_counter.h"
#include "usecase/enquiry.h"
#include "usecase/manage_accounts.h"

namespace madoguchi {
namespace {

class Enquiries : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};

  static http::Headers key(const std::string& text) { return {{"Idempotency-Key", text}}; }
  static http::Headers seen(const Answer& answer) { return {{"If-Match", answer.etag}}; }
  CanonicalJson form(const std::string& kind) const {
    return CanonicalJson().text("kind", kind).text("contract", counter_.ev.id.value).text("text", "ご相談です。");
  }
  Answer open(const Actor& actor, const CanonicalJson& body, const std::string& idempotency = "a") {
    return api_.post(actor, "/api/v1/enquiries", body.print(), key(idempotency));
  }
};

// R104: asked once for a double post, told, a task for the desk; answered by mail and on the page; closed.
TEST_P(Enquiries, AreAskedAndAnswered) {
  const auto opened = open(counter_.viewer(), form("reissue_over_limit"));
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(open(counter_.viewer(), form("reissue_over_limit")).body, opened.body);
  EXPECT_EQ(counter_.rows("enquiry"), 1);
  EXPECT_EQ(counter_.tasks(), "enquiry reissue_over_limit\n");
  EXPECT_EQ(counter_.mails(), "enquiry_received -> account\n");
  const auto desk = api_.get(counter_.reception(), "/api/v1/enquiries?open=true");
  ASSERT_EQ(desk.size("/enquiries"), 1U) << desk.body;
  EXPECT_EQ(desk.text("/enquiries/0/contract/id"), counter_.ev.id.value);
  EXPECT_EQ(desk.text("/enquiries/0/account_name"), "見本 次郎");
  const auto page = api_.get(counter_.reception(), opened.location);
  EXPECT_EQ(api_.post(counter_.reception(), opened.location + "/close", "", seen(page)).told(),
            "409 enquiry.not_answered");
  EXPECT_EQ(api_.post(counter_.caller(), opened.location + "/answer", R"({"text":"x"})", seen(page)).told(),
            "403 forbidden");
  EXPECT_EQ(api_.post(counter_.reception(), opened.location + "/answer", R"({"text":""})", seen(page)).told(),
            "400 input.invalid /text=input.required");
  const auto first = api_.post(counter_.reception(), opened.location + "/answer",
                               R"({"text":"確認します。","close":false})", seen(page));
  EXPECT_EQ(first.text("/state"), "answered") << first.body;
  EXPECT_EQ(api_.post(counter_.reviewer(), opened.location + "/answer", R"({"text":"x"})", seen(page)).told(),
            "412 record.changed");
  const auto done =
      api_.post(counter_.reviewer(), opened.location + "/answer", R"({"text":"受付許可を出しました。"})", seen(first));
  EXPECT_EQ(done.text("/state"), "closed");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(counter_.mails(), "enquiry_answered -> account\nenquiry_answered -> account\n");
  const auto mine = api_.get(counter_.viewer(), opened.location);
  EXPECT_EQ(mine.text("/answer"), "確認します。\n\n受付許可を出しました。");
  EXPECT_EQ(mine.size("/can"), 0U) << "what was sent is the desk's to answer";
  EXPECT_FALSE(mine.has("/account_name"));
  EXPECT_EQ(api_.get(counter_.viewer(), "/api/v1/enquiries?open=true").size("/enquiries"), 0U);
  EXPECT_EQ(api_.post(counter_.reception(), opened.location + "/close", "",
                      seen(api_.get(counter_.reception(), opened.location)))
                .told(),
            "409 enquiry.closed");
}

// R33: the day of the registration, and the consequence, before it is sent; then a clock of 5 days.
TEST_P(Enquiries, OfAChangedCorporateName) {
  const auto kinds = api_.get(counter_.applicant(), "/api/v1/enquiry-kinds?lang=en");
  EXPECT_EQ(kinds.text("/kinds/0/kind"), "corporate_name");
  EXPECT_NE(kinds.text("/kinds/0/notice").find("5 days"), std::string::npos);
  EXPECT_EQ(open(counter_.applicant(), form("corporate_name")).told(),
            "400 input.invalid /registered_on=input.required /understood=enquiry.not_understood");
  EXPECT_EQ(open(counter_.applicant(), form("general").text("registered_on", "2026-08-20")).told(),
            "400 input.invalid /registered_on=enquiry.no_registration_date");
  const auto past = open(counter_.applicant(),
                         form("corporate_name").text("registered_on", "2026-08-20").boolean("understood", true), "b");
  ASSERT_EQ(past.status, 201) << past.body;
  EXPECT_EQ(api_.get(counter_.reception(), past.location).text("/deadline_at"),
            format_utc(counter_.now + std::chrono::days(5)));
  EXPECT_FALSE(api_.get(counter_.applicant(), past.location).has("/deadline_at"));
  const auto ahead = open(counter_.applicant(),
                          form("corporate_name").text("registered_on", "2026-10-01").boolean("understood", true), "c");
  EXPECT_EQ(api_.get(counter_.reception(), ahead.location).text("/deadline_at"), "2026-10-05T15:00:00Z");
}

// R7: one's own only; another customer's contract does not exist. R4: not a flood.
TEST_P(Enquiries, AreOnesOwn) {
  const auto opened = open(counter_.applicant(), form("new_application"));
  const auto others = api_.get(counter_.approver_user(), opened.location);
  EXPECT_EQ(others.told(), "404 enquiry.not_found");
  EXPECT_EQ(api_.get(counter_.stranger(), "/api/v1/enquiries/aaaaaaaaaaaaaaaaaaaaaaaaaa").body, others.body);
  EXPECT_EQ(open(counter_.stranger(), form("new_application")).told(), "404 contract.not_found");
  EXPECT_EQ(open(counter_.applicant(), form("problem_report"), "b").told(),
            "400 input.invalid /kind=input.not_a_choice");
  EXPECT_EQ(open(counter_.applicant(), CanonicalJson().text("kind", "new_application").text("text", ""), "c").told(),
            "400 input.invalid /contract=input.required /text=input.required");
  for (int i = 0; i < 19; ++i) {
    EXPECT_EQ(open(counter_.applicant(), form("general"), "more" + std::to_string(i)).status, 201);
  }
  EXPECT_EQ(open(counter_.applicant(), form("general"), "last").told(), "429 enquiry.too_many");
  const auto page = api_.get(counter_.applicant(), "/api/v1/enquiries?limit=15&kind=general");
  EXPECT_EQ(page.size("/enquiries"), 15U);
  EXPECT_EQ(page.text("/can/0/reason"), "enquiry.too_many") << "R22: the form is not offered, and why";
  const auto rest =
      api_.get(counter_.applicant(), "/api/v1/enquiries?limit=15&kind=general&cursor=" + page.text("/next"));
  EXPECT_EQ(rest.size("/enquiries"), 4U);
  EXPECT_FALSE(rest.has("/next"));
}

// R97: the customer's applications over all contracts, newest first, by pages.
TEST_P(Enquiries, BesideTheListOfApplications) {
  const auto file = [&](const ContractId& contract, const Actor& actor) {
    counter_.now += Seconds(60);
    const auto filed = api_.post(actor, "/api/v1/contracts/" + contract.value + "/contact-changes",
                                 R"({"contacts":{"technical":{"department":"総務部"}}})", key("a" + contract.value));
    EXPECT_EQ(filed.status, 201) << filed.body;
    return filed;
  };
  const auto first = file(counter_.ev.id, counter_.applicant());
  const auto second = file(counter_.sr.id, counter_.applicant());
  file(counter_.other.id, counter_.stranger());
  const auto all = api_.get(counter_.viewer(), "/api/v1/applications");
  ASSERT_EQ(all.size("/applications"), 2U) << all.body;
  EXPECT_EQ(all.text("/applications/0/id"), second.text("/id"));
  EXPECT_EQ(all.text("/applications/1/contract/common_name"), "www.example.jp");
  const auto page = api_.get(counter_.viewer(), "/api/v1/applications?limit=1");
  const auto next = api_.get(counter_.viewer(), "/api/v1/applications?limit=1&cursor=" + page.text("/next"));
  EXPECT_EQ(next.text("/applications/0/id"), first.text("/id"));
  EXPECT_FALSE(next.has("/next"));
  EXPECT_EQ(api_.post(counter_.applicant(), first.location + "/withdraw", "",
                      {{"If-Match", api_.get(counter_.applicant(), first.location).etag}})
                .status,
            200);
  const auto ids = [&](const std::string& query) {
    return api_.get(counter_.viewer(), "/api/v1/applications" + query).size("/applications");
  };
  EXPECT_EQ(ids("?open=true"), 1U);
  EXPECT_EQ(ids("?open=false"), 1U);
  EXPECT_EQ(ids("?kind=reissue"), 0U);
  EXPECT_EQ(ids("?contract=" + counter_.sr.id.value), 1U);
  EXPECT_EQ(ids("?contract=" + counter_.other.id.value), 0U);
  for (const char* bad : {"?open=1", "?kind=x", "?limit=0", "?cursor=x", "?contract=x", "?more=1"}) {
    EXPECT_EQ(api_.get(counter_.viewer(), std::string("/api/v1/applications") + bad).status, 400) << bad;
  }
}

// R7, R124: whoever acts for the customer no more neither reads nor receives what belongs to it.
TEST_P(Enquiries, EndWithTheMandate) {
  const auto opened = must(counter_.as(counter_.applicant(), [&](Work& work) {
    return open_enquiry(
        work, {.kind = EnquiryKind::new_application, .contract = counter_.sr.id, .text = "更新について教えてください"});
  }));
  must(counter_.as(counter_.reception(), [&](Work& work) {
    return end_membership(work,
                          {.account = *counter_.applicant().account, .version = 1, .customer = counter_.customer});
  }));
  auto former = counter_.applicant();
  former.mandates.clear();
  counter_.mails();
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return answer_enquiry(work, {.id = opened, .version = 1, .text = "ご案内します"});
  }));
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(answer(counter_.as(former, [&](Work& work) { return show_enquiry(work, opened); })), "enquiry.not_found");
  const auto listed = counter_.as(former, [&](Work& work) { return list_enquiries(work, {}); });
  EXPECT_TRUE(must(listed).enquiries.empty());
}

INSTANTIATE_TEST_SUITE_P(Sql, Enquiries, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
