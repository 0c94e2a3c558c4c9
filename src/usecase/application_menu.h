#pragma once
#include <vector>

#include "domain/can.h"
#include "usecase/record.h"

namespace madoguchi {

/// What may be done with an application: every action of the caller's door and of the application's kind, in the order
/// in which they come, allowed, or refused with the reason (R22, R97). The step tables say what is open to whom, the
/// other person of R8 and R102, and what a rule has against it. A use case asks again when it is done (R23).
std::vector<Can> application_menu(Work& work, const Application& application, const Contract& contract);

/// What the menu says of one step of the step tables: for whoever takes it to ask before anything else. Refuses as
/// advance() does, and forbidden application.needs_second_person.
Result<void> may_take(Work& work, const Application& application, ApplicationAction action);

/// A revocation by one officer is looked over by another, revoker or approver, while its task is open (R102). Refuses
/// application.wrong_state, forbidden application.wrong_role, application.needs_second_person.
Result<void> may_look_over(Work& work, const Application& application);

/// The desk's part for a revocation, on the call sheet as well (R81, R83).
std::vector<Can> desk_revocation_menu(Work& work, const Application& application, Time received_at);

}  // namespace madoguchi
