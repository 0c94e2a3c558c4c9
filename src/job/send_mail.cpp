#include "job/send_mail.h"

#include <algorithm>

#include "base/log.h"
#include "mail/message.h"
#include "secret/seal.h"
#include "usecase/record.h"

namespace madoguchi::job {
namespace {

Seconds pause_after(std::int64_t tries) {
  const auto doubled = std::min<std::int64_t>(tries, 9);
  return std::min(Seconds(60 * (std::int64_t{1} << doubled)), Seconds(6 * 3600));
}

/// R128: whether the address is still that of the person on file.
bool is_still_on_file(Work& work, const store::QueuedMail& mail) {
  const auto role = parse_name<ContactRole>(mail.to_role);
  if (mail.contract && role) {
    const auto contact = work.store.contacts.current(*mail.contract, *role);
    return contact && contact->mail == mail.to_address;
  }
  if (!mail.account) return true;
  const auto account = work.store.accounts.get(*mail.account);
  return account && account->otp_address == mail.to_address;
}

/// What a contact that cannot be reached means: somebody must look (R108); not at an address that was replaced.
void note_unreachable(Work& work, const store::QueuedMail& mail) {
  record_event(work, "mail.failed", "mail", mail.id.value, mail.contract,
               CanonicalJson().text("template", mail.mail_template).text("role", mail.to_role));
  if (!is_still_on_file(work, mail)) return;
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::mail_failed,
                        .application = mail.application,
                        .contract = mail.contract,
                        .detail = mail.to_role + " " + mail.mail_template,
                        .opened_at = work.now});
}

Result<Message> message_of(const Office& office, const MailRoute& route, const store::QueuedMail& mail) {
  auto address = TRY(MailAddress::parse(mail.to_address));
  const auto body = mail.body_sealed ? unseal(office.secret, purpose::mail_body, mail.id.value, *mail.body_sealed)
                                     : mail.body.value_or("");
  return Message{.message_id = mail.message_id,
                 .from = {.address = route.from, .name = route.from_name},
                 .to = {.address = std::move(address), .name = mail.to_name},
                 .subject = mail.subject,
                 .body = body,
                 .date = mail.created_at,
                 .language = mail.language};
}

/// The mail as it would go out, or why it never can: what cannot be written or unsealed today cannot be tomorrow, and
/// one such mail must not keep the others waiting.
std::optional<Message> writable(const Office& office, const MailRoute& route, const store::QueuedMail& mail) {
  std::string why;
  try {
    auto message = message_of(office, route, mail);
    if (message) {
      to_rfc5322(*message);
      return *std::move(message);
    }
    why = message.error().message;
  } catch (const Failure& failure) {
    why = failure.what();
  }
  log(LogLevel::error, "a mail cannot be written", {{"id", mail.id.value}, {"what", why}});
  return {};
}

void keep_outcome(const Office& office, Time now, const store::QueuedMail& mail, const SendOutcome& outcome) {
  transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    const bool given_up = outcome.kind == SendOutcome::Kind::permanent ||
                          (outcome.kind == SendOutcome::Kind::temporary && mail.tries + 1 >= kMailTriesMax);
    if (outcome.kind == SendOutcome::Kind::sent) {
      work.store.mails.close(mail.id, store::MailState::sent, outcome.answer, now);
    } else if (given_up) {
      if (work.store.mails.close(mail.id, store::MailState::failed, outcome.answer, now)) {
        note_unreachable(work, mail);
      }
    } else {
      work.store.mails.postpone(mail.id, outcome.answer, now + pause_after(mail.tries));
    }
    return {};
  }).value();
}

void send_one(const Office& office, const MailRoute& route, Time now, const store::QueuedMail& mail) {
  if (mail.expires_at && now >= *mail.expires_at) {
    transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
      work.store.mails.close(mail.id, store::MailState::expired, "expired", now);
      return {};
    }).value();
    return;
  }
  const auto message = writable(office, route, mail);
  keep_outcome(office, now, mail,
               message ? route.sender.send(route.from, *message)
                       : SendOutcome{.kind = SendOutcome::Kind::permanent, .answer = "unwritable"});
}

}  // namespace

int send_mail(const Office& office, const MailRoute& route, Time now, int mails_max) {
  for (int sent = 0; sent < mails_max; ++sent) {
    // One at a time: the lease covers one send, not a queue of slow ones.
    const auto due =
        transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<std::vector<store::QueuedMail>> {
          return work.store.mails.claim_due(now, kMailLeaseSeconds, 1);
        }).value();
    if (due.empty()) return sent;
    send_one(office, route, now, due.front());
  }
  return mails_max;
}

}  // namespace madoguchi::job
