#include "domain/application.h"

namespace madoguchi {
namespace {

using enum ApplicationState;
using A = ApplicationAction;
using R = Role;

// 担当者変更申請 (R25–R45). The review is one officer's (R37); R40's sensitive fields need evidence, a rule beside.
constexpr ApplicationStep kContactChangeSteps[] = {
    {awaiting_own_approval, A::approve_own, R::approver_own, submitted},
    {awaiting_own_approval, A::decline_own, R::approver_own, withdrawn},
    {awaiting_own_approval, A::withdraw, R::applicant, withdrawn},
    {awaiting_own_approval, A::expire, R::engine, expired},
    {submitted, A::accept, R::engine, accepted},
    {accepted, A::start_review, R::reviewer, under_review},
    {accepted, A::withdraw, R::applicant, withdrawn},
    {under_review, A::send_back, R::reviewer, sent_back},
    {under_review, A::approve, R::reviewer, approved},
    {under_review, A::reject, R::reviewer, rejected},
    {under_review, A::withdraw, R::applicant, withdrawn},
    {sent_back, A::resubmit, R::applicant, accepted},
    {sent_back, A::resubmit_own, R::applicant, awaiting_own_approval},
    {sent_back, A::withdraw, R::applicant, withdrawn},
    {sent_back, A::expire, R::engine, expired},
    {approved, A::complete, R::engine, done},
    {accepted, A::cancel, R::engine, cancelled},
    {under_review, A::cancel, R::engine, cancelled},
    {sent_back, A::cancel, R::engine, cancelled},
    {awaiting_own_approval, A::cancel, R::engine, cancelled},
};

// 再発行申請, 継続発行 and 新規発行 (R46–R77, R125): reviewed by one, approved by another (R102), issued by the engine.
constexpr ApplicationStep kReissueSteps[] = {
    {awaiting_own_approval, A::approve_own, R::approver_own, submitted},
    {awaiting_own_approval, A::decline_own, R::approver_own, withdrawn},
    {awaiting_own_approval, A::withdraw, R::applicant, withdrawn},
    {awaiting_own_approval, A::expire, R::engine, expired},
    {submitted, A::accept, R::engine, accepted},
    {accepted, A::start_review, R::reviewer, under_review},
    {accepted, A::withdraw, R::applicant, withdrawn},
    {under_review, A::send_back, R::reviewer, sent_back},
    {under_review, A::pass_review, R::reviewer, reviewed},
    {under_review, A::reject, R::reviewer, rejected},
    {under_review, A::withdraw, R::applicant, withdrawn},
    {sent_back, A::resubmit, R::applicant, accepted},
    {sent_back, A::resubmit_own, R::applicant, awaiting_own_approval},
    {sent_back, A::withdraw, R::applicant, withdrawn},
    {sent_back, A::expire, R::engine, expired},
    {reviewed, A::approve, R::approver, approved},
    {reviewed, A::return_to_review, R::approver, under_review},
    {reviewed, A::reject, R::approver, rejected},
    {reviewed, A::withdraw, R::applicant, withdrawn},
    {approved, A::begin_issue, R::engine, executing},
    {approved, A::halt_issue, R::engine, under_review},
    {approved, A::withdraw, R::applicant, withdrawn},
    {executing, A::lose_issue, R::engine, approved},
    {executing, A::keep_certificate, R::engine, done},
    {executing, A::cancel, R::engine, cancelled},  // its intent is given up by the job
    {accepted, A::cancel, R::engine, cancelled},
    {under_review, A::cancel, R::engine, cancelled},
    {sent_back, A::cancel, R::engine, cancelled},
    {reviewed, A::cancel, R::engine, cancelled},
    {approved, A::cancel, R::engine, cancelled},
    {awaiting_own_approval, A::cancel, R::engine, cancelled},
};

// 失効(解約)申請 (R78–R92). No 差戻し (R94), no own approval: nothing may stop its clock (R83).
constexpr ApplicationStep kRevocationSteps[] = {
    {submitted, A::accept, R::engine, awaiting_call},
    {awaiting_call, A::confirm, R::caller, confirmed},
    {awaiting_call, A::confirm_substitute, R::caller, confirmed},
    {awaiting_call, A::confirm_substitute, R::engine, confirmed},  // a signature by the key, verified by us
    {awaiting_call, A::refuse, R::caller, rejected},
    {awaiting_call, A::withdraw, R::applicant, withdrawn},
    {awaiting_call, A::propose_revoke, R::revoker, awaiting_second},
    {awaiting_call, A::propose_reject, R::revoker, awaiting_second},
    {awaiting_call, A::confirm_deadline, R::engine, confirmed},
    {awaiting_call, A::expire, R::engine, expired},
    {awaiting_call, A::cancel, R::engine, cancelled},
    {awaiting_second, A::agree_revoke, R::revoker, confirmed},
    {awaiting_second, A::agree_reject, R::revoker, rejected},
    {awaiting_second, A::return_proposal, R::revoker, awaiting_call},
    {awaiting_second, A::confirm, R::caller, confirmed},
    {awaiting_second, A::confirm_substitute, R::caller, confirmed},
    {awaiting_second, A::confirm_substitute, R::engine, confirmed},
    {awaiting_second, A::refuse, R::caller, rejected},
    {awaiting_second, A::withdraw, R::applicant, withdrawn},
    {awaiting_second, A::confirm_deadline, R::engine, confirmed},
    {awaiting_second, A::expire, R::engine, expired},
    {awaiting_second, A::cancel, R::engine, cancelled},
    {confirmed, A::withdraw, R::applicant, withdrawn},
    {confirmed, A::revoke, R::engine, done},
    {confirmed, A::expire, R::engine, expired},
    {confirmed, A::cancel, R::engine, cancelled},
};

// 緊急失効 (R62, R63): a claim with standing is confirmed at once, also where another case about the certificate is
// open already; any other is decided by two officers. The customer cannot withdraw it, only staff may close it, with
// reasons (R88).
constexpr ApplicationStep kEmergencySteps[] = {
    {submitted, A::confirm_claim, R::engine, confirmed},
    {submitted, A::accept, R::engine, under_review},
    {under_review, A::confirm_claim, R::engine, confirmed},
    {under_review, A::confirm_substitute, R::engine, confirmed},  // a proof by the key, verified by us
    {under_review, A::propose_revoke, R::revoker, awaiting_second},
    {under_review, A::propose_reject, R::revoker, awaiting_second},
    {under_review, A::confirm_deadline, R::engine, confirmed},
    {under_review, A::expire, R::engine, expired},
    {awaiting_second, A::agree_revoke, R::revoker, confirmed},
    {awaiting_second, A::agree_reject, R::revoker, rejected},
    {awaiting_second, A::return_proposal, R::revoker, under_review},
    {awaiting_second, A::return_proposal, R::engine, under_review},  // a claim changed what was proposed
    {awaiting_second, A::confirm_claim, R::engine, confirmed},
    {awaiting_second, A::confirm_substitute, R::engine, confirmed},
    {awaiting_second, A::confirm_deadline, R::engine, confirmed},
    {awaiting_second, A::expire, R::engine, expired},
    {confirmed, A::revoke, R::engine, done},
    {confirmed, A::expire, R::engine, expired},
};

}  // namespace

std::span<const ApplicationStep> steps_of(ApplicationKind kind) {
  switch (kind) {
    case ApplicationKind::contact_change:
      return kContactChangeSteps;
    case ApplicationKind::reissue:
    case ApplicationKind::continuation:
    case ApplicationKind::first_issue:
      return kReissueSteps;
    case ApplicationKind::revocation:
      return kRevocationSteps;
    case ApplicationKind::emergency_revocation:
      return kEmergencySteps;
  }
  return {};
}

WaitsFor waits_for(ApplicationState state) {
  if (is_end(state)) return WaitsFor::nobody;
  if (state == awaiting_own_approval) return WaitsFor::second_user;
  if (state == sent_back) return WaitsFor::customer;
  const bool by_itself = state == submitted || state == approved || state == executing || state == confirmed;
  return by_itself ? WaitsFor::machine : WaitsFor::authority;
}

bool may_step(ApplicationKind kind, ApplicationState state, ApplicationAction action, const Actor& actor) {
  for (const auto& step : steps_of(kind)) {
    if (step.from == state && step.action == action && actor.has(step.by)) return true;
  }
  return false;
}

Result<Application> advance(Application application, ApplicationAction action, const Actor& actor, Time now) {
  // A suspended application (R90) can only be withdrawn by its owner or ended by the machine; an attempt to issue that
  // was under way may still be given up.
  const bool while_suspended =
      action == A::withdraw || action == A::cancel || action == A::expire || action == A::lose_issue;
  if (application.suspended_at && !while_suspended) {
    return refuse(ErrorCode::wrong_state, "application.suspended");
  }
  bool known = false;
  for (const auto& step : steps_of(application.kind)) {
    if (step.from != application.state || step.action != action) continue;
    known = true;
    if (!actor.has(step.by)) continue;
    application.state = step.to;
    if (is_end(step.to)) application.closed_at = now;
    return application;
  }
  if (known) return refuse(ErrorCode::forbidden, "application.wrong_role");
  return refuse(ErrorCode::wrong_state, "application.wrong_state");
}

std::string print_steps(ApplicationKind kind) {
  std::string out;
  for (const auto& step : steps_of(kind)) {
    out += std::string(to_text(step.from)) + ' ' + std::string(to_text(step.action)) + ' ' +
           std::string(to_text(step.by)) + " -> " + std::string(to_text(step.to)) + '\n';
  }
  return out;
}

}  // namespace madoguchi
