#include "sql/bulk_insert.h"

#include "sql/connection_fixture.h"

namespace madoguchi::sql {
namespace {

using BulkInsertOn = OnEveryBackEnd;
INSTANTIATE_TEST_SUITE_P(Sql, BulkInsertOn, testing::Values("sqlite", "postgres"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(BulkInsertOn, AddRowsKeepsEveryValue) {
  Bytes every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<std::uint8_t>(i));
  const std::string long_text(700'000, 'x');  // more than is sent at once
  {
    Transaction transaction(db());
    db().add_rows("node (id, parent, size, label, body)", 5,
                  {"a", std::nullopt, std::int64_t{1} << 62, "株式会社\t見本\\N\n", every_byte,  //
                   "b", "a", std::nullopt, "", Bytes(),                                          //
                   "c", "a", 7, long_text, std::nullopt});
    db().add_rows("node (id)", 1, {});
    transaction.keep();
  }
  const auto rows = db().query("SELECT id, parent, size, label, body FROM node ORDER BY id");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].number(2), std::int64_t{1} << 62);
  EXPECT_EQ(rows[0].text(3), "株式会社\t見本\\N\n");
  EXPECT_EQ(rows[0].bytes(4), every_byte);
  EXPECT_EQ(rows[1].text(1), "a");
  EXPECT_TRUE(rows[1].is_null(2));
  EXPECT_EQ(rows[1].text(3), "");
  EXPECT_EQ(rows[1].bytes(4), Bytes());
  EXPECT_EQ(rows[2].text(3), long_text);
  EXPECT_TRUE(rows[2].is_null(4));
}

// A row that the table refuses, text that is none, a table that is not there: nothing stays, and the connection goes
// on.
TEST_P(BulkInsertOn, AddRowsFailsAsAnInsertDoes) {
  const auto add = [&](std::string_view into, const std::vector<Parameter>& values) {
    return failure_of([&] {
      Transaction transaction(db());
      db().add_rows(into, 2, values);
      transaction.keep();
    });
  };
  const auto doubled = add("node (id, size)", {"a", 1, "b", 2, "a", 3});
  EXPECT_EQ(doubled.fault(), Fault::unique);
  EXPECT_EQ(doubled.constraint(), "node_pkey");
  EXPECT_EQ(add("node (id, parent)", {"a", "nobody"}).fault(), Fault::foreign_key);
  EXPECT_EQ(add("node (id, size)", {"a", -1}).fault(), Fault::check);
  EXPECT_EQ(add("node (id, label)", {"a", std::string("\xff")}).fault(), Fault::other);
  EXPECT_EQ(add("nothing (id, label)", {"a", "b"}).fault(), Fault::other);
  EXPECT_EQ(count_nodes(), 0);
  EXPECT_EQ(db().execute("INSERT INTO node (id) VALUES ($1)", {"a"}), 1);
}

TEST_P(BulkInsertOn, GathersPlainInsertsAndWritesThemInOrder) {
  BulkInsert bulk(db());
  {
    Transaction transaction(bulk);
    for (int i = 0; i < 5'000; ++i) {  // two batches and a half
      const auto id = std::to_string(i);
      EXPECT_EQ(bulk.execute("INSERT INTO node (id, size) VALUES ($1, $2)", {id, i + 1}), 1);
      EXPECT_EQ(bulk.execute("INSERT INTO node (id, parent) VALUES ($1, $2)", {"child " + id, id}), 1);
    }
    EXPECT_EQ(bulk.query("SELECT COUNT(*) FROM node WHERE parent = $1", {"4999"}).front().number(0), 1);
    EXPECT_EQ(bulk.execute("UPDATE node SET label = $1 WHERE size > 4000", {"late"}), 1'000);
    transaction.keep();
  }
  EXPECT_EQ(bulk.rows(), 10'000);
  EXPECT_EQ(count_nodes(), 10'000);
}

TEST_P(BulkInsertOn, TellsAnErrorLaterAndLeavesNothing) {
  BulkInsert bulk(db());
  const auto failure = failure_of([&] {
    Transaction transaction(bulk);
    bulk.execute("INSERT INTO node (id, size) VALUES ($1, $2)", {"a", 1});
    bulk.execute("INSERT INTO node (id, size) VALUES ($1, $2)", {"a", 2});
    transaction.keep();
  });
  EXPECT_EQ(failure.fault(), Fault::unique);
  EXPECT_EQ(count_nodes(), 0);
  Transaction transaction(bulk);
  bulk.execute("INSERT INTO node (id, size) VALUES ($1, $2)", {"b", 1});
  transaction.keep();
  EXPECT_EQ(count_nodes(), 1);
}

}  // namespace
}  // namespace madoguchi::sql
