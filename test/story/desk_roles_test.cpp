// R100: which officer may do what. Every route of the desk stands in one table, and every role is tried on every route.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "support/example_scenes.h"

namespace madoguchi {
namespace {

using Make = Things (*)(RoleScene&);

struct Line {
  const char* route;
  /// One place for each of reception, reviewer, approver, caller, revoker, administrator, auditor.
  const char* may;
  Make make = scene::nothing;
  /// {name} is filled from the things.
  const char* body = "";
  const char* query = "";
  int succeeds = 1;  ///< so many of those who may are answered 2xx at least; 0: only that none is refused
};
std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << line.route;
}
constexpr std::string_view kLetters = "RVACKMU";

#define CSR_FORM R"("csr":{csr},"agreement":{agreement})"
constexpr const char* kContactForm = R"({"contacts":{"technical":{"department":"総務部"}}})";
constexpr Line kTable[] = {
    // contracts
    {"GET /api/v1/contracts", "RVACKMU"},
    {"GET /api/v1/contracts/{id}", "RVACKMU", scene::plain},
    {"GET /api/v1/contracts/{id}/contacts", "RVACKMU", scene::plain},
    {"GET /api/v1/products", "RVACKMU"},
    {"GET /api/v1/customers", "RV---M-", scene::nothing, "", "?q=x"},
    {"POST /api/v1/contracts", "RV-----", scene::a_request,
     R"({"product":"none","subject":{"organization":"x"},"dns_names":[],"contacts":{},)" CSR_FORM "}", "", 0},
    {"POST /api/v1/contracts/{id}/first-issues", "RV-----", scene::a_first_request, "{" CSR_FORM "}"},
    {"POST /api/v1/contracts/{id}/abandon", "RV-----", scene::opening},
    {"POST /api/v1/contracts/{id}/contact-changes", "RV-----", scene::plain, kContactForm},
    {"POST /api/v1/contracts/{id}/contact-changes/preview", "RV-----", scene::plain, kContactForm},
    {"PATCH /api/v1/contracts/{id}/contacts/{role}", "RV-----", scene::contract_seen, R"({"department":"総務部"})"},
    {"POST /api/v1/contracts/{id}/party", "-V-----", scene::another_name,
     R"({"organization":"新見本商事株式会社","evidence":"{evidence}"})"},
    {"GET /api/v1/agreement", "RVACKMU"},
    {"POST /api/v1/contracts/{id}/csr-inspections", "RV-----", scene::a_request, R"({"csr":{csr}})"},
    {"POST /api/v1/contracts/{id}/reissues", "RV-----", scene::a_request,
     R"({"old_certificate":"{certificate}","reason":"server_failure","old_certificate_end":"deferred",)" CSR_FORM "}"},
    {"POST /api/v1/contracts/{id}/continuations", "RV-----", scene::a_late_request,
     R"({"old_certificate":"{certificate}",)" CSR_FORM "}"},
    {"GET /api/v1/certificates/{id}/file", "RVACKMU", scene::certificate},
    // applications
    {"GET /api/v1/applications/{id}", "RVACKMU", scene::under_review},
    {"POST /api/v1/applications/{id}/start-review", "-V-----", scene::accepted},
    {"POST /api/v1/applications/{id}/send-back", "-V-----", scene::under_review,
     R"({"customer_text":"直してください"})"},
    {"POST /api/v1/applications/{id}/reject", "-V-----", scene::under_review,
     R"({"customer_text":"お受けできません","decision_reason":"登記がない"})"},
    {"POST /api/v1/applications/{id}/verification", "-V-C---", scene::registrant_change,
     R"({"number":"{number}","person":"見本 太郎"})"},
    {"POST /api/v1/applications/{id}/pass-review", "-V-----", scene::complete, R"({"legal_cause":"none"})"},
    {"POST /api/v1/applications/{id}/return", "--A----", scene::reviewed, R"({"note":"もう一度"})"},
    {"POST /api/v1/applications/{id}/approve", "--A----", scene::reviewed, R"({"content_digest":"{digest}"})"},
    {"GET /api/v1/applications/{id}/checklist", "RVACKMU", scene::under_review},
    {"GET /api/v1/applications/{id}/checks", "RVACKMU", scene::under_review},
    {"GET /api/v1/applications/{id}/tasks", "RVACKMU", scene::under_review},
    {"POST /api/v1/applications/{id}/mail-previews", "-V-----", scene::under_review,
     R"({"step":"send_back","customer_text":"直してください"})"},
    {"POST /api/v1/applications/{id}/checklist/tick", "-V-----", scene::under_review,
     R"({"item":"request_matches_contract"})"},
    {"POST /api/v1/applications/{id}/checklist/untick", "-V-----", scene::ticked,
     R"({"item":"request_matches_contract"})"},
    // revocation
    {"POST /api/v1/contracts/{id}/revocations", "RV-----", scene::plain,
     R"({"scope":"contract","reason":"superseded","reason_text":"不要","understood":true,)"
     R"("typed_dns_name":"shop.example.jp"})"},
    {"POST /api/v1/contracts/{id}/emergency-revocations", "RV-----", scene::a_request,
     R"({"certificate":"{certificate}","reason_text":"漏えい","understood":true})"},
    {"POST /api/v1/certificates/{id}/revocations", "----K--", scene::certificate,
     R"({"reason":"privilege_withdrawn","legal_cause":"within_24_hours","reason_text":"偽サイト"})"},
    {"GET /api/v1/applications/{id}/call-sheet", "-V-CK-U", scene::to_call},
    {"POST /api/v1/applications/{id}/calls", "---C---", scene::to_call,
     R"({"number":"{number}","outcome":"confirmed","person":"担当 登録","serial_read_back":"{digits}"})"},
    {"POST /api/v1/applications/{id}/substitutes", "---C---", scene::nobody_reached, R"({"source":"DNS"})"},
    {"POST /api/v1/applications/{id}/propose", "----K--", scene::claimed,
     R"({"decision":"revoke","reason":"確認した"})"},
    {"POST /api/v1/applications/{id}/agree", "----K--", scene::proposed, "{}"},
    {"POST /api/v1/applications/{id}/look-over", "--A-K--", scene::revoked, "{}"},
    {"POST /api/v1/enquiries/{id}/preliminary-report", "RV--K--", scene::reported, R"({"text":"調査中です"})"},
    {"POST /api/v1/enquiries/{id}/propose-no-cause", "-V--K--", scene::reported, R"({"finding":"誤報だった"})"},
    {"POST /api/v1/enquiries/{id}/agree-no-cause", "-V--K--", scene::without_cause},
    {"POST /api/v1/enquiries/{id}/return-no-cause", "-V--K--", scene::without_cause},
    {"GET /api/v1/enquiries", "RVACKMU"},
    {"GET /api/v1/enquiries/{id}", "RVACKMU", scene::asked},
    {"POST /api/v1/enquiries/{id}/answer", "RV-----", scene::asked, R"({"text":"確認します。"})"},
    {"POST /api/v1/enquiries/{id}/close", "RV-----", scene::answered},
    {"POST /api/v1/contact-changes", "RV-----", scene::plain,
     R"({"contracts":["{id}"],"contacts":{"technical":{"department":"総務部"}}})"},
    // incidents
    {"GET /api/v1/incidents", "RVACKMU"},
    {"POST /api/v1/incidents", "-VA-K--", scene::a_serial, scene::kIncident},
    {"GET /api/v1/incidents/{id}", "RVACKMU", scene::an_incident},
    {"GET /api/v1/incidents/{id}/items", "RVACKMU", scene::a_plan},
    {"POST /api/v1/incidents/{id}/criteria", "-VA-K--", scene::an_incident,
     R"({"criteria":[{"kind":"serial","value":"{serial}"}]})"},
    {"POST /api/v1/incidents/{id}/plan", "-VA-K--", scene::an_incident},
    {"POST /api/v1/incidents/{id}/approve", "--A-K--", scene::a_plan, R"({"plan_digest":"{plan}"})"},
    {"POST /api/v1/incidents/{id}/withdraw", "-VA-K--", scene::an_incident},
    // what the desk holds for a contract
    {"GET /api/v1/contracts/{id}/evidence", "RVACKMU", scene::plain},
    {"POST /api/v1/contracts/{id}/evidence", "RV-CK--", scene::plain, R"({"kind":"address","source":"登記情報"})"},
    {"GET /api/v1/contracts/{id}/grants", "RVACKMU", scene::plain},
    {"POST /api/v1/contracts/{id}/grants", "RV-----", scene::plain, R"({"reason":"電話で依頼があった"})"},
    {"POST /api/v1/contracts/{id}/grants/{grant}/close", "RV-----", scene::granted},
    {"GET /api/v1/contracts/{id}/holds", "RVACKMU", scene::plain},
    {"POST /api/v1/contracts/{id}/holds", "RVACK--", scene::plain, R"({"reason":"食い違い"})"},
    {"POST /api/v1/holds/{id}/propose-lift", "-VA----", scene::held,
     R"({"document":"書面","document_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})"},
    {"POST /api/v1/holds/{id}/lift", "-VA----", scene::lift_proposed},
    {"POST /api/v1/holds/{id}/return-lift", "-VA----", scene::lift_proposed},
    {"GET /api/v1/contracts/{id}/numbers", "RVACK--", scene::plain},
    {"POST /api/v1/contracts/{id}/numbers", "-V-----", scene::plain,
     R"({"subject":"organization","phone":"03-3000-7777","source":"government_registry","found_in":"登記"})"},
    {"POST /api/v1/contracts/{id}/numbers/{number}/end", "-V-----", scene::a_number},
    // the desk itself
    {"GET /api/v1/tasks", "RVACKMU"},
    {"GET /api/v1/tasks/{id}", "RVACKMU", scene::a_task},
    {"POST /api/v1/tasks/{id}/claim", "-V-----", scene::a_task},
    {"POST /api/v1/tasks/{id}/assign", "R----M-", scene::a_task, "{}"},
    {"POST /api/v1/tasks/hand-over", "RVACKMU", scene::somebody_to_hand_to, R"({"officer":"{officer}"})"},
    {"GET /api/v1/search", "RVACKMU", scene::nothing, "", "?q=shop.example.jp"},
    {"GET /api/v1/events", "RVACKMU", scene::nothing, "", "?subject=x"},
    {"GET /api/v1/events/export", "-----MU"},
    {"GET /api/v1/figures", "RVACKMU"},
    {"GET /api/v1/calendar", "RVACKMU"},
    {"POST /api/v1/calendar/days", "-----M-", scene::the_calendar,
     R"({"day":"2026-09-10","working":false,"reason":"研修"})"},
    {"POST /api/v1/calendar/hours", "-----M-", scene::the_calendar, R"({"calls_from":"10:00","calls_until":"16:00"})"},
    {"GET /api/v1/officers", "RVACKMU"},
    {"GET /api/v1/reason-templates", "RVACKMU"},
    {"POST /api/v1/accounts", "R----M-", scene::a_customer,
     R"({"login_id":"new-user","name":"見本 次郎","otp_address":"new@example.jp","customer":"{customer}",)"
     R"("role":"viewer"})"},
    {"POST /api/v1/accounts/{id}/invite", "R----M-", scene::an_account},
    {"POST /api/v1/accounts/{id}/disable", "-----M-", scene::an_account},
    {"GET /api/v1/accounts", "RVACKM-", scene::nothing, "", "?login_id=viewer"},
    {"POST /api/v1/accounts/{id}/memberships", "R----M-", scene::an_account,
     R"({"customer":"{customer}","role":"applicant"})"},
    {"POST /api/v1/accounts/{id}/memberships/{customer}/end", "R----M-", scene::an_account},
    {"POST /api/v1/accounts/{id}/recoveries", "R--C---", scene::an_account,
     R"({"new_address":"new@example.jp","reason":"電話で依頼があった"})"},
    {"GET /api/v1/recoveries/{id}", "RVACKMU", scene::recovery},
    {"POST /api/v1/recoveries/{id}/call", "---C---", scene::recovery,
     R"({"number":"{number}","outcome":"confirmed","person":"担当 登録"})"},
    {"POST /api/v1/recoveries/{id}/approve", "--A----", scene::recovery_called},
    {"POST /api/v1/recoveries/{id}/reject", "--A----", scene::recovery_called},
};
/// About the caller's own session, task or the example's clock: no role is asked for.
constexpr std::string_view kOwn[] = {
    "POST /api/v1/login",
    "POST /api/v1/logout",
    "GET /api/v1/session",
    "POST /api/v1/session/reauthenticate",
    "GET /api/v1/sessions",
    "POST /api/v1/sessions/{id}/end",
    "POST /api/v1/tasks/{id}/release",
    "POST /api/v1/tasks/{id}/finish",
    "GET /api/v1/example/clock",
    "GET /api/v1/example/mails",
    "GET /api/v1/example/mails/{name}",
    "GET /api/v1/example/outlook",
    "GET /api/v1/example/people",
    "POST /api/v1/example/clock",
};

/// Where a screen tells its reader whether the step of a route is open: it must say what the step itself says (R22).
struct Told {
  const char* route;
  const char* screen;
  const char* list = "/can";
  const char* action = nullptr;  ///< absent: the last word of the route
};
constexpr const char* kApplication = "/api/v1/applications/{id}";
constexpr Told kTold[] = {
    {"POST /api/v1/contracts", "/api/v1/contracts"},
    {"POST /api/v1/contact-changes", "/api/v1/contracts"},
    {"POST /api/v1/contracts/{id}/first-issues", "/api/v1/contracts/{id}", "/can", "first_issue"},
    {"POST /api/v1/contracts/{id}/abandon", "/api/v1/contracts/{id}"},
    {"POST /api/v1/contracts/{id}/party", "/api/v1/contracts/{id}"},
    {"PATCH /api/v1/contracts/{id}/contacts/{role}", "/api/v1/contracts/{id}", "/can", "correct"},
    {"POST /api/v1/incidents", "/api/v1/incidents"},
    {"POST /api/v1/accounts", "/api/v1/customers?q=x"},
    {"POST /api/v1/tasks/hand-over", "/api/v1/tasks"},
    {"GET /api/v1/events/export", "/api/v1/events?subject=x"},
    {"POST /api/v1/applications/{id}/start-review", kApplication},
    {"POST /api/v1/applications/{id}/send-back", kApplication},
    {"POST /api/v1/applications/{id}/reject", kApplication},
    {"POST /api/v1/applications/{id}/verification", kApplication},
    {"POST /api/v1/applications/{id}/pass-review", kApplication},
    {"POST /api/v1/applications/{id}/return", kApplication},
    {"POST /api/v1/applications/{id}/approve", kApplication},
    {"POST /api/v1/applications/{id}/calls", kApplication},
    {"POST /api/v1/applications/{id}/substitutes", kApplication},
    {"POST /api/v1/applications/{id}/propose", kApplication},
    {"POST /api/v1/applications/{id}/agree", kApplication},
    {"POST /api/v1/applications/{id}/look-over", kApplication},
    {"POST /api/v1/applications/{id}/checklist/tick", "/api/v1/applications/{id}/checklist"},
    {"POST /api/v1/applications/{id}/checklist/untick", "/api/v1/applications/{id}/checklist"},
    {"POST /api/v1/enquiries/{id}/propose-no-cause", "/api/v1/enquiries/{id}"},
    {"POST /api/v1/enquiries/{id}/agree-no-cause", "/api/v1/enquiries/{id}"},
    {"POST /api/v1/enquiries/{id}/return-no-cause", "/api/v1/enquiries/{id}"},
    {"POST /api/v1/enquiries/{id}/answer", "/api/v1/enquiries/{id}"},
    {"POST /api/v1/enquiries/{id}/close", "/api/v1/enquiries/{id}"},
    {"POST /api/v1/incidents/{id}/plan", "/api/v1/incidents/{id}"},
    {"POST /api/v1/incidents/{id}/approve", "/api/v1/incidents/{id}"},
    {"POST /api/v1/incidents/{id}/withdraw", "/api/v1/incidents/{id}"},
    {"POST /api/v1/contracts/{id}/evidence", "/api/v1/contracts/{id}/evidence"},
    {"POST /api/v1/contracts/{id}/grants", "/api/v1/contracts/{id}/grants"},
    {"POST /api/v1/contracts/{id}/grants/{grant}/close", "/api/v1/contracts/{id}/grants", "/grants/0/can"},
    {"POST /api/v1/contracts/{id}/holds", "/api/v1/contracts/{id}/holds"},
    {"POST /api/v1/holds/{id}/propose-lift", "/api/v1/contracts/{contract}/holds", "/holds/0/can"},
    {"POST /api/v1/holds/{id}/lift", "/api/v1/contracts/{contract}/holds", "/holds/0/can"},
    {"POST /api/v1/holds/{id}/return-lift", "/api/v1/contracts/{contract}/holds", "/holds/0/can"},
    {"POST /api/v1/contracts/{id}/numbers", "/api/v1/contracts/{id}/numbers"},
    {"POST /api/v1/contracts/{id}/numbers/{number}/end", "/api/v1/contracts/{id}/numbers", "/numbers/0/can"},
    {"POST /api/v1/tasks/{id}/claim", "/api/v1/tasks/{id}"},
    {"POST /api/v1/tasks/{id}/assign", "/api/v1/tasks/{id}"},
    {"POST /api/v1/accounts/{id}/invite", "/api/v1/accounts?login_id=viewer"},
    {"POST /api/v1/accounts/{id}/disable", "/api/v1/accounts?login_id=viewer"},
    {"POST /api/v1/accounts/{id}/memberships", "/api/v1/accounts?login_id=viewer"},
    {"POST /api/v1/accounts/{id}/memberships/{customer}/end", "/api/v1/accounts?login_id=viewer", "/memberships/0/can"},
    {"POST /api/v1/accounts/{id}/recoveries", "/api/v1/accounts?login_id=viewer"},
    {"POST /api/v1/recoveries/{id}/call", "/api/v1/recoveries/{id}"},
    {"POST /api/v1/recoveries/{id}/approve", "/api/v1/recoveries/{id}"},
    {"POST /api/v1/recoveries/{id}/reject", "/api/v1/recoveries/{id}"},
};

/// "ok" or the refusal's key, as the screen tells it; absent where none does, or not to this reader.
std::optional<std::string> told_on_screen(RoleScene& desk, const Actor& reader, const std::string& route,
                                          const Things& things) {
  const auto* told = std::ranges::find_if(kTold, [&](const Told& one) { return route == one.route; });
  if (told == std::end(kTold)) return {};
  auto seen = things;
  seen.ids["contract"] = desk.counter.sr.id.value;
  const auto screen = desk.api.get(reader, filled(told->screen, seen));
  if (screen.status == 403) return {};
  return told_of(screen, told->list, told->action ? told->action : route.substr(route.rfind('/') + 1));
}

/// People without a hand in what was set up.
Actor actor_of(const ExampleCounter& counter, char letter) {
  switch (letter) {
    case 'R':
      return counter.reception();
    case 'V':
      return counter.second_reviewer();
    case 'A':
      return counter.second_approver();
    case 'C':
      return counter.second_caller();
    case 'K':
      return counter.second_revoker();
    case 'M':
      return counter.administrator();
    default:
      return counter.auditor();
  }
}

class Roles : public testing::TestWithParam<Line> {};

TEST_P(Roles, MayAndMayNot) {
  const auto& line = GetParam();
  const std::string route = line.route;
  const auto method = *http::parse_method(route.substr(0, route.find(' ')));
  const auto api = test::OpenApi::load("desk");
  std::unique_ptr<RoleScene> desk;
  Things things;
  int succeeded = 0;
  std::string may(kLetters.size(), '-');
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    if (!desk) {
      desk = std::make_unique<RoleScene>();
      things = line.make(*desk);
    }
    const auto target = filled(route.substr(route.find(' ') + 1), things) + line.query;
    const auto actor = actor_of(desk->counter, kLetters[i]);
    const auto body = filled(line.body, things);
    const auto told = told_on_screen(*desk, actor, route, things);
    if (line.may[i] == kLetters[i] && line.succeeds > 0) {
      expect_asked_for_headers(*desk, api, method, actor, target, body);
    }
    const auto answer = desk->api.send(method, actor, target, body, desk->headers(things.version));
    if (answer.status != 403) may[i] = kLetters[i];
    const bool well = answer.status < 300;
    if (told) {
      // What is wrong with a form is told to those who may send one.
      EXPECT_EQ(*told, well || answer.status == 400 ? "ok" : answer.code()) << kLetters[i];
    }
    if (!well) continue;
    ++succeeded;
    if (http::changes_state(method)) desk.reset();
  }
  EXPECT_EQ(may, line.may);
  EXPECT_GE(succeeded, line.succeeds);
}

INSTANTIATE_TEST_SUITE_P(Desk, Roles, testing::ValuesIn(kTable),
                         [](const auto& line) { return test_name(line.param.route); });

// A new route of the desk gets a line in kTable: who may, and a call that succeeds.
TEST(Api, EveryRouteOfTheDeskSaysWhoMay) {
  std::vector<std::string> lines(std::begin(kOwn), std::end(kOwn));
  for (const auto& line : kTable) lines.emplace_back(line.route);
  std::ranges::sort(lines);
  EXPECT_EQ(routes_of(http::ListenerKind::desk), lines);
}

}  // namespace
}  // namespace madoguchi
