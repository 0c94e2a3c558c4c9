#include "support/example_scenes.h"

#include "job/incidents.h"
#include "support/example_incident.h"
#include "usecase/contact_change.h"
#include "usecase/review_application.h"

namespace madoguchi::scene {
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
Things ticked(RoleScene& desk) {
  const auto id = desk.reissue_under_review();
  auto things = desk.about(id);
  desk.post(desk.counter.reviewer(), "applications/" + id.value + "/checklist/tick",
            R"({"item":"request_matches_contract"})", things.version);
  return things;
}
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

}  // namespace madoguchi::scene
