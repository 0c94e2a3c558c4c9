#include "store/assigned_serials.h"

#include "store/columns.h"

namespace madoguchi::store {

std::vector<std::string> assigned_serials(sql::Connection& sql, const std::string& issuer, const std::string& after,
                                          Time now, std::int64_t rows_max) {
  return all_of(sql.query("SELECT serial FROM certificate WHERE issuer = $1 AND serial > $2 AND not_after >= $3 "
                          "ORDER BY serial LIMIT $4",
                          {issuer, after, now, rows_max}),
                [](const sql::Row& row) { return row.text(0); });
}

}  // namespace madoguchi::store
