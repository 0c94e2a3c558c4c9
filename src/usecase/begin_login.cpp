#include "usecase/begin_login.h"

#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "secret/password.h"
#include "usecase/account_notice.h"
#include "usecase/attempt_limit.h"

namespace madoguchi {
namespace {

constexpr std::string_view kSent = "login.sent";  // allow text-key: a kind of attempt

struct Begun {
  std::optional<Account> account;
  std::vector<std::string> tries;
};

/// Counts the try before the password is looked at. An unknown login ID has its buckets too.
Result<Begun> count_password_try(Work& work, const std::string& login_id, const BeginLogin& command) {
  const auto limits = password_limits(work, login_id, command.client);
  TRY(require_within(work, "login.too_many_tries", limits));
  auto account = work.store.accounts.find_by_login_id(login_id);
  return Begun{.account = std::move(account), .tries = count_try(work, limits)};
}

void mail_code(Work& work, const Account& account, const std::string& code, Time expires_at) {
  queue_mail(work, recipient_of(account), "one_time_code", {{"code", code}, {"expires_at", format_jst(expires_at)}}, {},
             expires_at);
}

/// A fresh code in `login`; the text goes into the mail and nowhere else.
std::string renew(Work& work, Login& login) {
  const auto code = new_one_time_code(work.random());
  login.code_digest = one_time_code_digest(work.office.secret, purpose::login_code, login.id.value, code);
  login.code_expires_at = work.now + kOneTimeCodeLifetime;
  login.tries_left = kOneTimeCodeTriesMax;
  login.sent_at = work.now;
  ++login.sends;
  return code;
}

BegunLogin answer_of(const Login& login, const Account& account) {
  return {.id = login.id,
          .sent_to = masked_address(account.otp_address),
          .code_expires_at = login.code_expires_at,
          .send_again_at = login.sent_at + kResendSeconds};
}

Result<BegunLogin> send_first_code(Work& work, const AccountId& id, const BeginLogin& command,
                                   const std::vector<std::string>& tries, const std::optional<std::string>& rehashed) {
  auto account = TRY(work.store.accounts.get(id));
  const auto limits = send_limits(work, kSent, account.login_id, command.client);
  TRY(require_within(work, "login.too_many_codes", limits));
  take_back(work, tries);
  count_try(work, limits);
  if (rehashed) {
    account.password_hash = rehashed;
    account = TRY(work.store.accounts.update(account));
  }
  work.store.logins.close_of_account(account.id, work.now);  // R3: a new one voids the old
  Login login{.id = new_id<LoginId>(work.random()), .account = account.id, .created_at = work.now};
  const auto code = renew(work, login);
  work.store.logins.add(login);
  mail_code(work, account, code, login.code_expires_at);
  record_event(
      work, "login.begun", "account", account.id.value, {},
      CanonicalJson().text("client", work.office.secret.keyed_digest(purpose::client_address, command.client)));
  return answer_of(login, account);
}

}  // namespace

Result<BegunLogin> begin_login(const Office& office, PasswordHasher& hasher, Time now, const BeginLogin& command) {
  if (command.password.size() > kPasswordBytesMax) return refuse_field("/password", "password.too_long");
  // What can be no login ID is counted and hashed like any unknown one.
  const auto login_id = parse_login_id(command.login_id).value_or("?");
  const auto begun =
      TRY(transact(office, now, Actor{}, [&](Work& work) { return count_password_try(work, login_id, command); }));
  const auto& account = begun.account;
  const bool right = hasher.verify(account ? account->password_hash : std::nullopt, command.password);
  if (!right || account->disabled_at) {
    log(LogLevel::info, "login refused", {{"factor", "password"}});
    return refuse(ErrorCode::unauthenticated, "login.wrong");
  }
  std::optional<std::string> rehashed;
  if (PasswordHasher::needs_rehash(*account->password_hash)) rehashed = hasher.hash(command.password);
  return transact(office, now, Actor{.kind = ActorKind::subscriber, .account = account->id},
                  [&](Work& work) { return send_first_code(work, account->id, command, begun.tries, rehashed); });
}

Result<BegunLogin> send_code_again(const Office& office, Time now, const SendCodeAgain& command) {
  return transact(office, now, Actor{.kind = ActorKind::subscriber}, [&](Work& work) -> Result<BegunLogin> {
    auto login = work.store.logins.find(command.login);
    const bool open = login && login->account && !login->closed_at && now < login->created_at + kLoginSeconds;
    if (!open) return refuse(ErrorCode::unauthenticated, "login.ended");
    const auto since = now - login->sent_at;
    if (since < kResendSeconds) {
      return std::unexpected(
          Refusal{.code = ErrorCode::too_many,
                  .message = "login.send_again_later",
                  .params = {{"retry_after_seconds", std::to_string((kResendSeconds - since).count())}}});
    }
    const auto account = TRY(work.store.accounts.get(*login->account));
    const auto limits = send_limits(work, kSent, account.login_id, command.client);
    TRY(require_within(work, "login.too_many_codes", limits));
    count_try(work, limits);
    const auto sends_before = login->sends;
    const auto code = renew(work, *login);
    if (!work.store.logins.renew_code(*login, sends_before)) return refuse(ErrorCode::unauthenticated, "login.ended");
    mail_code(work, account, code, login->code_expires_at);
    work.actor.account = account.id;
    record_event(work, "login.code_sent_again", "account", account.id.value, {});
    return answer_of(*login, account);
  });
}

}  // namespace madoguchi
