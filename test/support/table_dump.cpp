#include "support/table_dump.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <vector>

namespace madoguchi {
namespace {

constexpr std::size_t kLinesShownMax = 12;
constexpr std::size_t kLineBytesMax = 200;

std::vector<std::string> names(sql::Connection& connection, std::string_view statement, sql::Parameters parameters) {
  std::vector<std::string> found;
  for (const auto& row : connection.query(statement, parameters)) found.push_back(row.text(0));
  return found;
}

std::vector<std::string> tables_of(sql::Connection& connection) {
  if (connection.dialect() == sql::Dialect::sqlite) {
    return names(connection,
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name", {});
  }
  return names(
      connection,
      "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1", {});
}

/// One text for a whole row.
std::string row_as_text(sql::Connection& connection, const std::string& table) {
  if (connection.dialect() == sql::Dialect::postgres) return "CAST(all_of_it AS TEXT)";
  std::string expression;
  for (const auto& column : names(connection, "SELECT name FROM pragma_table_info($1)", {table})) {
    expression.append(expression.empty() ? "" : " || ',' || ").append("quote(").append(column).append(")");
  }
  return expression;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::string dump_tables(sql::Connection& connection) {
  std::string dump;
  for (const auto& table : tables_of(connection)) {
    auto rows = names(connection, "SELECT " + row_as_text(connection, table) + " FROM " + table + " AS all_of_it", {});
    std::ranges::sort(rows);
    for (auto& row : rows) {
      std::ranges::replace(row, '\n', ' ');
      dump.append(table).append("|").append(row).append("\n");
    }
  }
  return dump;
}

std::string dump_difference(const std::string& before, const std::string& after) {
  auto was = lines_of(before), is = lines_of(after);
  std::ranges::sort(was);
  std::ranges::sort(is);
  std::vector<std::string> gone, come;
  std::ranges::set_difference(was, is, std::back_inserter(gone));
  std::ranges::set_difference(is, was, std::back_inserter(come));
  std::string text;
  std::size_t shown = 0;
  const auto show = [&](char sign, const std::vector<std::string>& lines) {
    for (const auto& line : lines) {
      if (shown++ < kLinesShownMax) text.append(1, sign).append(line, 0, kLineBytesMax).append("\n");
    }
  };
  show('-', gone);
  show('+', come);
  return text;
}

}  // namespace madoguchi
