#include "http/account_routes.h"
#include "http/can_json.h"
#include "http/conditional.h"
#include "http/session.h"
#include "http/session_json.h"
#include "usecase/account_notice.h"
#include "usecase/change_password.h"
#include "usecase/manage_accounts.h"
#include "usecase/record.h"

namespace madoguchi::http {

template <>
struct JsonText<Language> : ParsedBy<&parse_language> {};
template <>
struct JsonText<MembershipRole> : ParsedBy<&parse_name<MembershipRole>> {};

namespace {

struct OpenBody {
  std::string login_id;
  std::string name;
  std::string otp_address;
  std::optional<Language> language{};
  CustomerId customer;
  MembershipRole role{};
  std::optional<bool> agent{};
  std::optional<Time> mandate_until{};
};
BOOST_DESCRIBE_STRUCT(OpenBody, (), (login_id, name, otp_address, language, customer, role, agent, mandate_until))
struct OpenedAccountAnswer {
  AccountId id;
};
BOOST_DESCRIBE_STRUCT(OpenedAccountAnswer, (), (id))

Result<Response> post_account(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<OpenBody>(request.body));
  const auto key = TRY(require_idempotency_key(request));
  const auto address = MailAddress::parse(body.otp_address);
  if (!address) return refuse_field("/otp_address", address.error().message);
  const OpenAccount command{.login_id = body.login_id,
                            .name = body.name,
                            .otp_address = *address,
                            .language = body.language.value_or(Language::ja),
                            .customer = body.customer,
                            .role = body.role,
                            .agent = body.agent.value_or(false),
                            .mandate_until = body.mandate_until};
  const auto id = TRY(transact(counter.office, now, actor, [&](Work& work) {
    return once<AccountId>(work, key, digest_of(request.route + "\n" + request.body),
                           [&] { return open_account(work, command); });
  }));
  return json_answer(201, OpenedAccountAnswer{.id = id});
}

struct MembershipLine {
  CustomerId customer;
  std::string customer_name;
  MembershipRole role{};
  bool agent = false;
  Time mandate_from{};
  std::optional<Time> mandate_until{};
  bool ended = false;
  std::vector<CanLine> can{};
};
BOOST_DESCRIBE_STRUCT(MembershipLine, (),
                      (customer, customer_name, role, agent, mandate_from, mandate_until, ended, can))
struct FoundAccountAnswer {
  AccountId id;
  std::string login_id;
  std::string name;
  std::string otp_address;  ///< masked
  Language language{};
  std::optional<Time> held_until{};
  std::optional<Time> disabled_at{};
  std::vector<MembershipLine> memberships;
  std::vector<CanLine> can{};
};
BOOST_DESCRIBE_STRUCT(FoundAccountAnswer, (),
                      (id, login_id, name, otp_address, language, held_until, disabled_at, memberships, can))

Result<Response> get_account_by_login(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"login_id"}));
  const auto login_id = request.query_value("login_id").value_or("");
  auto found = TRY(transact(counter.office, now, actor, [&](Work& work) { return find_account(work, login_id); }));
  FoundAccountAnswer answer{.id = found.account.id,
                            .login_id = std::move(found.account.login_id),
                            .name = std::move(found.account.name),
                            .otp_address = masked_address(found.account.otp_address),
                            .language = found.account.language,
                            .held_until = found.account.held_until,
                            .disabled_at = found.account.disabled_at,
                            .memberships = {}};
  answer.memberships.reserve(found.memberships.size());
  const auto lines = [&](const std::vector<Can>& can) {
    return can_lines(can, request.language, counter.office.catalogue.at_desk());
  };
  answer.can = lines(found.can);
  for (const auto& [one, customer, can] : found.memberships) {
    answer.memberships.push_back({.customer = one.customer,
                                  .customer_name = customer,
                                  .role = one.role,
                                  .agent = one.agent,
                                  .mandate_from = one.mandate_from,
                                  .mandate_until = one.mandate_until,
                                  .ended = one.mandate_until && *one.mandate_until <= now,
                                  .can = lines(can)});
  }
  auto response = json_answer(200, answer);
  response.add("ETag", etag(found.account.version));
  return response;
}

struct MembershipBody {
  CustomerId customer;
  MembershipRole role{};
  std::optional<bool> agent{};
  std::optional<Time> mandate_until{};
};
BOOST_DESCRIBE_STRUCT(MembershipBody, (), (customer, role, agent, mandate_until))

Result<Response> post_membership(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<AccountId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto body = TRY(read_json<MembershipBody>(request.body));
  const GrantMembership command{.account = id,
                                .version = version,
                                .customer = body.customer,
                                .role = body.role,
                                .agent = body.agent.value_or(false),
                                .mandate_until = body.mandate_until};
  TRY(transact(counter.office, now, actor, [&](Work& work) { return grant_membership(work, command); }));
  return Response::no_content();
}

Result<Response> post_membership_end(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<AccountId>("id"));
  const auto customer = TRY(request.id<CustomerId>("customer"));
  const auto version = TRY(require_if_match(request));
  const EndMembership command{.account = id, .version = version, .customer = customer};
  TRY(transact(counter.office, now, actor, [&](Work& work) { return end_membership(work, command); }));
  return Response::no_content();
}

Result<SeenAccount> seen_by(const Request& request) {
  const auto id = TRY(request.id<AccountId>("id"));
  const auto version = TRY(require_if_match(request));
  return SeenAccount{.id = id, .version = version};
}

Result<Response> post_invite(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto seen = TRY(seen_by(request));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return invite_account(work, seen); }));
  return Response::no_content();
}

Result<Response> post_disable(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto seen = TRY(seen_by(request));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return disable_account(work, seen); }));
  return Response::no_content();
}

}  // namespace

void add_desk_account_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/accounts", officer(get_account_by_login));
  router.add(Method::post, "/api/v1/accounts", officer(post_account));
  router.add(Method::post, "/api/v1/accounts/{id}/memberships", officer(post_membership));
  router.add(Method::post, "/api/v1/accounts/{id}/memberships/{customer}/end", officer(post_membership_end));
  router.add(Method::post, "/api/v1/accounts/{id}/invite", officer(post_invite));
  router.add(Method::post, "/api/v1/accounts/{id}/disable", officer(post_disable));
}

}  // namespace madoguchi::http
