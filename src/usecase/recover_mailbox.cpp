#include "usecase/recover_mailbox.h"

#include <algorithm>
#include <set>

#include "domain/task_rules.h"
#include "usecase/account_notice.h"
#include "usecase/can_line.h"
#include "usecase/change_address.h"
#include "usecase/guard.h"
#include "usecase/mask.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

std::string task_detail(const MailboxRecoveryId& id) {
  return "mailbox_recovery " + id.value;
}

/// Only what stood on file before somebody asked (R119).
std::vector<VerifiedNumber> callable(Work& work, const AccountId& account, Time opened_at) {
  auto numbers = work.store.recoveries.registrant_numbers(account, work.now);
  std::erase_if(numbers, [&](const VerifiedNumber& number) { return !stood_on_file(number, opened_at); });
  return numbers;
}

Result<Account> require_recoverable(Work& work, const AccountId& id) {
  auto account = TRY(work.store.accounts.get(id));
  if (account.disabled_at) return refuse(ErrorCode::wrong_state, "account.disabled_already");
  if (work.store.accounts.under_dispute(id, work.now)) return refuse(ErrorCode::forbidden, "account.disputed");
  return account;
}

Result<MailboxRecovery> seen(Work& work, const MailboxRecoveryId& id, std::int64_t version) {
  auto recovery = TRY(work.store.recoveries.get(id));
  if (recovery.version != version) return refuse(ErrorCode::stale, "record.changed");
  if (recovery.closed_at) return refuse(ErrorCode::wrong_state, "recovery.closed");
  return recovery;
}

void record_recovery(Work& work, std::string_view action, const MailboxRecovery& recovery) {
  record_event(work, "mailbox_recovery." + std::string(action), "account", recovery.account.value, {},
               CanonicalJson()
                   .text("recovery", recovery.id.value)
                   .text("new", work.office.secret.keyed_digest(purpose::event_person, recovery.new_address))
                   .text("number", recovery.number ? recovery.number->value : ""));
}

void close_task(Work& work, const MailboxRecoveryId& id) {
  if (const auto task = work.store.tasks.find_open(TaskKind::mailbox_recovery, task_detail(id))) {
    work.store.tasks.close(task->id, work.now);
  }
}

Result<MailboxRecovery> end(Work& work, MailboxRecovery recovery, RecoveryState state) {
  recovery.state = state;
  recovery.closed_at = work.now;
  recovery = TRY(work.store.recoveries.update(std::move(recovery)));
  close_task(work, recovery.id);
  record_recovery(work, to_text(state), recovery);
  return recovery;
}

/// Every contact of every contract that the account reaches, each address once (R9).
void tell_contacts(Work& work, const Account& account) {
  std::set<std::string> told;
  for (const auto& contract : work.store.recoveries.contracts_of(account.id, work.now)) {
    for (const auto& contact : work.store.contacts.current(contract)) {
      if (contact.mail.empty() || !told.insert(contact.mail).second) continue;
      queue_mail(work, recipient_of(contact), "mailbox_recovered",
                 {{"login_id", account.login_id},
                  {"changed_at", format_jst(work.now)},
                  {"new_address", masked_address(account.otp_address)}},
                 {.contract = contract});
    }
  }
}

Result<void> switch_to_new(Work& work, const MailboxRecovery& recovery) {
  const auto before = TRY(require_recoverable(work, recovery.account));
  work.store.address_changes.close_of_account(before.id, work.now);
  const AddressChange change{.id = new_id<AddressChangeId>(work.random()),
                             .account = before.id,
                             .old_address = before.otp_address,
                             .new_address = recovery.new_address,
                             .code_digest = "mailbox_recovery",  // of no code: nobody can enter one
                             .code_expires_at = work.now,
                             .created_at = work.now};
  work.store.address_changes.add(change);
  tell_contacts(work, TRY(switch_address(work, before, change, {}, WayBack::telephone)));
  return {};
}

bool had_a_hand(const MailboxRecovery& recovery, const std::optional<OfficerId>& me) {
  return recovery.opened_by == me || recovery.called_by == me;
}

Result<void> may_call(const Work& work, const MailboxRecovery& recovery) {
  TRY(require_role(work, {Role::caller}));
  if (recovery.closed_at) return refuse(ErrorCode::wrong_state, "recovery.closed");
  if (recovery.state != RecoveryState::requested) return refuse(ErrorCode::wrong_state, "recovery.called_already");
  return {};
}

Result<void> may_decide(const Work& work, const MailboxRecovery& recovery, bool agreed) {
  TRY(require_role(work, {Role::approver}));
  if (recovery.closed_at) return refuse(ErrorCode::wrong_state, "recovery.closed");
  if (had_a_hand(recovery, work.actor.officer)) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  if (agreed && recovery.state != RecoveryState::confirmed) {
    return refuse(ErrorCode::wrong_state, "recovery.not_called");
  }
  return {};
}

}  // namespace

Result<void> may_open_recovery(Work& work, const AccountId& id) {
  TRY(require_role(work, {Role::reception, Role::caller}));
  TRY(require_recoverable(work, id));
  if (work.store.recoveries.is_open(id)) return refuse(ErrorCode::conflict, "recovery.already_open");
  if (callable(work, id, work.now).empty()) return refuse(ErrorCode::policy, "recovery.no_number");
  return {};
}

Result<MailboxRecoveryId> open_recovery(Work& work, const OpenRecovery& command) {
  TRY(may_open_recovery(work, command.account));
  const auto account = TRY(work.store.accounts.get(command.account));
  const auto reason = TRY(required_note("/reason", command.reason));
  if (account.otp_address == command.new_address.text()) return refuse_field("/new_address", "account.same_address");
  const MailboxRecovery recovery{.id = new_id<MailboxRecoveryId>(work.random()),
                                 .account = account.id,
                                 .new_address = command.new_address.text(),
                                 .reason = reason,
                                 .opened_by = work.actor.officer.value(),
                                 .opened_at = work.now};
  TRY(work.store.recoveries.add(recovery));
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::mailbox_recovery,
                        .detail = task_detail(recovery.id),
                        .opened_at = work.now});
  record_recovery(work, "requested", recovery);
  return recovery.id;
}

Result<MailboxRecoveryId> file_recovery(Work& work, const OpenRecovery& command, const std::string& idempotency_key) {
  const auto asked = CanonicalJson()
                         .text("account", command.account.value)
                         .text("new_address", command.new_address.text())
                         .text("reason", command.reason);
  return once<MailboxRecoveryId>(work, idempotency_key, digest_of(asked), [&] { return open_recovery(work, command); });
}

Result<MailboxRecovery> record_recovery_call(Work& work, const RecordRecoveryCall& command) {
  TRY(require_role(work, {Role::caller}));
  auto recovery = TRY(seen(work, command.id, command.version));
  TRY(may_call(work, recovery));
  const auto numbers = callable(work, recovery.account, recovery.opened_at);
  const auto number = std::ranges::find(numbers, command.number, &VerifiedNumber::id);
  if (number == numbers.end()) return refuse(ErrorCode::not_found, "number.not_found");
  if (number->verified_by == work.actor.officer) return refuse(ErrorCode::forbidden, "call.verified_by_you");
  recovery.person = TRY(required_line("/person", command.person));
  recovery.note = TRY(desk_note("/note", command.note));
  recovery.number = command.number;
  recovery.called_by = work.actor.officer;
  recovery.called_at = work.now;
  if (!command.confirmed) {
    const auto account = TRY(work.store.accounts.get(recovery.account));
    tell_suspicious(work, account, "recovery.activity_refused");
    return end(work, std::move(recovery), RecoveryState::rejected);
  }
  recovery.state = RecoveryState::confirmed;
  recovery = TRY(work.store.recoveries.update(std::move(recovery)));
  record_recovery(work, "confirmed", recovery);
  return recovery;
}

Result<MailboxRecovery> decide_recovery(Work& work, const DecideRecovery& command) {
  TRY(require_role(work, {Role::approver}));
  auto recovery = TRY(seen(work, command.id, command.version));
  TRY(may_decide(work, recovery, command.agreed));
  recovery.decided_by = work.actor.officer;
  if (!command.agreed) return end(work, std::move(recovery), RecoveryState::rejected);
  TRY(switch_to_new(work, recovery));
  return end(work, std::move(recovery), RecoveryState::done);
}

Result<RecoveryView> view_recovery(Work& work, const MailboxRecoveryId& id, Look look) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  auto recovery = TRY(work.store.recoveries.get(id));
  RecoveryView view{.recovery = std::move(recovery)};
  view.account = TRY(work.store.accounts.get(view.recovery.account));
  view.numbers = callable(work, view.account.id, view.recovery.opened_at);
  view.can = {can_line("call", may_call(work, view.recovery)),
              can_line("approve", may_decide(work, view.recovery, true)),
              can_line("reject", may_decide(work, view.recovery, false))};
  if (!may_read_personal_data(work.actor)) {
    for (auto* text :
         {&view.account.name, &view.account.otp_address, &view.recovery.new_address, &view.recovery.reason}) {
      mask(*text);
    }
    for (auto* text : {&view.recovery.person, &view.recovery.note}) {
      if (*text) mask(**text);
    }
    for (auto& number : view.numbers) mask(number.phone);
  }
  if (look == Look::first) record_event(work, "mailbox_recovery.viewed", "account", view.account.id.value, {});
  return view;
}

}  // namespace madoguchi
