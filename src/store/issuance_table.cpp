#include "store/certificate_table.h"
#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define ISSUANCE_COLUMNS                                                                                         \
  "id, application_id, state, due_at, leased_until, failures, certificate_id, issuer, serial, tbs, not_before, " \
  "not_after, crl_shard, intended_at, closed_at"

Issuance read(const sql::Row& row) {
  return Issuance{.id = {row.text(0)},
                  .application = {row.text(1)},
                  .state = name_at<IssuanceState>(row, 2),
                  .due_at = row.time(3),
                  .leased_until = row.time(4),
                  .failures = row.number(5),
                  .certificate = maybe_id_at<CertificateId>(row, 6),
                  .issuer = row.maybe_text(7),
                  .serial = row.maybe_text(8),
                  .tbs = row.maybe_bytes(9),
                  .not_before = row.maybe_time(10),
                  .not_after = row.maybe_time(11),
                  .crl_shard = row.maybe_number(12),
                  .intended_at = row.maybe_time(13),
                  .closed_at = row.maybe_time(14)};
}

}  // namespace

void IssuanceTable::add(const IssuanceId& id, const ApplicationId& application, Time due_at, std::int64_t failures) {
  sql_.execute(
      "INSERT INTO issuance (id, application_id, state, due_at, leased_until, failures) "
      "VALUES ($1, $2, 'due', $3, 0, $4)",
      {id, application, due_at, failures});
}

std::vector<Issuance> IssuanceTable::claim_due(Time now, Seconds lease, std::int64_t rows_max) {
  return all_of(sql_.query("UPDATE issuance SET leased_until = $1 WHERE id IN (SELECT id FROM issuance "
                           "WHERE state IN ('due', 'intended') AND due_at <= $2 AND leased_until <= $2 "
                           "ORDER BY due_at LIMIT $3) AND leased_until <= $2 AND state IN ('due', 'intended') "
                           "RETURNING " ISSUANCE_COLUMNS,
                           {now + lease, now, rows_max}),
                read);
}

Result<Issuance> IssuanceTable::get(const IssuanceId& id) {
  const auto rows = sql_.query("SELECT " ISSUANCE_COLUMNS " FROM issuance WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "issuance.not_found");
  return read(rows.front());
}

std::vector<Issuance> IssuanceTable::of_application(const ApplicationId& application) {
  return all_of(sql_.query("SELECT " ISSUANCE_COLUMNS " FROM issuance WHERE application_id = $1 ORDER BY due_at, id",
                           {application}),
                read);
}

bool IssuanceTable::record_intent(const Issuance& i) {
  return sql_.execute(
             "UPDATE issuance SET state = 'intended', certificate_id = $1, issuer = $2, serial = $3, tbs = $4, "
             "not_before = $5, not_after = $6, crl_shard = $7, intended_at = $8 WHERE id = $9 AND state = 'due'",
             {i.certificate, i.issuer, i.serial, i.tbs, i.not_before, i.not_after, i.crl_shard, i.intended_at, i.id}) ==
         1;
}

bool IssuanceTable::close(const IssuanceId& id, IssuanceState state, Time at) {
  return sql_.execute("UPDATE issuance SET state = $1, closed_at = $2 WHERE id = $3 AND state IN ('due', 'intended')",
                      {to_text(state), at, id}) == 1;
}

void IssuanceTable::postpone(const IssuanceId& id, Time due_at) {
  sql_.execute("UPDATE issuance SET due_at = $1, failures = failures + 1, leased_until = 0 WHERE id = $2",
               {due_at, id});
}

void IssuanceTable::put_off(const IssuanceId& id, Time due_at) {
  sql_.execute("UPDATE issuance SET due_at = $1, leased_until = 0 WHERE id = $2", {due_at, id});
}

void IssuanceTable::close_due(const ApplicationId& application, Time at) {
  sql_.execute("UPDATE issuance SET state = 'closed', closed_at = $1 WHERE application_id = $2 AND state = 'due'",
               {at, application});
}

}  // namespace madoguchi::store
