#include "http/conditional.h"

#include <gtest/gtest.h>

#include "http/cookie.h"

namespace madoguchi::http {
namespace {

std::string if_match(std::optional<std::string> value) {
  Request request;
  if (value) request.headers.emplace_back("if-match", *value);
  const auto version = require_if_match(request);
  return version ? std::to_string(*version) : version.error().message;
}

TEST(Conditional, ReadsTheVersionThatTheCallerSaw) {
  EXPECT_EQ(etag(7), "\"v7\"");
  EXPECT_EQ(if_match(etag(7)), "7");
  EXPECT_EQ(if_match(" \"v12\" "), "12");
  EXPECT_EQ(if_match({}), "http.if_match_required");
  for (const auto* malformed : {"", "v7", "*", "W/\"v7\"", "\"v7\", \"v8\"", "\""}) {
    EXPECT_EQ(if_match(malformed), "http.if_match_malformed") << malformed;
  }
  for (const auto* foreign : {"\"\"", "\"7\"", "\"v\"", "\"v7x\"", "\"v07\"", "\"v99999999999999999999\"", "\"x7\""}) {
    EXPECT_EQ(if_match(foreign), "stale") << foreign;
  }
}

std::string idempotency_key(std::optional<std::string> value) {
  Request request;
  if (value) request.headers.emplace_back("Idempotency-Key", *value);
  const auto key = require_idempotency_key(request);
  return key ? *key : key.error().message;
}

TEST(Conditional, ReadsTheIdempotencyKey) {  // R96
  EXPECT_EQ(idempotency_key("6b1f-9!"), "6b1f-9!");
  EXPECT_EQ(idempotency_key(std::string(128, '~')), std::string(128, '~'));
  EXPECT_EQ(idempotency_key({}), "http.idempotency_key_required");
  EXPECT_EQ(idempotency_key(""), "http.idempotency_key_malformed");
  EXPECT_EQ(idempotency_key(std::string(129, 'a')), "http.idempotency_key_malformed");
  EXPECT_EQ(idempotency_key("a b"), "http.idempotency_key_malformed");
  EXPECT_EQ(idempotency_key("鍵"), "http.idempotency_key_malformed");
}

TEST(Cookie, IsOfOneListenerOnly) {
  Response response;
  set_session_cookie(response, ListenerKind::portal, "abc-_.9");
  clear_session_cookie(response, ListenerKind::desk);
  ASSERT_EQ(response.headers.size(), 2U);
  EXPECT_EQ(response.headers[0].second, "__Host-portal=abc-_.9; Path=/; Secure; HttpOnly; SameSite=Strict");
  EXPECT_EQ(response.headers[1].second, "__Host-desk=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_THROW(set_session_cookie(response, ListenerKind::portal, "a; Domain=x"), Failure);
  EXPECT_THROW(set_session_cookie(response, ListenerKind::status, "a"), Failure);

  Request request{.cookies = parse_cookies("__Host-desk=d; __Host-portal=p; __Host-portal=q; junk"),
                  .listener = ListenerKind::portal};
  EXPECT_EQ(session_token(request), "p");
  request.listener = ListenerKind::desk;
  EXPECT_EQ(session_token(request), "d");
  request.cookies.clear();
  EXPECT_EQ(session_token(request), std::nullopt);
}

}  // namespace
}  // namespace madoguchi::http
