#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/contact.h"
#include "domain/policy.h"

/// What a contact may be changed to, and what differs then (R28–R35, R39, R40). Pure.
namespace madoguchi {

/// The fields of 担当者情報 in the order of the form (R28–R30), and what whoever calls needs besides (R39).
enum class ContactField : std::uint8_t {
  organization,  ///< 法人名
  department,    ///< 部署名
  person_name,   ///< 担当者氏名
  person_kana,   ///< フリガナ
  phone,
  mail,
  country,
  postal_code,
  address,
  language,
  invoice_delivery,  ///< 請求書送付方法: billing only (R29)
  renewal_notice,    ///< 更新案内連絡: required 要 | not_required 不要 (R30)
};
template <>
struct Names<ContactField> {
  static constexpr auto values = std::to_array<std::pair<ContactField, std::string_view>>({
      MADOGUCHI_NAME(ContactField, organization),
      MADOGUCHI_NAME(ContactField, department),
      MADOGUCHI_NAME(ContactField, person_name),
      MADOGUCHI_NAME(ContactField, person_kana),
      MADOGUCHI_NAME(ContactField, phone),
      MADOGUCHI_NAME(ContactField, mail),
      MADOGUCHI_NAME(ContactField, country),
      MADOGUCHI_NAME(ContactField, postal_code),
      MADOGUCHI_NAME(ContactField, address),
      MADOGUCHI_NAME(ContactField, language),
      MADOGUCHI_NAME(ContactField, invoice_delivery),
      MADOGUCHI_NAME(ContactField, renewal_notice),
  });
};

inline constexpr std::string_view kRenewalNoticeWanted = "required";
inline constexpr std::string_view kRenewalNoticeUnwanted = "not_required";

// Code points.
inline constexpr std::size_t kPersonNameMax = 64;
inline constexpr std::size_t kDepartmentMax = 64;
inline constexpr std::size_t kOrganizationMax = 100;
inline constexpr std::size_t kAddressMax = 200;

/// What somebody typed for one contact: only the fields that were sent.
struct ContactEdit {
  ContactRole role = ContactRole::registrant;
  std::map<ContactField, std::string> fields{};
};

/// An altered field. Texts as stored: E.164, "NNN-NNNN", `required`; absent where there was or is nothing.
struct FieldChange {
  ContactRole role = ContactRole::registrant;
  ContactField field = ContactField::organization;
  std::optional<std::string> before{};
  std::optional<std::string> after{};
  bool operator==(const FieldChange&) const = default;
};

/// A field's value as text, absent if empty.
std::optional<std::string> value_of(const Contact& contact, ContactField field);
/// Sets a value that value_of gave; nothing is checked.
void set_value(Contact& contact, ContactField field, const std::optional<std::string>& value);

/// Who edits: the customer by application, or the desk correcting what stands on file.
enum class EditedBy : std::uint8_t { customer, desk };

/// `current` with `edit` applied: each field read and folded into its stored form, then the whole contact judged (R29,
/// R39). Refuses with every fault at "/contacts/<role>/<field>". Changing the registrant's 法人名 by application is
/// refused as policy contact.organization_read_only (R31): the contract's party would change; the next step is an
/// enquiry (R33). Sending the unchanged value is no change.
Result<Contact> apply_edit(const Contact& current, const ContactEdit& edit, const Product& product, EditedBy by);

/// Is a contact fit to stand on file (R29, R39)? Refuses with its fields, as apply_edit does.
Result<void> check_contact(const Contact& contact, const Product& product);

/// Only what differs, in the order of the form (R35).
std::vector<FieldChange> difference(const Contact& before, const Contact& after);

/// R40: the registrant's telephone number and mail address. A change of them could put a stranger into the calls.
bool is_sensitive(const FieldChange& change);

/// R30: nobody gets renewal notices any more. A warning, no refusal.
bool nobody_is_notified(const std::vector<Contact>& contacts);

/// What became of a wished change while it waited (R44): staff corrected the same contact meanwhile.
struct ThreeWay {
  FieldChange wished;                ///< before: as it stood when the application was filed
  std::optional<std::string> now{};  ///< as it stands now
};
/// The wished changes whose field no longer has its `before`, unless it has the wished value already.
std::vector<ThreeWay> conflicts(const std::vector<FieldChange>& wished, const std::vector<Contact>& current);

}  // namespace madoguchi
