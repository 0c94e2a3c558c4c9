#include "store/session_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define SESSION_COLUMNS \
  "token_digest, id, account_id, officer_id, created_at, seen_at, expires_at, reauthenticated_at, ended_at"
#define SESSION_IS_OPEN "ended_at IS NULL AND expires_at > $2 AND seen_at > $3"

Session read(const sql::Row& row) {
  return Session{.token_digest = row.text(0),
                 .id = {row.text(1)},
                 .account = maybe_id_at<AccountId>(row, 2),
                 .officer = maybe_id_at<OfficerId>(row, 3),
                 .created_at = row.time(4),
                 .seen_at = row.time(5),
                 .expires_at = row.time(6),
                 .reauthenticated_at = row.maybe_time(7),
                 .ended_at = row.maybe_time(8)};
}

}  // namespace

void SessionTable::add(const Session& s) {
  sql_.execute("INSERT INTO session (" SESSION_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               {s.token_digest, s.id, s.account, s.officer, s.created_at, s.seen_at, s.expires_at, s.reauthenticated_at,
                s.ended_at});
}

std::optional<Session> SessionTable::find(const std::string& token_digest) {
  const auto rows = sql_.query("SELECT " SESSION_COLUMNS " FROM session WHERE token_digest = $1", {token_digest});
  if (rows.empty()) return {};
  return read(rows.front());
}

void SessionTable::seen(const SessionId& id, Time at) {
  sql_.execute("UPDATE session SET seen_at = $1 WHERE id = $2 AND seen_at < $1 AND ended_at IS NULL", {at, id});
}

bool SessionTable::reauthenticated(const SessionId& id, const std::string& token_digest, Time at) {
  return sql_.execute(
             "UPDATE session SET token_digest = $1, reauthenticated_at = $2, seen_at = $2 "
             "WHERE id = $3 AND ended_at IS NULL",
             {token_digest, at, id}) == 1;
}

bool SessionTable::end(const SessionId& id, Time at) {
  return sql_.execute("UPDATE session SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL", {at, id}) == 1;
}

std::int64_t SessionTable::end_of_account(const AccountId& account, const std::optional<SessionId>& but, Time at) {
  return sql_.execute("UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL AND id <> $3",
                      {at, account, but ? but->value : ""});
}
std::int64_t SessionTable::end_of_officer(const OfficerId& officer, const std::optional<SessionId>& but, Time at) {
  return sql_.execute("UPDATE session SET ended_at = $1 WHERE officer_id = $2 AND ended_at IS NULL AND id <> $3",
                      {at, officer, but ? but->value : ""});
}

std::vector<Session> SessionTable::open_of_account(const AccountId& account, Time now, Seconds idle_max) {
  return all_of(sql_.query("SELECT " SESSION_COLUMNS " FROM session WHERE account_id = $1 AND " SESSION_IS_OPEN
                           " ORDER BY created_at DESC, id",
                           {account, now, now - idle_max}),
                read);
}
std::vector<Session> SessionTable::open_of_officer(const OfficerId& officer, Time now, Seconds idle_max) {
  return all_of(sql_.query("SELECT " SESSION_COLUMNS " FROM session WHERE officer_id = $1 AND " SESSION_IS_OPEN
                           " ORDER BY created_at DESC, id",
                           {officer, now, now - idle_max}),
                read);
}

bool SessionTable::call_under_way(const OfficerId& officer, Time now) {
  return !sql_.query(
                  "SELECT id FROM task WHERE kind = 'call' AND claimed_by = $1 AND claim_until > $2 "
                  "AND closed_at IS NULL LIMIT 1",
                  {officer, now})
              .empty();
}

void SessionTable::remove_before(Time before) {
  sql_.execute("DELETE FROM session WHERE expires_at < $1", {before});
}

}  // namespace madoguchi::store
