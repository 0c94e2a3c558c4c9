#pragma once
#include "base/result.h"
#include "domain/account.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Sessions of both doors. A row is found by the keyed digest of its token; the token itself is nowhere.
class SessionTable {
 public:
  explicit SessionTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Session& session);
  /// Open or ended; whether it still counts is check_session's.
  std::optional<Session> find(const std::string& token_digest);
  void seen(const SessionId& id, Time at);
  /// The password was entered again: the session goes on under a new token (rules 7.2.2). False if it has ended.
  bool reauthenticated(const SessionId& id, const std::string& token_digest, Time at);
  /// False if it had ended before.
  bool end(const SessionId& id, Time at);
  /// Ends the open sessions of an account, but for `but`. How many.
  std::int64_t end_of_account(const AccountId& account, const std::optional<SessionId>& but, Time at);
  std::int64_t end_of_officer(const OfficerId& officer, const std::optional<SessionId>& but, Time at);
  /// Those neither ended nor past their absolute or idle time, newest first.
  std::vector<Session> open_of_account(const AccountId& account, Time now, Seconds idle_max);
  std::vector<Session> open_of_officer(const OfficerId& officer, Time now, Seconds idle_max);
  /// The officer holds a claim on a call that has not run out: a call under way is not cut off (R6).
  bool call_under_way(const OfficerId& officer, Time now);
  void remove_before(Time before);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
