#include "usecase/change_address.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "secret/token.h"
#include "usecase/account_notice.h"
#include "usecase/attempt_limit.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

std::unexpected<Refusal> code_ended() {
  return refuse(ErrorCode::unauthenticated, "account.code_ended");
}

/// Asked at the request and again at the switch (R23's rule holds here too).
Result<Account> require_may_change(Work& work) {
  require(work.actor.account.has_value(), "an address belongs to an account");
  TRY(require_recent_reauthentication(work));
  TRY(require_no_hold(work));
  TRY(require_no_dispute(work));
  return work.store.accounts.get(*work.actor.account);
}

/// Two spellings of one address differ in the case of letters at most.
bool same_address(std::string_view left, std::string_view right) {
  const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, fold, fold);
}

CanonicalJson digests_of(const Office& office, const AddressChange& change) {
  return CanonicalJson()
      .text("change", change.id.value)
      .text("old", office.secret.keyed_digest(purpose::event_person, change.old_address))
      .text("new", office.secret.keyed_digest(purpose::event_person, change.new_address));
}

/// R16: the old address hears of it first, with the way back if there is one (a token); the new one too.
void tell_both(Work& work, const Account& before, const Account& after, const std::optional<std::string>& token,
               Time cancel_until) {
  const auto changed_at = format_jst(work.now);
  SentenceParams values{
      {"login_id", before.login_id}, {"changed_at", changed_at}, {"new_address", masked_address(after.otp_address)}};
  if (token) {
    values.emplace_back("cancel_until", format_jst(cancel_until));
    values.emplace_back("link", work.office.urls.portal + "/cancel-address-change#" + *token);
    queue_mail(work, recipient_of(before), "otp_address_changed_old", std::move(values), {}, cancel_until);
  } else {
    queue_mail(work, recipient_of(before), "otp_address_recovered_old", std::move(values));
  }
  queue_mail(work, recipient_of(after), "otp_address_changed_new",
             {{"login_id", after.login_id}, {"changed_at", changed_at}, {"hold_until", format_jst(*after.held_until)}});
}

Result<Time> switch_own(Work& work, const AddressChange& change) {
  const auto before = TRY(require_may_change(work));
  if (before.otp_address != change.old_address) return code_ended();
  return *TRY(switch_address(work, before, change, work.actor.session)).held_until;
}

}  // namespace

Result<RequestedAddressChange> request_address_change(Work& work, const RequestAddressChange& command) {
  const auto account = TRY(require_may_change(work));
  if (same_address(account.otp_address, command.new_address.text())) {
    return refuse_field("/new_address", "account.same_address");
  }
  const auto limits = send_limits(work, "address.sent", account.login_id, command.client);
  TRY(require_within(work, "login.too_many_codes", limits));
  count_try(work, limits);
  const auto code = new_one_time_code(work.random());
  AddressChange change{.id = new_id<AddressChangeId>(work.random()),
                       .account = account.id,
                       .old_address = account.otp_address,
                       .new_address = command.new_address.text(),
                       .code_expires_at = work.now + kOneTimeCodeLifetime,
                       .tries_left = kOneTimeCodeTriesMax,
                       .created_at = work.now};
  change.code_digest = one_time_code_digest(work.office.secret, purpose::new_address_code, change.id.value, code);
  work.store.address_changes.close_of_account(account.id, work.now);
  work.store.address_changes.add(change);
  auto to = recipient_of(account);
  to.address = change.new_address;
  queue_mail(work, to, "new_address_code", {{"code", code}, {"expires_at", format_jst(change.code_expires_at)}}, {},
             change.code_expires_at);
  record_event(work, "address_change.requested", "account", account.id.value, {}, digests_of(work.office, change));
  return RequestedAddressChange{
      .id = change.id, .new_address = change.new_address, .code_expires_at = change.code_expires_at};
}

Result<Time> confirm_address_change(const Office& office, Time now, const Actor& actor,
                                    const ConfirmAddressChange& command) {
  const auto code = read_one_time_code(command.code);
  if (!code) return refuse_field("/code", "login.code_malformed");
  const auto take = [&](Work& work) -> Result<std::optional<AddressChange>> {
    const auto account = TRY(require_may_change(work));
    return work.store.address_changes.take_try(command.change, account.id);
  };
  const auto taken = TRY(transact(office, now, actor, take));
  if (!taken || now >= taken->code_expires_at) return code_ended();
  if (!one_time_code_matches(office.secret, purpose::new_address_code, taken->id.value, *code, taken->code_digest)) {
    return std::unexpected(Refusal{.code = ErrorCode::unauthenticated,
                                   .message = "account.code_wrong",
                                   .params = {{"tries_left", std::to_string(taken->tries_left)}}});
  }
  return transact(office, now, actor, [&](Work& work) { return switch_own(work, *taken); });
}

Result<Account> switch_address(Work& work, const Account& before, const AddressChange& change,
                               const std::optional<SessionId>& but, WayBack way_back) {
  const auto token = new_token(work.random());  // given to nobody after a recovery
  const bool by_link = way_back == WayBack::link;
  const auto cancel_until = by_link ? work.now + kCancelSeconds : work.now;
  const auto digest = work.office.secret.keyed_digest(purpose::address_cancel_link, token);
  if (!work.store.address_changes.confirm(change.id, digest, cancel_until, work.now)) return code_ended();
  auto after = before;
  after.otp_address = change.new_address;
  after.held_until = work.now + kHoldSeconds;
  after = TRY(work.store.accounts.update(std::move(after)));
  end_every_way_in(work, after.id, but);
  tell_both(work, before, after, by_link ? std::optional(token) : std::nullopt, cancel_until);
  record_event(work, "address_change.confirmed", "account", after.id.value, {}, digests_of(work.office, change));
  return after;
}

Result<void> cancel_address_change(Work& work, const std::string& token) {
  const auto ended = [] { return refuse(ErrorCode::not_found, "account.cancel_link_ended"); };
  if (!is_token_text(token)) return ended();
  const auto change = work.store.address_changes.find_by_cancel_digest(
      work.office.secret.keyed_digest(purpose::address_cancel_link, token));
  if (!change || work.now >= *change->cancel_until) return ended();
  auto account = TRY(work.store.accounts.get(change->account));
  // Somebody set another address meanwhile: staff, after a call. Going back behind that is not the link's to do.
  if (account.otp_address != change->new_address) return ended();
  if (!work.store.address_changes.cancel(change->id, work.now)) return ended();
  account.otp_address = change->old_address;
  account = TRY(work.store.accounts.update(std::move(account)));
  end_every_way_in(work, account.id, {});
  work.store.address_changes.close_of_account(account.id, work.now);
  work.actor = {.kind = ActorKind::subscriber, .account = account.id};
  auto other_end = recipient_of(account);  // whoever lost is told as well: it may have been the owner
  other_end.address = change->new_address;
  const auto tell = [&](const Recipient& to) {
    queue_mail(work, to, "otp_address_cancelled",
               {{"login_id", account.login_id}, {"cancelled_at", format_jst(work.now)}});
  };
  tell(recipient_of(account));
  tell(other_end);
  tell_suspicious(work, account, "account.activity_address_cancelled");
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::alarm,
                        .detail = "account.address_change_cancelled " + account.id.value,
                        .opened_at = work.now});
  record_event(work, "address_change.cancelled", "account", account.id.value, {}, digests_of(work.office, *change));
  return {};
}

}  // namespace madoguchi
