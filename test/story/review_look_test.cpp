// What an officer looks at before a step, over HTTP: automatic checks with their inputs, the mails that the step would
// send, whose hands it is in (R37, R66, R97, R101, R103, R107).
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <sstream>

#include "support/example_api.h"
#include "support/example_reissue.h"
#include "support/table_dump.h"
#include "usecase/contact_change.h"

namespace madoguchi {
namespace {

class ReviewLook : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;

  static std::string of(const ApplicationId& id, const std::string& what) {
    return "/api/v1/applications/" + id.value + "/" + what;
  }
  Answer preview(const Actor& actor, const ApplicationId& id, const std::string& body) {
    const auto version = "\"v" + std::to_string(application_of(counter_, id).version) + "\"";
    return api_.post(actor, of(id, "mail-previews"), body, {{"If-Match", version}});
  }
  Answer take(const Actor& actor, const ApplicationId& id, const std::string& step, const std::string& body) {
    const auto version = "\"v" + std::to_string(application_of(counter_, id).version) + "\"";
    return api_.post(actor, of(id, step), body, {{"If-Match", version}});
  }
  /// "request passed", one line each, with the messages' count where there are any.
  static std::string verdicts(const Answer& answer) {
    std::string lines;
    for (const auto& check : answer.json.at("checks").as_array()) {
      lines += std::string(check.at("check").as_string()) + " " + std::string(check.at("verdict").as_string());
      if (const auto count = check.at("messages").as_array().size()) lines += " " + std::to_string(count);
      lines += "\n";
    }
    return lines;
  }
  /// An input of a check: its value, its time, and what it is held against.
  static std::string input(const Answer& answer, std::string_view check, std::string_view name) {
    for (const auto& one : answer.json.at("checks").as_array()) {
      if (one.at("check").as_string() != check) continue;
      for (const auto& given : one.at("inputs").as_array()) {
        const auto& members = given.as_object();
        if (members.at("name").as_string() != name) continue;
        std::string text;
        for (const auto* member : {"value", "at", "wanted"}) {
          if (const auto* value = members.if_contains(member)) {
            text += (text.empty() ? "" : " / ") + std::string(value->as_string());
          }
        }
        return text;
      }
    }
    return "(none)";
  }
  /// All that is stored but sessions: each call of a test opens one.
  std::string tables() const {
    std::istringstream all(dump_tables(*counter_.office().pool.lend()));
    std::string kept;
    for (std::string line; std::getline(all, line);) {
      if (!line.starts_with("session|")) kept += line + "\n";
    }
    return kept;
  }
  ApplicationId contact_change(ContactField field, const std::string& value) const {
    const SubmitContactChange form{.contract = counter_.ev.id,
                                   .edits = {{.role = ContactRole::registrant, .fields = {{field, value}}}}};
    return must(counter_.as(counter_.applicant(), [&](Work& work) { return submit_contact_change(work, form); }));
  }

  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

TEST_P(ReviewLook, ChecksOfAReissueSayWhatTheyLookedAt) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  auto checks = api_.get(counter_.reviewer(), of(id, "checks"));
  EXPECT_EQ(verdicts(checks),
            "request passed\nkey passed\nkey_unknown passed\nnames passed\nstanding passed\ngenerations passed\n"
            "certificate passed\ndispute passed\nagreement passed\nevidence passed\n");
  EXPECT_EQ(input(checks, "key", "key_kind"), "p256");
  EXPECT_EQ(input(checks, "names", "dns_names"),
            "shop.example.jp, www.shop.example.jp / shop.example.jp, www.shop.example.jp");
  EXPECT_EQ(input(checks, "standing", "counted"), "0 / 1");
  EXPECT_EQ(input(checks, "generations", "valid_after"), "2 / 2");
  EXPECT_EQ(input(checks, "certificate", "not_after"),
            input(checks, "standing", "old_not_after"));  // R68: it ends with what it replaces
  EXPECT_EQ(checks.text("/checked_at"), format_utc(counter_.now));

  // R63, R122: what has changed since the filing shows when one looks again.
  must(counter_.as(ExampleCounter::engine(), [&](Work& work) -> Result<void> {
    const auto reissue = TRY(work.store.applications.reissue(id));
    work.store.certificates.block_key(reissue.spki_sha256, "reported", work.now);
    return {};
  }));
  api_.post(counter_.reviewer(), "/api/v1/contracts/" + counter_.sr.id.value + "/holds", R"({"reason":"本社と支店"})");
  counter_.now += std::chrono::days(26);
  checks = api_.get(counter_.reviewer(), of(id, "checks"));
  EXPECT_NE(verdicts(checks).find("key_unknown failed 1"), std::string::npos) << verdicts(checks);
  EXPECT_NE(verdicts(checks).find("dispute failed 1"), std::string::npos) << verdicts(checks);
  EXPECT_NE(verdicts(checks).find("standing failed 1"), std::string::npos) << verdicts(checks);
  EXPECT_NE(verdicts(checks).find("generations passed"), std::string::npos) << verdicts(checks);
}

TEST_P(ReviewLook, ChecksOfAContactChange) {
  const auto id = contact_change(ContactField::phone, "03-3000-9999");
  const auto checks = api_.get(counter_.reviewer(), of(id, "checks"));
  EXPECT_EQ(verdicts(checks),
            "contract passed\ndispute passed\ncontacts passed\ntelephone failed 1\ncorrected passed\n"
            "renewal_notices passed\n");
  EXPECT_EQ(input(checks, "contacts", "registrant.phone"), "+81330009999");
  // R40: what to say at the telephone is the desk's, and gives nothing of the change away.
  const auto page = api_.get(counter_.reviewer(), "/api/v1/applications/" + id.value);
  EXPECT_NE(page.text("/contact_change/script_ja/1").find(page.text("/number")), std::string::npos);
  EXPECT_EQ(page.size("/contact_change/script_en"), page.size("/contact_change/script_ja"));
  EXPECT_EQ(boost::json::serialize(page.json.at("contact_change").at("script_en")).find("9999"), std::string::npos);
  EXPECT_FALSE(api_.get(counter_.applicant(), "/api/v1/applications/" + id.value).has("/contact_change/script_ja"));
  const auto masked = api_.get(counter_.auditor(), of(id, "checks"));  // R117
  EXPECT_EQ(input(masked, "contacts", "registrant.phone"), "+***");
  EXPECT_EQ(input(masked, "telephone", "registrant.phone"), "+*** / +***");
}

// R107: the preview is the mail; nothing of it stays.
TEST_P(ReviewLook, TheMailThatIsShownIsTheMailThatIsSent) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  EXPECT_EQ(preview(counter_.reviewer(), id, R"({"step":"reject","customer_text":"a"})").told(),
            "409 application.wrong_state");
  take(counter_.reviewer(), id, "start-review", "");
  counter_.mails();
  const auto before = tables();
  EXPECT_EQ(preview(counter_.reviewer(), id, R"({"step":"send_back"})").told(),
            "400 input.invalid /customer_text=input.required");
  EXPECT_EQ(preview(counter_.auditor(), id, R"({"step":"send_back","customer_text":"a"})").status, 403);
  const auto shown =
      preview(counter_.reviewer(), id, R"({"step":"send_back","customer_text":"組織名を直してください"})");
  ASSERT_EQ(shown.size("/mails"), 2U) << shown.body;
  EXPECT_EQ(dump_difference(before, tables()), "");
  EXPECT_EQ(take(counter_.reviewer(), id, "send-back", R"({"customer_text":"組織名を直してください"})").status, 200);
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template != "application_correction_wanted" || mail.to_role != "registrant") continue;
    EXPECT_EQ(shown.text("/mails/0/subject"), mail.subject);
    EXPECT_EQ(shown.text("/mails/0/body"), mail.body);
    EXPECT_EQ(shown.text("/mails/0/to_address"), mail.to_address);
    EXPECT_NE(mail.body.value_or("").find("組織名を直してください"), std::string::npos);
  }
}

TEST_P(ReviewLook, AnApprovalShowsTheMailOfTheIssue) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  pass_review(counter_, id);
  const auto page = api_.get(counter_.approver(), "/api/v1/applications/" + id.value);
  EXPECT_EQ(page.text("/reissue/expected_old_end"), format_utc(deferred_end(counter_.now)));  // R59
  const auto before = tables();
  const auto shown = preview(counter_.approver(), id, R"({"step":"approve"})");
  ASSERT_EQ(shown.size("/mails"), 2U) << shown.body;
  EXPECT_EQ(dump_difference(before, tables()), "");
  EXPECT_TRUE(shown.json.at("mails").at(0).at("at_issue").as_bool());
  EXPECT_NE(shown.text("/mails/0/body").find("発行のときに決まります"), std::string::npos);
  must(approve(counter_, id));
  counter_.run_jobs();
  auto body = shown.text("/mails/0/body");
  const std::string open = "(発行のときに決まります)";
  body.replace(body.find(open), open.size(), certificate_of(counter_, id).serial);
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template == "certificate_reissued_deferred" && mail.to_role == "registrant") {
      EXPECT_EQ(body, mail.body);
    }
  }
}

// R101: who has an application in hand is asked of the application, not looked for in the whole list.
TEST_P(ReviewLook, TheTasksOfOneApplication) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  must(file(counter_, counter_.stranger(), reissue_form(counter_, counter_.other)));
  take(counter_.reviewer(), id, "start-review", "");
  const auto tasks = api_.get(counter_.second_reviewer(), of(id, "tasks"));
  ASSERT_EQ(tasks.size("/tasks"), 1U) << tasks.body;
  EXPECT_EQ(tasks.text("/tasks/0/application/id"), id.value);
  EXPECT_TRUE(tasks.has("/tasks/0/claimed_by"));
  EXPECT_EQ(api_.get(counter_.reviewer(), of({"none"}, "tasks")).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Sql, ReviewLook, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
