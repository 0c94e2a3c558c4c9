#include "domain/contract_menu.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

using std::chrono::days;
const Time kBegan = parse_utc("2026-03-31T16:00:00Z").value();  // 2026-04-01 01:00 in Japan

struct MenuTest : testing::Test {
  Product product{.id = "sr_3_0", .certificate_days_max = 199, .renewal_opens_days = 90};
  Contract contract{.id = {"c"}, .starts_at = kBegan, .ends_at = kBegan + days(365)};
  std::vector<Certificate> certificates{certificate("first", kBegan)};
  std::vector<ScheduledRevocation> schedules;
  std::vector<Application> applications;
  bool disputed = false, grant_open = false;
  CallerStanding caller{.may_file = true};

  static Certificate certificate(const std::string& id, Time from) {
    return {.id = {id},
            .not_before = from,
            .not_after = from + days(199) - Seconds(1),
            .issued_at = from,
            .window_certificate = {"first"}};
  }
  std::string menu(Time now) const {
    const ContractFacts facts{contract, product, certificates, schedules, applications, false, disputed, grant_open};
    std::string out;
    for (const auto& can : contract_menu(facts, caller, now)) {
      out += can.action + (can.allowed ? "" : ": " + can.reason + (can.next.empty() ? "" : " > " + can.next)) + "\n";
    }
    return out;
  }
};

// R21: exactly these items, and the continuation where the contract outlives its certificate.
TEST_F(MenuTest, OffersWhatTheContractAllows) {
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change\nreissue\nrevocation\ncontinuation: continuation.too_early > reissue\n");
  EXPECT_EQ(menu(kBegan + days(170)),
            "contact_change\nreissue: reissue.window_over_contact_us > enquiry/reissue_over_limit\nrevocation\n"
            "continuation\n");
  grant_open = true;
  EXPECT_EQ(menu(kBegan + days(168)),
            "contact_change\nreissue\nrevocation\ncontinuation: continuation.too_early > reissue\n");
}
// R52, R53: the limit of EV leads to a new application.
TEST_F(MenuTest, LeadsToANewApplicationWhereTheProductSaysSo) {
  product.reissue.over_limit = OverLimit::new_application;
  EXPECT_NE(menu(kBegan + days(40)).find("reissue.window_over_new_application > enquiry/new_application"),
            std::string::npos);
}
// R99: 更新受付中, and 更新申請 in its window only.
TEST_F(MenuTest, ShowsTheRenewalInItsWindow) {
  const Time opens = contract.ends_at - days(90);
  EXPECT_EQ(status_at(contract, product, opens - Seconds(1)), ContractStatus::in_force);
  EXPECT_EQ(status_at(contract, product, opens), ContractStatus::renewal_open);
  EXPECT_EQ(menu(opens - Seconds(1)).find("renewal"), std::string::npos);
  EXPECT_NE(menu(opens).find("renewal: renewal.not_offered > enquiry/general"), std::string::npos);
  EXPECT_EQ(status_at(contract, product, contract.ends_at), ContractStatus::expired);
}
TEST_F(MenuTest, CountsDaysInJapan) {
  EXPECT_EQ(days_left(contract, contract.ends_at - Seconds(1)), 0);
  EXPECT_EQ(days_left(contract, contract.ends_at), 0);  // the same day in Japan, an hour into it
  EXPECT_EQ(days_left(contract, contract.ends_at - days(10)), 10);
  EXPECT_EQ(days_left(contract, contract.ends_at + days(1)), -1);
}
// R95: at most one open of a kind; a 解約 stops the others; a revocation of one certificate does not.
TEST_F(MenuTest, SaysWhatIsOpenAlready) {
  applications = {{.kind = ApplicationKind::contact_change, .state = ApplicationState::under_review}};
  EXPECT_EQ(menu(kBegan + days(10)).substr(0, 61), "contact_change: application.already_open > application\nreissu");
  applications = {{.kind = ApplicationKind::revocation, .state = ApplicationState::awaiting_call}};
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change\nreissue\nrevocation: application.already_open > application\n"
            "continuation: continuation.too_early > reissue\n");
  contract.state = ContractState::cancelling;
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change: contract.cancelling > application\nreissue: reissue.cancelling > application\n"
            "revocation: application.already_open > application\ncontinuation: reissue.cancelling > application\n");
  applications.clear();
}
TEST_F(MenuTest, KnowsAContinuationFromAReissue) {
  applications = {{.kind = ApplicationKind::continuation, .state = ApplicationState::accepted}};
  const auto text = menu(kBegan + days(175));
  EXPECT_NE(text.find("continuation: application.already_open"), std::string::npos) << text;
}
// R25, R78, R89: an expired or cancelled contract has nothing left to file.
TEST_F(MenuTest, EndsWithTheContract) {
  const std::string over =
      "contact_change: contract.not_in_force > enquiry/general\nreissue: reissue.contract_not_in_force > "
      "enquiry/general\nrevocation: contract.ended > enquiry/general\n";
  EXPECT_EQ(menu(contract.ends_at), over);
  contract.state = ContractState::cancelled;
  certificates[0].revoked_at = kBegan + days(5);
  EXPECT_EQ(menu(kBegan + days(10)), over);
}
// A certificate may be expired or revoked while the contract goes on.
TEST_F(MenuTest, OutlivesItsCertificate) {
  EXPECT_EQ(menu(kBegan + days(200)),
            "contact_change\nreissue: reissue.certificate_expired > continuation\nrevocation\ncontinuation\n");
  certificates[0].revoked_at = kBegan + days(5);
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change\nreissue: reissue.certificate_revoked > enquiry/general\nrevocation\n");
}
// R122, R16, R8: a dispute and a hold freeze everything but a revocation; a viewer files nothing.
TEST_F(MenuTest, KeepsTheWayToARevocationOpen) {
  disputed = true;
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change: contract.disputed > enquiry/general\nreissue: reissue.disputed > enquiry/general\n"
            "revocation\ncontinuation: reissue.disputed > enquiry/general\n");
  disputed = false;
  caller.held = true;
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change: account.held\nreissue: account.held\nrevocation\n"
            "continuation: continuation.too_early > reissue\n");
  caller = {.may_file = false};
  EXPECT_EQ(menu(kBegan + days(10)),
            "contact_change: application.not_allowed\nreissue: application.not_allowed\n"
            "revocation: application.not_allowed\ncontinuation: continuation.too_early > reissue\n");
}
// R57: only counted issues of the same window use it up; R72: the newest certificate is the one to pick.
TEST_F(MenuTest, CountsTheReissuesOfTheWindow) {
  certificates.push_back(certificate("second", kBegan + days(3)));
  schedules = {{.certificate = {"first"}, .due_at = kBegan + days(17)}};
  EXPECT_NE(menu(kBegan + days(10)).find("\nreissue\n"), std::string::npos);
  certificates[1].counted = true;
  EXPECT_NE(menu(kBegan + days(10)).find("reissue: reissue.count_used_contact_us"), std::string::npos);
  const ContractFacts facts{contract, product, certificates, schedules, applications};
  EXPECT_EQ(certificate_menu(facts, certificates[0], caller, kBegan + days(10))[0].reason, "reissue.already_replaced");
}

}  // namespace
}  // namespace madoguchi
