#include "store/certificate_table.h"
#include "store/columns.h"

namespace madoguchi::store {

namespace {

std::optional<CrlRecord> crl_record(const sql::Rows& rows) {
  if (rows.empty()) return {};
  const auto& row = rows.front();
  return CrlRecord{.issuer = row.text(0),
                   .crl_shard = row.number(1),
                   .number = row.number(2),
                   .this_update = row.time(3),
                   .next_update = row.time(4),
                   .entries = row.number(5),
                   .sha256 = row.text(6),
                   .published_at = row.maybe_time(7)};
}

}  // namespace

std::optional<CrlRecord> CrlTable::newest(const std::string& issuer, std::int64_t crl_shard) {
  return crl_record(
      sql_.query("SELECT issuer, crl_shard, number, this_update, next_update, entries, sha256, published_at FROM crl "
                 "WHERE issuer = $1 AND crl_shard = $2 ORDER BY number DESC LIMIT 1",
                 {issuer, crl_shard}));
}

std::optional<CrlRecord> CrlTable::newest_published(const std::string& issuer, std::int64_t crl_shard) {
  return crl_record(
      sql_.query("SELECT issuer, crl_shard, number, this_update, next_update, entries, sha256, published_at FROM crl "
                 "WHERE issuer = $1 AND crl_shard = $2 AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1",
                 {issuer, crl_shard}));
}

std::int64_t CrlTable::reserved_after(const std::string& issuer, std::int64_t crl_shard, std::int64_t number) {
  return sql_
      .query("SELECT COUNT(*) FROM crl WHERE issuer = $1 AND crl_shard = $2 AND number > $3",
             {issuer, crl_shard, number})
      .front()
      .number(0);
}

bool CrlTable::reserve(const CrlRecord& r) {
  return sql_.execute(
             "INSERT INTO crl (issuer, crl_shard, number, this_update, next_update, entries, sha256) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (issuer, crl_shard, number) DO NOTHING",
             {r.issuer, r.crl_shard, r.number, r.this_update, r.next_update, r.entries, r.sha256}) == 1;
}

void CrlTable::publish(const CrlRecord& r) {
  sql_.execute(
      "UPDATE crl SET entries = $1, sha256 = $2, published_at = $3 WHERE issuer = $4 AND crl_shard = $5 "
      "AND number = $6",
      {r.entries, r.sha256, r.published_at, r.issuer, r.crl_shard, r.number});
}

bool CrlTable::has_unpublished(const std::string& issuer, std::int64_t crl_shard) {
  return !sql_.query(
                  "SELECT 1 FROM revocation WHERE issuer = $1 AND crl_shard = $2 AND published_number IS NULL "
                  "LIMIT 1",
                  {issuer, crl_shard})
              .empty();
}

std::int64_t CrlTable::unpublished(const std::string& issuer, std::int64_t crl_shard, std::int64_t rows_max) {
  return sql_
      .query(
          "SELECT COUNT(*) FROM (SELECT 1 FROM revocation WHERE issuer = $1 AND crl_shard = $2 AND published_number "
          "IS NULL LIMIT $3) AS waiting",
          {issuer, crl_shard, rows_max})
      .front()
      .number(0);
}

std::int64_t CrlTable::claim_lines(const std::string& issuer, std::int64_t crl_shard, std::int64_t number) {
  return sql_.execute(
      "UPDATE revocation SET published_number = $1 WHERE issuer = $2 AND crl_shard = $3 AND published_number IS NULL",
      {number, issuer, crl_shard});
}

std::int64_t CrlTable::highest_shard(const std::string& issuer) {
  const auto rows = sql_.query("SELECT crl_shard FROM crl WHERE issuer = $1 ORDER BY crl_shard DESC LIMIT 1", {issuer});
  return rows.empty() ? 0 : rows.front().number(0);
}

void CrlTable::make_full_stale(const std::string& issuer) {
  sql_.execute("UPDATE full_crl SET stale = 1 WHERE issuer = $1 AND stale = 0", {issuer});
}

void CrlTable::begin_full(const std::string& issuer) {
  sql_.execute("INSERT INTO full_crl (issuer, stale) VALUES ($1, 0) ON CONFLICT (issuer) DO UPDATE SET stale = 0",
               {issuer});
}

bool CrlTable::full_is_stale(const std::string& issuer) {
  const auto rows = sql_.query("SELECT stale FROM full_crl WHERE issuer = $1", {issuer});
  return rows.empty() || rows.front().truth(0);
}

std::vector<RevokedSerial> CrlTable::lines_after(const std::string& issuer, std::int64_t crl_shard,
                                                 const std::string& after, std::int64_t rows_max) {
  return all_of(sql_.query("SELECT serial, revoked_at, reason, not_after, recorded_at FROM revocation "
                           "WHERE issuer = $1 AND crl_shard = $2 AND serial > $3 ORDER BY serial LIMIT $4",
                           {issuer, crl_shard, after, rows_max}),
                [&](const sql::Row& row) {
                  return RevokedSerial{.issuer = issuer,
                                       .crl_shard = crl_shard,
                                       .serial = row.text(0),
                                       .revoked_at = row.time(1),
                                       .reason = name_at<RevocationReason>(row, 2),
                                       .not_after = row.time(3),
                                       .recorded_at = row.time(4)};
                });
}

std::vector<PublishedRevocation> CrlTable::mark_published(const std::string& issuer, std::int64_t crl_shard,
                                                          std::int64_t after_number, std::int64_t number, Time at) {
  const auto published = [](const sql::Row& row) {
    return PublishedRevocation{
        .application = {row.text(0)}, .contract = {row.text(1)}, .deadline_at = row.maybe_time(2)};
  };
  std::vector<PublishedRevocation> all;
  // The rows are held before the lines are looked at: of two nodes that publish the last two lists of one 解約 at the
  // same time, the second sees the first one's.
  for (const auto& row : sql_.query(
           "UPDATE revocation_request SET published_at = NULL WHERE published_at IS NULL AND application_id IN "
           "(SELECT application_id FROM revocation WHERE issuer = $1 AND crl_shard = $2 AND published_number > $3 "
           "AND published_number <= $4 AND application_id IS NOT NULL) RETURNING application_id",
           {issuer, crl_shard, after_number, number})) {
    if (has_lines_to_come({row.text(0)})) continue;
    sql_.execute("UPDATE revocation_request SET published_at = $1 WHERE application_id = $2", {at, row.text(0)});
    const auto application =
        sql_.query("SELECT id, contract_id, deadline_at FROM application WHERE id = $1", {row.text(0)});
    all.push_back(published(application.front()));
  }
  // The old certificate of a reissue: no request, but a deadline where the review found a legal cause (R121).
  for (const auto& row :
       sql_.query("SELECT id, contract_id, deadline_at FROM application WHERE deadline_at IS NOT NULL AND kind IN "
                  "('reissue', 'continuation') AND id IN (SELECT application_id FROM revocation WHERE issuer = $1 "
                  "AND crl_shard = $2 AND published_number > $3 AND published_number <= $4 AND application_id IS NOT "
                  "NULL) ORDER BY id",
                  {issuer, crl_shard, after_number, number})) {
    all.push_back(published(row));
  }
  return all;
}

bool CrlTable::has_lines_to_come(const ApplicationId& application) {
  return !sql_.query(
                  "SELECT 1 FROM revocation l WHERE l.application_id = $1 AND NOT EXISTS (SELECT 1 FROM crl n WHERE "
                  "n.issuer = l.issuer AND n.crl_shard = l.crl_shard AND n.published_at IS NOT NULL AND "
                  "n.number >= l.published_number) LIMIT 1",
                  {application})
              .empty();
}

void CrlTable::remove_expired(const std::string& issuer, std::int64_t crl_shard, Time made_at) {
  sql_.execute(
      "DELETE FROM revocation WHERE issuer = $1 AND crl_shard = $2 AND published_number IS NOT NULL "
      "AND not_after < $3",
      {issuer, crl_shard, made_at});
}

}  // namespace madoguchi::store
