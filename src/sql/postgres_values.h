#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sql/connection.h"

/// How values travel to PostgreSQL and back. Not for others.
namespace madoguchi::sql {

/// Type numbers of pg_catalog.pg_type; they never change.
enum PgType : unsigned {
  kPgUnknown = 0,  ///< left to the server to infer
  kPgBool = 16,
  kPgBytea = 17,
  kPgName = 19,
  kPgInt8 = 20,
  kPgInt2 = 21,
  kPgInt4 = 23,
  kPgText = 25,
  kPgOid = 26,
  kPgBpchar = 1042,
  kPgVarchar = 1043,
  kPgVoid = 2278,
};

/// The type a parameter is declared with; kPgUnknown for NULL.
unsigned pg_type_of(const Value& value);
/// The bytes of a parameter in binary format, for the type pg_type_of() names.
std::string pg_encode(const Value& value);
/// COPY … (FORMAT binary): a head; for each row its number of fields in two octets, then the fields; a mark at the end.
inline constexpr std::string_view kPgCopyHead("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
inline constexpr std::size_t kPgCopyEnd = 0xFFFF;  ///< in two octets
void pg_append_number(std::string& out, std::size_t number, int octets);
/// A field: its length in four octets and its bytes; NULL has the length -1.
void pg_append_copied(std::string& out, const Value& value);
/// One column in binary format. Throws SqlFailure for a type that the shared dialect does not have.
Value pg_decode(unsigned type, const char* data, std::size_t length, std::string_view statement);
/// How many parameters `statement` has: the highest n of its $n outside strings, names and comments. Throws SqlFailure
/// if a number below it is missing.
std::size_t pg_count_parameters(std::string_view statement);
Fault pg_fault(std::string_view sqlstate);

}  // namespace madoguchi::sql
