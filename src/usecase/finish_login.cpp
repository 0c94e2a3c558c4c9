#include "usecase/finish_login.h"

#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "secret/token.h"
#include "usecase/account_notice.h"
#include "usecase/attempt_limit.h"
#include "usecase/open_session.h"

namespace madoguchi {
namespace {

std::unexpected<Refusal> ended() {
  return refuse(ErrorCode::unauthenticated, "login.ended");
}

struct Try {
  Login login;
  Account account;
  std::vector<std::string> counted;
};

/// Kept whatever the comparison says.
Result<Try> take_try(Work& work, const FinishLogin& command) {
  const auto found = work.store.logins.find(command.login);
  const bool open = found && found->account && !found->closed_at && work.now < found->created_at + kLoginSeconds;
  if (!open) return ended();
  auto account = TRY(work.store.accounts.get(*found->account));
  const auto limits = code_limits(work, account.login_id, command.client);
  TRY(require_within(work, "login.too_many_tries", limits));
  const auto login = work.store.logins.take_try(command.login);
  if (!login) {  // used up, or another try was right while this one waited
    const auto left = work.store.logins.find(command.login);
    return left && !left->closed_at ? refuse(ErrorCode::unauthenticated, "login.no_tries_left") : ended();
  }
  return Try{.login = *login, .account = std::move(account), .counted = count_try(work, limits)};
}

/// Five wrong codes after a right password: the owner should hear of it.
void tell_of_wrong_codes(const Office& office, Time now, const Try& taken) {
  const auto told = transact(office, now, Actor{}, [&](Work& work) -> Result<void> {
    tell_suspicious(work, taken.account, "login.activity_wrong_codes");
    record_event(work, "login.codes_wrong", "account", taken.account.id.value, {});
    return {};
  });
  if (!told) throw Failure("the owner could not be told of wrong codes: " + told.error().message);
}

}  // namespace

Result<OpenedSession> finish_login(const Office& office, Time now, const FinishLogin& command) {
  const auto code = read_one_time_code(command.code);
  if (!code) return refuse_field("/code", "login.code_malformed");
  const auto taken = TRY(transact(office, now, Actor{}, [&](Work& work) { return take_try(work, command); }));
  const auto& login = taken.login;
  const bool right =
      one_time_code_matches(office.secret, purpose::login_code, login.id.value, *code, login.code_digest);
  if (now >= login.code_expires_at) return refuse(ErrorCode::unauthenticated, "login.code_expired");
  if (!right) {
    log(LogLevel::info, "login refused", {{"factor", "mail_code"}, {"account", taken.account.id.value}});
    if (login.tries_left == 0) tell_of_wrong_codes(office, now, taken);
    return std::unexpected(Refusal{.code = ErrorCode::unauthenticated,
                                   .message = "login.code_wrong",
                                   .params = {{"tries_left", std::to_string(login.tries_left)}}});
  }
  const Actor actor{.kind = ActorKind::subscriber, .account = taken.account.id};
  return transact(office, now, actor, [&](Work& work) -> Result<OpenedSession> {
    const auto account = TRY(work.store.accounts.get(taken.account.id));
    // Single use; and what happened between the two transactions counts.
    if (account.disabled_at || !work.store.logins.close_code(login, work.now)) return ended();
    take_back(work, taken.counted);
    remember_place(work, account.login_id, command.client);
    if (command.old_token) end_session_of_token(work, *command.old_token);
    auto opened = open_session(work, {.account = account.id}, kPortalSessionSeconds);
    record_event(work, "session.opened", "account", account.id.value, {},
                 CanonicalJson()
                     .text("session", opened.id.value)
                     .text("factors", "password mail_code")
                     .text("client", office.secret.keyed_digest(purpose::client_address, command.client)));
    return OpenedSession{.id = opened.id, .token = std::move(opened.token), .account = account.id};
  });
}

}  // namespace madoguchi
