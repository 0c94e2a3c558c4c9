#include "store/status_table.h"

#include "store/columns.h"

namespace madoguchi::store {

std::optional<CertificateStatus> StatusTable::find(const std::string& issuer, const std::string& serial) {
  const auto certificates =
      sql_.query("SELECT not_after, revoked_at, revocation_reason FROM certificate WHERE issuer = $1 AND serial = $2",
                 {issuer, serial});
  if (!certificates.empty()) {
    const auto& row = certificates.front();
    return CertificateStatus{.not_after = row.time(0),
                             .revoked_at = row.maybe_time(1),
                             .reason = maybe_name_at<RevocationReason>(row, 2).value_or(RevocationReason::unspecified)};
  }
  // The line in `revocation` is gone once it has expired; the attempt stays, and says the same.
  const auto lost =
      sql_.query("SELECT not_after, closed_at FROM issuance WHERE issuer = $1 AND serial = $2 AND state = 'lost'",
                 {issuer, serial});
  if (lost.empty()) return {};
  return CertificateStatus{.not_after = lost.front().time(0), .revoked_at = lost.front().time(1)};
}

std::int64_t StatusTable::take_change_number(const std::string& issuer) {
  return sql_
      .query(
          "INSERT INTO status_count (issuer, changes) VALUES ($1, 1) ON CONFLICT (issuer) "
          "DO UPDATE SET changes = status_count.changes + 1 RETURNING changes",
          {issuer})
      .front()
      .number(0);
}

std::int64_t StatusTable::newest_change(const std::string& issuer) {
  const auto rows = sql_.query("SELECT changes FROM status_count WHERE issuer = $1", {issuer});
  return rows.empty() ? 0 : rows.front().number(0);
}

std::vector<std::string> StatusTable::changed_after(const std::string& issuer, ChangePosition& position,
                                                    std::int64_t rows_max) {
  std::vector<std::string> serials;
  for (const auto& row :
       sql_.query("SELECT change_number, serial FROM revocation WHERE issuer = $1 AND change_number >= $2 "
                  "AND (change_number > $2 OR serial > $3) ORDER BY change_number, serial LIMIT $4",
                  {issuer, position.number, position.serial, rows_max})) {
    position = {.number = row.number(0), .serial = row.text(1)};
    serials.push_back(row.text(1));
  }
  return serials;
}

}  // namespace madoguchi::store
