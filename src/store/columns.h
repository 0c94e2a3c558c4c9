#pragma once
#include <string>

#include "base/result.h"
#include "domain/names.h"
#include "sql/connection.h"

/// Reading the columns that every table has: enums by their one spelling, ids that may be absent.
namespace madoguchi::store {

/// A stored enum. An unknown spelling is a Failure: the database is newer than the program, or damaged.
template <typename E>
E name_at(const sql::Row& row, std::size_t column) {
  const auto value = parse_name<E>(row.text(column));
  if (!value) throw Failure("unknown value in column " + std::to_string(column) + ": " + row.text(column));
  return *value;
}
template <typename E>
std::optional<E> maybe_name_at(const sql::Row& row, std::size_t column) {
  if (row.is_null(column)) return {};
  return name_at<E>(row, column);
}
template <typename IdType>
IdType id_at(const sql::Row& row, std::size_t column) {
  return IdType{row.text(column)};
}
template <typename IdType>
std::optional<IdType> maybe_id_at(const sql::Row& row, std::size_t column) {
  if (row.is_null(column)) return {};
  return IdType{row.text(column)};
}
template <typename E>
std::optional<std::string> maybe_text_of(const std::optional<E>& value) {
  if (!value) return {};
  return std::string(to_text(*value));
}
/// The rows of `rows` as values, by `read`.
template <typename Read>
auto all_of(const sql::Rows& rows, Read read) {
  std::vector<decltype(read(rows.front()))> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(read(row));
  return values;
}

}  // namespace madoguchi::store
