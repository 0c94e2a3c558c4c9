#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// R27: 登録担当者, 技術担当者, 事務担当者(請求書送付先), and the 申請者 with the authority to decide.
enum class ContactRole : std::uint8_t { registrant, technical, billing, applicant };
template <>
struct Names<ContactRole> {
  static constexpr auto values = std::to_array<std::pair<ContactRole, std::string_view>>({
      MADOGUCHI_NAME(ContactRole, registrant),
      MADOGUCHI_NAME(ContactRole, technical),
      MADOGUCHI_NAME(ContactRole, billing),
      MADOGUCHI_NAME(ContactRole, applicant),
  });
};

enum class InvoiceDelivery : std::uint8_t { electronic, paper };
template <>
struct Names<InvoiceDelivery> {
  static constexpr auto values = std::to_array<std::pair<InvoiceDelivery, std::string_view>>({
      MADOGUCHI_NAME(InvoiceDelivery, electronic),
      MADOGUCHI_NAME(InvoiceDelivery, paper),
  });
};

/// One record 担当者情報 as it stood from `valid_from` to `valid_until` (R45). Names are kept as typed (R39).
struct Contact {
  ContactId id;
  ContractId contract;
  ContactRole role = ContactRole::registrant;
  std::string person_name;
  std::string person_kana;
  std::string phone;  ///< E.164
  std::string country = "JP";
  std::string postal_code;
  std::string address;
  std::string mail;
  std::string department;
  std::string organization;  ///< 法人名
  std::string language = "ja";
  std::optional<InvoiceDelivery> invoice_delivery{};  ///< billing only (R29)
  bool renewal_notice = true;                         ///< 更新案内連絡(要/不要)
  Time valid_from{};
  std::optional<Time> valid_until{};
};

/// Whose number it is that may be called (R83, R119).
enum class NumberSubject : std::uint8_t { registrant, applicant, organization };
template <>
struct Names<NumberSubject> {
  static constexpr auto values = std::to_array<std::pair<NumberSubject, std::string_view>>({
      MADOGUCHI_NAME(NumberSubject, registrant),
      MADOGUCHI_NAME(NumberSubject, applicant),
      MADOGUCHI_NAME(NumberSubject, organization),
  });
};

/// R119: a number from an independent source. It confirms only requests received after it stood on file.
struct VerifiedNumber {
  VerifiedNumberId id;
  ContractId contract;
  NumberSubject subject = NumberSubject::registrant;
  std::string phone;   ///< E.164
  std::string source;  ///< where the officer found it
  OfficerId verified_by;
  Time valid_from{};
  std::optional<Time> valid_until{};
};
/// May `number` confirm a request received at `received_at` (R40, R80, R119)? A number replaced after the receipt
/// still counts: the one valid before a pending change is the one to call.
inline bool stood_on_file(const VerifiedNumber& number, Time received_at) {
  return number.valid_from < received_at && (!number.valid_until || *number.valid_until >= received_at);
}

}  // namespace madoguchi
