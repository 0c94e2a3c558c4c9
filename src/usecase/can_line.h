#pragma once
#include "base/result.h"
#include "domain/can.h"

namespace madoguchi {

/// One line of a `can` list: `answer` is what the rule of the step says now. The use case asks the same rule when the
/// step is taken (R22, R23), so that the screen never promises anything else.
inline Can can_line(std::string_view action, const Result<void>& answer) {
  Can can{.action = std::string(action)};
  if (answer) return can;
  can.allowed = false;
  can.reason = answer.error().message;
  can.params = answer.error().params;
  return can;
}

}  // namespace madoguchi
