#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "sql/connection.h"

/// What the two drivers share. Not for others.
namespace madoguchi::sql {

/// `target` is what follows "sqlite:".
std::unique_ptr<Connection> open_sqlite(const std::string& target);
std::unique_ptr<Connection> open_postgres(const std::string& conninfo);

inline constexpr std::size_t kPreparedStatementsMax = 256;  ///< a connection; the least recently used goes

/// The start of a statement for an error message. Statements hold no data (data are parameters), so it may be logged.
std::string excerpt(std::string_view statement);
/// What both databases must agree on and do not by themselves: text is UTF-8 without NUL. A Failure otherwise.
void check_parameters(std::string_view statement, const Parameters& parameters);
/// True for well-formed UTF-8 (no overlong forms, no surrogates) without NUL.
bool is_clean_text(std::string_view text);

}  // namespace madoguchi::sql
