#include "domain/application.h"

#include <gtest/gtest.h>

#include <set>

namespace madoguchi {
namespace {

constexpr Time kNow{Seconds{1'790'000'000}};

/// Every state x action x role, tried: what succeeds, as the table prints it.
std::set<std::string> everything_that_succeeds(ApplicationKind kind) {
  std::set<std::string> out;
  for (const auto& [state, state_name] : Names<ApplicationState>::values) {
    for (const auto& [action, action_name] : Names<ApplicationAction>::values) {
      for (const auto& [role, role_name] : Names<Role>::values) {
        Actor actor{.kind = role == Role::engine ? ActorKind::engine : ActorKind::officer, .roles = {role}};
        const auto after = advance({.kind = kind, .state = state}, action, actor, kNow);
        if (!after) continue;
        EXPECT_EQ(after->closed_at.has_value(), is_end(after->state));
        out.insert(std::string(state_name) + ' ' + std::string(action_name) + ' ' + std::string(role_name) + " -> " +
                   std::string(to_text(after->state)));
      }
    }
  }
  return out;
}

std::set<std::string> lines(const std::string& text) {
  std::set<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    out.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

class EveryKind : public testing::TestWithParam<ApplicationKind> {};

// R94: the steps are exactly the table's, for every state x action x role.
TEST_P(EveryKind, OnlyTheTablesStepsSucceed) {
  EXPECT_EQ(everything_that_succeeds(GetParam()), lines(print_steps(GetParam())));
}

TEST_P(EveryKind, NothingLeavesAnEndAndEveryStateLeadsToOne) {
  std::set<ApplicationState> reached{ApplicationState::submitted};
  if (GetParam() != ApplicationKind::revocation && GetParam() != ApplicationKind::emergency_revocation) {
    reached.insert(ApplicationState::awaiting_own_approval);
  }
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& step : steps_of(GetParam())) {
      EXPECT_FALSE(is_end(step.from));
      if (reached.contains(step.from)) reached.insert(step.to);
    }
  }
  for (const auto state : reached) {
    bool leaves = is_end(state);
    for (const auto& step : steps_of(GetParam())) leaves = leaves || step.from == state;
    EXPECT_TRUE(leaves) << to_text(state);
  }
  for (const auto& step : steps_of(GetParam())) EXPECT_TRUE(reached.contains(step.from)) << to_text(step.from);
}

// R90: suspended by a 解約, an application can only be withdrawn or ended.
// Only an attempt to issue that was under way may still be given up.
TEST_P(EveryKind, SuspendedItCanOnlyEnd) {
  for (const auto& step : steps_of(GetParam())) {
    Actor actor{.kind = step.by == Role::engine ? ActorKind::engine : ActorKind::officer, .roles = {step.by}};
    const auto after =
        advance({.kind = GetParam(), .state = step.from, .suspended_at = kNow}, step.action, actor, kNow);
    if (after) {
      EXPECT_TRUE(is_end(after->state) || step.action == ApplicationAction::lose_issue);
    } else {
      EXPECT_EQ(after.error().message, "application.suspended");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(ApplicationKind::contact_change, ApplicationKind::reissue,
                                         ApplicationKind::continuation, ApplicationKind::first_issue,
                                         ApplicationKind::revocation, ApplicationKind::emergency_revocation),
                         [](const auto& kind) { return std::string(to_text(kind.param)); });

// R83: no state of a revocation stops it from being executed at the deadline, R94: and it has no 差戻し.
TEST(Revocation, TheDeadlineWorksFromEveryOpenStateBeforeConfirmation) {
  for (const auto state : {ApplicationState::awaiting_call, ApplicationState::awaiting_second}) {
    EXPECT_TRUE(advance({.kind = ApplicationKind::revocation, .state = state}, ApplicationAction::confirm_deadline,
                        Actor::the_engine(), kNow));
  }
  EXPECT_EQ(print_steps(ApplicationKind::revocation).find("sent_back"), std::string::npos);
}

}  // namespace
}  // namespace madoguchi
