#pragma once
#include <string>
#include <vector>

#include "base/time.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// The serials of `issuer` after `after` ("" for the first) of certificates that end at `now` or later, in ascending
/// order, at most rows_max.
std::vector<std::string> assigned_serials(sql::Connection& sql, const std::string& issuer, const std::string& after,
                                          Time now, std::int64_t rows_max);

}  // namespace madoguchi::store
