#include "http/example_routes.h"

#include "http/json_map.h"
#include "http/query.h"
#include "usecase/example_mailbox.h"
#include "usecase/move_clock.h"

namespace madoguchi::http {
namespace {

constexpr std::int64_t kMailsAsked = 30;

struct ClockBody {
  Time now{};
};
BOOST_DESCRIBE_STRUCT(ClockBody, (), (now))

struct MomentAnswer {
  Time at{};
  ExampleMomentKind kind{};
  std::string common_name;
  std::optional<std::string> serial, application;
};
BOOST_DESCRIBE_STRUCT(MomentAnswer, (), (at, kind, common_name, serial, application))
struct OutlookAnswer {
  Time now{};
  std::vector<MomentAnswer> moments;
};
BOOST_DESCRIBE_STRUCT(OutlookAnswer, (), (now, moments))

struct CustomerAnswer {
  std::string login_id, name, password, otp_address;
};
BOOST_DESCRIBE_STRUCT(CustomerAnswer, (), (login_id, name, password, otp_address))
struct OfficerAnswer {
  std::string login_id, name, password;
  std::vector<Role> roles;
  std::optional<std::string> totp;
  std::int64_t seconds_left = 0;
};
BOOST_DESCRIBE_STRUCT(OfficerAnswer, (), (login_id, name, password, roles, totp, seconds_left))
struct PeopleAnswer {
  std::vector<CustomerAnswer> customers;
  std::vector<OfficerAnswer> officers;
};
BOOST_DESCRIBE_STRUCT(PeopleAnswer, (), (customers, officers))

struct MailLine {
  std::string name;
  Time sent_at{};
  std::string to, subject;
};
BOOST_DESCRIBE_STRUCT(MailLine, (), (name, sent_at, to, subject))
struct MailList {
  std::vector<MailLine> mails;
};
BOOST_DESCRIBE_STRUCT(MailList, (), (mails))
struct MailAnswer {
  std::string name;
  Time sent_at{};
  std::string from, to, subject, date, message_id, body;
};
BOOST_DESCRIBE_STRUCT(MailAnswer, (), (name, sent_at, from, to, subject, date, message_id, body))

Response clock_answer(Time now) {
  return json_answer(200, ClockBody{now});
}

Result<Response> post_clock(Counter& counter, const Request& request) {
  const auto body = TRY(read_json<ClockBody>(request.body));
  TRY(transact(counter.office, counter.now(), Actor::the_engine(),
               [&](Work& work) { return move_clock(work, body.now); }));
  counter.clock_moved();
  counter.changed();
  return clock_answer(counter.now());
}

Result<Response> get_outlook(Counter& counter) {
  const auto now = counter.now();
  const auto moments = TRY(transact(counter.office, now, Actor::the_engine(), example_outlook));
  OutlookAnswer answer{.now = now};
  for (const auto& each : moments) {
    answer.moments.push_back({each.at, each.kind, each.common_name, each.serial, each.application});
  }
  return json_answer(200, answer);
}

Result<Response> get_people(Counter& counter) {
  const auto officers = TRY(transact(counter.office, counter.now(), Actor::the_engine(), example_officers));
  PeopleAnswer answer;
  for (const auto& login : counter.example_logins) {
    if (!login.desk) {
      answer.customers.push_back({login.login_id, login.name, login.password, login.otp_address});
      continue;
    }
    const auto found = std::ranges::find(officers, login.login_id, &ExampleOfficer::login_id);
    if (found == officers.end()) continue;  // disabled meanwhile
    answer.officers.push_back(
        {login.login_id, login.name, login.password, found->roles, found->totp, found->seconds_left});
  }
  return json_answer(200, answer);
}

Result<Response> get_mails(Counter& counter, const Request& request) {
  TRY(allow_query(request, {"limit"}));
  const auto limit = TRY(query_count(request, "limit", kMailsAsked, kExampleMailsMax));
  MailList answer;
  for (auto& mail : newest_example_mails(counter.example_mails, static_cast<std::size_t>(limit))) {
    answer.mails.push_back({mail.name, mail.sent_at, std::move(mail.message.to), std::move(mail.message.subject)});
  }
  return json_answer(200, answer);
}

Result<Response> get_mail(Counter& counter, const Request& request) {
  const auto mail = TRY(read_example_mail(counter.example_mails, request.parameter("name")));
  const auto& message = mail.message;
  return json_answer(200, MailAnswer{mail.name, mail.sent_at, message.from, message.to, message.subject, message.date,
                                     message.message_id, message.body});
}

}  // namespace

void add_example_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/example/clock",
             [&counter](const Request&) -> Result<Response> { return clock_answer(counter.now()); });
  router.add(Method::post, "/api/v1/example/clock",
             [&counter](const Request& request) { return post_clock(counter, request); });
  router.add(Method::get, "/api/v1/example/outlook", [&counter](const Request&) { return get_outlook(counter); });
  router.add(Method::get, "/api/v1/example/people", [&counter](const Request&) { return get_people(counter); });
  router.add(Method::get, "/api/v1/example/mails",
             [&counter](const Request& request) { return get_mails(counter, request); });
  router.add(Method::get, "/api/v1/example/mails/{name}",
             [&counter](const Request& request) { return get_mail(counter, request); });
}

}  // namespace madoguchi::http
