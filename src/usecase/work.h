#pragma once
#include <memory>
#include <type_traits>

#include "base/log.h"
#include "base/random.h"
#include "base/result.h"
#include "domain/actor.h"
#include "domain/policy.h"
#include "mail/render.h"
#include "secret/server_secret.h"
#include "sql/connection.h"
#include "store/store.h"
#include "text/catalogue.h"

namespace madoguchi {

/// Where people reach us, for links in mails. Without a trailing slash.
struct PublicUrls {
  std::string portal;
  std::string desk;
  std::string status;
  std::string mail_domain = "madoguchi.invalid";  ///< right side of every Message-ID
};

/// What lives as long as the process and is shared by all requests and jobs.
struct Office {
  sql::Pool& pool;
  const Policy& policy;
  const ServerSecret& secret;
  const Catalogue& catalogue;
  Random& random;
  PublicUrls urls;
  MailHouse mail_house;  ///< what every mail says about its sender
};

/// All a use case may know of its surroundings: the open transaction, the rules, the time, the person.
struct Work {
  Store& store;
  const Office& office;
  Time now;
  Actor actor;

  const Policy& policy() const { return office.policy; }
  Random& random() const { return office.random; }
};

inline constexpr int kTransactionTriesMax = 5;

/// Runs `body(Work&)` in one transaction on `connection`: kept if it succeeds, undone if it refuses or throws. Tried
/// again, up to kTransactionTriesMax times, when the database says so (serialization, busy): the body must have no
/// effect outside the transaction. What must outlive a refusal (tries of a code, failed logins) is written by
/// `record_attempt`, in a transaction of its own, before the answer.
template <typename Body>
auto transact_on(sql::Connection& connection, const Office& office, Time now, const Actor& actor, Body&& body,
                 sql::Access access = sql::Access::write) {
  for (int tried = 1;; ++tried) {
    try {
      sql::Transaction transaction(connection, access);
      Store store(connection);
      Work work{store, office, now, actor};
      auto result = body(work);
      if (result) transaction.keep();
      return result;
    } catch (const sql::SqlFailure& failure) {
      const bool again = failure.fault() == sql::Fault::serialization || failure.fault() == sql::Fault::busy;
      if (!again || tried == kTransactionTriesMax) throw;
    }
  }
}

template <typename Body>
auto transact(const Office& office, Time now, const Actor& actor, Body&& body) {
  auto connection = office.pool.lend();
  return transact_on(*connection, office, now, actor, std::forward<Body>(body));
}

/// For use cases that only read and note that somebody looked (R106): the answer does not wait for the disk, which
/// costs more than the look itself. A power failure within the same moment may take the note, a killed process does
/// not.
template <typename Body>
auto view(const Office& office, Time now, const Actor& actor, Body&& body) {
  auto connection = office.pool.lend();
  return transact_on(*connection, office, now, actor, std::forward<Body>(body), sql::Access::note);
}

/// For use cases that only read: no write lock on SQLite, one snapshot on PostgreSQL.
template <typename Body>
auto look(const Office& office, Time now, const Actor& actor, Body&& body) {
  auto connection = office.pool.lend();
  return transact_on(*connection, office, now, actor, std::forward<Body>(body), sql::Access::read);
}

}  // namespace madoguchi
