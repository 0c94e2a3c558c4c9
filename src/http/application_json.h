#pragma once
// Only for the .cpp files of routes: one application in JSON (schema Application in api/common.yaml).
#include "http/json_map.h"
#include "usecase/show_application.h"

namespace madoguchi::http {

/// The body of GET /applications/{id}. What only the desk is told is absent in the portal's.
std::string application_body(const ApplicationPage& page, ActorKind for_whom, const Office& office, Time now,
                             Language language);

}  // namespace madoguchi::http
