#pragma once
#include "support/example_roles.h"

/// What stands at the desk when an officer comes: each sets one thing up and tells its ids and version (R100).
namespace madoguchi::scene {

/// What opens an incident of misuse about {serial}.
inline constexpr const char* kIncident =
    R"({"cause":"misuse","finding":"偽サイト","criteria":[{"kind":"serial","value":"{serial}"}]})";

Things plain(RoleScene& desk);
Things nothing(RoleScene& desk);
Things the_calendar(RoleScene& desk);
Things contract_seen(RoleScene& desk);
Things another_name(RoleScene& desk);
Things certificate(RoleScene& desk);
/// A contract that is being opened, its first application ended.
Things opening(RoleScene& desk);
Things accepted(RoleScene& desk);
Things under_review(RoleScene& desk);
/// With one line of its checklist ticked.
Things ticked(RoleScene& desk);
/// Every line is ticked.
Things complete(RoleScene& desk);
Things reviewed(RoleScene& desk);
Things registrant_change(RoleScene& desk);
Things to_call(RoleScene& desk);
/// Nobody answered, neither the registrant nor those who stand in for it (R83).
Things nobody_reached(RoleScene& desk);
Things claimed(RoleScene& desk);
Things proposed(RoleScene& desk);
Things revoked(RoleScene& desk);
Things reported(RoleScene& desk);
Things without_cause(RoleScene& desk);
Things asked(RoleScene& desk);
Things answered(RoleScene& desk);
Things granted(RoleScene& desk);
Things held(RoleScene& desk);
Things lift_proposed(RoleScene& desk);
Things a_number(RoleScene& desk);
/// A task that nobody has.
Things a_task(RoleScene& desk);
Things an_account(RoleScene& desk);
/// A lost mailbox (R9).
Things recovery(RoleScene& desk);
Things recovery_called(RoleScene& desk);
Things somebody_to_hand_to(RoleScene& desk);
Things a_customer(RoleScene& desk);
Things a_request(RoleScene& desk);
/// At the time of the last days of its certificate.
Things a_late_request(RoleScene& desk);
Things a_first_request(RoleScene& desk);
Things a_serial(RoleScene& desk);
Things an_incident(RoleScene& desk);
Things a_plan(RoleScene& desk);

}  // namespace madoguchi::scene
