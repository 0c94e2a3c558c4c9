#pragma once
#include <string>

#include "domain/revocation.h"
#include "sql/connection.h"

/// What only who fills an example needs of the tables.
namespace madoguchi::store {

/// A line of the CRL with a number of the feed that the caller took (StatusTable::take_change_number).
void add_revocation_line(sql::Connection& sql, const RevokedSerial& line, std::int64_t change_number);
bool has_contract_number(sql::Connection& sql, const std::string& number);

}  // namespace madoguchi::store
