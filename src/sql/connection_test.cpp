#include "sql/connection.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>

#include "base/bytes.h"
#include "sql/connection_fixture.h"

namespace madoguchi::sql {
namespace {

INSTANTIATE_TEST_SUITE_P(Sql, OnEveryBackEnd, testing::Values("sqlite", "postgres"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(OnEveryBackEnd, ValuesComeBackAsTheyWent) {
  Bytes every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<std::uint8_t>(i));
  const std::vector<std::int64_t> numbers = {1, std::int64_t{1} << 62, std::numeric_limits<std::int64_t>::max()};
  const std::vector<std::string> texts = {"", "007", "株式会社　見本 (㈱) 窓口 \xF0\x9F\x93\x84",
                                          "x'); DROP TABLE node; --"};
  const std::vector<Bytes> bodies = {{}, {0}, to_bytes("ab"), {'7', 0, '7'}, to_bytes("007"), every_byte};
  int id = 0;
  for (const auto number : numbers) {
    for (const auto& text : texts) {
      for (const auto& body : bodies) {
        const std::string key = std::to_string(++id);
        ASSERT_EQ(db().execute("INSERT INTO node (id, parent, size, label, body) VALUES ($1, $1, $2, $3, $4)",
                               {key, number, text, body}),
                  1);
        const Rows rows = db().query("SELECT size, label, body, parent FROM node WHERE id = $1", {key});
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows[0].number(0), number);
        EXPECT_EQ(rows[0].text(1), text);
        EXPECT_EQ(rows[0].bytes(2), body);
        EXPECT_EQ(db().query("SELECT 1 FROM node WHERE id = $1 AND body = $2", {key, body}).size(), 1U);
      }
    }
  }
  const Rows extremes = db().query("SELECT $1 + 0, $2 + 0", {std::numeric_limits<std::int64_t>::min(), -1});
  EXPECT_EQ(extremes[0].number(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(extremes[0].number(1), -1);
}

TEST_P(OnEveryBackEnd, AbsenceIsNullAndNotAnEmptyValue) {
  db().execute("INSERT INTO node (id, size, label, body) VALUES ($1, $2, $3, $4)",
               {"a", std::nullopt, std::optional<std::string>(), std::optional<Bytes>()});
  db().execute("INSERT INTO node (id, label, body) VALUES ($1, $2, $3)", {"b", "", Bytes()});
  const Rows rows = db().query("SELECT size, label, body FROM node ORDER BY id");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[0].is_null(0) && rows[0].is_null(1) && rows[0].is_null(2));
  EXPECT_EQ(rows[0].maybe_number(0), std::nullopt);
  EXPECT_EQ(rows[0].maybe_bytes(2), std::nullopt);
  EXPECT_EQ(rows[1].maybe_text(1), "");
  EXPECT_EQ(rows[1].maybe_bytes(2), Bytes());
  EXPECT_THROW(rows[0].text(1), Failure);
  EXPECT_THROW(rows[1].number(1), Failure);
  EXPECT_THROW(rows[1].text(9), Failure);
}

TEST_P(OnEveryBackEnd, TimesDaysAndTruthsKeepTheirMeaning) {
  const Time time = from_unix(1'800'000'000);
  const JstDay day = jst_day(time);
  const Rows rows = db().query("SELECT $1 + 0, CAST($2 AS TEXT), $3 = 1, 2 > 3", {time, day, true});
  EXPECT_EQ(rows[0].time(0), time);
  EXPECT_EQ(rows[0].day(1), day);
  EXPECT_TRUE(rows[0].truth(2));
  EXPECT_FALSE(rows[0].truth(3));
}

TEST_P(OnEveryBackEnd, ParametersGoByNumberNotByFirstAppearance) {
  db().execute("INSERT INTO node (label, size, id) VALUES ($3, $2, $1)", {"id", 5, "label"});
  const Rows rows = db().query("SELECT id, size, label FROM node WHERE label = $2 AND id = $1", {"id", "label"});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].text(0), "id");
  EXPECT_EQ(rows[0].number(1), 5);
  const Rows many = db().query("SELECT $11 - $1, $10 - $2, $3+$4+$5+$6+$7+$8+$9", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  EXPECT_EQ(many[0].number(0), 10);
  EXPECT_EQ(many[0].number(1), 8);
}

TEST_P(OnEveryBackEnd, AWrongNumberOfParametersIsAFailure) {
  EXPECT_THROW(db().query("SELECT 1 FROM node WHERE id = $1"), SqlFailure);
  EXPECT_THROW(db().query("SELECT 1 FROM node WHERE id = $1", {"a", "b"}), SqlFailure);
  EXPECT_THROW(db().query("SELECT 1 FROM node WHERE id = $2", {"a", "b"}), SqlFailure);
  EXPECT_THROW(db().query("SELECT 1", {"a"}), SqlFailure);
  EXPECT_EQ(db().query("SELECT '$2', id AS \"$3\" FROM node WHERE id = $1 -- $4", {"a"}).size(), 0U);
}

TEST_P(OnEveryBackEnd, OneCallIsOneStatement) {
  EXPECT_THROW(db().execute("DELETE FROM node; DELETE FROM node"), SqlFailure);
  EXPECT_THROW(db().execute("SELEC 1"), SqlFailure);
  EXPECT_THROW(db().query("SELECT 1.5"), SqlFailure);                            // no type of the shared dialect
  EXPECT_THROW(db().query("SELECT id FROM node WHERE id = \"a\""), SqlFailure);  // a name, not a string
}

TEST_P(OnEveryBackEnd, TextThatOneDatabaseWouldRefuseIsRefusedByBoth) {
  for (const std::string& text : {std::string("a\0b", 3), std::string("\xFF"), std::string("\xC0\x80"),
                                  std::string("\xED\xA0\x80"), std::string("\xE7\xAA")}) {
    EXPECT_THROW(db().execute("INSERT INTO node (id) VALUES ($1)", {text}), SqlFailure) << to_hex(view_of(text));
  }
  EXPECT_EQ(count_nodes(), 0);
}

TEST_P(OnEveryBackEnd, ANullParameterWorksWhereItsTypeCannotBeInferred) {
  db().execute("INSERT INTO node (id, size, label) VALUES ('a', 7, 'x')");
  Transaction transaction(db());
  const std::string by_size = "SELECT id FROM node WHERE $1 IS NULL OR size = $1";
  EXPECT_EQ(db().query(by_size, {std::nullopt}).size(), 1U);
  EXPECT_EQ(db().query(by_size, {8}).size(), 0U);
  EXPECT_EQ(db().query(by_size, {std::optional<std::int64_t>()}).size(), 1U);
  const std::string by_label = "SELECT id FROM node WHERE $1 IS NULL OR label = $1";
  EXPECT_EQ(db().query(by_label, {"y"}).size(), 0U);
  EXPECT_EQ(db().query(by_label, {std::nullopt}).size(), 1U);
  EXPECT_TRUE(db().query("SELECT $1", {std::nullopt})[0].is_null(0));
  EXPECT_EQ(db().query("SELECT $1", {5})[0].number(0), 5);
  EXPECT_EQ(db().query("SELECT $1", {"t"})[0].text(0), "t");
  EXPECT_EQ(db().query("SELECT $1", {Bytes{0}})[0].bytes(0), Bytes{0});
  db().execute("UPDATE node SET size = COALESCE($1, size), label = $2 WHERE id = $3",
               {std::nullopt, std::nullopt, "a"});
  EXPECT_EQ(db().query("SELECT size FROM node WHERE label IS NULL")[0].number(0), 7);
}

TEST_P(OnEveryBackEnd, AStatementTellsHowManyRowsItTouched) {
  EXPECT_EQ(db().execute("INSERT INTO node (id) VALUES ('a'), ('b'), ('c')"), 3);
  EXPECT_EQ(db().execute("UPDATE node SET size = 1 WHERE id <> 'a'"), 2);
  EXPECT_EQ(db().execute("UPDATE node SET size = 1 WHERE id = 'z'"), 0);
  EXPECT_EQ(db().execute("DELETE FROM node WHERE id = 'a' RETURNING id"), 1);
  EXPECT_EQ(db().execute("CREATE TABLE other (id TEXT)"), 0);
  EXPECT_EQ(db().execute("SELECT id FROM node"), 0);
  const Rows rows = db().query("UPDATE node SET size = size + 1 RETURNING id, size");
  EXPECT_EQ(rows.size(), 2U);
  const std::vector<Parameter> ids = {"b", "c"};
  EXPECT_EQ(db().query("SELECT id FROM node WHERE id IN ($1, $2)", ids).size(), 2U);
  EXPECT_EQ(db().execute("INSERT INTO node (id) VALUES ('b') ON CONFLICT (id) DO NOTHING"), 0);
}

TEST_P(OnEveryBackEnd, TextIsOrderedAndComparedByItsBytes) {
  for (const char* label : {"b", "B", "a_", "ab", "窓", "あ"})
    db().execute("INSERT INTO node (id) VALUES ($1)", {label});
  std::string order;
  for (const Row& row : db().query("SELECT id FROM node ORDER BY id")) order += row.text(0) + " ";
  EXPECT_EQ(order, "B a_ ab b あ 窓 ");
  EXPECT_EQ(db().query("SELECT id FROM node WHERE id LIKE 'B%'").size(), 1U);
  EXPECT_EQ(db().query("SELECT id FROM node WHERE (id, id) > ('ab', 'ab') ORDER BY id LIMIT $1", {2}).size(), 2U);
}

TEST_P(OnEveryBackEnd, FaultsAreToldApartAndNamed) {
  db().execute("INSERT INTO node (id, label, size) VALUES ('a', 'x', 1)");
  const auto fault_of = [&](const std::string& statement) { return failure_of([&] { db().execute(statement); }); };
  const auto primary = fault_of("INSERT INTO node (id) VALUES ('a')");
  EXPECT_EQ(primary.fault(), Fault::unique);
  EXPECT_EQ(primary.constraint(), "node_pkey");
  const auto unique = fault_of("INSERT INTO node (id, label, size) VALUES ('b', 'x', 1)");
  EXPECT_EQ(unique.fault(), Fault::unique);
  EXPECT_EQ(unique.constraint(), "node_label_once");
  const auto check = fault_of("INSERT INTO node (id, size) VALUES ('b', 0)");
  EXPECT_EQ(check.fault(), Fault::check);
  EXPECT_EQ(check.constraint(), "size_positive");
  EXPECT_EQ(fault_of("INSERT INTO node (id) VALUES (NULL)").fault(), Fault::check);
  EXPECT_EQ(fault_of("INSERT INTO node (id, parent) VALUES ('b', 'nobody')").fault(), Fault::foreign_key);
  EXPECT_EQ(fault_of("SELECT nothing FROM nowhere").fault(), Fault::other);
  db().script(
      "CREATE TABLE pair (a TEXT NOT NULL, b BIGINT NOT NULL, UNIQUE (a, b)); INSERT INTO pair VALUES ('p', 1);"
      "CREATE TABLE folded (a TEXT); CREATE UNIQUE INDEX folded_once ON folded (lower(a));"
      "INSERT INTO folded VALUES ('P');");
  EXPECT_EQ(fault_of("INSERT INTO pair VALUES ('p', 1)").constraint(), "pair_a_b_key");
  EXPECT_EQ(fault_of("INSERT INTO folded VALUES ('p')").constraint(), "folded_once");
}

TEST_P(OnEveryBackEnd, ErrorsQuoteNoData) {
  db().execute("INSERT INTO node (id, label, size) VALUES ($1, $2, 1)", {"a", "himitsu"});
  const auto failure =
      failure_of([&] { db().execute("INSERT INTO node (id, label, size) VALUES ($1, $2, 1)", {"b", "himitsu"}); });
  EXPECT_EQ(std::string(failure.what()).find("himitsu"), std::string::npos) << failure.what();
}

TEST_P(OnEveryBackEnd, ATransactionThatIsNotKeptLeavesNothing) {
  {
    Transaction transaction(db());
    db().execute("INSERT INTO node (id) VALUES ('a')");
    EXPECT_EQ(count_nodes(), 1);
  }
  EXPECT_EQ(count_nodes(), 0);
  {
    Transaction transaction(db());
    db().execute("INSERT INTO node (id) VALUES ('a')");
    transaction.keep();
  }
  EXPECT_EQ(count_nodes(), 1);
  EXPECT_THROW(db().commit(), SqlFailure);
  Transaction outer(db());
  EXPECT_THROW(db().begin(Access::read), SqlFailure);
}

TEST_P(OnEveryBackEnd, AFailedStatementEndsItsTransaction) {
  {
    Transaction transaction(db());
    db().execute("INSERT INTO node (id) VALUES ('a')");
    EXPECT_THROW(db().execute("INSERT INTO node (id) VALUES ('a')"), SqlFailure);
    EXPECT_THROW(db().execute("INSERT INTO node (id) VALUES ('b')"), SqlFailure);
    EXPECT_THROW(transaction.keep(), SqlFailure);
  }
  EXPECT_EQ(count_nodes(), 0);
}

TEST_P(OnEveryBackEnd, ADeferredConstraintFailsAtTheCommit) {
  db().script("CREATE TABLE leaf (node TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED)");
  {
    Transaction transaction(db());
    db().execute("INSERT INTO leaf (node) VALUES ('nobody')");
    const auto failure = failure_of([&] { transaction.keep(); });
    EXPECT_EQ(failure.fault(), Fault::foreign_key);
  }
  EXPECT_EQ(db().query("SELECT count(*) FROM leaf")[0].number(0), 0);
}

TEST_P(OnEveryBackEnd, AReadingTransactionCannotWriteAndSeesOneState) {
  const auto other = connect(database_->url());
  {
    Transaction transaction(db(), Access::read);
    EXPECT_EQ(count_nodes(), 0);
    other->execute("INSERT INTO node (id) VALUES ('a')");
    EXPECT_EQ(count_nodes(), 0);
    EXPECT_THROW(db().execute("INSERT INTO node (id) VALUES ('b')"), SqlFailure);
  }
  EXPECT_EQ(count_nodes(), 1);
}

TEST_P(OnEveryBackEnd, ALockHeldTooLongIsBusy) {
  db().execute("INSERT INTO node (id, size) VALUES ('a', 1)");
  const auto other = impatient();
  Transaction transaction(db());
  db().execute("UPDATE node SET size = 2 WHERE id = 'a'");
  const auto failure = failure_of([&] {
    Transaction second(*other);
    other->execute("UPDATE node SET size = 3 WHERE id = 'a'");
  });
  EXPECT_EQ(failure.fault(), Fault::busy);
  transaction.keep();
  Transaction second(*other);
  EXPECT_EQ(other->execute("UPDATE node SET size = 3 WHERE size = 2"), 1);
}

TEST_P(OnEveryBackEnd, StreamsManyRowsInOrder) {
  {
    Transaction transaction(db());
    for (int i = 1; i <= 10'000; ++i) {
      db().execute("INSERT INTO node (id, size) VALUES ($1, $2)", {std::to_string(i), i});
    }
    transaction.keep();
  }
  std::int64_t seen = 0;
  const auto in_order = [&](const Row& row) { return row.number(0) == ++seen; };
  db().stream("SELECT size FROM node WHERE size > $1 ORDER BY size", {0}, in_order);
  EXPECT_EQ(seen, 10'000);
  Transaction transaction(db(), Access::read);
  seen = 0;
  db().stream("SELECT size FROM node ORDER BY size", {}, [&](const Row&) { return ++seen < 1234; });
  EXPECT_EQ(seen, 1234);
  seen = 0;
  db().stream("SELECT size FROM node WHERE size <= $1 ORDER BY size", {2000}, in_order);
  EXPECT_EQ(seen, 2000);
}

TEST_P(OnEveryBackEnd, AStreamLetsNoOtherStatementInAndSurvivesAThrow) {
  db().execute("INSERT INTO node (id, size) VALUES ('a', 1), ('b', 2)");
  Transaction transaction(db());
  const auto nested = [&](const Row&) {
    db().query("SELECT 1");
    return true;
  };
  EXPECT_THROW(db().stream("SELECT id FROM node", {}, nested), SqlFailure);
  const auto broken = [&](const Row&) -> bool { throw Failure("the disk is full"); };
  EXPECT_THROW(db().stream("SELECT id FROM node", {}, broken), Failure);
  EXPECT_EQ(count_nodes(), 2);
  transaction.keep();
}

TEST_P(OnEveryBackEnd, MoreStatementsThanTheCacheHolds) {
  Transaction transaction(db());
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 600; ++i) {
      const std::string text = "SELECT " + std::to_string(i) + " + $1";
      ASSERT_EQ(db().query(text, {1})[0].number(0), i + 1);
    }
  }
}

// Only notes do not wait for the disk: whatever else changes something waits again, in a transaction or by itself.
TEST(Sqlite, WaitsForTheDiskButForNotes) {
  const TestFolder folder;
  const auto connection = connect("sqlite:" + folder.path() + "/a.db");
  const auto level = [&] { return connection->query("PRAGMA synchronous")[0].number(0); };
  connection->execute("CREATE TABLE seen (id integer)");
  const auto note_one = [&](bool keeps) {
    Transaction note(*connection, Access::note);
    EXPECT_EQ(level(), 1);  // NORMAL
    connection->execute("INSERT INTO seen VALUES ($1)", {1});
    if (keeps) note.keep();
  };
  note_one(true);
  note_one(false);
  EXPECT_EQ(connection->query("SELECT count(*) FROM seen")[0].number(0), 1);
  {
    const Transaction write(*connection);
    EXPECT_EQ(level(), 2);  // FULL
  }
  note_one(false);
  connection->execute("INSERT INTO seen VALUES ($1)", {2});
  EXPECT_EQ(level(), 2) << "a single write";
  note_one(false);
  connection->query("INSERT INTO seen VALUES ($1) RETURNING id", {3});
  EXPECT_EQ(level(), 2);
  note_one(false);
  connection->script("DELETE FROM seen");
  EXPECT_EQ(level(), 2);
}

TEST_P(OnEveryBackEnd, NotesAreKeptAsWritesAre) {
  db().execute("CREATE TABLE seen (id integer)");
  for (const bool keeps : {true, false}) {
    Transaction note(db(), Access::note);
    db().execute("INSERT INTO seen VALUES ($1)", {1});
    if (keeps) note.keep();
  }
  EXPECT_EQ(db().query("SELECT count(*) FROM seen")[0].number(0), 1);
}

TEST(Sqlite, OnlyTheOwnerMayReadTheFile) {
  const TestFolder folder;
  const auto connection = connect("sqlite:" + folder.path() + "/a.db");
  EXPECT_EQ(connection->query("PRAGMA synchronous")[0].number(0), 2);  // FULL
  EXPECT_EQ(connection->query("PRAGMA journal_mode")[0].text(0), "wal");
  EXPECT_EQ(connection->query("PRAGMA foreign_keys")[0].number(0), 1);
  struct stat status;
  ASSERT_EQ(::stat((folder.path() + "/a.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_THROW(connect("sqlite:" + folder.path() + "/b.db?synchronous=normal"), SqlFailure);
  EXPECT_THROW(connect("sqlite:" + folder.path() + "/nowhere/b.db"), SqlFailure);
  EXPECT_THROW(connect("mysql"), SqlFailure);
}

/// Runs `body` in a process of its own, which may not use this one's connections, and returns what it returned.
template <typename Body>
int in_another_process(const Body& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A second connection must not give up the first one's hold on the file: another process would take the WAL away.
TEST(Sqlite, OpeningAgainKeepsTheLocksOnTheFile) {
  const TestFolder folder;
  const std::string path = folder.path() + "/test.db";
  const auto is_held = [&] {
    return in_another_process([&] {
      struct flock range{};
      range.l_type = F_WRLCK;
      range.l_whence = SEEK_SET;
      const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
      if (file < 0 || ::fcntl(file, F_GETLK, &range) != 0) return 2;
      return range.l_type == F_UNLCK ? 0 : 1;
    });
  };
  const auto first = connect("sqlite:" + path);
  first->execute("CREATE TABLE kept (id TEXT)");
  EXPECT_EQ(is_held(), 1);
  const auto second = connect("sqlite:" + path);
  EXPECT_EQ(second->query("SELECT id FROM kept").size(), 0U);
  EXPECT_EQ(is_held(), 1);
}

TEST(Postgres, ALostConnectionIsToldAndReplaced) {
  const TestDatabase database("postgres");
  Pool pool(database.url(), 1);
  const auto killer = connect(database.url());
  const auto pid_of = [](Connection& connection) { return connection.query("SELECT pg_backend_pid()")[0].number(0); };
  const auto end = [&](std::int64_t pid) {
    killer->query("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000)", {pid});
  };
  std::int64_t first = 0, second = 0;
  {
    auto lease = pool.lend();
    first = pid_of(*lease);
    Transaction transaction(*lease);
    end(first);
    try {
      lease->query("SELECT 1");
      FAIL() << "the connection is gone";
    } catch (const SqlFailure& failure) {
      EXPECT_EQ(failure.fault(), Fault::connection) << failure.what();
    }
    EXPECT_FALSE(lease->alive());
  }
  {
    auto lease = pool.lend();
    second = pid_of(*lease);
    EXPECT_NE(second, first);
  }
  end(second);  // while it lies idle in the pool: nobody gets to see it
  auto lease = pool.lend();
  EXPECT_NE(pid_of(*lease), second);
}

TEST(Postgres, AnErrorHoldsNoPassword) {
  for (const char* database :
       {"host=127.0.0.1 port=1 user=nobody dbname=x password=himitsu", "postgresql://nobody:himitsu@127.0.0.1:1/x",
        "postgresql://nobody:himitsu@:::/x", "host=x password=himitsu nonsense"}) {
    try {
      connect(database);
      FAIL() << "nobody listens there";
    } catch (const SqlFailure& failure) {
      EXPECT_EQ(std::string(failure.what()).find("himitsu"), std::string::npos) << failure.what();
    }
  }
}

}  // namespace
}  // namespace madoguchi::sql
