#include "usecase/contact_mail.h"

#include <algorithm>
#include <set>

#include "mail/names.h"

namespace madoguchi {

void mail_people(Work& work, const Contract& contract, const Application* application, std::string_view mail_template,
                 const std::vector<Recipient>& people, const MailValues& more) {
  const auto product = work.policy().products.find(contract.product);
  if (product == work.policy().products.end()) throw Failure("unknown product " + contract.product);
  std::set<std::string> told;
  for (const auto& to : people) {
    if (to.address.empty() || !told.insert(to.address).second) continue;
    SentenceParams params = more ? more(to.language) : SentenceParams{};
    params.emplace_back("contract_number", contract.number);
    params.emplace_back("product", to.language == Language::ja ? product->second.name_ja : product->second.name_en);
    params.emplace_back("common_name", contract.common_name);
    if (application) {
      params.emplace_back("receipt_number", application->number);
      params.emplace_back("application_kind", name_in(work.office.catalogue, to.language, application->kind));
      params.emplace_back("submitted_at", format_jst(application->filed_at));
    }
    queue_mail(work, to, mail_template, std::move(params),
               {.contract = contract.id, .application = application ? std::optional(application->id) : std::nullopt});
  }
}

void mail_contacts(Work& work, const Contract& contract, const Application* application, std::string_view mail_template,
                   std::initializer_list<ContactRole> roles, const MailValues& more) {
  std::vector<Recipient> people;
  for (const auto& contact : work.store.contacts.current(contract.id)) {
    if (std::ranges::find(roles, contact.role) != roles.end()) people.push_back(recipient_of(contact));
  }
  mail_people(work, contract, application, mail_template, people, more);
}

}  // namespace madoguchi
