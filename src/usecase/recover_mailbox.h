#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/can.h"
#include "domain/contact.h"
#include "domain/mail_address.h"
#include "domain/mailbox_recovery.h"
#include "usecase/same_look.h"

/// R9: a customer's person cannot read the mailbox of its codes any more. The desk calls the registrant 登録担当者 back
/// on a number that stood on file before, two officers stand for it, and every contact hears of it. The switch itself
/// is that of アカウント情報登録, but that the old address has no link to undo it with, which may be in other hands,
/// and is told to call: the account is held, every session ends (R16, R17). The new address proves itself at the next
/// login, whose code goes nowhere else.
namespace madoguchi {

struct OpenRecovery {
  AccountId account;
  MailAddress new_address;
  std::string reason;  ///< how it was asked for, required; internal
};
/// By reception or a caller. A task for the callers. Refuses forbidden; not_found account.not_found; wrong_state
/// account.disabled_already; forbidden account.disputed (R122); policy recovery.no_number: no registrant's number is on
/// file; input.invalid at /new_address account.same_address, /reason; conflict recovery.already_open.
Result<MailboxRecoveryId> open_recovery(Work& work, const OpenRecovery& command);
/// What it would refuse now whatever is typed; for the account's `can` list.
Result<void> may_open_recovery(Work& work, const AccountId& account);
/// The same once for `idempotency_key` (R96).
Result<MailboxRecoveryId> file_recovery(Work& work, const OpenRecovery& command, const std::string& idempotency_key);

struct RecordRecoveryCall {
  MailboxRecoveryId id;
  std::int64_t version = 0;  ///< seen (If-Match)
  VerifiedNumberId number;
  bool confirmed = false;  ///< by the person called; false: refused, which ends it
  std::string person;      ///< spoken to, required
  std::string note{};
};
/// By a caller, who called out: an incoming call confirms nothing. Refuses forbidden, forbidden call.verified_by_you
/// (R102); not_found recovery.not_found, number.not_found: not one of RecoveryView::numbers; stale; wrong_state
/// recovery.closed, recovery.called_already; input.invalid at /person, /note.
Result<MailboxRecovery> record_recovery_call(Work& work, const RecordRecoveryCall& command);

struct DecideRecovery {
  MailboxRecoveryId id;
  std::int64_t version = 0;
  bool agreed = false;
};
/// By an approver who neither opened it nor called (forbidden application.needs_second_person). Agreed: the codes go to
/// the new address at once. Refuses stale; wrong_state recovery.closed, recovery.not_called (agreed without a call);
/// forbidden account.disputed.
Result<MailboxRecovery> decide_recovery(Work& work, const DecideRecovery& command);

struct RecoveryView {
  MailboxRecovery recovery;
  Account account;
  std::vector<VerifiedNumber> numbers;  ///< the only ones that may be called (R119)
  std::vector<Can> can;                 ///< call, approve, reject
};
/// For officers; the first look leaves the event mailbox_recovery.viewed (R106). The people are hidden from those who
/// may not read them (R117).
Result<RecoveryView> view_recovery(Work& work, const MailboxRecoveryId& id, Look look = Look::first);

}  // namespace madoguchi
