#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "support/example_counter.h"
#include "support/failing_connection.h"
#include "support/table_dump.h"

/// "All or nothing", tried: a use case or a job with each of its statements failing, one after the other.
namespace madoguchi {

using sql::FailingConnection;
using Strike = FailingConnection::Strike;

inline std::string dump_of(const ExampleCounter& counter) {
  return counter.read([](Store& store) { return dump_tables(store.sql); });
}

/// A back end and the moment of the failure: "before" a statement, or "after" it, when only its answer is lost.
struct FailingCase {
  const char* backend;
  Strike strike;
};
inline constexpr FailingCase kFailingCases[] = {
    {"sqlite", Strike::before}, {"sqlite", Strike::after}, {"postgres", Strike::before}, {"postgres", Strike::after}};
inline std::string name_of(const testing::TestParamInfo<FailingCase>& info) {
  return std::string(info.param.backend) + (info.param.strike == Strike::before ? "_before" : "_after");
}

struct FailedEach {
  int failed = 0;             ///< so many statements failed, each once, and nothing had changed
  bool done_unheard = false;  ///< the last one was a commit that happened: all of it stands, only the answer is lost
};

/// Runs `body(Work&)` as `actor` in one transaction with the n-th statement failing, for n = 1, 2, … until it has
/// fewer. After each failure every table is as before. With Strike::before the last run then succeeds; with
/// Strike::after the lost answer of the commit ends it: the work is done (`done_unheard`).
template <typename Body>
FailedEach fail_each_statement(const ExampleCounter& counter, const Actor& actor, Strike strike, const Body& body) {
  const std::string before = dump_of(counter);
  FailedEach tried;
  for (int n = 1;; ++n) {
    bool failed = false;
    {
      auto lent = counter.office().pool.lend();
      FailingConnection failing(*lent, n, strike);
      try {
        must(transact_on(failing, counter.office(), counter.now, actor, body));
      } catch (const sql::SqlFailure&) {
        failed = true;
        tried.done_unheard = strike == Strike::after && failing.struck_commit();
      }
    }
    if (!failed || tried.done_unheard) return tried;
    ++tried.failed;
    const std::string after = dump_of(counter);
    EXPECT_EQ(after == before, true) << "statement " << n << " left\n" << dump_difference(before, after);
    if (after != before) return tried;
  }
}

/// The counter's office on a database of which the n-th statement of all its transactions fails, once.
class FailingOffice {
 public:
  FailingOffice(const ExampleCounter& counter, int fail_at, Strike strike)
      : pool_(counter.database_url(), 1),
        office_{.pool = pool_,
                .policy = counter.office().policy,
                .secret = counter.office().secret,
                .catalogue = counter.office().catalogue,
                .random = counter.office().random,
                .urls = counter.office().urls,
                .mail_house = counter.office().mail_house} {
    auto failing = std::make_unique<FailingConnection>(sql::connect(counter.database_url()), fail_at, strike);
    connection_ = failing.get();
    const sql::Pool::Lease given(pool_, std::move(failing));  // back to the pool it goes: the first that it lends
  }
  const Office& office() const { return office_; }
  bool struck() const { return connection_->struck(); }

 private:
  sql::Pool pool_;
  Office office_;
  FailingConnection* connection_ = nullptr;  ///< the pool's
};

}  // namespace madoguchi
