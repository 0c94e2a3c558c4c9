#include "store/account_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define ACCOUNT_COLUMNS(a)                                                                                   \
  a "id, " a "login_id, " a "name, " a "password_hash, " a "otp_address, " a "language, " a "held_until, " a \
    "disabled_at, " a "created_at, " a "version, " a "reset_at"

Account read(const sql::Row& row) {
  return Account{.id = {row.text(0)},
                 .login_id = row.text(1),
                 .name = row.text(2),
                 .password_hash = row.maybe_text(3),
                 .otp_address = row.text(4),
                 .language = parse_language(row.text(5)).value_or(Language::ja),
                 .held_until = row.maybe_time(6),
                 .reset_at = row.maybe_time(10),
                 .disabled_at = row.maybe_time(7),
                 .created_at = row.time(8),
                 .version = row.number(9)};
}

}  // namespace

void AccountTable::add(const Account& a) {
  sql_.execute("INSERT INTO account (" ACCOUNT_COLUMNS("") ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               {a.id, a.login_id, a.name, a.password_hash, a.otp_address, to_text(a.language), a.held_until,
                a.disabled_at, a.created_at, a.version, a.reset_at});
}

Result<Account> AccountTable::get(const AccountId& id) {
  const auto rows = sql_.query("SELECT " ACCOUNT_COLUMNS("") " FROM account WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "account.not_found");
  return read(rows.front());
}

std::optional<Account> AccountTable::find_by_login_id(const std::string& login_id) {
  const auto rows = sql_.query("SELECT " ACCOUNT_COLUMNS("") " FROM account WHERE login_id = $1", {login_id});
  if (rows.empty()) return {};
  return read(rows.front());
}

Result<Account> AccountTable::update(Account a) {
  const auto touched = sql_.execute(
      "UPDATE account SET name = $1, password_hash = $2, otp_address = $3, language = $4, held_until = $5, "
      "disabled_at = $6, reset_at = $7, version = version + 1 WHERE id = $8 AND version = $9",
      {a.name, a.password_hash, a.otp_address, to_text(a.language), a.held_until, a.disabled_at, a.reset_at, a.id,
       a.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++a.version;
  return a;
}

void AccountTable::add_membership(const Membership& m) {
  sql_.execute(
      "INSERT INTO membership (account_id, customer_id, role, agent, mandate_from, mandate_until) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {m.account, m.customer, to_text(m.role), m.agent, m.mandate_from, m.mandate_until});
}

void AccountTable::put_membership(const Membership& m) {
  sql_.execute(
      "INSERT INTO membership (account_id, customer_id, role, agent, mandate_from, mandate_until) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, customer_id) DO UPDATE SET role = excluded.role, "
      "agent = excluded.agent, mandate_from = excluded.mandate_from, mandate_until = excluded.mandate_until",
      {m.account, m.customer, to_text(m.role), m.agent, m.mandate_from, m.mandate_until});
}

bool AccountTable::end_membership(const AccountId& account, const CustomerId& customer, Time at) {
  return sql_.execute(
             "UPDATE membership SET mandate_until = $1 WHERE account_id = $2 AND customer_id = $3 "
             "AND mandate_from <= $1 AND (mandate_until IS NULL OR mandate_until > $1)",
             {at, account, customer}) == 1;
}

std::vector<Membership> AccountTable::memberships(const AccountId& account) {
  return all_of(sql_.query("SELECT account_id, customer_id, role, agent, mandate_from, mandate_until FROM membership "
                           "WHERE account_id = $1 ORDER BY customer_id",
                           {account}),
                [](const sql::Row& row) {
                  return Membership{.account = {row.text(0)},
                                    .customer = {row.text(1)},
                                    .role = name_at<MembershipRole>(row, 2),
                                    .agent = row.truth(3),
                                    .mandate_from = row.time(4),
                                    .mandate_until = row.maybe_time(5)};
                });
}

std::vector<Mandate> AccountTable::mandates(const AccountId& account, Time now) {
  return all_of(sql_.query("SELECT customer_id, role, agent FROM membership WHERE account_id = $1 "
                           "AND mandate_from <= $2 AND (mandate_until IS NULL OR mandate_until > $2) "
                           "ORDER BY customer_id",
                           {account, now}),
                [](const sql::Row& row) {
                  return Mandate{
                      .customer = {row.text(0)}, .role = name_at<MembershipRole>(row, 1), .agent = row.truth(2)};
                });
}

std::vector<Account> AccountTable::of_customer(const CustomerId& customer, Time now) {
  return all_of(sql_.query("SELECT " ACCOUNT_COLUMNS(
                               "account.") " FROM account JOIN membership "
                                           "ON membership.account_id = account.id WHERE membership.customer_id = $1 "
                                           "AND membership.mandate_from <= $2 "
                                           "AND (membership.mandate_until IS NULL OR membership.mandate_until > $2) "
                                           "ORDER BY account.login_id",
                           {customer, now}),
                read);
}

bool AccountTable::has_new_mandate(const AccountId& account, const CustomerId& customer, Time since) {
  return !sql_.query(
                  "SELECT membership.account_id FROM membership WHERE membership.account_id = $1 "
                  "AND membership.customer_id = $2 AND membership.mandate_from > $3 AND EXISTS (SELECT contract.id "
                  "FROM contract WHERE contract.customer_id = $2 AND contract.created_at < membership.mandate_from)",
                  {account, customer, since})
              .empty();
}

bool AccountTable::under_dispute(const AccountId& account, Time now) {
  return !sql_.query(
                  "SELECT dispute_hold.id FROM membership "
                  "JOIN contract ON contract.customer_id = membership.customer_id "
                  "JOIN dispute_hold ON dispute_hold.contract_id = contract.id "
                  "WHERE membership.account_id = $1 AND membership.mandate_from <= $2 "
                  "AND (membership.mandate_until IS NULL OR membership.mandate_until > $2) "
                  "AND dispute_hold.lifted_at IS NULL LIMIT 1",
                  {account, now})
              .empty();
}

}  // namespace madoguchi::store
