#include "usecase/account_notice.h"

#include "domain/mail_address.h"

namespace madoguchi {

Recipient recipient_of(const Account& account) {
  return {.address = account.otp_address,
          .name = account.name,
          .role = "account",
          .language = account.language,
          .account = account.id};
}

std::string masked_address(std::string_view address) {
  const auto parsed = MailAddress::parse(address);
  return parsed ? parsed->masked() : "***";
}

void tell_suspicious(Work& work, const Account& account, std::string_view activity_key) {
  const auto activity = work.office.catalogue.complete_sentence(account.language, activity_key, {});
  queue_mail(work, recipient_of(account), "suspicious_activity",
             {{"login_id", account.login_id}, {"happened_at", format_jst(work.now)}, {"activity", activity}});
}

void tell_password_changed(Work& work, const Account& account) {
  queue_mail(work, recipient_of(account), "password_changed",
             {{"login_id", account.login_id}, {"changed_at", format_jst(work.now)}});
}

void end_every_way_in(Work& work, const AccountId& account, const std::optional<SessionId>& but) {
  // What makes sessions first: a login that is finishing right now has made its session before its row lets go, so the
  // last statement ends that one, too.
  work.store.logins.close_of_account(account, work.now);
  work.store.password_resets.close_of_account(account, work.now);
  work.store.sessions.end_of_account(account, but, work.now);
}

}  // namespace madoguchi
