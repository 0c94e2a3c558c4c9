#include "usecase/application_menu.h"

#include <algorithm>

#include "domain/contact_rules.h"
#include "domain/revocation_rules.h"
#include "usecase/approve_application.h"
#include "usecase/can_line.h"
#include "usecase/checklist.h"
#include "usecase/contact_change.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

using A = ApplicationAction;

Result<void> step_of(Work& work, const Application& application, const Actor& actor, ApplicationAction action) {
  TRY(advance(application, action, actor, work.now));
  if (is_for_another(work, application, action)) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  return {};
}

/// The application and who looks at it.
class Menu {
 public:
  Menu(Work& work, const Application& application, const Contract& contract)
      : work_(work), application_(application), actor_(actor_towards(work.actor, contract)) {}

  Result<void> step(ApplicationAction action) const { return step_of(work_, application_, actor_, action); }
  /// A step that the machine takes for a person: who may ask for it is said by `role`.
  Result<void> step_by_machine(ApplicationAction action, Role role) const {
    TRY(advance(application_, action, Actor::the_engine(), work_.now));
    if (!actor_.has(role)) return refuse(ErrorCode::forbidden, "application.wrong_role");
    return {};
  }
  void add(std::string_view action, const Result<void>& answer) { lines_.push_back(can_line(action, answer)); }
  /// The step, and then a rule that is asked only if the step is open.
  template <typename Rule>
  void add_if(std::string_view action, ApplicationAction step_action, Rule rule) {
    const auto open = step(step_action);
    add(action, open ? rule() : open);
  }
  std::vector<Can> take() { return std::move(lines_); }

 private:
  Work& work_;
  const Application& application_;
  Actor actor_;
  std::vector<Can> lines_;
};

bool is_revocation(ApplicationKind kind) {
  return kind == ApplicationKind::revocation || kind == ApplicationKind::emergency_revocation;
}

Result<void> dated(Work& work, const Application& application, const Contract& contract) {
  const auto request = TRY(work.store.applications.revocation(application.id));
  if (is_end(application.state) || !request.wished_at) return refuse(ErrorCode::wrong_state, "revocation.not_dated");
  TRY(require_may_file(work, contract));
  return require_no_hold(work);
}

std::vector<Can> portal_menu(Work& work, const Application& application, const Contract& contract) {
  Menu menu(work, application, contract);
  const auto unless_held = [&] { return require_no_hold(work); };
  if (is_revocation(application.kind)) {
    menu.add_if("withdraw", A::withdraw, unless_held);
    if (application.kind == ApplicationKind::revocation) {
      menu.add("key-proof", menu.step_by_machine(A::confirm_substitute, Role::applicant));
      menu.add("bring-forward", dated(work, application, contract));
    }
    return menu.take();
  }
  menu.add_if("approve-own", A::approve_own, unless_held);
  menu.add_if("decline-own", A::decline_own, unless_held);
  menu.add_if("resubmit", A::resubmit, unless_held);
  menu.add("withdraw", menu.step(A::withdraw));
  return menu.take();
}

Result<void> may_take_effect(Work& work, const Application& application, const Contract& contract) {
  if (!is_in_force(contract, work.now)) return refuse(ErrorCode::policy, "contract.not_in_force");
  if (work.store.contracts.disputed(contract.id)) return refuse(ErrorCode::policy, "contract.disputed");
  const auto changes = work.store.contact_changes.of_application(application.id);
  if (std::ranges::any_of(changes, is_sensitive) && !is_contact_change_verified(work, application)) {
    return refuse(ErrorCode::policy, "contact_change.verification_needed");
  }
  return require_checklist(work, application);
}

std::vector<Can> contact_change_menu(Work& work, const Application& application, const Contract& contract) {
  Menu menu(work, application, contract);
  menu.add("start-review", menu.step(A::start_review));
  menu.add("send-back", menu.step(A::send_back));
  auto verify = require_role(work, {Role::reviewer, Role::caller});
  if (verify && application.state != ApplicationState::under_review) {
    verify = refuse(ErrorCode::wrong_state, "application.not_under_review");
  }
  menu.add("verification", verify);
  menu.add_if("approve", A::approve, [&] { return may_take_effect(work, application, contract); });
  menu.add("reject", menu.step(A::reject));
  return menu.take();
}

std::vector<Can> reissue_menu(Work& work, const Application& application, const Contract& contract) {
  Menu menu(work, application, contract);
  menu.add("start-review", menu.step(A::start_review));
  menu.add("send-back", menu.step(A::send_back));
  menu.add_if("pass-review", A::pass_review, [&] { return require_checklist(work, application); });
  menu.add("return", menu.step(A::return_to_review));
  menu.add_if("approve", A::approve, [&] { return require_may_be_issued(work, application); });
  menu.add("reject", menu.step(A::reject));
  return menu.take();
}

}  // namespace

Result<void> may_take(Work& work, const Application& application, ApplicationAction action) {
  const auto contract = TRY(work.store.contracts.get(application.contract));
  return step_of(work, application, actor_towards(work.actor, contract), action);
}

Result<void> may_look_over(Work& work, const Application& application) {
  const auto open = work.store.tasks.open_of_application(application.id);
  if (std::ranges::none_of(open, [](const Task& task) { return task.kind == TaskKind::look_over; })) {
    return refuse(ErrorCode::wrong_state, "application.wrong_state");
  }
  if (!require_role(work, {Role::revoker, Role::approver})) {
    return refuse(ErrorCode::forbidden, "application.wrong_role");
  }
  if (had_a_hand_in(work, application)) return refuse(ErrorCode::forbidden, "application.needs_second_person");
  return {};
}

std::vector<Can> desk_revocation_menu(Work& work, const Application& application, Time received_at) {
  const auto contract = work.store.contracts.get(application.contract).value();
  Menu menu(work, application, contract);
  menu.add("calls", menu.step(A::confirm));
  menu.add("substitutes", menu.step(A::confirm_substitute));
  menu.add_if("propose", A::propose_revoke, [&]() -> Result<void> {
    const auto from = received_at + kTwoOfficersAfter;
    if (application.kind == ApplicationKind::emergency_revocation || work.now >= from) return {};
    return std::unexpected(Refusal{
        .code = ErrorCode::policy, .message = "revocation.two_officers_later", .params = {{"from", format_jst(from)}}});
  });
  menu.add("agree", menu.step(A::agree_revoke));
  menu.add("return", menu.step(A::return_proposal));
  menu.add("look-over", may_look_over(work, application));
  return menu.take();
}

std::vector<Can> application_menu(Work& work, const Application& application, const Contract& contract) {
  if (work.actor.kind == ActorKind::subscriber) return portal_menu(work, application, contract);
  switch (application.kind) {
    case ApplicationKind::contact_change:
      return contact_change_menu(work, application, contract);
    case ApplicationKind::reissue:
    case ApplicationKind::continuation:
    case ApplicationKind::first_issue:
      return reissue_menu(work, application, contract);
    case ApplicationKind::revocation:
    case ApplicationKind::emergency_revocation:
      break;
  }
  const auto request = work.store.applications.revocation(application.id);
  return desk_revocation_menu(work, application, request.value().received_at);
}

}  // namespace madoguchi
