#include "sql/deferred_indexes.h"

#include "base/log.h"
#include "sql/sqlite_options.h"

namespace madoguchi::sql {
namespace {

// Each yields the statement that drops a thing and the one that makes it again.
constexpr std::string_view kOfSqlite =
    "SELECT 'DROP INDEX ' || name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
constexpr std::string_view kOfPostgres =
    "SELECT 'DROP INDEX ' || indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT "
    "IN (SELECT conname FROM pg_constraint) ORDER BY indexname";
constexpr std::string_view kKeysOfPostgres =
    "SELECT 'ALTER TABLE ' || CAST(CAST(conrelid AS regclass) AS text) || ' DROP CONSTRAINT ' || conname, "
    "'ALTER TABLE ' || CAST(CAST(conrelid AS regclass) AS text) || ' ADD CONSTRAINT ' || conname || ' ' || "
    "pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND connamespace = "
    "(SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY conrelid, conname";

}  // namespace

DeferredIndexes::DeferredIndexes(Connection& connection) : connection_(connection) {
  const bool postgres = connection_.dialect() == Dialect::postgres;
  if (!postgres) connection_.script(kSqliteFilling);
  auto found = connection_.query(postgres ? kOfPostgres : kOfSqlite);
  if (postgres) {
    for (auto& key : connection_.query(kKeysOfPostgres)) found.push_back(std::move(key));
  }
  Transaction transaction(connection_);
  for (const auto& row : found) {
    connection_.script(row.text(0));
    definitions_.push_back(row.text(1));
  }
  transaction.keep();
}

DeferredIndexes::~DeferredIndexes() {
  if (connection_.dialect() == Dialect::postgres) return;
  try {
    connection_.script(kSqliteServing);
  } catch (const SqlFailure& failure) {
    log(LogLevel::warning, "sqlite keeps the memory it filled with", {{"error", failure.what()}});
  }
}

void DeferredIndexes::put_back() {
  const bool postgres = connection_.dialect() == Dialect::postgres;
  const auto run = [&](const std::string& statement) {
    Transaction transaction(connection_);
    if (postgres) connection_.script("SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '256MB'");
    connection_.script(statement);
    transaction.keep();
  };
  for (const auto& definition : definitions_) run(definition);
  definitions_.clear();
  if (postgres) run("ANALYZE");  // as its autovacuum would, a while later; SQLite plans without figures
}

}  // namespace madoguchi::sql
