#include "store/login_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define LOGIN_COLUMNS "id, account_id, code_digest, code_expires_at, tries_left, sends, sent_at, closed_at, created_at"
#define RESET_COLUMNS "id, account_id, kind, secret_digest, tries_left, expires_at, closed_at, created_at"
#define CHANGE_COLUMNS                                                                                                \
  "id, account_id, old_address, new_address, code_digest, code_expires_at, tries_left, confirmed_at, cancel_digest, " \
  "cancel_until, closed_at, cancelled_at, created_at"

Login read_login(const sql::Row& row) {
  return Login{.id = {row.text(0)},
               .account = maybe_id_at<AccountId>(row, 1),
               .code_digest = row.text(2),
               .code_expires_at = row.time(3),
               .tries_left = row.number(4),
               .sends = row.number(5),
               .sent_at = row.time(6),
               .closed_at = row.maybe_time(7),
               .created_at = row.time(8)};
}
PasswordReset read_reset(const sql::Row& row) {
  return PasswordReset{.id = {row.text(0)},
                       .account = maybe_id_at<AccountId>(row, 1),
                       .kind = name_at<PasswordResetKind>(row, 2),
                       .secret_digest = row.text(3),
                       .tries_left = row.number(4),
                       .expires_at = row.time(5),
                       .closed_at = row.maybe_time(6),
                       .created_at = row.time(7)};
}
AddressChange read_change(const sql::Row& row) {
  return AddressChange{.id = {row.text(0)},
                       .account = {row.text(1)},
                       .old_address = row.text(2),
                       .new_address = row.text(3),
                       .code_digest = row.text(4),
                       .code_expires_at = row.time(5),
                       .tries_left = row.number(6),
                       .confirmed_at = row.maybe_time(7),
                       .cancel_digest = row.maybe_text(8),
                       .cancel_until = row.maybe_time(9),
                       .closed_at = row.maybe_time(10),
                       .cancelled_at = row.maybe_time(11),
                       .created_at = row.time(12)};
}

template <typename Read>
auto first_of(const sql::Rows& rows, Read read) -> std::optional<decltype(read(rows.front()))> {
  if (rows.empty()) return {};
  return read(rows.front());
}

}  // namespace

void LoginTable::add(const Login& l) {
  sql_.execute(
      "INSERT INTO login (" LOGIN_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {l.id, l.account, l.code_digest, l.code_expires_at, l.tries_left, l.sends, l.sent_at, l.closed_at, l.created_at});
}
std::optional<Login> LoginTable::find(const LoginId& id) {
  return first_of(sql_.query("SELECT " LOGIN_COLUMNS " FROM login WHERE id = $1", {id}), read_login);
}
std::optional<Login> LoginTable::take_try(const LoginId& id) {
  return first_of(sql_.query("UPDATE login SET tries_left = tries_left - 1 WHERE id = $1 AND tries_left > 0 "
                             "AND closed_at IS NULL RETURNING " LOGIN_COLUMNS,
                             {id}),
                  read_login);
}
bool LoginTable::renew_code(const Login& l, std::int64_t sends_before) {
  return sql_.execute(
             "UPDATE login SET code_digest = $1, code_expires_at = $2, tries_left = $3, sends = $4, sent_at = $5 "
             "WHERE id = $6 AND sends = $7 AND closed_at IS NULL",
             {l.code_digest, l.code_expires_at, l.tries_left, l.sends, l.sent_at, l.id, sends_before}) == 1;
}
bool LoginTable::close_code(const Login& l, Time at) {
  return sql_.execute("UPDATE login SET closed_at = $1 WHERE id = $2 AND code_digest = $3 AND closed_at IS NULL",
                      {at, l.id, l.code_digest}) == 1;
}
void LoginTable::close_of_account(const AccountId& account, Time at) {
  sql_.execute("UPDATE login SET closed_at = $1 WHERE account_id = $2 AND closed_at IS NULL", {at, account});
}
void LoginTable::remove_before(Time before) {
  sql_.execute("DELETE FROM login WHERE created_at < $1", {before});
}

void PasswordResetTable::add(const PasswordReset& r) {
  sql_.execute(
      "INSERT INTO password_reset (" RESET_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {r.id, r.account, to_text(r.kind), r.secret_digest, r.tries_left, r.expires_at, r.closed_at, r.created_at});
}
std::optional<PasswordReset> PasswordResetTable::find_first(const std::string& secret_digest) {
  return first_of(sql_.query("SELECT " RESET_COLUMNS
                             " FROM password_reset WHERE secret_digest = $1 AND kind = 'first' AND closed_at IS NULL",
                             {secret_digest}),
                  read_reset);
}
std::optional<PasswordReset> PasswordResetTable::take_try(const PasswordResetId& id) {
  return first_of(sql_.query("UPDATE password_reset SET tries_left = tries_left - 1 WHERE id = $1 "
                             "AND kind = 'forgotten' AND tries_left > 0 AND closed_at IS NULL RETURNING " RESET_COLUMNS,
                             {id}),
                  read_reset);
}
bool PasswordResetTable::close(const PasswordResetId& id, Time at) {
  return sql_.execute("UPDATE password_reset SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL", {at, id}) == 1;
}
void PasswordResetTable::close_of_account(const AccountId& account, Time at) {
  sql_.execute("UPDATE password_reset SET closed_at = $1 WHERE account_id = $2 AND closed_at IS NULL", {at, account});
}
void PasswordResetTable::remove_before(Time before) {
  sql_.execute("DELETE FROM password_reset WHERE created_at < $1", {before});
}

void AddressChangeTable::add(const AddressChange& c) {
  sql_.execute("INSERT INTO address_change (" CHANGE_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
               {c.id, c.account, c.old_address, c.new_address, c.code_digest, c.code_expires_at, c.tries_left,
                c.confirmed_at, c.cancel_digest, c.cancel_until, c.closed_at, c.cancelled_at, c.created_at});
}
std::optional<AddressChange> AddressChangeTable::take_try(const AddressChangeId& id, const AccountId& account) {
  return first_of(sql_.query("UPDATE address_change SET tries_left = tries_left - 1 WHERE id = $1 AND account_id = $2 "
                             "AND tries_left > 0 AND closed_at IS NULL RETURNING " CHANGE_COLUMNS,
                             {id, account}),
                  read_change);
}
bool AddressChangeTable::confirm(const AddressChangeId& id, const std::string& cancel_digest, Time cancel_until,
                                 Time at) {
  return sql_.execute(
             "UPDATE address_change SET confirmed_at = $1, closed_at = $1, cancel_digest = $2, cancel_until = $3 "
             "WHERE id = $4 AND closed_at IS NULL",
             {at, cancel_digest, cancel_until, id}) == 1;
}
std::optional<AddressChange> AddressChangeTable::open_of_account(const AccountId& account) {
  return first_of(sql_.query("SELECT " CHANGE_COLUMNS " FROM address_change WHERE account_id = $1 "
                             "AND closed_at IS NULL ORDER BY created_at DESC LIMIT 1",
                             {account}),
                  read_change);
}
std::optional<AddressChange> AddressChangeTable::find_by_cancel_digest(const std::string& cancel_digest) {
  return first_of(sql_.query("SELECT " CHANGE_COLUMNS " FROM address_change WHERE cancel_digest = $1", {cancel_digest}),
                  read_change);
}
bool AddressChangeTable::last_was_cancelled(const AccountId& account) {
  const auto last = first_of(sql_.query("SELECT " CHANGE_COLUMNS " FROM address_change WHERE account_id = $1 "
                                        "AND confirmed_at IS NOT NULL ORDER BY confirmed_at DESC, id DESC LIMIT 1",
                                        {account}),
                             read_change);
  return last && last->cancelled_at;
}
bool AddressChangeTable::cancel(const AddressChangeId& id, Time at) {
  return sql_.execute(
             "UPDATE address_change SET cancelled_at = $1 WHERE id = $2 AND confirmed_at IS NOT NULL "
             "AND cancelled_at IS NULL",
             {at, id}) == 1;
}
void AddressChangeTable::close_of_account(const AccountId& account, Time at) {
  sql_.execute("UPDATE address_change SET closed_at = $1 WHERE account_id = $2 AND closed_at IS NULL", {at, account});
}

}  // namespace madoguchi::store
