#pragma once
// Only for the .cpp files of routes: 担当者変更申請 as posted.
#include <boost/describe/class.hpp>

#include "domain/contact_rules.h"
#include "http/json_map.h"

namespace madoguchi::http {

/// One contact of the form; a member that is absent is not changed, an empty one is emptied.
struct ContactBody {
  std::optional<std::string> organization, department, person_name, person_kana, phone, mail, country, postal_code,
      address, language, invoice_delivery, renewal_notice;
};
BOOST_DESCRIBE_STRUCT(ContactBody, (),
                      (organization, department, person_name, person_kana, phone, mail, country, postal_code, address,
                       language, invoice_delivery, renewal_notice))
struct ContactsBody {
  std::optional<ContactBody> registrant, technical, billing, applicant;
};
BOOST_DESCRIBE_STRUCT(ContactsBody, (), (registrant, technical, billing, applicant))
struct ChangeBody {
  ContactsBody contacts;
};
BOOST_DESCRIBE_STRUCT(ChangeBody, (), (contacts))

inline ContactEdit edit_of(ContactRole role, const ContactBody& body) {
  ContactEdit edit{.role = role};
  const auto take = [&](ContactField field, const std::optional<std::string>& value) {
    if (value) edit.fields.emplace(field, *value);
  };
  take(ContactField::organization, body.organization);
  take(ContactField::department, body.department);
  take(ContactField::person_name, body.person_name);
  take(ContactField::person_kana, body.person_kana);
  take(ContactField::phone, body.phone);
  take(ContactField::mail, body.mail);
  take(ContactField::country, body.country);
  take(ContactField::postal_code, body.postal_code);
  take(ContactField::address, body.address);
  take(ContactField::language, body.language);
  take(ContactField::invoice_delivery, body.invoice_delivery);
  take(ContactField::renewal_notice, body.renewal_notice);
  return edit;
}
inline std::vector<ContactEdit> edits_of(const ContactsBody& body) {
  std::vector<ContactEdit> edits;
  const auto take = [&](ContactRole role, const std::optional<ContactBody>& contact) {
    if (contact) edits.push_back(edit_of(role, *contact));
  };
  take(ContactRole::registrant, body.registrant);
  take(ContactRole::technical, body.technical);
  take(ContactRole::billing, body.billing);
  take(ContactRole::applicant, body.applicant);
  return edits;
}

}  // namespace madoguchi::http
