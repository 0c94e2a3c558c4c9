#pragma once
#include <functional>
#include <initializer_list>
#include <optional>
#include <vector>

#include "usecase/record.h"

namespace madoguchi {

/// Values for a mail beside those that every mail of a contract has; asked once for each recipient's language.
using MailValues = std::function<SentenceParams(Language)>;

/// Queues mail.<mail_template> to the contract's current contacts in `roles` (R26), one mail for each address. Adds
/// {contract_number}, {product} and {common_name}, and with an application {receipt_number}, {application_kind} and
/// {submitted_at}.
void mail_contacts(Work& work, const Contract& contract, const Application* application, std::string_view mail_template,
                   std::initializer_list<ContactRole> roles, const MailValues& more = {});

/// The same to people who are named: those of before a change among them (R38). One mail for each address; who has none
/// gets none.
void mail_people(Work& work, const Contract& contract, const Application* application, std::string_view mail_template,
                 const std::vector<Recipient>& people, const MailValues& more = {});

}  // namespace madoguchi
