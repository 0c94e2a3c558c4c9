#include "store/sample_rows.h"

#include "domain/names.h"

namespace madoguchi::store {

void add_revocation_line(sql::Connection& sql, const RevokedSerial& line, std::int64_t change_number) {
  sql.execute(
      "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, application_id, recorded_at, "
      "change_number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {line.issuer, line.crl_shard, line.serial, line.revoked_at, to_text(line.reason), line.not_after,
       line.application, line.recorded_at, change_number});
}

bool has_contract_number(sql::Connection& sql, const std::string& number) {
  return !sql.query("SELECT 1 FROM contract WHERE number = $1", {number}).empty();
}

}  // namespace madoguchi::store
