#include <gtest/gtest.h>

#include "main/fill_at_size.h"
#include "main/make_example.h"
#include "support/test_database.h"
#include "usecase/list_contracts.h"
#include "usecase/show_contract.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;
const Time kMade = parse_utc("2026-06-01T00:00:00Z").value();

/// An example of its own, filled with `size`.
struct FilledExample {
  TestFolder folder;
  TestDatabase database;
  std::unique_ptr<House> house;

  FilledExample(const std::string& backend, const ExampleSize& size) : database(backend) {
    const fs::path at = fs::path(folder.path()) / "example";
    const bool postgres = backend == "postgres";
    make_example(at, kMade, postgres ? database.url() : "sqlite:madoguchi.db", {}, size);
    house = std::make_unique<House>(load_config(at, {}), false);
  }
  std::string rows(const std::string& statement) const {
    auto connection = house->office().pool.lend();
    std::string out;
    for (const auto& row : connection->query(statement)) {
      for (std::size_t i = 0; i < row.size(); ++i) out += row.text(i) + "|";
      out += "\n";
    }
    return out;
  }
  std::int64_t count(const std::string& of) const {
    auto connection = house->office().pool.lend();
    return connection->query("SELECT COUNT(*) FROM " + of).front().number(0);
  }
};

class ExampleSizeStory : public testing::TestWithParam<const char*> {};

constexpr const char* kContracts =
    "SELECT id, number, state, common_name, search_folded FROM contract WHERE number LIKE 'S-%' ORDER BY id";
constexpr const char* kCertificates =
    "SELECT id, serial, spki_sha256, common_name FROM certificate x WHERE EXISTS "
    "(SELECT 1 FROM contract c WHERE c.id = x.contract_id AND c.number LIKE 'S-%') "
    "ORDER BY id";

void expect_rows(const FilledExample& filled) {
  EXPECT_EQ(filled.count("customer WHERE name LIKE '%第0000%'"), 7);
  EXPECT_EQ(filled.count("contract WHERE number LIKE 'S-%'"), 300);
  EXPECT_EQ(filled.count("certificate x JOIN contract c ON c.id = x.contract_id WHERE c.number LIKE 'S-%'"), 700);
  EXPECT_EQ(filled.count("(SELECT DISTINCT x.der FROM certificate x JOIN contract c ON c.id = x.contract_id WHERE "
                         "c.number LIKE 'S-%') d"),
            kPoolCertificates);
  EXPECT_GT(filled.count("application WHERE number LIKE 'S-%'"), 0);
  EXPECT_GT(filled.count("revocation"), 0);
  EXPECT_EQ(filled.count("revocation WHERE change_number = 0"), 0);
  EXPECT_EQ(filled.count("certificate x WHERE x.revoked_at < x.issued_at OR x.revoked_at > x.not_after"), 0);
  EXPECT_EQ(filled.count("event WHERE action = 'example.filled_at_size'"), 1);
}

/// Every one of them is shown by the same use cases as any other contract.
void expect_shown(const FilledExample& filled) {
  const auto& office = filled.house->office();
  const auto customer = filled.rows("SELECT customer_id FROM contract WHERE number = 'S-0000000'");
  const Actor actor{.kind = ActorKind::subscriber,
                    .account = AccountId{"a"},
                    .mandates = {{.customer = CustomerId{customer.substr(0, 26)}, .role = MembershipRole::applicant}}};
  const auto page =
      look(office, kMade, actor, [](Work& work) { return list_contracts(work, {.counts = true, .limit = 100}); });
  ASSERT_TRUE(page);
  EXPECT_EQ(page->lines.size(), 43U);  // 300 among 7
  EXPECT_EQ(page->counts.value().all.count, 43);
  for (const auto& line : page->lines) {
    const auto shown =
        transact(office, kMade, actor, [&](Work& work) { return show_contract(work, line.contract.id); });
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->contacts.size(), 3U);
    EXPECT_TRUE(is_id_text(line.contract.id.value));
    EXPECT_EQ(shown->contract.registration_number.has_value(), line.product->profile == "ev");
    EXPECT_GE(shown->certificates.size(), 2U);
  }
}

void expect_refusals(const FilledExample& filled) {
  House& house = *filled.house;
  EXPECT_THROW(fill_at_size(house, {.contracts = 1}, assets_folder() / "example", kMade), Failure);  // once only
  for (const ExampleSize& wrong :
       {ExampleSize{.certificates = 1}, ExampleSize{.contracts = -1}, ExampleSize{.contracts = kExampleRowsMax + 1}}) {
    EXPECT_THROW(fill_at_size(house, wrong, assets_folder() / "example", kMade), Failure);
  }
}

// One example for all of it: to make one is dear.
TEST_P(ExampleSizeStory, IsFilledOnceAsItWasAskedFor) {
  const FilledExample filled(GetParam(), {.customers = 7, .contracts = 300, .certificates = 700, .seed = 3});
  expect_rows(filled);
  expect_shown(filled);
  expect_refusals(filled);
  // What must hold across rows holds again: the indexes stand.
  auto connection = filled.house->office().pool.lend();
  sql::Transaction transaction(*connection);
  EXPECT_THROW(connection->execute("UPDATE contract SET number = 'S-0000001' WHERE number = 'S-0000000'"),
               sql::SqlFailure);
}

/// Asks SQLite of each statement how it would find its rows, and keeps what reads a whole table.
class Explaining final : public sql::Connection {
 public:
  explicit Explaining(sql::Connection& connection) : connection_(connection) {}
  sql::Dialect dialect() const override { return connection_.dialect(); }
  bool alive() const override { return connection_.alive(); }
  sql::Rows query(std::string_view statement, sql::Parameters parameters) override {
    explain(statement, parameters);
    return connection_.query(statement, parameters);
  }
  std::int64_t execute(std::string_view statement, sql::Parameters parameters) override {
    explain(statement, parameters);
    return connection_.execute(statement, parameters);
  }
  void stream(std::string_view statement, sql::Parameters parameters,
              const std::function<bool(const sql::Row&)>& each) override {
    explain(statement, parameters);
    connection_.stream(statement, parameters, each);
  }
  void script(std::string_view statements) override { connection_.script(statements); }
  void begin(sql::Access access) override { connection_.begin(access); }
  void commit() override { connection_.commit(); }
  void rollback() noexcept override { connection_.rollback(); }
  std::int64_t asked = 0;
  std::string slow;

 private:
  void explain(std::string_view statement, sql::Parameters parameters) {
    ++asked;
    for (const auto& row : connection_.query("EXPLAIN QUERY PLAN " + std::string(statement), parameters)) {
      const auto& step = row.text(3);
      // n and c are what a subquery has gathered.
      const bool small = step == "SCAN CONSTANT ROW" || step == "SCAN n" || step == "SCAN c";
      if (small || (!step.starts_with("SCAN") && step.find("AUTOMATIC") == std::string::npos)) continue;
      slow += step + " in " + std::string(statement) + "\n";
    }
  }
  sql::Connection& connection_;
};

// No figures are gathered on SQLite: how it finds rows depends on the indexes alone, and is the same for a million.
TEST(ExampleSizePlans, NothingOfACustomersListOrOfADetailReadsAWholeTable) {
  const FilledExample filled("sqlite", {.customers = 2, .contracts = 4, .certificates = 4, .seed = 3});
  const auto row = filled.rows("SELECT customer_id, id FROM contract WHERE number = 'S-0000000'");
  const Actor customer{.kind = ActorKind::subscriber,
                       .account = AccountId{"a"},
                       .mandates = {{.customer = CustomerId{row.substr(0, 26)}, .role = MembershipRole::applicant}}};
  auto connection = filled.house->office().pool.lend();
  Explaining explaining(*connection);
  const auto ask = [&](const Actor& actor, const ListContracts& list) {
    return transact_on(explaining, filled.house->office(), kMade, actor, [&](Work& work) -> Result<void> {
      TRY(list_contracts(work, list));
      TRY(show_contract(work, ContractId{row.substr(27, 26)}));
      return {};
    });
  };
  EXPECT_TRUE(ask(customer, {.counts = true}));
  EXPECT_TRUE(ask(customer, {.text = "www", .counts = true}));
  EXPECT_TRUE(ask(Actor::the_engine(), {.text = "S-0000000"}));
  EXPECT_TRUE(ask(Actor::the_engine(), {.text = "見本"}));
  EXPECT_GT(explaining.asked, 30);
  EXPECT_EQ(explaining.slow, "");
}

INSTANTIATE_TEST_SUITE_P(Sql, ExampleSizeStory, testing::Values("sqlite", "postgres"));

TEST(ExampleSizeSeed, IsTheSameForTheSameSeedOnBothDatabases) {
  ExampleSize size{.contracts = 50, .certificates = 60, .seed = 9};
  const FilledExample one("sqlite", size), same("postgres", size);
  EXPECT_EQ(one.rows(kContracts), same.rows(kContracts));
  EXPECT_EQ(one.rows(kCertificates), same.rows(kCertificates));
  size.seed = 10;
  const FilledExample other("sqlite", size);
  EXPECT_NE(one.rows(kContracts), other.rows(kContracts));
  EXPECT_NE(one.rows(kContracts), "");
}

}  // namespace
}  // namespace madoguchi
