#include "main/story_person.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/result.h"
#include "main/story_stage.h"
#include "secret/totp.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr std::size_t kCodeDigits = 8;

bool is_secret(std::string_view name) {
  return name == "password" || name == "new_password" || name == "code" || name == "totp" || name == "token";
}

json::value masked(const json::value& value) {
  const auto* object = value.if_object();
  if (!object) return value;
  json::object out;
  for (const auto& [name, member] : *object) out[name] = is_secret(name) ? json::value("***") : masked(member);
  return out;
}

std::string printed(const std::string& who, std::string_view method, std::string_view target, const json::value& body,
                    const ApiAnswer& answer) {
  return who + ": " + std::string(method) + " " + std::string(target) +
         (body.is_null() ? "" : " " + json::serialize(masked(body))) + "\n  answered " + std::to_string(answer.status) +
         " " + answer.body;
}

}  // namespace

StoryPerson::StoryPerson(StoryStage& stage, ExampleLogin login, const std::string& base_url)
    : stage_(stage), login_(std::move(login)), client_(base_url) {
  client_.set_language("en");
}

ApiAnswer StoryPerson::call(std::string_view method, std::string_view target, const json::value& body,
                            const ApiHeaders& headers) {
  auto answer = client_.send(method, target, body.is_null() ? "" : json::serialize(body), headers);
  stage_.observe({.desk = login_.desk, .method = method, .target = target, .answer = answer});
  return answer;
}

ApiAnswer StoryPerson::call_logged_in(std::string_view method, std::string_view target, const json::value& body,
                                      const ApiHeaders& headers) {
  if (!arrived_) log_in();
  auto answer = call(method, target, body, headers);
  if (answer.status != 401 || !answer.code().starts_with("session.")) return answer;
  log_in();
  return call(method, target, body, headers);
}

ApiAnswer StoryPerson::get(std::string_view target) {
  auto answer = call_logged_in("GET", target, nullptr, {});
  if (answer.status != 200) throw Failure(printed(name(), "GET", target, nullptr, answer) + "\n  expected 200");
  return answer;
}

ApiAnswer StoryPerson::post(std::string_view target, const json::value& body, const ApiHeaders& headers) {
  auto answer = call_logged_in("POST", target, body, headers);
  if (answer.status / 100 != 2) throw Failure(printed(name(), "POST", target, body, answer) + "\n  expected 2xx");
  return answer;
}

ApiAnswer StoryPerson::file(std::string_view target, const json::value& body) {
  return post(target, body, {{"Idempotency-Key", fresh_key()}});
}

ApiAnswer StoryPerson::step(const std::string& noun, std::string_view action, const json::value& body) {
  return step_on(get(noun), noun, action, body);
}

ApiAnswer StoryPerson::step_on(const ApiAnswer& seen, const std::string& noun, std::string_view action,
                               const json::value& body) {
  return post(noun + "/" + std::string(action), body, {{"If-Match", seen.header("ETag")}});
}

ApiAnswer StoryPerson::refused_get(std::string_view code, std::string_view target) {
  auto answer = call_logged_in("GET", target, nullptr, {});
  if (answer.code() != code) {
    throw Failure(printed(name(), "GET", target, nullptr, answer) + "\n  expected the problem " + std::string(code));
  }
  return answer;
}

ApiAnswer StoryPerson::refused_post(std::string_view code, std::string_view target, const json::value& body,
                                    const ApiHeaders& headers) {
  auto answer = call_logged_in("POST", target, body, headers);
  const bool named = answer.code() == code || (answer.has("/errors/0/code") && answer.text("/errors/0/code") == code);
  if (!named) {
    throw Failure(printed(name(), "POST", target, body, answer) + "\n  expected the problem " + std::string(code));
  }
  return answer;
}

ApiAnswer StoryPerson::refused_file(std::string_view code, std::string_view target, const json::value& body) {
  return refused_post(code, target, body, {{"Idempotency-Key", fresh_key()}});
}

ApiAnswer StoryPerson::refused_step(std::string_view code, const std::string& noun, std::string_view action,
                                    const json::value& body) {
  return refused_step_on(code, get(noun), noun, action, body);
}

ApiAnswer StoryPerson::refused_step_on(std::string_view code, const ApiAnswer& seen, const std::string& noun,
                                       std::string_view action, const json::value& body) {
  return refused_post(code, noun + "/" + std::string(action), body, {{"If-Match", seen.header("ETag")}});
}

std::string StoryPerson::fresh_key() {
  return "story-" + name() + "-" + std::to_string(++keys_);
}

void StoryPerson::log_in() {
  client_.forget_cookies();
  if (login_.desk) {
    log_in_at_desk();
  } else {
    log_in_at_portal();
  }
  arrived_ = true;
}

void StoryPerson::log_in_at_portal() {
  const json::value password{{"login_id", login_.login_id}, {"password", login_.password}};
  const auto begun = call("POST", "/api/v1/login", password);
  if (begun.status != 200) throw Failure(printed(name(), "POST", "/api/v1/login", password, begun));
  const auto mail = stage_.mail(login_.otp_address, "one_time_code");
  const auto target = "/api/v1/login/" + begun.text("/id") + "/code";
  const json::value code{{"code", code_in(mail, kCodeDigits)}};
  const auto opened = call("POST", target, code);
  if (opened.status != 200) throw Failure(printed(name(), "POST", target, code, opened));
}

void StoryPerson::log_in_at_desk() {
  // A code works once (rules 7.4.2): who logs in again waits for the next one.
  auto now = stage_.now();
  if (to_unix(now) / kTotpStepSeconds <= last_totp_step_) {
    now = from_unix((last_totp_step_ + 1) * kTotpStepSeconds);
    stage_.move_to(now);
  }
  last_totp_step_ = to_unix(now) / kTotpStepSeconds;
  const auto secret = from_base32(login_.totp_secret);
  if (!secret) throw Failure(name() + " has no TOTP secret");
  const json::value body{
      {"login_id", login_.login_id}, {"password", login_.password}, {"totp", totp_code(*secret, last_totp_step_)}};
  const auto opened = call("POST", "/api/v1/login", body);
  if (opened.status != 200) throw Failure(printed(name(), "POST", "/api/v1/login", body, opened));
}

void StoryPerson::reauthenticate() {
  post("/api/v1/session/reauthenticate", {{"password", login_.password}});
}

void expect(bool holds, const std::string& what) {
  if (!holds) throw Failure("expected: " + what);
}

const json::object& can_of(const ApiAnswer& answer, std::string_view action) {
  for (const auto& can : answer.at("/can").as_array()) {
    if (can.at("action").as_string() == action) return can.as_object();
  }
  throw Failure("the can list does not name " + std::string(action) + ": " + answer.body);
}

void expect_can(const ApiAnswer& answer, std::string_view action) {
  const auto& can = can_of(answer, action);
  expect(can.at("allowed").as_bool(), std::string(action) + " to be allowed: " + json::serialize(can));
}

void expect_cannot(const ApiAnswer& answer, std::string_view action, std::string_view reason) {
  const auto& can = can_of(answer, action);
  expect(!can.at("allowed").as_bool() && can.at("reason").as_string() == reason,
         std::string(action) + " to be refused for " + std::string(reason) + ": " + json::serialize(can));
}

}  // namespace madoguchi
