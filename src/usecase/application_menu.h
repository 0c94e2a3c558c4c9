#pragma once
#include <vector>

#include "domain/can.h"
#include "usecase/record.h"

namespace madoguchi {

/// What may be done with an application: every action of the caller's door and of the application's kind, in the order
/// in which they come, allowed, or refused with the reason (R22, R97). The step tables say what is open to whom, the
/// other person of R8 and R102, and what a rule has against it. A use case asks again when it is done (R23).
std::vector<Can> application_menu(Work& work, const Application& application, const Contract& contract);

/// The desk's part for a revocation, on the call sheet as well (R81, R83).
std::vector<Can> desk_revocation_menu(Work& work, const Application& application, Time received_at);

}  // namespace madoguchi
