#pragma once
#include <string>

#include "usecase/work.h"

namespace madoguchi {

/// A job of the machine keeps failing, or works again: a task `alarm` ("job.failing <name>"), once, in the desk's work
/// list, and its end. Opens transactions of its own; throws if they break.
void note_job(const Office& office, Time now, const std::string& job, bool failing);

}  // namespace madoguchi
