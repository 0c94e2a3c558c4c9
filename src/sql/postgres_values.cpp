#include "sql/postgres_values.h"

#include <set>

#include "sql/driver.h"

namespace madoguchi::sql {
namespace {

std::int64_t big_endian(const char* data, std::size_t length) {
  std::uint64_t bits = length > 0 && (static_cast<unsigned char>(data[0]) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < length; ++i) bits = bits << 8 | static_cast<unsigned char>(data[i]);
  return static_cast<std::int64_t>(bits);
}

/// Where the quoted thing or the comment that starts at `at` ends; `at` itself if none starts there.
std::size_t skip_quoted(std::string_view sql, std::size_t at) {
  const auto until = [&](std::string_view end, std::size_t from) {
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  const std::string_view rest = sql.substr(at);
  if (rest.starts_with("'")) return until("'", at + 1);  // a doubled '' is two strings side by side, to us the same
  if (rest.starts_with("\"")) return until("\"", at + 1);
  if (rest.starts_with("--")) return until("\n", at);
  if (rest.starts_with("/*")) return until("*/", at + 2);
  return at;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

unsigned pg_type_of(const Value& value) {
  constexpr unsigned kTypes[] = {kPgUnknown, kPgInt8, kPgText, kPgBytea};
  return kTypes[value.index()];
}

std::string pg_encode(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8) {
      out += static_cast<char>(static_cast<std::uint64_t>(*number) >> shift & 0xFF);
    }
    return out;
  }
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* bytes = std::get_if<Bytes>(&value)) return {bytes->begin(), bytes->end()};
  return {};
}

void pg_append_number(std::string& out, std::size_t number, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
}

void pg_append_copied(std::string& out, const Value& value) {
  constexpr std::size_t kNull = 0xFFFFFFFF;
  if (value.index() == 0) return pg_append_number(out, kNull, 4);
  const auto encoded = pg_encode(value);
  pg_append_number(out, encoded.size(), 4);
  out += encoded;
}

Value pg_decode(unsigned type, const char* data, std::size_t length, std::string_view statement) {
  switch (type) {
    case kPgInt8:
    case kPgInt4:
    case kPgInt2:
      return big_endian(data, length);
    case kPgBool:
      return std::int64_t{data[0] != 0};
    case kPgOid:
      return static_cast<std::int64_t>(static_cast<std::uint32_t>(big_endian(data, length)));
    case kPgText:
    case kPgVarchar:
    case kPgBpchar:
    case kPgName:
    case 705:  // unknown: a bare literal
      return std::string(data, length);
    case kPgBytea:
      return Bytes(data, data + length);
    case kPgVoid:
      return {};
    default:
      throw SqlFailure(Fault::other, "",
                       "postgres: a column of type " + std::to_string(type) +
                           " is none of BIGINT, TEXT, BYTEA (sum() needs a CAST … AS BIGINT): " + excerpt(statement));
  }
}

std::size_t pg_count_parameters(std::string_view statement) {
  std::set<std::size_t> numbers;
  for (std::size_t at = 0; at < statement.size();) {
    const std::size_t after = skip_quoted(statement, at);
    if (after != at) {
      at = after;
      continue;
    }
    if (statement[at] == '$' && at + 1 < statement.size() && is_digit(statement[at + 1])) {
      std::size_t number = 0;
      for (++at; at < statement.size() && is_digit(statement[at]) && number < 100'000; ++at) {
        number = number * 10 + static_cast<std::size_t>(statement[at] - '0');
      }
      numbers.insert(number);
    } else {
      ++at;
    }
  }
  if (!numbers.empty() && (*numbers.begin() != 1 || *numbers.rbegin() != numbers.size())) {
    throw SqlFailure(Fault::other, "", "postgres: parameters are $1 to $n, without a gap: " + excerpt(statement));
  }
  return numbers.size();
}

Fault pg_fault(std::string_view state) {
  if (state == "23505") return Fault::unique;
  if (state == "23503" || state == "23001") return Fault::foreign_key;
  if (state == "23514" || state == "23502") return Fault::check;
  if (state == "55P03" || state == "57014") return Fault::busy;  // lock timeout, statement timeout
  if (state == "40001" || state == "40P01") return Fault::serialization;
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25P03") {
    return Fault::connection;
  }
  return Fault::other;
}

}  // namespace madoguchi::sql
