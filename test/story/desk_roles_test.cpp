// R100: which officer may do what. Every route of the desk stands in one table, and every role is tried on every route.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "job/incidents.h"
#include "support/example_incident.h"
#include "support/example_roles.h"
#include "usecase/contact_change.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

using Make = Things (*)(RoleScene&);
Things plain(RoleScene& desk) {
  return {.ids = {{"id", desk.counter.sr.id.value}, {"role", "technical"}}};
}
Things nothing(RoleScene&) {
  return {};
}
Things the_calendar(RoleScene&) {
  return {.ids = {}, .version = 1};
}
Things contract_seen(RoleScene& desk) {
  auto things = plain(desk);
  things.version =
      must(desk.counter.read([&](Store& store) { return store.contracts.get(desk.counter.sr.id); })).version;
  return things;
}
Things another_name(RoleScene& desk) {
  auto things = contract_seen(desk);
  things.ids["evidence"] = desk.counter.read([&](Store& store) {
    return store.evidence.youngest(desk.counter.sr.id, "organization_identity", desk.counter.now)->id.value;
  });
  return things;
}
Things certificate(RoleScene& desk) {
  return {.ids = {{"id", desk.counter.sr.certificate.value}}};
}
/// A contract that is being opened, its first application ended.
Things opening(RoleScene& desk) {
  auto things = contract_seen(desk);
  must(desk.counter.as(ExampleCounter::engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute("UPDATE contract SET state = 'opening' WHERE id = $1", {desk.counter.sr.id});
    return {};
  }));
  return things;
}
Things accepted(RoleScene& desk) {
  return desk.about(desk.reissue());
}
Things under_review(RoleScene& desk) {
  return desk.about(desk.reissue_under_review());
}
/// With one line of its checklist ticked.
Things ticked(RoleScene& desk) {
  const auto id = desk.reissue_under_review();
  auto things = desk.about(id);
  desk.post(desk.counter.reviewer(), "applications/" + id.value + "/checklist/tick",
            R"({"item":"request_matches_contract"})", things.version);
  return things;
}
/// Every line is ticked.
Things complete(RoleScene& desk) {
  const auto id = desk.reissue();
  pass_review(desk.counter, id);
  const auto version = application_of(desk.counter, id).version;
  desk.post(desk.counter.approver(), "applications/" + id.value + "/return", R"({"note":"もう一度"})", version);
  return desk.about(id);
}
Things reviewed(RoleScene& desk) {
  const auto id = desk.reissue();
  pass_review(desk.counter, id);
  auto things = desk.about(id);
  things.ids["digest"] = application_of(desk.counter, id).content_digest;
  return things;
}
Things registrant_change(RoleScene& desk) {
  desk.counter.now += std::chrono::hours(1);
  const SubmitContactChange form{
      .contract = desk.counter.sr.id,
      .edits = {{.role = ContactRole::registrant, .fields = {{ContactField::phone, "03-3000-9999"}}}}};
  const auto id =
      must(desk.counter.as(desk.counter.applicant(), [&](Work& work) { return submit_contact_change(work, form); }));
  const auto version = application_of(desk.counter, id).version;
  must(desk.counter.as(desk.counter.reviewer(),
                       [&](Work& work) { return start_review(work, {.id = id, .version = version}); }));
  auto things = desk.about(id);
  things.ids["number"] = desk.counter.sr.registrant_number.value;
  return things;
}
Things to_call(RoleScene& desk) {
  auto things = desk.about(desk.revocation());
  things.ids["number"] = desk.counter.sr.registrant_number.value;
  const auto serial = certificate_at(desk.counter, desk.counter.sr.certificate).serial;
  things.ids["digits"] = serial.substr(serial.size() - 6);
  return things;
}
/// Nobody answered, neither the registrant nor those who stand in for it (R83).
Things nobody_reached(RoleScene& desk) {
  const auto id = desk.revocation();
  const auto& sr = desk.counter.sr;
  for (const auto& number : {sr.registrant_number, sr.applicant_number, sr.organization_number}) {
    desk.post(desk.counter.caller(), "applications/" + id.value + "/calls",
              CanonicalJson().text("number", number.value).text("outcome", "no_answer").print(),
              application_of(desk.counter, id).version);
  }
  return desk.about(id);
}
Things claimed(RoleScene& desk) {
  return desk.about(desk.claim());
}
Things proposed(RoleScene& desk) {
  const auto id = desk.claim();
  desk.post(desk.counter.revoker(), "applications/" + id.value + "/propose",
            R"({"decision":"revoke","reason":"証拠を確認した"})", application_of(desk.counter, id).version);
  return desk.about(id);
}
Things revoked(RoleScene& desk) {
  const auto things = to_call(desk);
  desk.post(desk.counter.caller(), "applications/" + things.ids.at("id") + "/calls",
            CanonicalJson()
                .text("number", things.ids.at("number"))
                .text("outcome", "confirmed")
                .text("person", "担当 登録")
                .text("serial_read_back", things.ids.at("digits"))
                .print(),
            things.version);
  return desk.about({things.ids.at("id")});
}
Things reported(RoleScene& desk) {
  const auto answer = desk.api.post(desk.counter.stranger(), "/api/v1/problem-reports",
                                    R"({"serials":["00"],"text":"偽サイトです","reporter_mail":"finder@example.net"})",
                                    desk.headers(0));
  const auto found =
      desk.counter.read([&](Store& store) { return store.enquiries.find_by_number(answer.text("/number")).value(); });
  return {.ids = {{"id", found.id.value}}, .version = found.version};
}
Things without_cause(RoleScene& desk) {
  auto things = reported(desk);
  desk.post(desk.counter.reviewer(), "enquiries/" + things.ids.at("id") + "/propose-no-cause",
            R"({"finding":"誤報だった"})", things.version);
  things.version = 2;
  return things;
}
Things asked(RoleScene& desk) {
  const auto answer = desk.api.post(desk.counter.applicant(), "/api/v1/enquiries",
                                    R"({"kind":"general","text":"手続きについて教えてください"})", desk.headers(0));
  if (answer.status != 201) throw Failure("no enquiry: " + answer.body);
  const EnquiryId id{answer.text("/id")};
  return {.ids = {{"id", id.value}}, .version = 1};
}
Things answered(RoleScene& desk) {
  auto things = asked(desk);
  desk.post(desk.counter.reviewer(), "enquiries/" + things.ids.at("id") + "/answer",
            R"({"text":"確認します。","close":false})", 1);
  things.version = 2;
  return things;
}
Things granted(RoleScene& desk) {
  auto things = plain(desk);
  things.ids["grant"] = desk.post(desk.counter.reviewer(), "contracts/" + things.ids.at("id") + "/grants",
                                  R"({"reason":"電話で依頼があった"})");
  return things;
}
Things held(RoleScene& desk) {
  const auto contract = desk.counter.sr.id.value;
  return {.ids = {{"id", desk.post(desk.counter.reviewer(), "contracts/" + contract + "/holds",
                                   R"({"reason":"二人の担当者の話が食い違う"})")}},
          .version = 1};
}
Things lift_proposed(RoleScene& desk) {
  auto things = held(desk);
  desk.post(desk.counter.reviewer(), "holds/" + things.ids.at("id") + "/propose-lift",
            R"({"document":"代表者の書面","document_sha256":")" + std::string(64, 'a') + R"("})", 1);
  things.version = 2;
  return things;
}
Things a_number(RoleScene& desk) {
  auto things = plain(desk);
  things.ids["number"] = desk.counter.sr.applicant_number.value;
  return things;
}
/// A task that nobody has.
Things a_task(RoleScene& desk) {
  desk.reissue();
  const auto task = desk.counter.read([&](Store& store) { return store.tasks.open(TaskKind::review, 1).front(); });
  return {.ids = {{"id", task.id.value}}, .version = task.version};
}
Things an_account(RoleScene& desk) {
  const auto account = *desk.counter.viewer().account;
  return {.ids = {{"id", account.value}, {"customer", desk.counter.customer.value}},
          .version = must(desk.counter.read([&](Store& store) { return store.accounts.get(account); })).version};
}
/// A lost mailbox (R9).
Things recovery(RoleScene& desk) {
  const auto id =
      desk.post(desk.counter.reception(), "accounts/" + desk.counter.viewer().account->value + "/recoveries",
                R"({"new_address":"new@example.jp","reason":"電話で依頼があった"})");
  const auto seen = desk.api.get(desk.counter.reception(), "/api/v1/recoveries/" + id);
  return {.ids = {{"id", id}, {"number", seen.text("/numbers/0/id")}}, .version = 1};
}
Things recovery_called(RoleScene& desk) {
  auto things = recovery(desk);
  desk.post(desk.counter.caller(), "recoveries/" + things.ids.at("id") + "/call",
            filled(R"({"number":"{number}","outcome":"confirmed","person":"担当 登録"})", things), 1);
  things.version = 2;
  return things;
}
Things somebody_to_hand_to(RoleScene& desk) {
  return {.ids = {{"officer", desk.counter.caller().officer->value}}};
}
Things a_customer(RoleScene& desk) {
  return {.ids = {{"customer", desk.counter.customer.value}}};
}
Things a_request(RoleScene& desk) {
  auto things = plain(desk);
  const auto& agreement = desk.counter.policy.agreement;
  things.ids["csr"] = json_quote(desk.counter.csr_for(desk.counter.sr.id).pem);
  things.ids["certificate"] = desk.counter.sr.certificate.value;
  things.ids["agreement"] =
      R"({"version":)" + json_quote(agreement.version) + R"(,"text_sha256":")" + agreement.text_sha256 + R"("})";
  return things;
}
/// At the time of the last days of its certificate.
Things a_late_request(RoleScene& desk) {
  const auto last = certificate_at(desk.counter, desk.counter.sr.certificate).not_after;
  desk.counter.now = last - std::chrono::days(5);
  return a_request(desk);
}
Things a_first_request(RoleScene& desk) {
  auto things = a_request(desk);
  opening(desk);
  return things;
}

Things a_serial(RoleScene& desk) {
  return {.ids = {{"serial", certificate_at(desk.counter, desk.counter.other.certificate).serial}}};
}
constexpr const char* kIncident =
    R"({"cause":"misuse","finding":"偽サイト","criteria":[{"kind":"serial","value":"{serial}"}]})";
Things an_incident(RoleScene& desk) {
  auto things = a_serial(desk);
  things.ids["id"] = desk.post(desk.counter.reviewer(), "incidents", filled(kIncident, things));
  things.version = incident_at(desk.counter, {things.ids.at("id")}).version;
  return things;
}
Things a_plan(RoleScene& desk) {
  auto things = an_incident(desk);
  desk.post(desk.counter.reviewer(), "incidents/" + things.ids.at("id") + "/plan", "", things.version);
  job::incidents(desk.counter.office(), desk.counter.now);
  const auto planned = incident_at(desk.counter, {things.ids.at("id")});
  things.ids["plan"] = planned.plan.digest;
  things.version = planned.version;
  return things;
}

struct Line {
  const char* route;
  /// One place for each of reception, reviewer, approver, caller, revoker, administrator, auditor.
  const char* may;
  Make make = nothing;
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
    {"GET /api/v1/contracts/{id}", "RVACKMU", plain},
    {"GET /api/v1/contracts/{id}/contacts", "RVACKMU", plain},
    {"GET /api/v1/products", "RVACKMU"},
    {"GET /api/v1/customers", "RV---M-", nothing, "", "?q=x"},
    {"POST /api/v1/contracts", "RV-----", a_request,
     R"({"product":"none","subject":{"organization":"x"},"dns_names":[],"contacts":{},)" CSR_FORM "}", "", 0},
    {"POST /api/v1/contracts/{id}/first-issues", "RV-----", a_first_request, "{" CSR_FORM "}"},
    {"POST /api/v1/contracts/{id}/abandon", "RV-----", opening},
    {"POST /api/v1/contracts/{id}/contact-changes", "RV-----", plain, kContactForm},
    {"POST /api/v1/contracts/{id}/contact-changes/preview", "RV-----", plain, kContactForm},
    {"PATCH /api/v1/contracts/{id}/contacts/{role}", "RV-----", contract_seen, R"({"department":"総務部"})"},
    {"POST /api/v1/contracts/{id}/party", "-V-----", another_name,
     R"({"organization":"新見本商事株式会社","evidence":"{evidence}"})"},
    {"GET /api/v1/agreement", "RVACKMU"},
    {"POST /api/v1/contracts/{id}/csr-inspections", "RV-----", a_request, R"({"csr":{csr}})"},
    {"POST /api/v1/contracts/{id}/reissues", "RV-----", a_request,
     R"({"old_certificate":"{certificate}","reason":"server_failure","old_certificate_end":"deferred",)" CSR_FORM "}"},
    {"POST /api/v1/contracts/{id}/continuations", "RV-----", a_late_request,
     R"({"old_certificate":"{certificate}",)" CSR_FORM "}"},
    {"GET /api/v1/certificates/{id}/file", "RVACKMU", certificate},
    // applications
    {"GET /api/v1/applications/{id}", "RVACKMU", under_review},
    {"POST /api/v1/applications/{id}/start-review", "-V-----", accepted},
    {"POST /api/v1/applications/{id}/send-back", "-V-----", under_review, R"({"customer_text":"直してください"})"},
    {"POST /api/v1/applications/{id}/reject", "-V-----", under_review,
     R"({"customer_text":"お受けできません","decision_reason":"登記がない"})"},
    {"POST /api/v1/applications/{id}/verification", "-V-C---", registrant_change,
     R"({"number":"{number}","person":"見本 太郎"})"},
    {"POST /api/v1/applications/{id}/pass-review", "-V-----", complete, R"({"legal_cause":"none"})"},
    {"POST /api/v1/applications/{id}/return", "--A----", reviewed, R"({"note":"もう一度"})"},
    {"POST /api/v1/applications/{id}/approve", "--A----", reviewed, R"({"content_digest":"{digest}"})"},
    {"GET /api/v1/applications/{id}/checklist", "RVACKMU", under_review},
    {"GET /api/v1/applications/{id}/checks", "RVACKMU", under_review},
    {"GET /api/v1/applications/{id}/tasks", "RVACKMU", under_review},
    {"POST /api/v1/applications/{id}/mail-previews", "-V-----", under_review,
     R"({"step":"send_back","customer_text":"直してください"})"},
    {"POST /api/v1/applications/{id}/checklist/tick", "-V-----", under_review,
     R"({"item":"request_matches_contract"})"},
    {"POST /api/v1/applications/{id}/checklist/untick", "-V-----", ticked, R"({"item":"request_matches_contract"})"},
    // revocation
    {"POST /api/v1/contracts/{id}/revocations", "RV-----", plain,
     R"({"scope":"contract","reason":"superseded","reason_text":"不要","understood":true,)"
     R"("typed_dns_name":"shop.example.jp"})"},
    {"POST /api/v1/contracts/{id}/emergency-revocations", "RV-----", a_request,
     R"({"certificate":"{certificate}","reason_text":"漏えい","understood":true})"},
    {"POST /api/v1/certificates/{id}/revocations", "----K--", certificate,
     R"({"reason":"privilege_withdrawn","legal_cause":"within_24_hours","reason_text":"偽サイト"})"},
    {"GET /api/v1/applications/{id}/call-sheet", "-V-CK-U", to_call},
    {"POST /api/v1/applications/{id}/calls", "---C---", to_call,
     R"({"number":"{number}","outcome":"confirmed","person":"担当 登録","serial_read_back":"{digits}"})"},
    {"POST /api/v1/applications/{id}/substitutes", "---C---", nobody_reached, R"({"source":"DNS"})"},
    {"POST /api/v1/applications/{id}/propose", "----K--", claimed, R"({"decision":"revoke","reason":"確認した"})"},
    {"POST /api/v1/applications/{id}/agree", "----K--", proposed, "{}"},
    {"POST /api/v1/applications/{id}/look-over", "--A-K--", revoked, "{}"},
    {"POST /api/v1/enquiries/{id}/preliminary-report", "RV--K--", reported, R"({"text":"調査中です"})"},
    {"POST /api/v1/enquiries/{id}/propose-no-cause", "-V--K--", reported, R"({"finding":"誤報だった"})"},
    {"POST /api/v1/enquiries/{id}/agree-no-cause", "-V--K--", without_cause},
    {"POST /api/v1/enquiries/{id}/return-no-cause", "-V--K--", without_cause},
    {"GET /api/v1/enquiries", "RVACKMU"},
    {"GET /api/v1/enquiries/{id}", "RVACKMU", asked},
    {"POST /api/v1/enquiries/{id}/answer", "RV-----", asked, R"({"text":"確認します。"})"},
    {"POST /api/v1/enquiries/{id}/close", "RV-----", answered},
    {"POST /api/v1/contact-changes", "RV-----", plain,
     R"({"contracts":["{id}"],"contacts":{"technical":{"department":"総務部"}}})"},
    // incidents
    {"GET /api/v1/incidents", "RVACKMU"},
    {"POST /api/v1/incidents", "-VA-K--", a_serial, kIncident},
    {"GET /api/v1/incidents/{id}", "RVACKMU", an_incident},
    {"GET /api/v1/incidents/{id}/items", "RVACKMU", a_plan},
    {"POST /api/v1/incidents/{id}/criteria", "-VA-K--", an_incident,
     R"({"criteria":[{"kind":"serial","value":"{serial}"}]})"},
    {"POST /api/v1/incidents/{id}/plan", "-VA-K--", an_incident},
    {"POST /api/v1/incidents/{id}/approve", "--A-K--", a_plan, R"({"plan_digest":"{plan}"})"},
    {"POST /api/v1/incidents/{id}/withdraw", "-VA-K--", an_incident},
    // what the desk holds for a contract
    {"GET /api/v1/contracts/{id}/evidence", "RVACKMU", plain},
    {"POST /api/v1/contracts/{id}/evidence", "RV-CK--", plain, R"({"kind":"address","source":"登記情報"})"},
    {"GET /api/v1/contracts/{id}/grants", "RVACKMU", plain},
    {"POST /api/v1/contracts/{id}/grants", "RV-----", plain, R"({"reason":"電話で依頼があった"})"},
    {"POST /api/v1/contracts/{id}/grants/{grant}/close", "RV-----", granted},
    {"GET /api/v1/contracts/{id}/holds", "RVACKMU", plain},
    {"POST /api/v1/contracts/{id}/holds", "RVACK--", plain, R"({"reason":"食い違い"})"},
    {"POST /api/v1/holds/{id}/propose-lift", "-VA----", held,
     R"({"document":"書面","document_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})"},
    {"POST /api/v1/holds/{id}/lift", "-VA----", lift_proposed},
    {"POST /api/v1/holds/{id}/return-lift", "-VA----", lift_proposed},
    {"GET /api/v1/contracts/{id}/numbers", "RVACK--", plain},
    {"POST /api/v1/contracts/{id}/numbers", "-V-----", plain,
     R"({"subject":"organization","phone":"03-3000-7777","source":"government_registry","found_in":"登記"})"},
    {"POST /api/v1/contracts/{id}/numbers/{number}/end", "-V-----", a_number},
    // the desk itself
    {"GET /api/v1/tasks", "RVACKMU"},
    {"GET /api/v1/tasks/{id}", "RVACKMU", a_task},
    {"POST /api/v1/tasks/{id}/claim", "-V-----", a_task},
    {"POST /api/v1/tasks/{id}/assign", "R----M-", a_task, "{}"},
    {"POST /api/v1/tasks/hand-over", "RVACKMU", somebody_to_hand_to, R"({"officer":"{officer}"})"},
    {"GET /api/v1/search", "RVACKMU", nothing, "", "?q=shop.example.jp"},
    {"GET /api/v1/events", "RVACKMU", nothing, "", "?subject=x"},
    {"GET /api/v1/events/export", "-----MU"},
    {"GET /api/v1/figures", "RVACKMU"},
    {"GET /api/v1/calendar", "RVACKMU"},
    {"POST /api/v1/calendar/days", "-----M-", the_calendar, R"({"day":"2026-09-10","working":false,"reason":"研修"})"},
    {"POST /api/v1/calendar/hours", "-----M-", the_calendar, R"({"calls_from":"10:00","calls_until":"16:00"})"},
    {"GET /api/v1/officers", "RVACKMU"},
    {"GET /api/v1/reason-templates", "RVACKMU"},
    {"POST /api/v1/accounts", "R----M-", a_customer,
     R"({"login_id":"new-user","name":"見本 次郎","otp_address":"new@example.jp","customer":"{customer}",)"
     R"("role":"viewer"})"},
    {"POST /api/v1/accounts/{id}/invite", "R----M-", an_account},
    {"POST /api/v1/accounts/{id}/disable", "-----M-", an_account},
    {"GET /api/v1/accounts", "RVACKM-", nothing, "", "?login_id=viewer"},
    {"POST /api/v1/accounts/{id}/memberships", "R----M-", an_account,
     R"({"customer":"{customer}","role":"applicant"})"},
    {"POST /api/v1/accounts/{id}/memberships/{customer}/end", "R----M-", an_account},
    {"POST /api/v1/accounts/{id}/recoveries", "R--C---", an_account,
     R"({"new_address":"new@example.jp","reason":"電話で依頼があった"})"},
    {"GET /api/v1/recoveries/{id}", "RVACKMU", recovery},
    {"POST /api/v1/recoveries/{id}/call", "---C---", recovery,
     R"({"number":"{number}","outcome":"confirmed","person":"担当 登録"})"},
    {"POST /api/v1/recoveries/{id}/approve", "--A----", recovery_called},
    {"POST /api/v1/recoveries/{id}/reject", "--A----", recovery_called},
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
};
constexpr const char* kApplication = "/api/v1/applications/{id}";
constexpr Told kTold[] = {
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
  const auto action = route.substr(route.rfind('/') + 1);
  for (std::size_t i = 0; i < screen.size(told->list); ++i) {
    const auto line = std::string(told->list) + "/" + std::to_string(i);
    if (screen.text(line + "/action") != action) continue;
    return screen.has(line + "/reason") ? screen.text(line + "/reason") : "ok";
  }
  return "no line of can";
}

/// "Not by your role" has three keys; which one is told depends on what a step asks first.
std::string word_of(const std::string& key) {
  return key == "application.wrong_role" || key == "task.wrong_role" ? "forbidden" : key;
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
      EXPECT_EQ(word_of(*told), well ? "ok" : word_of(answer.code())) << kLetters[i];
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
