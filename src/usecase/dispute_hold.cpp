#include "usecase/dispute_hold.h"

#include "usecase/can_line.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr std::size_t kSha256HexDigits = 64;

Result<void> may_place(Work& work, const ContractId& contract) {
  TRY(require_role(work, {Role::reception, Role::reviewer, Role::approver, Role::caller, Role::revoker}));
  if (work.store.contracts.disputed(contract)) return refuse(ErrorCode::conflict, "hold.already_placed");
  return {};
}

Result<void> require_lifter(const Work& work) {
  return require_role(work, {Role::reviewer, Role::approver});
}

Result<void> may_propose(const Work& work, const DisputeHold& hold) {
  TRY(require_lifter(work));
  if (hold.lifted_at) return refuse(ErrorCode::wrong_state, "hold.lifted");
  if (hold.lift_proposed_by) return refuse(ErrorCode::wrong_state, "hold.lift_already_proposed");
  return {};
}

Result<void> may_decide(const Work& work, const DisputeHold& hold) {
  TRY(require_lifter(work));
  if (hold.lifted_at) return refuse(ErrorCode::wrong_state, "hold.lifted");
  if (!hold.lift_proposed_by) return refuse(ErrorCode::wrong_state, "hold.no_proposal");
  if (hold.lift_proposed_by == work.actor.officer) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  return {};
}

/// The hold as the caller has seen it.
Result<DisputeHold> seen(Work& work, const DisputeHoldId& id, std::int64_t version) {
  TRY(require_lifter(work));
  auto hold = TRY(work.store.holds.get(id));
  if (hold.version != version) return refuse(ErrorCode::stale, "record.changed");
  return hold;
}

}  // namespace

Result<DisputeHold> place_hold(Work& work, const PlaceHold& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  TRY(may_place(work, contract.id));
  const auto reason = TRY(required_note("/reason", command.reason));
  const DisputeHold hold{.id = new_id<DisputeHoldId>(work.random()),
                         .contract = contract.id,
                         .reason = reason,
                         .placed_by = *work.actor.officer,
                         .placed_at = work.now};
  TRY(work.store.holds.add(hold));
  record_event(work, "hold.placed", "hold", hold.id.value, contract.id);
  return hold;
}

Result<DisputeHold> propose_lift(Work& work, const ProposeLift& command) {
  auto hold = TRY(seen(work, command.id, command.version));
  TRY(may_propose(work, hold));
  const auto document = TRY(required_line("/document", command.document));
  const bool is_digest =
      command.document_sha256.size() == kSha256HexDigits && from_hex(command.document_sha256).has_value();
  if (!is_digest) return refuse_field("/document_sha256", "evidence.bad_digest");
  hold.lift_proposed_by = work.actor.officer;
  hold.lift_document = command.document_sha256 + " " + document;
  hold = TRY(work.store.holds.update(std::move(hold)));
  record_event(work, "hold.lift_proposed", "hold", hold.id.value, hold.contract,
               CanonicalJson().text("document_sha256", command.document_sha256));
  return hold;
}

Result<DisputeHold> decide_lift(Work& work, const DecideLift& command) {
  auto hold = TRY(seen(work, command.id, command.version));
  TRY(may_decide(work, hold));
  if (command.agreed) {
    hold.lifted_by = work.actor.officer;
    hold.lifted_at = work.now;
  } else {
    hold.lift_proposed_by.reset();
    hold.lift_document.reset();
  }
  hold = TRY(work.store.holds.update(std::move(hold)));
  record_event(work, command.agreed ? "hold.lifted" : "hold.lift_returned", "hold", hold.id.value, hold.contract);
  return hold;
}

HoldView show_hold(const Work& work, DisputeHold hold) {
  HoldView view;
  const auto second = may_decide(work, hold);
  view.can.push_back(can_line("propose-lift", may_propose(work, hold)));
  view.can.push_back(can_line("lift", second));
  view.can.push_back(can_line("return-lift", second));
  view.hold = std::move(hold);
  return view;
}

Result<HoldsOfContract> list_holds(Work& work, const ContractId& contract) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(visible_contract(work, contract));
  HoldsOfContract all;
  for (auto& hold : work.store.holds.of_contract(contract)) all.holds.push_back(show_hold(work, std::move(hold)));
  all.can.push_back(can_line("holds", may_place(work, contract)));
  return all;
}

}  // namespace madoguchi
