#include "usecase/recipients.h"

#include <algorithm>

namespace madoguchi {
namespace {

bool is_addressed(const Contact& contact, NoticeKind kind) {
  using enum ContactRole;
  const bool holder = contact.role == registrant || contact.role == technical;
  switch (kind) {
    case NoticeKind::renewal:
      return contact.role != applicant && contact.renewal_notice;
    case NoticeKind::billing:
      return contact.role == billing;
    case NoticeKind::certificate:
      return holder;
    case NoticeKind::security:
      return holder || contact.role == applicant;
  }
  return false;
}

}  // namespace

std::vector<Recipient> recipients_for(Work& work, const ContractId& contract, NoticeKind kind) {
  std::vector<Recipient> people;
  auto contacts = work.store.contacts.current(contract);
  std::ranges::sort(contacts, {}, &Contact::role);
  for (const auto& contact : contacts) {
    const bool known = std::ranges::find(people, contact.mail, &Recipient::address) != people.end();
    if (is_addressed(contact, kind) && !contact.mail.empty() && !known) people.push_back(recipient_of(contact));
  }
  return people;
}

}  // namespace madoguchi
