#include "sql/migrate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "sql/folder_lock.h"
#include "support/failing_connection.h"
#include "support/test_database.h"

namespace madoguchi::sql {
namespace {

/// The database comes migrated with the product's own files, so each test starts from a copy of these and adds to it.
class MigrateOnEveryBackEnd : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::filesystem::copy(migrations_folder(), folder_.path(), std::filesystem::copy_options::recursive);
    next_ = read_count() + 1;
  }
  std::unique_ptr<Connection> open() const { return connect(database_.url()); }
  int read_count() const {
    return static_cast<int>(open()->query("SELECT count(*) FROM schema_migration")[0].number(0));
  }
  /// Adds the file with the next number; its path.
  std::filesystem::path add(const std::string& name, const std::string& text) {
    std::string number = std::to_string(next_++);
    number.insert(0, 4 - number.size(), '0');
    return write(number + "_" + name + ".sql", text);
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const auto path = std::filesystem::path(folder_.path()) / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  int run() const { return migrate(*open(), folder_.path(), from_unix(5)); }
  std::string failure() const {
    try {
      run();
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "";
  }

  const TestDatabase database_{GetParam()};
  const TestFolder folder_;
  int next_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Sql, MigrateOnEveryBackEnd, testing::Values("sqlite", "postgres"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(MigrateOnEveryBackEnd, AppliesEachFileOnceAndInOrder) {
  EXPECT_EQ(run(), 0);
  add("first", "CREATE TABLE first (id TEXT PRIMARY KEY NOT NULL); INSERT INTO first (id) VALUES ('a');");
  add("second", "-- a comment; with a semicolon\nINSERT INTO first (id) SELECT 'b;' || id FROM first;");
  EXPECT_EQ(run(), 2);
  EXPECT_EQ(run(), 0);
  const auto connection = open();
  EXPECT_EQ(connection->query("SELECT id FROM first ORDER BY id")[1].text(0), "b;a");
  const Rows last =
      connection->query("SELECT version, name, applied_at FROM schema_migration ORDER BY version DESC LIMIT 1");
  EXPECT_EQ(last[0].number(0), next_ - 1);
  EXPECT_TRUE(last[0].text(1).ends_with("_second.sql"));
  EXPECT_EQ(last[0].time(2), from_unix(5));
}

TEST_P(MigrateOnEveryBackEnd, RefusesAFileThatWasChangedAfterwards) {
  const auto path = add("first", "CREATE TABLE first (id TEXT);");
  EXPECT_EQ(run(), 1);
  write(path.filename().string(), "CREATE TABLE first (id TEXT, other TEXT);");
  EXPECT_NE(failure().find("was changed"), std::string::npos) << failure();
}

TEST_P(MigrateOnEveryBackEnd, RefusesADatabaseThatIsNewerThanTheFolder) {
  const auto path = add("first", "CREATE TABLE first (id TEXT);");
  EXPECT_EQ(run(), 1);
  std::filesystem::remove(path);
  EXPECT_NE(failure().find("newer than this program"), std::string::npos) << failure();
}

TEST_P(MigrateOnEveryBackEnd, RefusesGapsDoublesAndOddNames) {
  const auto odd = write("first.sql", "");
  EXPECT_NE(failure().find("NNNN_name.sql"), std::string::npos) << failure();
  std::filesystem::remove(odd);
  ++next_;
  const auto late = add("late", "CREATE TABLE late (id TEXT);");
  EXPECT_NE(failure().find("without a gap"), std::string::npos) << failure();
  std::filesystem::remove(late);
  write("0001_again.sql", "");
  EXPECT_NE(failure().find("without a gap"), std::string::npos) << failure();
}

TEST_P(MigrateOnEveryBackEnd, AFileThatFailsLeavesNothingOfItself) {
  add("good", "CREATE TABLE good (id TEXT);");
  const auto bad = add("bad", "CREATE TABLE bad (id TEXT); INSERT INTO nowhere VALUES (1);");
  const int before = read_count();
  EXPECT_NE(failure(), "");
  EXPECT_EQ(read_count(), before + 1);
  EXPECT_THROW(open()->query("SELECT id FROM bad"), SqlFailure);
  write(bad.filename().string(), "CREATE TABLE bad (id TEXT);");
  EXPECT_EQ(run(), 1);
}

TEST_P(MigrateOnEveryBackEnd, AScriptCannotEndItsOwnTransaction) {
  add("bad", "CREATE TABLE bad (id TEXT); COMMIT;");
  const int before = read_count();
  EXPECT_NE(failure(), "");
  EXPECT_EQ(read_count(), before);
}

TEST_P(MigrateOnEveryBackEnd, ConcurrentNodesApplyEachFileOnce) {
  for (const char* name : {"one", "two", "three", "four"}) {
    add(name, std::string("CREATE TABLE t_") + name + " (id TEXT);");
  }
  std::atomic<int> applied = 0;
  std::vector<std::jthread> nodes;
  for (int i = 0; i < 3; ++i) {
    nodes.emplace_back([&] { applied += run(); });
  }
  nodes.clear();
  EXPECT_EQ(applied, 4);
  EXPECT_EQ(run(), 0);
}

TEST_P(MigrateOnEveryBackEnd, FailsAtEveryStatementAndRecovers) {
  add("one", "CREATE TABLE one (id TEXT);");
  const auto connection = open();
  const int before = read_count();
  int n = 1;
  for (;; ++n) {
    FailingConnection failing(*connection, n);
    try {
      migrate(failing, folder_.path(), from_unix(5));
    } catch (const SqlFailure&) {
      EXPECT_TRUE(failing.struck());
    }
    if (!failing.struck()) break;
    const bool made = connection->query("SELECT count(*) FROM schema_migration")[0].number(0) > before;
    if (made) break;  // the first round was through; the one that only looks had failed
    EXPECT_THROW(connection->query("SELECT id FROM one"), SqlFailure) << n;
  }
  EXPECT_GT(n, 3);
  EXPECT_EQ(open()->query("SELECT id FROM one").size(), 0U);
}

TEST_P(MigrateOnEveryBackEnd, ALostAnswerOfACommitIsACommit) {
  const auto connection = open();
  FailingConnection failing(*connection, 2, FailingConnection::Strike::after, Fault::connection);
  {
    Transaction transaction(failing);
    failing.execute("UPDATE schema_migration SET applied_at = $1", {99});
    EXPECT_THROW(transaction.keep(), SqlFailure);
  }
  EXPECT_TRUE(failing.struck());
  EXPECT_EQ(connection->query("SELECT DISTINCT applied_at FROM schema_migration").at(0).number(0), 99);
}

TEST(Migrations, TheChecksumFollowsNamesAndTexts) {
  const TestFolder folder;
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder.path() + "/" + name, std::ios::binary) << text;
    return migrations_checksum(folder.path());
  };
  const auto first = write("0001_a.sql", "SELECT 1");
  EXPECT_EQ(first.size(), 16U);
  EXPECT_EQ(write("README", "not a migration"), first);
  EXPECT_NE(write("0001_a.sql", "SELECT 2"), first);
  EXPECT_EQ(write("0001_a.sql", "SELECT 1"), first);
  EXPECT_NE(write("0002_b.sql", ""), first);
  EXPECT_THROW(migrations_checksum(folder.path() + "/nowhere"), Failure);
}

TEST(FolderLock, LetsOneServiceIn) {
  const TestFolder folder;
  {
    const FolderLock lock = lock_folder(folder.path());
    try {
      lock_folder(folder.path());
      FAIL() << "two services on one folder";
    } catch (const Failure& failure) {
      const std::string text = failure.what();
      EXPECT_NE(text.find(folder.path()), std::string::npos) << text;
      EXPECT_NE(text.find("process " + std::to_string(::getpid())), std::string::npos) << text;
    }
  }
  const FolderLock again = lock_folder(folder.path());
  EXPECT_THROW(lock_folder(folder.path() + "/nowhere"), Failure);
}

}  // namespace
}  // namespace madoguchi::sql
