// 再発行申請 and 継続発行 over HTTP, on both doors, every answer held against api/*.yaml (R23, R46–R61, R96, R104,
// R120).
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/example_api.h"
#include "support/example_reissue.h"
#include "usecase/inspect_csr.h"

namespace madoguchi {
namespace {

class ReissueApi : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};

  static http::Headers key(const std::string& text) { return {{"Idempotency-Key", text}}; }
  std::string reissues() const { return "/api/v1/contracts/" + counter_.ev.id.value + "/reissues"; }
  std::string continuations() const { return "/api/v1/contracts/" + counter_.ev.id.value + "/continuations"; }
  /// As the screen shows it.
  CanonicalJson agreement(const Actor& actor) {
    const auto shown = api_.get(actor, "/api/v1/agreement");
    return CanonicalJson().text("version", shown.text("/version")).text("text_sha256", shown.text("/text_sha256"));
  }
  std::string form(const Actor& actor, const std::string& end = "deferred", const std::string& csr = {}) {
    return CanonicalJson()
        .text("old_certificate", counter_.ev.certificate.value)
        .text("reason", "server_failure")
        .text("old_certificate_end", end)
        .text("csr", csr.empty() ? counter_.csr_for(counter_.ev.id).pem : csr)
        .object("agreement", agreement(actor))
        .print();
  }
  std::string told(const std::string& body) {
    const auto before = counter_.rows("application");
    auto text = api_.post(counter_.applicant(), reissues(), body, key("told")).told();
    EXPECT_EQ(counter_.rows("application"), before);
    return text;
  }
};

// R79, R96: filed once, however often it is posted; the answer says where it stands.
TEST_P(ReissueApi, FilesOnce) {
  const auto body = form(counter_.applicant());
  const auto filed = api_.post(counter_.applicant(), reissues(), body, key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/kind"), "reissue");
  EXPECT_EQ(filed.text("/state"), "accepted");
  EXPECT_EQ(filed.location, "/api/v1/applications/" + filed.text("/id"));
  EXPECT_FALSE(filed.etag.empty());
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), body, key("a")).text("/id"), filed.text("/id"));
  EXPECT_EQ(counter_.rows("application"), 1);
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), key("a")).told(),
            "409 idempotency.other_request");
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), key("b")).told(),
            "409 application.already_open");
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), body).told(), "400 http.idempotency_key_required");
  EXPECT_EQ(must(counter_.read([&](Store& store) {
              return store.applications.reissue({filed.text("/id")});
            })).old_certificate_end,
            OldCertificateEnd::deferred);
}

// R49, R58, R61: nothing is preselected; every fault is told at its pointer, all at once.
TEST_P(ReissueApi, NamesEveryFault) {
  EXPECT_EQ(told("{}"),
            "400 input.invalid /old_certificate=input.required /reason=reissue.reason_required "
            "/old_certificate_end=reissue.end_required /agreement=reissue.agreement_required /csr=csr.no_block");
  EXPECT_EQ(told(R"({"reason":"whim","old_certificate_end":"later","key":1})"),
            "400 input.invalid /reason=json.not_a_choice /old_certificate_end=json.not_a_choice "
            "/key=json.unknown_member");
  EXPECT_EQ(told(form(counter_.applicant(), "none")), "400 input.invalid /old_certificate_end=reissue.end_required");
  EXPECT_EQ(told(form(counter_.applicant(), "deferred", make_csr({.dns_names = {"www.example.com"}}).pem)),
            "400 input.invalid /csr=csr.differs_common_name /csr=csr.differs_dns_names");
}

// R7, R6, R16: whose it is, and who stands before the screen.
TEST_P(ReissueApi, IsRefusedToOthers) {
  const auto post = [&](const Actor& actor) { return api_.post(actor, reissues(), form(actor), key("x")).told(); };
  EXPECT_EQ(post(counter_.stranger()), "404 contract.not_found");
  EXPECT_EQ(post(counter_.viewer()), "403 application.not_allowed");
  EXPECT_EQ(post(counter_.auditor()), "403 application.not_allowed");
  EXPECT_EQ(post(ExampleCounter::not_reauthenticated(counter_.applicant())), "403 session.reauthenticate_needed");
}

// R23: a form that was filled in from an older state of the contract is refused; the present one passes.
TEST_P(ReissueApi, RefusesAStaleScreen) {
  const auto seen = api_.get(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value);
  counter_.demand_second_approval();
  auto contract = must(counter_.read([&](Store& store) { return store.contracts.get(counter_.ev.id); }));
  must(counter_.as(ExampleCounter::engine(), [&](Work& work) { return work.store.contracts.update(contract); }));
  auto headers = key("a");
  headers.emplace_back("If-Match", seen.etag);
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), headers).told(),
            "412 record.changed");
  headers.back().second = api_.get(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value).etag;
  const auto filed = api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), headers);
  EXPECT_EQ(filed.text("/state"), "awaiting_own_approval") << filed.body;  // R8
}

// R55, R104: the desk files for the customer, also where self-service is over; the registrant is told.
TEST_P(ReissueApi, TheDeskFilesOnBehalf) {
  counter_.now += std::chrono::days(30);
  const auto target = "/api/v1/contracts/" + counter_.sr.id.value + "/reissues";
  const auto late = [&](const Actor& actor) {
    return CanonicalJson()
        .text("old_certificate", counter_.sr.certificate.value)
        .text("reason", "server_failure")
        .text("old_certificate_end", "immediate")
        .text("csr", counter_.csr_for(counter_.sr.id).pem)
        .object("agreement", agreement(actor))
        .print();
  };
  EXPECT_EQ(api_.post(counter_.applicant(), target, late(counter_.applicant()), key("a")).told(),
            "422 reissue.window_over_contact_us");
  const auto filed = api_.post(counter_.reception(), target, late(counter_.reception()), key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(counter_.mails(), "application_filed_on_behalf -> registrant\n");
  EXPECT_TRUE(application_of(counter_, {filed.text("/id")}).filed_by_officer);
}

// R53, R57: where only a new application is left, the desk files for an error of the authority's own; it uses up
// nothing.
TEST_P(ReissueApi, AnErrorOfOursIsNotCounted) {
  counter_.now += std::chrono::days(30);
  const auto on_behalf = [&](const std::string& reason) {
    auto body = form(counter_.reception(), "immediate");
    return body.replace(body.find("server_failure"), std::string("server_failure").size(), reason);
  };
  EXPECT_EQ(api_.post(counter_.reception(), reissues(), on_behalf("server_failure"), key("a")).told(),
            "422 reissue.window_over_new_application");
  EXPECT_EQ(told(on_behalf("ca_error")), "400 input.invalid /reason=input.not_a_choice");  // the desk's word only
  const auto filed = api_.post(counter_.reception(), reissues(), on_behalf("ca_error"), key("b"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_FALSE(
      must(counter_.read([&](Store& store) { return store.applications.reissue({filed.text("/id")}); })).counted);
}

// R57, R68: 継続発行, too early and in time; it has neither a reason nor an end of the old certificate.
TEST_P(ReissueApi, ContinuesInTheLastDays) {
  const auto body = [&] {
    return CanonicalJson()
        .text("old_certificate", counter_.ev.certificate.value)
        .text("csr", counter_.csr_for(counter_.ev.id).pem)
        .object("agreement", agreement(counter_.applicant()))
        .print();
  };
  EXPECT_EQ(api_.post(counter_.applicant(), continuations(), body(), key("a")).told(), "422 continuation.too_early");
  counter_.now = certificate_at(counter_, counter_.ev.certificate).not_after - std::chrono::days(10);
  EXPECT_EQ(api_.post(counter_.applicant(), continuations(), R"({"old_certificate_end":"deferred"})", key("b")).told(),
            "400 input.invalid /old_certificate_end=json.unknown_member");
  const auto filed = api_.post(counter_.applicant(), continuations(), body(), key("c"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/kind"), "continuation");
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// R49: a look before 申込: what it says beside the contract, nothing stored.
TEST_P(ReissueApi, LooksAtARequest) {
  const auto look_at = [&](const Actor& actor, const std::string& csr, const std::string& end = "deferred") {
    return api_.post(actor, "/api/v1/contracts/" + counter_.ev.id.value + "/csr-inspections",
                     CanonicalJson()
                         .text("csr", csr)
                         .text("old_certificate", counter_.ev.certificate.value)
                         .text("old_certificate_end", end)
                         .print());
  };
  const auto good = look_at(counter_.applicant(), counter_.csr_for(counter_.ev.id).pem);
  ASSERT_EQ(good.status, 200) << good.body;
  EXPECT_EQ(good.json.at("acceptable"), true) << good.body;
  EXPECT_EQ(good.size("/faults"), 0U);
  EXPECT_EQ(good.text("/csr/key/kind"), "p256");
  EXPECT_EQ(good.text("/csr/signature_algorithm"), "ecdsa-with-SHA256");
  EXPECT_EQ(good.text("/names/4/what") + " " + good.text("/names/4/verdict"), "common_name same");
  EXPECT_EQ(good.text("/old_certificate_ends_at"), format_utc(counter_.now + std::chrono::days(14)));  // R59
  // The desk helps on the telephone; strangers and viewers have no business here.
  EXPECT_EQ(look_at(counter_.reception(), counter_.csr_for(counter_.ev.id).pem).status, 200);
  EXPECT_EQ(look_at(counter_.stranger(), "x").told(), "404 contract.not_found");
  EXPECT_EQ(look_at(counter_.viewer(), "x").told(), "403 application.not_allowed");
  EXPECT_EQ(look_at(counter_.applicant(), "x").told(), "400 input.invalid /csr=csr.no_block");
  EXPECT_EQ(look_at(counter_.applicant(), counter_.ev.csr.private_key_pem).told(),
            "400 input.invalid /csr=csr.private_key");
  EXPECT_TRUE(certificate_at(counter_, counter_.ev.certificate).revoked_at);
  EXPECT_EQ(counter_.rows("application"), 0);
}

// R49: every fault at once, each with a command that mends it: run as printed, it makes a request that may be filed.
TEST_P(ReissueApi, TellsHowToMendEveryFault) {
  const auto look_at = [&](const std::string& csr) {
    return api_.post(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value + "/csr-inspections",
                     CanonicalJson().text("csr", csr).print());
  };
  const auto bad = look_at(make_csr({.dns_names = {"www.example.com"}, .country = "US", .key = "RSA-1024"}).pem);
  ASSERT_EQ(bad.status, 200) << bad.body;
  EXPECT_EQ(bad.json.at("acceptable"), false);
  std::string codes;
  for (const auto& fault : bad.json.at("faults").as_array()) {
    codes += std::string(fault.at("code").as_string()) + "\n";
  }
  EXPECT_EQ(codes, "key.rsa_size\ncsr.differs_country\ncsr.differs_common_name\ncsr.differs_dns_names\n");
  const auto folder = std::filesystem::temp_directory_path() / ("mend_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto run = [&](const std::string& command) {
    return std::system(("cd '" + folder.string() + "' && " + command + " 2>openssl.log").c_str());
  };
  ASSERT_EQ(run(bad.text("/faults/0/command") + " -passout pass:example"), 0) << read_file(folder / "openssl.log");
  auto mended = look_at(read_file(folder / "server.csr"));
  EXPECT_EQ(mended.json.at("acceptable"), true) << mended.body;
  ASSERT_EQ(run(bad.text("/faults/1/command") + " -passin pass:example"), 0) << read_file(folder / "openssl.log");
  mended = look_at(read_file(folder / "server.csr"));
  EXPECT_EQ(mended.json.at("acceptable"), true) << mended.body;
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(),
                      form(counter_.applicant(), "deferred", read_file(folder / "server.csr")), key("mended"))
                .status,
            201);
  std::filesystem::remove_all(folder);
}

// R117, rules 1.2.5: a private key is found in whatever text it comes, even of a form that is wrong otherwise. It is
// kept nowhere, and counts as compromised.
TEST_P(ReissueApi, FindsAPrivateKeyInAnyText) {
  const auto& ev = counter_.ev.csr.private_key_pem;
  const auto& sr = counter_.sr.csr.private_key_pem;
  EXPECT_EQ(told(CanonicalJson().text("reason", "whim").text("reason_text", ev).print()),
            "400 input.invalid /reason_text=csr.private_key");
  EXPECT_EQ(certificate_at(counter_, counter_.ev.certificate).revocation_reason, RevocationReason::key_compromise);
  const auto report =
      "{\"serials\":[\"00\"],\"text\":" + json_quote("鍵です " + sr) + R"(,"reporter_mail":"a@example.net"})";
  EXPECT_EQ(api_.post(counter_.stranger(), "/api/v1/problem-reports", report).told(),
            "400 input.invalid /text=csr.private_key");
  EXPECT_EQ(certificate_at(counter_, counter_.sr.certificate).revocation_reason, RevocationReason::key_compromise);
  EXPECT_EQ(told("{\"csr\": " + ev), "400 input.invalid =csr.private_key");  // no JSON at all
  // Who has no login is counted before anything is read.
  const auto again = [&] { return api_.post(counter_.stranger(), "/api/v1/problem-reports", report).told(); };
  for (int i = 1; i < 30; ++i) ASSERT_EQ(again(), "400 input.invalid /text=csr.private_key") << i;
  EXPECT_EQ(again(), "429 problem_report.too_many");
  counter_.run_jobs();
  const auto body_line = ev.substr(ev.find('\n') + 1, 40);
  for (const auto& mail : counter_.all_mails()) EXPECT_EQ(mail.body.value_or("").find(body_line), std::string::npos);
}

// R57, R63: the replacement of a compromised certificate follows in the same contract, and uses up nothing.
TEST_P(ReissueApi, ReplacesACompromisedCertificate) {
  told(CanonicalJson().text("csr", counter_.ev.csr.private_key_pem).print());
  counter_.now += std::chrono::days(40);  // no window binds it
  EXPECT_EQ(told(form(counter_.applicant(), "immediate", counter_.ev.csr.pem)), "400 input.invalid /csr=key.blocked");
  const auto filed = api_.post(counter_.applicant(), reissues(), form(counter_.applicant(), "immediate"), key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  pass_review(counter_, {filed.text("/id")});
  must(approve(counter_, {filed.text("/id")}));
  counter_.run_jobs();
  EXPECT_FALSE(certificate_of(counter_, {filed.text("/id")}).counted);
}

// Rules 7.4.6: looking costs time, so an account may look so many times in an hour; the next hour is another.
TEST_P(ReissueApi, LooksAtSoManyInAnHour) {
  const auto look_at = [&] {
    return answer(inspect_csr(counter_.office(), counter_.now, counter_.applicant(), {.contract = counter_.ev.id}));
  };
  for (int i = 0; i < kInspectionsMax; ++i) EXPECT_EQ(look_at(), "/csr=csr.no_block");
  EXPECT_EQ(look_at(), "csr.too_many_inspections");
  counter_.now += std::chrono::minutes(61);
  EXPECT_EQ(look_at(), "/csr=csr.no_block");
}

// R59, R60, R68, R76: what the form warns of before it is sent.
TEST_P(ReissueApi, WarnsBeforeItIsFiled) {
  const auto warnings = [&](const std::string& end) {
    const auto found = api_.post(
        counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value + "/csr-inspections",
        CanonicalJson().text("csr", counter_.csr_for(counter_.ev.id).pem).text("old_certificate_end", end).print());
    std::string codes;
    for (const auto& warning : found.json.at("warnings").as_array()) {
      codes += std::string(warning.at("code").as_string()) + "\n";
    }
    return codes;
  };
  EXPECT_EQ(warnings("deferred"), "");
  EXPECT_EQ(warnings("immediate"), "reissue.warn_immediate\n");
  counter_.now += std::chrono::days(7);  // 14 days later the desk is closed: 2026-09-22
  EXPECT_EQ(warnings("deferred"), "reissue.warn_end_on_holiday\n");
  const auto contract = must(counter_.read([&](Store& store) { return store.contracts.get(counter_.ev.id); }));
  counter_.now = contract.ends_at - std::chrono::days(20);
  EXPECT_NE(warnings("none").find("reissue.warn_renew_instead"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Sql, ReissueApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
