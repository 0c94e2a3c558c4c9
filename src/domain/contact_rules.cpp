#include "domain/contact_rules.h"

#include <algorithm>

#include "base/language.h"
#include "domain/country.h"
#include "domain/fold.h"
#include "domain/mail_address.h"
#include "domain/phone.h"
#include "domain/plain_text.h"
#include "domain/postal_address.h"

namespace madoguchi {
namespace {

using enum ContactField;

std::string pointer_of(ContactRole role, ContactField field) {
  return "/contacts/" + std::string(to_text(role)) + "/" + std::string(to_text(field));
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

Result<std::string> read_country(std::string_view typed) {
  auto country = TRY(parse_country(typed));
  if (!is_country_code(country)) return refuse(ErrorCode::invalid, "country.form");
  return country;
}

Result<std::string> read_choice(bool known, std::string_view typed) {
  if (!known) return refuse(ErrorCode::invalid, "input.not_a_choice");
  return std::string(typed);
}

/// One field in its stored form. `country` is the contact's after the edit.
Result<std::string> read_field(ContactField field, const std::string& typed, const std::string& country) {
  switch (field) {
    case organization:
      return parse_line(typed, kOrganizationMax);
    case department:
      return parse_line(typed, kDepartmentMax);
    case person_name:
      return parse_line(typed, kPersonNameMax);
    case person_kana:  // a foreign name has its own reading, in letters
      return country == "JP" ? parse_kana(TRY(parse_line(typed, kPersonNameMax))) : parse_line(typed, kPersonNameMax);
    case phone:
      return TRY(PhoneNumber::parse(typed)).e164();
    case mail: {
      const auto address = trimmed(narrow(typed));
      if (address.empty()) return address;
      return TRY(MailAddress::parse(address)).text();
    }
    case ContactField::country:
      return read_country(trimmed(typed));
    case postal_code:
      return parse_postal_code(trimmed(typed), country);
    case address:
      return parse_line(typed, kAddressMax);
    case language:
      return read_choice(parse_language(typed).has_value(), typed);
    case invoice_delivery:
      return read_choice(parse_name<InvoiceDelivery>(typed).has_value(), typed);
    case renewal_notice:
      return read_choice(typed == kRenewalNoticeWanted || typed == kRenewalNoticeUnwanted, typed);
  }
  return refuse(ErrorCode::invalid, "input.unknown_member");
}

using Faults = std::vector<std::pair<std::string, std::string>>;

/// What must be there, and what must fit together (R29, R39).
void judge(const Contact& contact, const Product& product, Faults& faults) {
  const auto fault = [&](ContactField field, std::string key) {
    const auto pointer = pointer_of(contact.role, field);
    const bool told = std::ranges::any_of(faults, [&](const auto& known) { return known.first == pointer; });
    if (!told) faults.emplace_back(pointer, std::move(key));
  };
  const bool billing = contact.role == ContactRole::billing;
  const bool electronic = contact.invoice_delivery == InvoiceDelivery::electronic;
  const bool paper = contact.invoice_delivery == InvoiceDelivery::paper;
  for (const auto field : {organization, person_name, phone}) {
    if (!value_of(contact, field)) fault(field, "input.required");
  }
  if (contact.country == "JP" && contact.person_kana.empty()) fault(person_kana, "input.required");
  if (billing && !contact.invoice_delivery) fault(invoice_delivery, "input.required");
  if (!billing && contact.invoice_delivery) fault(invoice_delivery, "contact.invoice_only_billing");
  if (contact.mail.empty()) {
    if (!billing) fault(mail, "input.required");
    if (electronic) fault(mail, "contact.electronic_needs_mail");
  }
  if (contact.address.empty() && paper) fault(address, "contact.paper_needs_address");
  const bool japanese_paper = paper && contact.country == "JP";
  if (contact.postal_code.empty() && japanese_paper) fault(postal_code, "contact.paper_needs_address");
  if (contact.role == ContactRole::registrant) {
    if (contact.address.empty()) fault(address, "input.required");
    const auto number = PhoneNumber::from_e164(contact.phone);
    if (number && number->is_mobile() && !product.registrant_mobile_allowed) {
      fault(phone, "contact.registrant_no_mobile");
    }
  }
}

}  // namespace

std::optional<std::string> value_of(const Contact& contact, ContactField field) {
  const auto some = [](const std::string& text) { return text.empty() ? std::optional<std::string>() : text; };
  switch (field) {
    case organization:
      return some(contact.organization);
    case department:
      return some(contact.department);
    case person_name:
      return some(contact.person_name);
    case person_kana:
      return some(contact.person_kana);
    case phone:
      return some(contact.phone);
    case mail:
      return some(contact.mail);
    case country:
      return some(contact.country);
    case postal_code:
      return some(contact.postal_code);
    case address:
      return some(contact.address);
    case language:
      return some(contact.language);
    case invoice_delivery:
      if (!contact.invoice_delivery) return {};
      return std::string(to_text(*contact.invoice_delivery));
    case renewal_notice:
      return std::string(contact.renewal_notice ? kRenewalNoticeWanted : kRenewalNoticeUnwanted);
  }
  return {};
}

void set_value(Contact& contact, ContactField field, const std::optional<std::string>& value) {
  const auto text = value.value_or("");
  switch (field) {
    case organization:
      contact.organization = text;
      break;
    case department:
      contact.department = text;
      break;
    case person_name:
      contact.person_name = text;
      break;
    case person_kana:
      contact.person_kana = text;
      break;
    case phone:
      contact.phone = text;
      break;
    case mail:
      contact.mail = text;
      break;
    case country:
      contact.country = text;
      break;
    case postal_code:
      contact.postal_code = text;
      break;
    case address:
      contact.address = text;
      break;
    case language:
      contact.language = text;
      break;
    case invoice_delivery:
      contact.invoice_delivery = parse_name<InvoiceDelivery>(text);
      break;
    case renewal_notice:
      contact.renewal_notice = text == kRenewalNoticeWanted;
      break;
  }
}

Result<Contact> apply_edit(const Contact& current, const ContactEdit& edit, const Product& product, EditedBy by) {
  Contact after = current;
  Faults faults;
  const auto take = [&](ContactField field) {
    const auto given = edit.fields.find(field);
    if (given == edit.fields.end()) return;
    const auto value = read_field(field, given->second, after.country);
    if (value) {
      set_value(after, field, *value);
    } else {
      faults.emplace_back(pointer_of(edit.role, field), value.error().message);
    }
  };
  take(country);  // first: the postal code and the reading of a name depend on it
  for (const auto& [field, name] : Names<ContactField>::values) {
    if (field != country) take(field);
  }
  const bool party_changes = edit.role == ContactRole::registrant && after.organization != current.organization;
  if (party_changes && by == EditedBy::customer) {
    return std::unexpected(
        Refusal{.code = ErrorCode::policy,
                .message = "contact.organization_read_only",
                .fields = {{pointer_of(edit.role, organization), "contact.organization_read_only"}}});
  }
  judge(after, product, faults);
  if (!faults.empty()) {
    return std::unexpected(
        Refusal{.code = ErrorCode::invalid, .message = "input.invalid", .fields = std::move(faults)});
  }
  return after;
}

Result<void> check_contact(const Contact& contact, const Product& product) {
  Faults faults;
  judge(contact, product, faults);
  if (faults.empty()) return {};
  return std::unexpected(Refusal{.code = ErrorCode::invalid, .message = "input.invalid", .fields = std::move(faults)});
}

std::vector<FieldChange> difference(const Contact& before, const Contact& after) {
  std::vector<FieldChange> changes;
  for (const auto& [field, name] : Names<ContactField>::values) {
    auto was = value_of(before, field), is = value_of(after, field);
    if (was == is) continue;
    changes.push_back({.role = after.role, .field = field, .before = std::move(was), .after = std::move(is)});
  }
  return changes;
}

bool is_sensitive(const FieldChange& change) {
  return change.role == ContactRole::registrant && (change.field == phone || change.field == mail);
}

bool nobody_is_notified(const std::vector<Contact>& contacts) {
  return std::ranges::none_of(contacts, [](const Contact& contact) {
    return contact.role != ContactRole::applicant && contact.renewal_notice;
  });
}

std::vector<ThreeWay> conflicts(const std::vector<FieldChange>& wished, const std::vector<Contact>& current) {
  std::vector<ThreeWay> found;
  for (const auto& change : wished) {
    const auto contact = std::ranges::find(current, change.role, &Contact::role);
    const auto now = contact == current.end() ? std::nullopt : value_of(*contact, change.field);
    if (now != change.before && now != change.after) found.push_back({.wished = change, .now = now});
  }
  return found;
}

}  // namespace madoguchi
