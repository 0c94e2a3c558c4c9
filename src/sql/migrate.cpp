#include "sql/migrate.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"

namespace madoguchi::sql {
namespace {

constexpr std::uintmax_t kMigrationBytesMax = 1'000'000;
constexpr std::int64_t kAdvisoryLock = 0x6d61646f67756368;  // "madoguch"

struct Migration {
  std::int64_t version;
  std::string name;
  std::string text;
  std::string checksum;
};

/// FNV-1a, 64 bits: tells an edited file from an unedited one; it guards against accidents, not against attackers.
std::string checksum_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  Bytes bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(hash >> shift));
  return to_hex(bytes);
}

std::string read_text(const std::filesystem::path& path) {
  if (std::filesystem::file_size(path) > kMigrationBytesMax) throw Failure("migration is too large: " + path.string());
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file) throw Failure("cannot read migration " + path.string());
  return text;
}

Migration read_migration(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + std::min<std::size_t>(4, name.size()), version);
  if (error != std::errc() || end != name.data() + 4 || name.size() < 6 || name[4] != '_') {
    throw Failure("a migration is named NNNN_name.sql, not " + name);
  }
  std::string text = read_text(path);
  std::string checksum = checksum_of(text);
  return {version, name, std::move(text), std::move(checksum)};
}

std::vector<Migration> read_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, error);
  if (error) throw Failure("cannot read the folder of migrations " + folder + ": " + error.message());
  std::vector<Migration> migrations;
  for (const auto& entry : entries) {
    if (entry.path().extension() == ".sql") migrations.push_back(read_migration(entry.path()));
  }
  std::ranges::sort(migrations, {}, &Migration::version);
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].version != static_cast<std::int64_t>(i + 1)) {
      throw Failure("migrations are numbered 0001, 0002, … without a gap; one is missing or double before " +
                    migrations[i].name);
    }
  }
  return migrations;
}

/// Waits for other starting nodes as long as it takes: a migration of a large table is not an error.
void take_lock(Connection& connection) {
  if (connection.dialect() == Dialect::sqlite) return;  // BEGIN IMMEDIATE was it
  connection.execute("SET LOCAL lock_timeout = 0");
  connection.execute("SET LOCAL statement_timeout = 0");
  connection.query("SELECT pg_advisory_xact_lock($1)", {kAdvisoryLock});
}

void check_collation(Connection& connection) {
  if (connection.dialect() == Dialect::sqlite) return;
  const Rows rows = connection.query(
      "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = current_database()");
  const auto is_c = [](const std::string& locale) { return locale == "C" || locale == "POSIX"; };
  if (rows.at(0).text(0) != "UTF8" || !is_c(rows[0].text(1)) || !is_c(rows[0].text(2))) {
    throw Failure(
        "the PostgreSQL database must be made with: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' "
        "LC_COLLATE 'C' LC_CTYPE 'C'");
  }
}

void check_applied(const Rows& applied, const std::vector<Migration>& known) {
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (i >= known.size()) throw Failure("the database is newer than this program: it has " + applied[i].text(1));
    if (applied[i].number(0) != known[i].version || applied[i].text(2) != known[i].checksum) {
      throw Failure("migration " + known[i].name + " was changed after the database had applied it as " +
                    applied[i].text(1) + "; add a new file instead");
    }
  }
}

/// Applies the first missing one in a transaction of its own. False if there was none.
bool apply_next(Connection& connection, const std::vector<Migration>& known, Time now) {
  Transaction transaction(connection);
  take_lock(connection);
  connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, "
      "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
  const Rows applied = connection.query("SELECT version, name, checksum FROM schema_migration ORDER BY version");
  check_applied(applied, known);
  const bool missing = applied.size() < known.size();
  if (missing) {
    const Migration& next = known[applied.size()];
    connection.script(next.text);
    connection.execute("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
                       {next.version, next.name, next.checksum, now});
    log(LogLevel::debug, "migration applied", {{"name", next.name}});
  }
  transaction.keep();
  return missing;
}

}  // namespace

int migrate(Connection& connection, const std::string& folder, Time now) {
  const auto known = read_folder(folder);
  check_collation(connection);
  int count = 0;
  while (apply_next(connection, known, now)) ++count;
  return count;
}

std::string migrations_checksum(const std::string& folder) {
  std::string all;
  for (const Migration& migration : read_folder(folder)) all += migration.name + '\n' + migration.checksum + '\n';
  return checksum_of(all);
}

}  // namespace madoguchi::sql
