#pragma once
#include "domain/can.h"
#include "domain/revocation_rules.h"
#include "usecase/revocation_matters.h"
#include "usecase/same_look.h"
#include "usecase/script_line.h"

namespace madoguchi {

/// A number that may be called now, and as what (R119).
struct CallableNumber {
  VerifiedNumber number;
  RevocationBasis basis = RevocationBasis::call;
  bool in_turn = true;    ///< R83: those before it were tried
  std::string not_yet{};  ///< message key, if not in turn
};
/// What the officer at the telephone has before it (R81, R83, R119).
struct CallSheet {
  RevocationCase matter;
  std::vector<Certificate> certificates;  ///< asked for; without their bytes
  std::vector<CallableNumber> numbers;    ///< in the order of R83; no other number is shown
  std::vector<CallRecord> attempts;       ///< oldest first
  Time next_try_at{};                     ///< promised, or the next calling hours (R127)
  Seconds left{0};                        ///< to the legal deadline; negative when it has passed
  bool held = false;                      ///< R16: asked for under a hold, so no substitute that is a call
  std::vector<ScriptLine> script;
  std::vector<Can> can;
};
/// Role caller, revoker, reviewer or auditor. The first look leaves the event call_sheet.viewed (R106);
/// numbers and people are hidden from an auditor (R117). not_found application.not_found for what is no revocation.
Result<CallSheet> call_sheet(Work& work, const ApplicationId& id, Look look = Look::first);

}  // namespace madoguchi
