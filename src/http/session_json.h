#pragma once
// Only for the .cpp files of session and account routes.
#include <boost/describe/class.hpp>

#include "domain/account.h"
#include "http/can_json.h"
#include "http/json_map.h"

namespace madoguchi::http {

struct PasswordBody {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordBody, (), (password))

struct SessionLine {
  SessionId id;
  bool current = false;
  Time created_at{};
  Time seen_at{};
  Time ends_at{};
  std::vector<CanLine> can{};
};
BOOST_DESCRIBE_STRUCT(SessionLine, (), (id, current, created_at, seen_at, ends_at, can))
struct SessionsAnswer {
  std::vector<SessionLine> sessions;
};
BOOST_DESCRIBE_STRUCT(SessionsAnswer, (), (sessions))

struct ReauthenticatedAnswer {
  Time reauthenticated_until{};
};
BOOST_DESCRIBE_STRUCT(ReauthenticatedAnswer, (), (reauthenticated_until))

}  // namespace madoguchi::http
