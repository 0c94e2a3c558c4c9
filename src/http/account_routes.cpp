#include "http/account_routes.h"

#include "domain/mail_address.h"
#include "http/session.h"
#include "http/session_json.h"
#include "http/session_routes.h"
#include "usecase/change_address.h"
#include "usecase/manage_accounts.h"
#include "usecase/view_account.h"

namespace madoguchi::http {

template <>
struct JsonText<Language> : ParsedBy<&parse_language> {};

namespace {

struct WaitingChangeLine {
  AddressChangeId id;
  std::string new_address;
  Time code_expires_at{};
};
BOOST_DESCRIBE_STRUCT(WaitingChangeLine, (), (id, new_address, code_expires_at))
struct AccountAnswer {
  AccountId id;
  std::string login_id;
  std::string name;
  Language language{};
  std::string otp_address;
  std::string note;
  std::optional<Time> held_until{};
  std::optional<WaitingChangeLine> waiting_change{};
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(AccountAnswer, (),
                      (id, login_id, name, language, otp_address, note, held_until, waiting_change, can))

struct AddressBody {
  std::string new_address;
};
BOOST_DESCRIBE_STRUCT(AddressBody, (), (new_address))
struct ConfirmBody {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(ConfirmBody, (), (code))
struct ConfirmedAnswer {
  Time held_until{};
};
BOOST_DESCRIBE_STRUCT(ConfirmedAnswer, (), (held_until))
struct CancelBody {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(CancelBody, (), (token))

Result<Response> get_account(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto view = TRY(look(counter.office, now, actor, [](Work& work) { return view_account(work); }));
  const auto& catalogue = counter.office.catalogue;
  AccountAnswer answer{.id = view.account.id,
                       .login_id = view.account.login_id,
                       .name = view.account.name,
                       .language = view.account.language,
                       .otp_address = view.account.otp_address,
                       // R10: stated on both screens
                       .note = catalogue.sentence(request.language, "account.address_is_no_contact"),
                       .can = can_lines(view.can, request.language, catalogue)};
  if (under_hold(actor, now)) answer.held_until = actor.held_until;
  if (const auto& change = view.waiting_change) {
    answer.waiting_change = WaitingChangeLine{
        .id = change->id, .new_address = change->new_address, .code_expires_at = change->code_expires_at};
  }
  return json_answer(200, answer);
}

struct LanguageBody {
  Language language{};
};
BOOST_DESCRIBE_STRUCT(LanguageBody, (), (language))

Result<Response> post_language(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<LanguageBody>(request.body));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return set_language(work, body.language); }));
  return Response::no_content();
}

Result<Response> post_address_change(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<AddressBody>(request.body));
  const auto address = MailAddress::parse(body.new_address);
  if (!address) return refuse_field("/new_address", address.error().message);
  const RequestAddressChange command{.new_address = *address, .client = client_of(request)};
  const auto requested =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return request_address_change(work, command); }));
  return json_answer(
      201, WaitingChangeLine{
               .id = requested.id, .new_address = requested.new_address, .code_expires_at = requested.code_expires_at});
}

Result<Response> post_address_confirm(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<ConfirmBody>(request.body));
  const auto change = TRY(request.id<AddressChangeId>("id"));
  const auto held_until =
      TRY(confirm_address_change(counter.office, now, actor, {.change = change, .code = std::move(body.code)}));
  return json_answer(200, ConfirmedAnswer{.held_until = held_until});
}

/// Without a login: who holds the mail to the old address may not be able to log in any more.
Result<Response> post_address_cancel(Counter& counter, const Request& request) {
  const auto body = TRY(read_json<CancelBody>(request.body));
  TRY(transact(counter.office, counter.now(), Actor{.kind = ActorKind::subscriber},
               [&](Work& work) { return cancel_address_change(work, body.token); }));
  return Response::no_content();
}

}  // namespace

void add_portal_account_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/account", person(get_account));
  router.add(Method::post, "/api/v1/account/language", person(post_language));
  router.add(Method::post, "/api/v1/account/address-change", person(post_address_change));
  router.add(Method::post, "/api/v1/account/address-change/{id}/confirm", person(post_address_confirm));
  router.add(
      Method::post, "/api/v1/account/address-change/cancel",
      announce_changes(counter, [&counter](const Request& request) { return post_address_cancel(counter, request); }));
}

}  // namespace madoguchi::http
