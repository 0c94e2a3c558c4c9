#include "store/draft_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define DRAFT_COLUMNS "id, account_id, contract_id, kind, content, expires_at, updated_at, version"

Draft read(const sql::Row& row) {
  return Draft{.id = {row.text(0)},
               .account = {row.text(1)},
               .contract = {row.text(2)},
               .kind = name_at<ApplicationKind>(row, 3),
               .content = row.text(4),
               .expires_at = row.time(5),
               .updated_at = row.time(6),
               .version = row.number(7)};
}

}  // namespace

Draft DraftTable::put(const Draft& d) {
  return read(
      sql_.query("INSERT INTO draft (" DRAFT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                 "ON CONFLICT (account_id, contract_id, kind) DO UPDATE SET content = $5, expires_at = $6, "
                 "updated_at = $7, warned_at = NULL, version = draft.version + 1 RETURNING " DRAFT_COLUMNS,
                 {d.id, d.account, d.contract, to_text(d.kind), d.content, d.expires_at, d.updated_at, d.version})
          .front());
}

std::optional<Draft> DraftTable::find(const AccountId& account, const ContractId& contract, ApplicationKind kind,
                                      Time now) {
  const auto rows = sql_.query("SELECT " DRAFT_COLUMNS
                               " FROM draft WHERE account_id = $1 AND contract_id = $2 AND kind = $3 "
                               "AND expires_at > $4",
                               {account, contract, to_text(kind), now});
  if (rows.empty()) return {};
  return read(rows.front());
}

bool DraftTable::remove(const AccountId& account, const ContractId& contract, ApplicationKind kind) {
  return sql_.execute("DELETE FROM draft WHERE account_id = $1 AND contract_id = $2 AND kind = $3",
                      {account, contract, to_text(kind)}) == 1;
}

std::vector<Draft> DraftTable::of_contract(const AccountId& account, const ContractId& contract, Time now) {
  return all_of(sql_.query("SELECT " DRAFT_COLUMNS " FROM draft WHERE account_id = $1 AND contract_id = $2 "
                           "AND expires_at > $3 ORDER BY kind",
                           {account, contract, now}),
                read);
}

std::vector<Draft> DraftTable::to_warn(Time now, Time before, std::int64_t rows_max) {
  return all_of(sql_.query("SELECT " DRAFT_COLUMNS " FROM draft WHERE warned_at IS NULL AND expires_at > $1 "
                           "AND expires_at < $2 ORDER BY expires_at, id LIMIT $3",
                           {now, before, rows_max}),
                read);
}

bool DraftTable::any_expired(Time now) {
  return !sql_.query("SELECT id FROM draft WHERE expires_at <= $1 LIMIT 1", {now}).empty();
}

void DraftTable::warned(const DraftId& id, Time at) {
  sql_.execute("UPDATE draft SET warned_at = $1 WHERE id = $2", {at, id});
}

std::int64_t DraftTable::remove_expired(Time now) {
  return sql_.execute("DELETE FROM draft WHERE expires_at <= $1", {now});
}

}  // namespace madoguchi::store
