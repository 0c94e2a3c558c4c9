#include "usecase/open_contract.h"

#include <algorithm>

#include "domain/contract_search.h"
#include "domain/fold.h"
#include "domain/plain_text.h"
#include "domain/postal_address.h"
#include "pki/idn.h"
#include "usecase/guard.h"
#include "usecase/list_contracts.h"
#include "usecase/verified_number.h"

namespace madoguchi {
namespace {

constexpr std::size_t kCorporateNumberDigits = 13;
// RFC 5280, appendix A.1: upper bounds of X.520, in characters.
constexpr std::size_t kOrganizationNameMax = 64, kStateMax = 128, kLocalityMax = 128, kSerialNumberMax = 64;
constexpr std::string_view kBusinessCategories[] = {"Private Organization", "Government Entity", "Business Entity",
                                                    "Non-Commercial Entity"};  // EVG 7.1.4.2.3

class Faults {
 public:
  void add(std::string field, std::string key) { fields_.emplace_back(std::move(field), std::move(key)); }
  void take(const Refusal& refusal, const std::string& under = "") {
    if (refusal.fields.empty()) return add(under, refusal.message);
    for (const auto& [field, key] : refusal.fields) add(under + field, key);
  }
  Result<void> answer() {
    if (fields_.empty()) return {};
    return std::unexpected(
        Refusal{.code = ErrorCode::invalid, .message = "input.invalid", .fields = std::move(fields_)});
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// One line of at most `points_max`, with its fault noted.
std::string line(Faults& faults, const std::string& field, const std::string& typed, std::size_t points_max) {
  auto text = parse_line(typed, points_max);
  if (!text) faults.add(field, text.error().message);
  if (text && text->empty()) faults.add(field, "input.required");
  return text.value_or("");
}
std::optional<std::string> maybe_line(Faults& faults, const std::string& field, const std::optional<std::string>& typed,
                                      std::size_t points_max) {
  if (!typed) return {};
  return line(faults, field, *typed, points_max);
}

Customer read_new_customer(Work& work, const NewCustomer& form, Faults& faults) {
  Customer customer{.id = new_id<CustomerId>(work.random()),
                    .name = line(faults, "/new_customer/name", form.name, kOrganizationMax),
                    .name_kana = line(faults, "/new_customer/name_kana", form.name_kana, kOrganizationMax),
                    .corporate_number = form.corporate_number,
                    .second_approval = form.second_approval,
                    .created_at = work.now};
  if (const auto& number = form.corporate_number) {
    const bool digits = std::ranges::all_of(*number, [](char c) { return c >= '0' && c <= '9'; });
    if (number->size() != kCorporateNumberDigits || !digits) {
      faults.add("/new_customer/corporate_number", "customer.corporate_number");
    }
  }
  customer.name_folded = fold_for_search(customer.name + " " + customer.name_kana);
  return customer;
}

/// The customer, on file or new; absent with its fault noted.
std::optional<Customer> read_customer(Work& work, const OpenContract& command, Faults& faults) {
  if (command.customer.has_value() == command.new_customer.has_value()) {
    faults.add("/customer", "customer.one_of");
    return {};
  }
  if (command.new_customer) return read_new_customer(work, *command.new_customer, faults);
  auto found = work.store.customers.get(*command.customer);
  if (found) return *std::move(found);
  faults.add("/customer", found.error().message);
  return {};
}

void read_subject(const SubjectForm& form, bool is_ev, Contract& contract, Faults& faults) {
  const auto country = parse_country(form.country);
  if (!country) faults.add("/subject/country", country.error().message);
  contract.country = country.value_or("");
  contract.organization = line(faults, "/subject/organization", form.organization, kOrganizationNameMax);
  contract.state_or_province = maybe_line(faults, "/subject/state_or_province", form.state_or_province, kStateMax);
  contract.locality = maybe_line(faults, "/subject/locality", form.locality, kLocalityMax);
  // BR 7.1.2.7.4: an organisation's certificate says where it is.
  if (!form.locality && !form.state_or_province) faults.add("/subject/locality", "input.required");
  if (!is_ev) {
    const bool given = form.business_category || form.jurisdiction_country || form.registration_number;
    if (given) faults.add("/subject/business_category", "contract.only_ev");
    return;
  }
  contract.business_category = form.business_category;
  const auto& category = form.business_category;
  const bool known = category && std::ranges::find(kBusinessCategories, *category) != std::end(kBusinessCategories);
  if (!known) faults.add("/subject/business_category", category ? "input.not_a_choice" : "input.required");
  const auto jurisdiction = parse_country(form.jurisdiction_country.value_or(""));
  if (!jurisdiction) faults.add("/subject/jurisdiction_country", jurisdiction.error().message);
  contract.jurisdiction_country = jurisdiction.value_or("");
  contract.registration_number =
      line(faults, "/subject/registration_number", form.registration_number.value_or(""), kSerialNumberMax);
}

/// Well formed here; whether the profile and the law allow them is judged before anything is signed.
void read_names(const std::vector<std::string>& typed, bool is_ev, Contract& contract, Faults& faults) {
  if (typed.empty()) return faults.add("/dns_names", "input.required");
  if (typed.size() > kContractDnsNamesMax) return faults.add("/dns_names", "json.too_many_items");
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto field = "/dns_names/" + std::to_string(i);
    const auto name = pki::dns_name_from_unicode(typed[i], {.wildcard_allowed = !is_ev, .private_authority = true});
    if (!name) {
      faults.add(field, name.error().message);
    } else if (std::ranges::find(contract.dns_names, name->text()) != contract.dns_names.end()) {
      faults.add(field, "contract.name_twice");
    } else {
      contract.dns_names.push_back(name->text());
    }
  }
  if (!contract.dns_names.empty()) contract.common_name = contract.dns_names.front();
}

/// The same day of the month, or the month's last one if it has no such day.
JstDay months_later(JstDay from, std::int64_t months) {
  const std::chrono::year_month_day day{from};
  const auto month = day.year() / day.month() + std::chrono::months(months);
  const auto last = month.year() / month.month() / std::chrono::last;
  return JstDay(month / std::min(day.day(), std::chrono::year_month_day_last(last).day()));
}

void read_term(const Work& work, const OpenContract& command, const Product* product, Contract& contract,
               Faults& faults) {
  const auto today = jst_day(work.now);
  const auto first = command.starts_on.value_or(today);
  if (std::chrono::abs(first - today) > std::chrono::days(kTermStartDaysMax)) {
    faults.add("/starts_on", "contract.starts_too_far");
  }
  contract.starts_at = jst_midnight(first);
  if (product != nullptr) contract.ends_at = jst_midnight(months_later(first, product->term_months));
}

/// R27, R39: one of each role. A registrant is of the customer's own corporation (R31).
std::vector<Contact> read_contacts(Work& work, const OpenContract& command, const Customer& customer,
                                   const Contract& contract, const Product& product, Faults& faults) {
  std::vector<Contact> contacts;
  contacts.reserve(Names<ContactRole>::values.size());
  for (const auto& [role, name] : Names<ContactRole>::values) {
    const auto pointer = "/contacts/" + std::string(name);
    const auto edit = std::ranges::find(command.contacts, role, &ContactEdit::role);
    if (edit == command.contacts.end()) {
      faults.add(pointer, "input.required");
      continue;
    }
    const Contact blank{.id = new_id<ContactId>(work.random()),
                        .contract = contract.id,
                        .role = role,
                        .organization = customer.name,
                        .valid_from = work.now};
    auto contact = apply_edit(blank, *edit, product, EditedBy::desk);
    if (!contact) {
      faults.take(contact.error());
      continue;
    }
    if (role == ContactRole::registrant && contact->organization != customer.name) {
      faults.add(pointer + "/organization", "contact.organization_read_only");
    }
    contacts.push_back(*std::move(contact));
  }
  return contacts;
}

struct Opening {
  Customer customer;
  Contract contract;
  std::vector<Contact> contacts;
};

Result<Opening> read_opening(Work& work, const OpenContract& command) {
  Faults faults;
  const auto found = work.policy().products.find(command.product);
  const auto* product = found == work.policy().products.end() ? nullptr : &found->second;
  if (product == nullptr) faults.add("/product", "input.not_a_choice");
  auto customer = read_customer(work, command, faults);
  Contract contract{.id = new_id<ContractId>(work.random()),
                    .number = new_receipt_number(work.random()),
                    .product = command.product,
                    .state = ContractState::opening,
                    .created_at = work.now};
  const bool is_ev = product != nullptr && product->profile == "ev";
  read_term(work, command, product, contract, faults);
  read_subject(command.subject, is_ev, contract, faults);
  read_names(command.dns_names, is_ev, contract, faults);
  std::vector<Contact> contacts;
  if (product != nullptr && customer) {
    contacts = read_contacts(work, command, *customer, contract, *product, faults);
  }
  if (command.numbers.size() > kOpeningNumbersMax) faults.add("/numbers", "json.too_many_items");
  TRY(faults.answer());
  contract.customer = customer->id;
  contract.search_folded = search_key(contract, *customer);
  return Opening{.customer = *std::move(customer), .contract = std::move(contract), .contacts = std::move(contacts)};
}

/// R119: on file from now, found by a reviewer.
Result<void> add_numbers(Work& work, const ContractId& contract, const std::vector<OpeningNumber>& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto& number = numbers[i];
    const auto added = add_verified_number(work, {.contract = contract,
                                                  .subject = number.subject,
                                                  .phone = number.phone,
                                                  .source = number.source,
                                                  .found_in = number.found_in});
    if (added) continue;
    auto refusal = added.error();
    const auto place = "/numbers/" + std::to_string(i);
    for (auto& [field, key] : refusal.fields) field.insert(0, place);
    return std::unexpected(std::move(refusal));
  }
  return {};
}

void keep(Work& work, const Opening& opening, bool is_new_customer) {
  const auto& [customer, contract, contacts] = opening;
  if (is_new_customer) {
    work.store.customers.add(customer);
    record_event(work, "customer.added", "customer", customer.id.value, {});
  }
  work.store.contracts.add(contract);
  work.store.customers.add_search_text(customer.id, contract.organization);
  for (const auto& contact : contacts) work.store.contacts.add(contact);
  record_event(work, "contract.opened", "contract", contract.id.value, contract.id,
               CanonicalJson()
                   .text("customer", customer.id.value)
                   .text("product", contract.product)
                   .number("starts_at", to_unix(contract.starts_at))
                   .number("ends_at", to_unix(contract.ends_at)));
}

}  // namespace

Result<void> may_open_contract(const Work& work) {
  return require_role(work, {Role::reception, Role::reviewer});
}

Result<ContractId> open_contract(Work& work, const OpenContract& command, const PastedCsr& csr) {
  TRY(may_open_contract(work));
  const auto opening = TRY(read_opening(work, command));
  keep(work, opening, command.new_customer.has_value());
  const auto& contract = opening.contract.id;
  TRY(add_numbers(work, contract, command.numbers));
  TRY(submit_reissue(
      work,
      {.kind = ApplicationKind::first_issue, .contract = contract, .csr = command.csr, .agreement = command.agreement},
      csr));
  return contract;
}

Result<ContractId> file_contract(const Office& office, Time now, const Actor& actor, const OpenContract& command,
                                 const std::string& idempotency_key, const std::string& request) {
  const auto csr = read_pasted_csr(office, now, actor, command.csr);
  return transact(office, now, actor, [&](Work& work) {
    return once<ContractId>(work, idempotency_key, request, [&] { return open_contract(work, command, csr); });
  });
}

Result<void> may_abandon_contract(const Work& work, const Contract& contract, bool open) {
  TRY(require_role(work, {Role::reception, Role::reviewer}));
  if (contract.state != ContractState::opening) return refuse(ErrorCode::wrong_state, "contract.not_opening");
  if (open) return refuse(ErrorCode::conflict, "application.already_open");
  return {};
}

Result<Contract> abandon_contract(Work& work, const AbandonContract& command) {
  auto contract = TRY(visible_contract(work, command.id));
  if (contract.version != command.version) return refuse(ErrorCode::stale, "record.changed");
  TRY(may_abandon_contract(work, contract, !work.store.applications.of_contract(contract.id, true).empty()));
  contract.state = ContractState::cancelled;
  contract.cancelled_at = work.now;
  contract = TRY(work.store.contracts.update(std::move(contract)));
  record_event(work, "contract.abandoned", "contract", contract.id.value, contract.id);
  return contract;
}

}  // namespace madoguchi
