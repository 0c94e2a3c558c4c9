// R1, R8, R16, R24: which user of the portal may do what. Every route of the portal that is about a customer's things
// stands in one table, and every kind of user is tried on it: another customer's user finds nothing there.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "support/example_roles.h"

namespace madoguchi {
namespace {

using Make = Things (*)(RoleScene&);
Things nothing(RoleScene&) {
  return {};
}
Things plain(RoleScene& scene) {
  const auto& agreement = scene.counter.policy.agreement;
  return {.ids = {{"id", scene.counter.sr.id.value},
                  {"kind", "reissue"},
                  {"certificate", scene.counter.sr.certificate.value},
                  {"csr", json_quote(scene.counter.csr_for(scene.counter.sr.id).pem)},
                  {"agreement", R"({"version":)" + json_quote(agreement.version) + R"(,"text_sha256":")" +
                                    agreement.text_sha256 + R"("})"}}};
}
/// With the ETag of the contract that was looked at.
Things contract_seen(RoleScene& scene) {
  auto things = plain(scene);
  const auto id = scene.counter.sr.id;
  things.version = must(scene.counter.read([&](Store& store) { return store.contracts.get(id); })).version;
  return things;
}
/// In the last days of the contract's certificate.
Things late(RoleScene& scene) {
  scene.counter.now = certificate_at(scene.counter, scene.counter.sr.certificate).not_after - std::chrono::days(5);
  return contract_seen(scene);
}
Things certificate(RoleScene& scene) {
  return {.ids = {{"id", scene.counter.sr.certificate.value}}};
}
Things drafted(RoleScene& scene) {
  auto things = plain(scene);
  const auto saved = scene.api.send(http::Method::put, scene.counter.applicant(),
                                    "/api/v1/contracts/" + things.ids.at("id") + "/drafts/reissue", "{}");
  if (saved.status >= 300) throw Failure("no draft: " + saved.body);
  return things;
}
Things filed(RoleScene& scene) {
  return scene.about(scene.reissue());
}
/// R8: waits for the second user.
Things waits_for_second(RoleScene& scene) {
  scene.counter.demand_second_approval();
  return filed(scene);
}
Things sent_back(RoleScene& scene) {
  auto things = plain(scene);
  const auto id = scene.reissue_under_review();
  scene.post(scene.counter.reviewer(), "applications/" + id.value + "/send-back",
             R"({"customer_text":"直してください"})", application_of(scene.counter, id).version);
  const auto about = scene.about(id);
  things.ids["id"] = id.value;
  things.version = about.version;
  return things;
}
/// R83: with a signature by the certificate's key.
Things provable(RoleScene& scene) {
  auto things = scene.about(scene.revocation());
  const auto serial = certificate_at(scene.counter, scene.counter.sr.certificate).serial;
  const auto challenge = scene.api.post(scene.counter.stranger(), "/api/v1/key-challenges",
                                        CanonicalJson().text("serial", serial).print());
  things.ids["challenge"] = challenge.text("/challenge");
  things.ids["signature"] = to_base64(sign_with(scene.counter.sr.csr.private_key_pem, challenge.text("/challenge")));
  return things;
}
/// R92: for a day to come.
Things dated_revocation(RoleScene& scene) {
  return scene.about({scene.post(scene.counter.applicant(), "contracts/" + scene.counter.sr.id.value + "/revocations",
                                 CanonicalJson()
                                     .text("scope", "certificate")
                                     .text("certificate", scene.counter.sr.certificate.value)
                                     .text("reason", "superseded")
                                     .text("reason_text", "入れ替えたため")
                                     .text("wished_at", format_utc(scene.counter.now + std::chrono::days(10)))
                                     .boolean("understood", true)
                                     .text("typed_dns_name", "shop.example.jp")
                                     .print())});
}
Things asked(RoleScene& scene) {
  return {.ids = {{"id", scene.post(scene.counter.applicant(), "enquiries",
                                    R"({"kind":"general","text":"手続きについて教えてください"})")}}};
}

struct Line {
  const char* route;
  /// One place for each of viewer, applicant, approver, another customer's applicant, the applicant whose password is
  /// not fresh, the applicant under hold (R16). A letter: it is done; '-': 403; '0': 404, nothing to be found.
  const char* may;
  Make make = nothing;
  /// {name} is filled from the things.
  const char* body = "";
  const char* query = "";
};
std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << line.route;
}
constexpr std::string_view kLetters = "VFASNH";

#define CSR_FORM R"("csr":{csr},"agreement":{agreement})"
#define REISSUE_FORM \
  R"({"old_certificate":"{certificate}","reason":"server_failure","old_certificate_end":"deferred",)" CSR_FORM "}"
constexpr const char* kContactForm = R"({"contacts":{"technical":{"department":"総務部"}}})";
constexpr Line kTable[] = {
    // contracts: another customer's user is shown its own list, and finds nothing of this customer's
    {"GET /api/v1/contracts", "VFASNH"},
    {"GET /api/v1/contracts/{id}", "VFA0NH", plain},
    {"GET /api/v1/contracts/{id}/contacts", "VFA0NH", plain},
    {"GET /api/v1/certificates/{id}/file", "VFA0NH", certificate},
    {"POST /api/v1/contracts/{id}/csr-inspections", "-FA0NH", plain, R"({"csr":{csr}})"},
    // drafts: each user's own, kept by those alone who may file
    {"GET /api/v1/contracts/{id}/drafts", "VFA0NH", drafted},
    {"GET /api/v1/contracts/{id}/drafts/{kind}", "0F00NH", drafted},
    {"PUT /api/v1/contracts/{id}/drafts/{kind}", "-FA0NH", plain, "{}"},
    {"DELETE /api/v1/contracts/{id}/drafts/{kind}", "0F00NH", drafted},
    // filing
    {"POST /api/v1/contracts/{id}/contact-changes/preview", "-FA0N-", plain, kContactForm},
    {"POST /api/v1/contracts/{id}/contact-changes", "-FA0N-", contract_seen, kContactForm},
    {"POST /api/v1/contact-changes", "-FA0N-", plain,
     R"({"contracts":["{id}"],"contacts":{"technical":{"department":"総務部"}}})"},
    {"POST /api/v1/contracts/{id}/reissues", "-FA0--", contract_seen, REISSUE_FORM},
    {"POST /api/v1/contracts/{id}/continuations", "-FA0--", late,
     R"({"old_certificate":"{certificate}",)" CSR_FORM "}"},
    {"POST /api/v1/contracts/{id}/revocations", "-FA0-H", contract_seen,
     R"({"scope":"certificate","certificate":"{certificate}","reason":"superseded","reason_text":"不要",)"
     R"("understood":true,"typed_dns_name":"shop.example.jp"})"},
    {"POST /api/v1/contracts/{id}/emergency-revocations", "-FA0NH", plain,
     R"({"certificate":"{certificate}","reason_text":"漏えい","understood":true})"},
    // applications
    {"GET /api/v1/applications", "VFASNH"},
    {"GET /api/v1/applications/{id}", "VFA0NH", filed},
    {"POST /api/v1/applications/{id}/withdraw", "-FA0NH", filed},
    {"POST /api/v1/applications/{id}/resubmit", "-FA0--", sent_back, REISSUE_FORM},
    {"POST /api/v1/applications/{id}/approve-own", "--A0--", waits_for_second, "{}"},
    {"POST /api/v1/applications/{id}/decline-own", "--A0--", waits_for_second, R"({"reason":"不要になった"})"},
    // who holds the private key is believed whoever it is (R83)
    {"POST /api/v1/applications/{id}/key-proof", "VFA0NH", provable,
     R"({"challenge":"{challenge}","signature":"{signature}"})"},
    {"POST /api/v1/applications/{id}/bring-forward", "-FA0--", dated_revocation, "{}"},
    // enquiries: of who asked
    {"GET /api/v1/enquiries", "VFASNH"},
    {"POST /api/v1/enquiries", "VFASNH", nothing, R"({"kind":"general","text":"教えてください"})"},
    {"GET /api/v1/enquiries/{id}", "0F00NH", asked},
};
/// About the caller alone (login, sessions, password, account), for anybody (guidance, agreement, a compromise proved
/// by its key, a problem report), or the example's; every_door_test.cpp says which need no login.
constexpr std::string_view kOwn[] = {
    "POST /api/v1/login",
    "POST /api/v1/login/{id}/code",
    "POST /api/v1/login/{id}/resend",
    "POST /api/v1/logout",
    "GET /api/v1/session",
    "POST /api/v1/session/reauthenticate",
    "GET /api/v1/sessions",
    "POST /api/v1/sessions/{id}/end",
    "POST /api/v1/password",
    "POST /api/v1/password/first",
    "POST /api/v1/password/reset",
    "POST /api/v1/password/reset/{id}/code",
    "GET /api/v1/account",
    "POST /api/v1/account/language",
    "POST /api/v1/account/address-change",
    "POST /api/v1/account/address-change/{id}/confirm",
    "POST /api/v1/account/address-change/cancel",
    "GET /api/v1/guidance",
    "GET /api/v1/agreement",
    "GET /api/v1/enquiry-kinds",
    "POST /api/v1/key-challenges",
    "POST /api/v1/key-compromises",
    "POST /api/v1/problem-reports",
    "GET /api/v1/example/clock",
    "GET /api/v1/example/mails",
    "GET /api/v1/example/mails/{name}",
    "GET /api/v1/example/outlook",
    "GET /api/v1/example/people",
    "POST /api/v1/example/clock",
};

/// Where a screen tells its reader whether a step is open: it must say what the step itself says (R22).
struct Told {
  const char* route;
  const char* screen;
  const char* action;
};
constexpr const char* kApplication = "/api/v1/applications/{id}";
constexpr Told kTold[] = {
    {"POST /api/v1/contact-changes", "/api/v1/contracts", "contact-changes"},
    {"PUT /api/v1/contracts/{id}/drafts/{kind}", "/api/v1/contracts/{id}/drafts", "save"},
    {"DELETE /api/v1/contracts/{id}/drafts/{kind}", "/api/v1/contracts/{id}/drafts/{kind}", "discard"},
    {"POST /api/v1/enquiries", "/api/v1/enquiries", "enquiries"},
    {"POST /api/v1/applications/{id}/withdraw", kApplication, "withdraw"},
    {"POST /api/v1/applications/{id}/resubmit", kApplication, "resubmit"},
    {"POST /api/v1/applications/{id}/approve-own", kApplication, "approve-own"},
    {"POST /api/v1/applications/{id}/decline-own", kApplication, "decline-own"},
    {"POST /api/v1/applications/{id}/bring-forward", kApplication, "bring-forward"},
};

/// "ok" or the refusal's key, as the screen tells it; absent where none does, or not to this reader.
std::optional<std::string> told_on_screen(RoleScene& scene, const Actor& reader, const std::string& route,
                                          const Things& things) {
  const auto* told = std::ranges::find_if(kTold, [&](const Told& one) { return route == one.route; });
  if (told == std::end(kTold)) return {};
  const auto screen = scene.api.get(reader, filled(told->screen, things));
  if (screen.status == 404) return {};
  return told_of(screen, "/can", told->action);
}

/// R16: the account's address for codes was just changed.
void hold(const ExampleCounter& counter, const Actor& user) {
  must(counter.as(ExampleCounter::engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute("UPDATE account SET held_until = $1 WHERE id = $2",
                           {counter.now + std::chrono::hours(24), *user.account});
    return {};
  }));
}

Actor actor_of(const ExampleCounter& counter, char letter) {
  switch (letter) {
    case 'V':
      return counter.viewer();
    case 'F':
      return counter.applicant();
    case 'A':
      return counter.approver_user();
    case 'S':
      return counter.stranger();
    case 'N':
      return ExampleCounter::not_reauthenticated(counter.applicant());
    default:
      return counter.applicant();
  }
}

char place_of(int status, char letter) {
  if (status < 300) return letter;
  return status == 403 ? '-' : status == 404 ? '0' : '?';
}

class PortalRoles : public testing::TestWithParam<Line> {};

TEST_P(PortalRoles, MayAndMayNot) {
  const auto& line = GetParam();
  const std::string route = line.route;
  const auto method = *http::parse_method(route.substr(0, route.find(' ')));
  const auto api = test::OpenApi::load("portal");
  std::unique_ptr<RoleScene> scene;
  Things things;
  std::string may;
  for (const char letter : kLetters) {
    if (!scene) {
      scene = std::make_unique<RoleScene>();
      things = line.make(*scene);
    }
    if (letter == 'H') hold(scene->counter, scene->counter.applicant());
    const auto target = filled(route.substr(route.find(' ') + 1), things) + line.query;
    const auto actor = actor_of(scene->counter, letter);
    const auto body = filled(line.body, things);
    if (line.may[may.size()] == letter) expect_asked_for_headers(*scene, api, method, actor, target, body);
    const auto told = told_on_screen(*scene, actor, route, things);
    const auto answer = scene->api.send(method, actor, target, body, scene->headers(things.version));
    // Who is asked for the password again is not refused: the page asks, and sends it once more (R6).
    if (told && answer.status != 404 && answer.code() != "session.reauthenticate_needed") {
      EXPECT_EQ(*told, answer.status < 300 ? "ok" : answer.code()) << letter;
    }
    may += place_of(answer.status, letter);
    EXPECT_NE(may.back(), '?') << letter << ": " << answer.told();
    if (answer.status < 300 && http::changes_state(method)) scene.reset();
  }
  EXPECT_EQ(may, line.may);
}

INSTANTIATE_TEST_SUITE_P(Portal, PortalRoles, testing::ValuesIn(kTable),
                         [](const auto& line) { return test_name(line.param.route); });

// A new route of the portal gets a line in kTable, or stands among those that are about the caller alone.
TEST(Api, EveryRouteOfThePortalSaysWhoMay) {
  std::vector<std::string> lines(std::begin(kOwn), std::end(kOwn));
  for (const auto& line : kTable) lines.emplace_back(line.route);
  std::ranges::sort(lines);
  EXPECT_EQ(routes_of(http::ListenerKind::portal), lines);
}

}  // namespace
}  // namespace madoguchi
