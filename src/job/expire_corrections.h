#pragma once
#include "usecase/work.h"

namespace madoguchi::job {

/// Warns of and ends applications that wait for their customer too long (R98); returns how many.
int expire_corrections(const Office& office, Time now, std::int64_t rows_max = 200);

}  // namespace madoguchi::job
