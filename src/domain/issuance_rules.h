#pragma once
#include <span>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "domain/certificate_profile.h"
#include "domain/issuance_plan.h"

namespace madoguchi {

/// Which rules a private authority may switch off (rules 8.1).
enum class RuleGroup : std::uint8_t { binding, validity, names };

/// A rule can be printed, cited, dated, and tested one row at a time.
struct IssuanceRule {
  std::string_view id;        ///< number in the rules paper and a word
  std::string_view citation;  ///< the primary text
  RuleGroup group;
  Time effective_from;  ///< by the time of issue (rules 0.1)
  bool (*holds)(const IssuancePlan&, const CertificateProfile&, Time now);
};
std::span<const IssuanceRule> issuance_rules();

/// Proof that every rule in force at `now` held. Only lint() makes one; preparing the certificate uses it up.
class LintedPlan {
 public:
  LintedPlan(LintedPlan&&) = default;
  LintedPlan& operator=(LintedPlan&&) = default;
  LintedPlan(const LintedPlan&) = delete;
  LintedPlan& operator=(const LintedPlan&) = delete;
  const IssuancePlan& plan() const { return plan_; }

 private:
  friend Result<LintedPlan> lint(IssuancePlan plan, const CertificateProfile& profile, Time now);
  explicit LintedPlan(IssuancePlan plan) : plan_(std::move(plan)) {}
  IssuancePlan plan_;
};

/// Judges the plan by every rule in force at `now` (BR 4.3.1.2). Refuses, code policy, with lint.failed, whose
/// parameter {rules} names every broken rule; a public authority with authority.public_not_ready.
Result<LintedPlan> lint(IssuancePlan plan, const CertificateProfile& profile, Time now);

}  // namespace madoguchi
