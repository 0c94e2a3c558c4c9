#pragma once
#include "domain/contract.h"
#include "sql/connection.h"

/// The columns of a contract, for the three files that read it.
#define CONTRACT_COLUMNS                                                                                     \
  "id, number, customer_id, product, state, starts_at, ends_at, country, state_or_province, locality, "      \
  "organization, business_category, jurisdiction_country, registration_number, common_name, search_folded, " \
  "cancelled_at, created_at, version"

namespace madoguchi::store {

inline constexpr std::size_t kContractColumns = 19;
/// Without dns_names: they lie in rows of their own.
Contract read_contract(const sql::Row& row);
/// `text` as a LIKE pattern for "contains", its own wildcards taken literally.
std::string containing(const std::string& text);

}  // namespace madoguchi::store
