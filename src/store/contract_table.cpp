#include "store/contract_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define CONTRACT_COLUMNS                                                                                     \
  "id, number, customer_id, product, state, starts_at, ends_at, country, state_or_province, locality, "      \
  "organization, business_category, jurisdiction_country, registration_number, common_name, search_folded, " \
  "cancelled_at, created_at, version"

Contract read(const sql::Row& row) {
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

/// `text` as a LIKE pattern for "contains", its own wildcards taken literally.
std::string containing(const std::string& text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + '%';
}

}  // namespace

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
}

std::vector<std::string> ContractTable::names_of(const ContractId& id) {
  return all_of(sql_.query("SELECT dns_name FROM contract_name WHERE contract_id = $1 ORDER BY position", {id}),
                [](const sql::Row& row) { return row.text(0); });
}

Result<Contract> ContractTable::get(const ContractId& id) {
  const auto rows = sql_.query("SELECT " CONTRACT_COLUMNS " FROM contract WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "contract.not_found");
  auto contract = read(rows.front());
  contract.dns_names = names_of(id);
  return contract;
}

std::vector<Contract> ContractTable::search(const ContractSearch& search) {
  // One statement for each shape, so that each can use its index; a row value compares (end, id) as one.
  const auto from = search.after ? search.after->ends_at : from_unix(0);
  const auto from_id = search.after ? search.after->id : std::string();
  const auto until = search.ends_before ? *search.ends_before : from_unix(std::int64_t{1} << 60);
  const auto pattern = containing(search.folded);
  auto rows = search.customer
                  ? sql_.query("SELECT " CONTRACT_COLUMNS
                               " FROM contract WHERE customer_id = $1 AND (ends_at, id) > ($2, $3) AND ends_at < $4 "
                               "AND search_folded LIKE $5 ESCAPE '\\' ORDER BY ends_at, id LIMIT $6",
                               {*search.customer, from, from_id, until, pattern, search.rows_max})
                  : sql_.query("SELECT " CONTRACT_COLUMNS
                               " FROM contract WHERE (ends_at, id) > ($1, $2) AND ends_at < $3 "
                               "AND search_folded LIKE $4 ESCAPE '\\' ORDER BY ends_at, id LIMIT $5",
                               {from, from_id, until, pattern, search.rows_max});
  auto contracts = all_of(rows, read);
  for (auto& contract : contracts) contract.dns_names = names_of(contract.id);
  return contracts;
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

}  // namespace madoguchi::store
