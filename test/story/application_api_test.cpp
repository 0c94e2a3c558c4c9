// One application over HTTP: the customer's page, the officer's screen, the customer's own steps; every answer is held
// against api/*.yaml (R7, R8, R23, R37, R44, R56, R97, R98, R102).
#include <gtest/gtest.h>

#include <set>

#include "support/example_api.h"
#include "support/revocation_story.h"
#include "usecase/review_application.h"
#include "usecase/show_application.h"

namespace madoguchi {
namespace {

class ApplicationApi : public RevocationStory {
 protected:
  using Answer = test::ExampleApi::Answer;
  test::ExampleApi api_{counter_};

  static http::Headers key(const std::string& text) { return {{"Idempotency-Key", text}}; }
  static http::Headers seen(const Answer& answer) { return {{"If-Match", answer.etag}}; }
  std::string ev(const std::string& noun) const { return "/api/v1/contracts/" + counter_.ev.id.value + noun; }
  Answer file_contacts(const std::string& body) {
    return api_.post(counter_.applicant(), ev("/contact-changes"), body, key("contacts"));
  }
  std::string reissue_body() {
    return CanonicalJson()
        .text("old_certificate", counter_.ev.certificate.value)
        .text("reason", "server_failure")
        .text("old_certificate_end", "deferred")
        .text("csr", counter_.csr_for(counter_.ev.id).pem)
        .object("agreement", CanonicalJson()
                                 .text("version", counter_.policy.agreement.version)
                                 .text("text_sha256", counter_.policy.agreement.text_sha256))
        .print();
  }
  Answer file_reissue() { return api_.post(counter_.applicant(), ev("/reissues"), reissue_body(), key("reissue")); }
  /// An officer begins the review and sends it back.
  void send_back(const std::string& path) {
    const auto begun =
        api_.post(counter_.reviewer(), path + "/start-review", "{}", seen(api_.get(counter_.reviewer(), path)));
    ASSERT_EQ(begun.status, 200) << begun.body;
    const auto back =
        api_.post(counter_.reviewer(), path + "/send-back",
                  R"({"customer_text":"部署名をご確認ください。","internal_note":"電話で聞いた"})", seen(begun));
    ASSERT_EQ(back.status, 200) << back.body;
  }
  static std::string can(const Answer& answer) {
    std::string out;
    for (std::size_t i = 0; i < answer.size("/can"); ++i) {
      const auto at = "/can/" + std::to_string(i);
      const auto reason = answer.text(at + "/reason");
      out += (out.empty() ? "" : " ") + answer.text(at + "/action") + (reason.empty() ? "+" : "=" + reason);
    }
    return out;
  }
  static std::string actions(const Answer& answer) {
    std::string out;
    for (std::size_t i = 0; i < answer.size("/history"); ++i) {
      out += (out.empty() ? "" : " ") + answer.text("/history/" + std::to_string(i) + "/action");
    }
    return out;
  }
};

// R35, R37, R97, R102: what was typed, on both doors; notes and names of officers stay inside.
TEST_P(ApplicationApi, ShowsAContactChangeToBothDoors) {
  const auto filed = file_contacts(R"({"contacts":{"registrant":{"phone":"03-1234-5678"}}})");
  ASSERT_EQ(filed.status, 201) << filed.body;
  const auto mine = api_.get(counter_.viewer(), filed.location);
  ASSERT_EQ(mine.status, 200) << mine.body;
  EXPECT_EQ(mine.text("/number"), filed.text("/number"));
  EXPECT_EQ(mine.text("/contact_change/changes/0/after"), "03-1234-5678");
  EXPECT_EQ(mine.text("/filed_by"), "見本 太郎");
  EXPECT_EQ(mine.text("/waits_for"), "authority");
  EXPECT_FALSE(mine.has("/contact_change/verification_needed"));
  EXPECT_EQ(can(mine),
            "approve-own=application.wrong_state decline-own=application.wrong_state resubmit=application.wrong_state "
            "withdraw=application.wrong_role");
  const auto desk = api_.get(counter_.reviewer(), filed.location);
  EXPECT_EQ(desk.text("/content_digest"), mine.text("/content_digest"));
  EXPECT_TRUE(desk.has("/contact_change/verification_needed"));
  EXPECT_EQ(can(desk),
            "start-review+ send-back=application.wrong_state verification=application.not_under_review "
            "approve=application.wrong_state reject=application.wrong_state");
  send_back(filed.location);
  const auto back = api_.get(counter_.applicant(), filed.location);
  EXPECT_EQ(back.text("/state"), "sent_back");
  EXPECT_EQ(back.text("/waits_for"), "customer");
  EXPECT_EQ(back.text("/customer_text"), "部署名をご確認ください。");
  EXPECT_TRUE(back.has("/answer_until"));
  EXPECT_EQ(actions(back), "accept start_review send_back");
  EXPECT_EQ(back.body.find("電話で聞いた"), std::string::npos);
  EXPECT_EQ(back.body.find("審査 一"), std::string::npos);
  const auto inside = api_.get(counter_.auditor(), filed.location);
  EXPECT_EQ(inside.text("/history/2/officer_name"), "審査 一");
  EXPECT_EQ(inside.text("/history/2/internal_note"), "電話で聞いた");
  EXPECT_EQ(counter_.read([&](Store& store) {
    const auto events = store.events.of_subject(filed.text("/id"), 100);
    return std::ranges::count(events, std::string("application.viewed"), &store::Event::action);
  }),
            5);  // R106
}

// R6, R106: a page that asks again by itself goes on with the look that its person left, for an hour; the header alone
// shows nobody anything without a trace.
TEST_P(ApplicationApi, APageThatAsksByItselfIsOneLook) {
  const auto filed = file_contacts(R"({"contacts":{"registrant":{"phone":"03-1234-5678"}}})");
  ASSERT_EQ(filed.status, 201) << filed.body;
  const auto contract = ev("");
  const auto looks = [&](const std::string& subject, const Actor& actor) {
    const auto events = counter_.read([&](Store& store) { return store.events.of_subject(subject, 100); });
    return std::ranges::count_if(events, [&](const store::Event& event) {
      return event.actor_id == actor.id() && event.action.ends_with(".viewed");
    });
  };
  const auto poll = [&](const Actor& actor, const std::string& path) {
    return api_.send(http::Method::get, actor, path, "", {{"X-Madoguchi-Poll", "1"}});
  };
  const auto one = filed.text("/id");
  for (const auto& [path, subject] : {std::pair{filed.location, one}, std::pair{contract, counter_.ev.id.value}}) {
    for (const auto who : {&ExampleCounter::reviewer, &ExampleCounter::viewer}) {
      const auto again = [&](auto ask) { return ask((counter_.*who)(), path); };  // a login of now, each time
      const auto ask = [&](const Actor& actor, const std::string& at) { return api_.get(actor, at); };
      const auto seen = [&] { return looks(subject, (counter_.*who)()); };
      const auto before = seen();
      const auto first = again(poll);  // who never looked leaves it, header or not
      ASSERT_EQ(first.status, 200) << first.body;
      EXPECT_EQ(seen(), before + 1) << path;
      EXPECT_EQ(again(poll).body, first.body);
      counter_.now += Seconds(3599);
      EXPECT_EQ(again(poll).status, 200);
      EXPECT_EQ(seen(), before + 1) << path;
      EXPECT_EQ(again(ask).status, 200);  // somebody asked for it: another look
      EXPECT_EQ(seen(), before + 2) << path;
      counter_.now += Seconds(3600);
      EXPECT_EQ(again(poll).status, 200);
      EXPECT_EQ(seen(), before + 3) << path;
    }
  }
  // Another's look is not one's own, and what is not the caller's is not there (R7).
  EXPECT_EQ(poll(counter_.second_reviewer(), filed.location).status, 200);
  EXPECT_EQ(looks(one, counter_.second_reviewer()), 1);
  EXPECT_EQ(poll(counter_.stranger(), filed.location).told(), "404 application.not_found");
}

// R40, R44: the three versions, before an approval that would surprise.
TEST_P(ApplicationApi, ShowsTheDeskWhatStandsInTheWay) {
  const auto filed =
      file_contacts(R"({"contacts":{"registrant":{"phone":"03-1234-5678"},"technical":{"department":"総務部"}}})");
  const auto begun = api_.post(counter_.reviewer(), filed.location + "/start-review", "{}",
                               seen(api_.get(counter_.reviewer(), filed.location)));
  ASSERT_EQ(begun.status, 200) << begun.body;
  const auto corrected = api_.send(http::Method::patch, counter_.reception(), ev("/contacts/technical"),
                                   R"({"department":"情報部"})", {{"If-Match", "\"v1\""}});
  ASSERT_EQ(corrected.status, 200) << corrected.body;
  const auto desk = api_.get(counter_.reviewer(), filed.location);
  EXPECT_TRUE(desk.has("/recheck_since"));
  EXPECT_EQ(desk.text("/contact_change/changes/1/before"), "情報システム部");
  EXPECT_EQ(desk.text("/contact_change/changes/1/now"), "情報部");
  EXPECT_EQ(desk.text("/contact_change/changes/1/after"), "総務部");
  EXPECT_EQ(can(desk),
            "start-review=application.wrong_state send-back+ verification+ "
            "approve=contact_change.verification_needed reject+");
}

// R7: another customer's application and one that does not exist are told apart by nothing.
TEST_P(ApplicationApi, AnswersAlikeForOthersAndNobodys) {
  const auto filed = file_reissue();
  const auto nobodys = "/api/v1/applications/aaaaaaaaaaaaaaaaaaaaaaaaaa";
  const auto answer = api_.get(counter_.stranger(), nobodys);
  EXPECT_EQ(answer.told(), "404 application.not_found");
  EXPECT_EQ(api_.get(counter_.stranger(), filed.location).body, answer.body);
  for (const char* step : {"/withdraw", "/resubmit", "/approve-own", "/decline-own"}) {
    const auto others = api_.post(counter_.stranger(), filed.location + step, "{}", {{"If-Match", "\"v1\""}});
    EXPECT_EQ(others.told(), "404 application.not_found") << step;
    EXPECT_EQ(others.body,
              api_.post(counter_.stranger(), nobodys + std::string(step), "{}", {{"If-Match", "\"v1\""}}).body);
  }
}

// R46–R68: the content of a reissue; a correction keeps its first date (R56); a stale screen is refused (R23).
TEST_P(ApplicationApi, CorrectsAReissue) {
  const auto filed = file_reissue();
  ASSERT_EQ(filed.status, 201) << filed.body;
  const auto before = api_.get(counter_.applicant(), filed.location);
  EXPECT_EQ(before.text("/reissue/old_certificate/id"), counter_.ev.certificate.value);
  EXPECT_EQ(before.text("/reissue/csr/key/kind"), "p256");
  EXPECT_TRUE(before.has("/reissue/expected_not_after"));
  EXPECT_FALSE(before.has("/reissue/counted"));
  EXPECT_TRUE(api_.get(counter_.reviewer(), filed.location).has("/reissue/counted"));
  send_back(filed.location);
  const auto page = api_.get(counter_.applicant(), filed.location);
  EXPECT_EQ(can(page), "approve-own=application.wrong_state decline-own=application.wrong_state resubmit+ withdraw+");
  counter_.now += std::chrono::days(1);
  const auto resubmit = [&](const std::string& body, const Answer& screen) {
    return api_.post(counter_.applicant(), filed.location + "/resubmit", body, seen(screen));
  };
  EXPECT_EQ(resubmit(reissue_body(), before).told(), "412 record.changed");
  EXPECT_EQ(resubmit(R"({"contacts":{}})", page).told(), "400 input.invalid /contacts=json.unknown_member");
  EXPECT_EQ(api_.post(counter_.applicant(), filed.location + "/resubmit", reissue_body()).told(),
            "428 http.if_match_required");
  const auto again = resubmit(reissue_body(), page);
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.text("/state"), "accepted");
  EXPECT_EQ(again.text("/filed_at"), filed.text("/filed_at"));
  const auto after = api_.get(counter_.applicant(), filed.location);
  EXPECT_NE(after.text("/reissue/csr/spki_sha256"), before.text("/reissue/csr/spki_sha256"));
  EXPECT_NE(after.text("/content_digest"), before.text("/content_digest"));
}

// R37, R35: a contact change is corrected against what stands on file today.
TEST_P(ApplicationApi, CorrectsAContactChange) {
  const auto filed = file_contacts(R"({"contacts":{"technical":{"department":"総務部"}}})");
  send_back(filed.location);
  const auto page = api_.get(counter_.applicant(), filed.location);
  const auto resubmit = [&](const std::string& body) {
    return api_.post(counter_.applicant(), filed.location + "/resubmit", body, seen(page));
  };
  EXPECT_EQ(resubmit(R"({"contacts":{"registrant":{"organization":"x"}}})").told(),
            "422 contact.organization_read_only /contacts/registrant/organization=contact.organization_read_only");
  const auto again = resubmit(R"({"contacts":{"technical":{"department":"経理部"}}})");
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(api_.get(counter_.applicant(), filed.location).text("/contact_change/changes/0/after"), "経理部");
}

// R94, R96: withdrawn once, by who may; a second click finds it gone.
TEST_P(ApplicationApi, IsWithdrawn) {
  const auto filed = file_reissue();
  const auto page = api_.get(counter_.applicant(), filed.location);
  const auto withdraw = [&](const Actor& actor) {
    return api_.post(actor, filed.location + "/withdraw", "", seen(page));
  };
  EXPECT_EQ(withdraw(counter_.viewer()).told(), "403 application.wrong_role");
  EXPECT_EQ(withdraw(counter_.applicant()).text("/state"), "withdrawn");
  EXPECT_EQ(withdraw(counter_.applicant()).told(), "412 record.changed");
  EXPECT_EQ(counter_.tasks(), "");
  const auto end = api_.get(counter_.applicant(), filed.location);
  EXPECT_EQ(end.text("/waits_for"), "nobody");
  EXPECT_TRUE(end.has("/closed_at"));
  EXPECT_FALSE(end.has("/next_step"));
}

// R8: a second user agrees, or not; never the one who filed; under a hold nobody (R16).
TEST_P(ApplicationApi, WaitsForTheCustomersOwnApproval) {
  counter_.demand_second_approval();
  const auto filed = api_.post(counter_.approver_user(), ev("/contact-changes"),
                               R"({"contacts":{"technical":{"department":"総務部"}}})", key("a"));
  const auto own = api_.get(counter_.approver_user(), filed.location);
  EXPECT_EQ(own.text("/waits_for"), "second_user");
  EXPECT_EQ(can(own),
            "approve-own=application.needs_second_person decline-own+ resubmit=application.wrong_state withdraw+");
  EXPECT_EQ(api_.post(counter_.approver_user(), filed.location + "/approve-own", "", seen(own)).told(),
            "403 application.needs_second_person");
  EXPECT_EQ(api_.post(counter_.applicant(), filed.location + "/approve-own", "", seen(own)).told(),
            "403 application.wrong_role");
  EXPECT_EQ(api_.post(counter_.applicant(), filed.location + "/withdraw", "", seen(own)).status, 200);
  const auto second = file_reissue();
  const auto page = api_.get(counter_.approver_user(), second.location);
  EXPECT_EQ(can(page), "approve-own+ decline-own+ resubmit=application.wrong_state withdraw+");
  const auto held = must(counter_.as(counter_.under_hold(counter_.approver_user()),
                                     [&](Work& work) { return show_application(work, {second.text("/id")}); }));
  EXPECT_EQ(held.can.front().reason, "account.held");
  const auto agreed = api_.post(counter_.approver_user(), second.location + "/approve-own", "", seen(page));
  EXPECT_EQ(agreed.text("/state"), "accepted") << agreed.body;
  EXPECT_EQ(agreed.text("/filed_at"), second.text("/filed_at"));
}

// R97, R102: what two officers consider between themselves does not leave the desk before it is decided.
TEST_P(ApplicationApi, KeepsTheOfficersDeliberationInside) {
  const auto id = must(file(wish()));
  const auto path = "/api/v1/applications/" + id.value;
  const auto fresh = api_.get(counter_.applicant(), path);
  EXPECT_EQ(fresh.text("/revocation/certificates/0/serial"), serial_of(counter_.sr.certificate));
  EXPECT_EQ(can(fresh), "withdraw+ key-proof+ bring-forward=revocation.not_dated");
  EXPECT_EQ(can(api_.get(counter_.revoker(), path)),
            "calls=application.wrong_role substitutes=application.wrong_role propose=revocation.two_officers_later "
            "agree=application.wrong_state return=application.wrong_state look-over=application.wrong_state");
  counter_.now += Seconds(22 * 3600 + 60);
  must(propose(id, RevocationDecision::reject, counter_.revoker()));
  const auto told = api_.get(counter_.applicant(), path);
  EXPECT_EQ(actions(told), "accept");
  EXPECT_FALSE(told.has("/customer_text"));
  EXPECT_EQ(told.body.find("ご本人の確認"), std::string::npos);
  const auto listed = api_.get(counter_.applicant(), "/api/v1/contracts/" + counter_.sr.id.value);
  EXPECT_EQ(listed.body.find("ご本人の確認"), std::string::npos);
  EXPECT_EQ(can(api_.get(counter_.revoker(), path)).find("agree=application.needs_second_person") == std::string::npos,
            false);
  must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(api_.get(counter_.applicant(), path).text("/customer_text"), "ご本人の確認ができませんでした。");
}

INSTANTIATE_TEST_SUITE_P(Sql, ApplicationApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
