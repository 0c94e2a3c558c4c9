#include "store/contract_table.h"

#include "domain/contract_search.h"
#include "store/columns.h"
#include "store/contract_row.h"

namespace madoguchi::store {
Contract read_contract(const sql::Row& row) {
  return Contract{.id = {row.text(0)},
                  .number = row.text(1),
                  .customer = {row.text(2)},
                  .product = row.text(3),
                  .state = name_at<ContractState>(row, 4),
                  .starts_at = row.time(5),
                  .ends_at = row.time(6),
                  .country = row.text(7),
                  .state_or_province = row.maybe_text(8),
                  .locality = row.maybe_text(9),
                  .organization = row.text(10),
                  .business_category = row.maybe_text(11),
                  .jurisdiction_country = row.maybe_text(12),
                  .registration_number = row.maybe_text(13),
                  .common_name = row.text(14),
                  .search_folded = row.text(15),
                  .cancelled_at = row.maybe_time(16),
                  .created_at = row.time(17),
                  .version = row.number(18)};
}

std::string containing(const std::string& text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + '%';
}

void ContractTable::add(const Contract& contract) {
  sql_.execute(
      "INSERT INTO contract (" CONTRACT_COLUMNS
      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
      {contract.id, contract.number, contract.customer, contract.product, to_text(contract.state), contract.starts_at,
       contract.ends_at, contract.country, contract.state_or_province, contract.locality, contract.organization,
       contract.business_category, contract.jurisdiction_country, contract.registration_number, contract.common_name,
       contract.search_folded, contract.cancelled_at, contract.created_at, contract.version});
  std::int64_t position = 0;
  for (const auto& name : contract.dns_names) {
    sql_.execute("INSERT INTO contract_name (contract_id, position, dns_name) VALUES ($1, $2, $3)",
                 {contract.id, position++, name});
  }
  for (const auto& part : search_parts(contract)) {
    sql_.execute("INSERT INTO contract_search_part (part, contract_id) VALUES ($1, $2)", {part, contract.id});
  }
}

std::vector<std::string> ContractTable::names_of(const ContractId& id) {
  return all_of(sql_.query("SELECT dns_name FROM contract_name WHERE contract_id = $1 ORDER BY position", {id}),
                [](const sql::Row& row) { return row.text(0); });
}

Result<Contract> ContractTable::get(const ContractId& id) {
  const auto rows = sql_.query("SELECT " CONTRACT_COLUMNS " FROM contract WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "contract.not_found");
  auto contract = read_contract(rows.front());
  contract.dns_names = names_of(id);
  return contract;
}

Result<Contract> ContractTable::update(Contract contract) {
  const auto touched = sql_.execute(
      "UPDATE contract SET state = $1, ends_at = $2, organization = $3, state_or_province = $4, locality = $5, "
      "search_folded = $6, cancelled_at = $7, version = version + 1 WHERE id = $8 AND version = $9",
      {to_text(contract.state), contract.ends_at, contract.organization, contract.state_or_province, contract.locality,
       contract.search_folded, contract.cancelled_at, contract.id, contract.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++contract.version;
  return contract;
}

bool ContractTable::disputed(const ContractId& id) {
  return !sql_.query("SELECT 1 FROM dispute_hold WHERE contract_id = $1 AND lifted_at IS NULL", {id}).empty();
}

bool ContractTable::party_changed_by(const ContractId& id, const OfficerId& officer) {
  return !sql_.query(
                  "SELECT 1 FROM event e WHERE e.contract_id = $1 AND e.actor_id = $2 AND e.action = "
                  "'contract.party_changed' AND e.at >= COALESCE((SELECT MAX(c.issued_at) FROM certificate c WHERE "
                  "c.contract_id = $1), 0) LIMIT 1",
                  {id, officer})
              .empty();
}

}  // namespace madoguchi::store
