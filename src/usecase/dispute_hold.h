#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/dispute_hold.h"
#include "usecase/work.h"

/// R122: a dispute between contacts freezes issue, contact changes and changes of the address for codes; never the
/// clock of a revocation. Two people lift it, by a document of the organisation's representative.
namespace madoguchi {

struct PlaceHold {
  ContractId contract;
  std::string reason;  ///< required, internal
};
/// By anybody who does casework. conflict hold.already_placed.
Result<DisputeHold> place_hold(Work& work, const PlaceHold& command);

/// The first of two people: reviewer or approver.
struct ProposeLift {
  DisputeHoldId id;
  std::int64_t version = 0;     ///< seen (If-Match)
  std::string document;         ///< what it is, required
  std::string document_sha256;  ///< 64 hex digits
};
/// wrong_state hold.lifted, hold.lift_already_proposed; stale record.changed.
Result<DisputeHold> propose_lift(Work& work, const ProposeLift& command);

struct DecideLift {
  DisputeHoldId id;
  std::int64_t version = 0;
  bool agreed = true;  ///< false: the proposal falls, the hold stays
};
/// The second: reviewer or approver, not the one who proposed (forbidden application.needs_second_person). wrong_state
/// hold.lifted, hold.no_proposal.
Result<DisputeHold> decide_lift(Work& work, const DecideLift& command);

struct HoldView {
  DisputeHold hold;
  std::vector<Can> can;  ///< propose-lift, lift, return-lift
};
HoldView show_hold(const Work& work, DisputeHold hold);

struct HoldsOfContract {
  std::vector<HoldView> holds;  ///< newest first
  std::vector<Can> can;         ///< holds: place another
};
/// For officers.
Result<HoldsOfContract> list_holds(Work& work, const ContractId& contract);

}  // namespace madoguchi
