#pragma once
#include "usecase/work.h"

namespace madoguchi::job {

/// R98: tells the owners of drafts that will end soon, and removes those whose time is over. Returns how many.
int expire_drafts(const Office& office, Time now, std::int64_t rows_max = 200);

}  // namespace madoguchi::job
