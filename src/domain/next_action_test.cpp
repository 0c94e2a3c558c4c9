#include "domain/next_action.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

using std::chrono::days;
const Time kBegan = parse_utc("2026-04-01T00:00:00Z").value();

struct NextActionTest : testing::Test {
  Product product{.id = "sr_3_0", .continuation_days = 30, .renewal_opens_days = 90};
  Contract contract{.id = {"c"}, .starts_at = kBegan, .ends_at = kBegan + days(365)};
  std::vector<Application> open;
  std::vector<CertificateOutlook> certificates{{.not_after = kBegan + days(199) - Seconds(1)}};

  void file(const std::string& id, ApplicationKind kind, ApplicationState state, std::optional<Time> until = {}) {
    open.push_back({.id = {id}, .kind = kind, .state = state, .answer_until = until});
  }
  std::string next(Time now) const {
    const auto step = next_step(contract, product, open, certificates, now);
    std::string out(to_text(step.action));
    if (step.deadline) out += " day " + std::to_string((*step.deadline + Seconds(1) - kBegan) / days(1));
    if (step.application) out += " " + step.application->value;
    return out;
  }
};

// R68, R110: what the calendar alone brings.
TEST_F(NextActionTest, FollowsTheCalendar) {
  EXPECT_EQ(next(kBegan + days(1)), "none");
  EXPECT_EQ(next(kBegan + days(169) - Seconds(1)), "none");
  EXPECT_EQ(next(kBegan + days(169)), "continue_certificate day 199");
  EXPECT_EQ(next(kBegan + days(210)), "continue_certificate day 199");  // too late, and still to be done
  certificates.push_back({.not_after = contract.ends_at - Seconds(1)});
  EXPECT_EQ(next(kBegan + days(210)), "none");
  EXPECT_EQ(next(contract.ends_at - days(90) - Seconds(1)), "none");
  EXPECT_EQ(next(contract.ends_at - days(90)), "renew_contract day 365");
  EXPECT_EQ(next(contract.ends_at), "none");
  certificates.clear();  // nothing can be continued: a matter for an enquiry
  EXPECT_EQ(next(kBegan + days(210)), "none");
}

// R8, R98: the own applications come first, the earliest answer of them.
TEST_F(NextActionTest, AnswersTheDeskFirst) {
  file("waits", ApplicationKind::revocation, ApplicationState::awaiting_call);
  EXPECT_EQ(next(kBegan + days(1)), "wait waits");
  file("own", ApplicationKind::contact_change, ApplicationState::awaiting_own_approval, kBegan + days(20));
  EXPECT_EQ(next(kBegan + days(1)), "approve_application day 20 own");
  file("late", ApplicationKind::reissue, ApplicationState::sent_back, kBegan + days(30));
  file("soon", ApplicationKind::continuation, ApplicationState::sent_back, kBegan + days(25));
  EXPECT_EQ(next(kBegan + days(1)), "correct_application day 25 soon");
  contract.state = ContractState::opening;
  EXPECT_EQ(next(kBegan + days(1)), "correct_application day 25 soon");
  contract.state = ContractState::cancelled;
  EXPECT_EQ(next(kBegan + days(1)), "wait waits");
}

// R59, R92: a revocation that will come, of a certificate that would still be good.
TEST_F(NextActionTest, PreparesForARevocation) {
  certificates[0].revocation_due = kBegan + days(40);
  certificates.push_back({.not_after = kBegan + days(20), .revocation_due = kBegan + days(30)});
  EXPECT_EQ(next(kBegan + days(1)), "prepare_for_revocation day 20");
  EXPECT_EQ(next(kBegan + days(21)), "prepare_for_revocation day 40");
  contract.state = ContractState::cancelling;
  EXPECT_EQ(next(kBegan + days(21)), "prepare_for_revocation day 40");
  certificates[0].revocation_due.reset();
  EXPECT_EQ(next(contract.ends_at - days(1)), "none");  // nobody renews what is being cancelled
}

// R95: what is under way needs no second application; the renewal goes on beside it.
TEST_F(NextActionTest, WaitsForWhatIsUnderWay) {
  file("new", ApplicationKind::continuation, ApplicationState::under_review);
  EXPECT_EQ(next(kBegan + days(180)), "wait new");
  EXPECT_EQ(next(contract.ends_at - days(9)), "renew_contract day 365");
  open[0].kind = ApplicationKind::contact_change;
  EXPECT_EQ(next(kBegan + days(180)), "continue_certificate day 199");
}

// Every action but the two quiet ones is one that waits for the customer.
TEST_F(NextActionTest, TellsWhatWaitsForTheCustomer) {
  std::string quiet;
  for (const auto& [action, name] : Names<NextAction>::values) {
    if (!waits_for_customer(action)) quiet += std::string(name) + " ";
  }
  EXPECT_EQ(quiet, "wait none ");
}

}  // namespace
}  // namespace madoguchi
