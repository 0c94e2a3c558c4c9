#include "usecase/change_password.h"

#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "secret/password.h"
#include "secret/token.h"
#include "usecase/account_notice.h"
#include "usecase/attempt_limit.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

constexpr std::string_view kSent = "password.sent";  // allow text-key: a kind of attempt

std::unexpected<Refusal> link_ended() {
  return refuse(ErrorCode::not_found, "password.link_ended");
}
std::unexpected<Refusal> code_wrong() {
  return refuse(ErrorCode::unauthenticated, "password.code_wrong");
}

Result<void> check_new(const std::string& password, const std::string& login_id) {
  return check_new_password("/new_password", password, login_id);
}

/// A new address must not recover the account (rules 7.3.2); once the old one is back, it may.
bool may_reset(Work& work, const Account& account) {
  return !under_hold({.held_until = account.held_until}, work.now) ||
         work.store.address_changes.last_was_cancelled(account.id);
}

/// The last step of all three ways.
Result<void> keep(Work& work, Account account, std::string hash, std::string_view how) {
  account.password_hash = std::move(hash);
  account = TRY(work.store.accounts.update(std::move(account)));
  end_every_way_in(work, account.id, {});
  tell_password_changed(work, account);
  record_event(work, "password.set", "account", account.id.value, {}, CanonicalJson().text("how", how));
  return {};
}

struct OpenLink {
  PasswordReset reset;
  Account account;
};
Result<OpenLink> find_link(Work& work, const std::string& token) {
  const auto reset =
      work.store.password_resets.find_first(work.office.secret.keyed_digest(purpose::password_link, token));
  if (!reset || !reset->account || work.now >= reset->expires_at) return link_ended();
  auto account = TRY(work.store.accounts.get(*reset->account));
  if (account.disabled_at || account.password_hash) return link_ended();
  return OpenLink{.reset = *reset, .account = std::move(account)};
}

}  // namespace

Result<void> may_invite(const Work& work, const Account& account) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
  if (account.password_hash || account.disabled_at) return refuse(ErrorCode::wrong_state, "password.already_set");
  return {};
}

Result<void> invite_account(Work& work, const SeenAccount& seen) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
  const auto& id = seen.id;
  auto account = TRY(seen_account(work, seen));
  TRY(may_invite(work, account));
  account = TRY(work.store.accounts.update(std::move(account)));  // its version: a second click mails no second link
  const auto token = new_token(work.random());
  const auto expires_at = work.now + kFirstPasswordSeconds;
  work.store.password_resets.close_of_account(id, work.now);
  work.store.password_resets.add({.id = new_id<PasswordResetId>(work.random()),
                                  .account = id,
                                  .kind = PasswordResetKind::first,
                                  .secret_digest = work.office.secret.keyed_digest(purpose::password_link, token),
                                  .tries_left = 1,
                                  .expires_at = expires_at,
                                  .created_at = work.now});
  // Behind the '#': no server and no proxy log sees it.
  queue_mail(work, recipient_of(account), "first_password",
             {{"login_id", account.login_id},
              {"link", work.office.urls.portal + "/first-password#" + token},
              {"expires_at", format_jst(expires_at)}},
             {}, expires_at);
  record_event(work, "account.invited", "account", id.value, {});
  return {};
}

Result<void> set_first_password(const Office& office, PasswordHasher& hasher, Time now,
                                const SetFirstPassword& command) {
  if (!is_token_text(command.token)) return link_ended();
  const auto link = TRY(look(office, now, Actor{}, [&](Work& work) { return find_link(work, command.token); }));
  TRY(check_new(command.new_password, link.account.login_id));
  auto hash = hasher.hash(command.new_password);
  const Actor actor{.kind = ActorKind::subscriber, .account = link.account.id};
  return transact(office, now, actor, [&](Work& work) -> Result<void> {
    auto account = TRY(find_link(work, command.token)).account;
    if (!work.store.password_resets.close(link.reset.id, now)) return link_ended();
    return keep(work, std::move(account), hash, "first");
  });
}

Result<RequestedReset> request_password_reset(const Office& office, Time now, const RequestPasswordReset& command) {
  const auto login_id = parse_login_id(command.login_id).value_or("?");
  return transact(office, now, Actor{}, [&](Work& work) -> Result<RequestedReset> {
    const auto limits = send_limits(work, kSent, login_id, command.client);
    TRY(require_within(work, "login.too_many_codes", limits));
    count_try(work, limits);
    const auto account = work.store.accounts.find_by_login_id(login_id);
    const bool may = account && account->password_hash && !account->disabled_at && may_reset(work, *account);
    const auto code = new_one_time_code(work.random());
    PasswordReset reset{.id = new_id<PasswordResetId>(work.random()),
                        .kind = PasswordResetKind::forgotten,
                        .tries_left = kOneTimeCodeTriesMax,
                        .expires_at = now + kOneTimeCodeLifetime,
                        .created_at = now};
    reset.secret_digest = one_time_code_digest(office.secret, purpose::password_reset_code, reset.id.value, code);
    if (may) reset.account = account->id;
    work.store.password_resets.close_of_account(may ? account->id : AccountId{}, now);
    work.store.password_resets.add(reset);
    // For nobody the same mail is written, sealed and stored, already expired: the work tells nothing (rules 7.2.1).
    const auto to = may ? recipient_of(*account) : Recipient{.address = "", .role = "account"};
    queue_mail(work, to, "password_reset_code", {{"code", code}, {"expires_at", format_jst(reset.expires_at)}}, {},
               may ? reset.expires_at : now);
    record_event(work, "password.reset_requested", "login_id",
                 office.secret.keyed_digest(purpose::event_person, login_id), {});
    return RequestedReset{.id = reset.id, .expires_at = reset.expires_at};
  });
}

Result<void> finish_password_reset(const Office& office, PasswordHasher& hasher, Time now,
                                   const FinishPasswordReset& command) {
  const auto code = read_one_time_code(command.code);
  if (!code) return refuse_field("/code", "login.code_malformed");
  TRY(check_new(command.new_password, ""));  // costs no try, and tells nothing of the account
  const auto taken = TRY(transact(office, now, Actor{}, [&](Work& work) -> Result<std::optional<PasswordReset>> {
    return work.store.password_resets.take_try(command.reset);
  }));
  if (!taken) return code_wrong();
  const bool right =
      one_time_code_matches(office.secret, purpose::password_reset_code, taken->id.value, *code, taken->secret_digest);
  if (!right || !taken->account || now >= taken->expires_at) return code_wrong();
  const auto account =
      TRY(look(office, now, Actor{}, [&](Work& work) { return work.store.accounts.get(*taken->account); }));
  TRY(check_new(command.new_password, account.login_id));
  auto hash = hasher.hash(command.new_password);
  const Actor actor{.kind = ActorKind::subscriber, .account = account.id};
  return transact(office, now, actor, [&](Work& work) -> Result<void> {
    auto present = TRY(work.store.accounts.get(account.id));
    if (present.disabled_at || !may_reset(work, present)) return code_wrong();
    if (!work.store.password_resets.close(taken->id, now)) return code_wrong();
    present.reset_at = now;  // so far whoever reads the mailbox: no standing for a claim that needs no call
    return keep(work, std::move(present), hash, "forgotten");
  });
}

Result<void> change_password(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                             const std::string& new_password) {
  const auto allowed = [&](Work& work) -> Result<Account> {
    TRY(require_recent_reauthentication(work));
    return work.store.accounts.get(*actor.account);
  };
  const auto account = TRY(look(office, now, actor, allowed));
  TRY(check_new(new_password, account.login_id));
  auto hash = hasher.hash(new_password);
  return transact(office, now, actor, [&](Work& work) -> Result<void> {
    return keep(work, TRY(work.store.accounts.get(account.id)), hash, "changed");
  });
}

}  // namespace madoguchi
