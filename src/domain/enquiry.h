#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// お問い合わせ (R104): what cannot be filed by oneself.
enum class EnquiryKind : std::uint8_t {
  corporate_name,      ///< 法人名が変更になる場合 (R33)
  reissue_over_limit,  ///< 弊社までご連絡ください (R55)
  new_application,     ///< 新規申請となります (R53)
  general,
  problem_report,  ///< from anybody, about any certificate (R105); not filed here
};
template <>
struct Names<EnquiryKind> {
  static constexpr auto values = std::to_array<std::pair<EnquiryKind, std::string_view>>({
      MADOGUCHI_NAME(EnquiryKind, corporate_name),
      MADOGUCHI_NAME(EnquiryKind, reissue_over_limit),
      MADOGUCHI_NAME(EnquiryKind, new_application),
      MADOGUCHI_NAME(EnquiryKind, general),
      MADOGUCHI_NAME(EnquiryKind, problem_report),
  });
};

/// What was decided on a problem report: by a revocation of the authority that names it, or by two officers (R63).
enum class ReportDecision : std::uint8_t { revocation, no_cause };
template <>
struct Names<ReportDecision> {
  static constexpr auto values = std::to_array<std::pair<ReportDecision, std::string_view>>({
      MADOGUCHI_NAME(ReportDecision, revocation),
      MADOGUCHI_NAME(ReportDecision, no_cause),
  });
};

struct Enquiry {
  EnquiryId id;
  std::string number;  ///< 受付番号
  EnquiryKind kind = EnquiryKind::general;
  std::optional<CustomerId> customer{};
  std::optional<ContractId> contract{};
  std::optional<AccountId> account{};
  std::optional<std::string> reporter_mail{};
  std::optional<JstDay> registered_on{};  ///< corporate_name: when the change was, or will be, registered 登記 (R33)
  std::string text;
  std::optional<std::string> answer{};
  Time opened_at{};
  std::optional<Time> deadline_at{};
  std::optional<Time> closed_at{};
  std::int64_t version = 1;
  std::optional<ReportDecision> decision{};  ///< problem_report: it closes once this and the answer stand
  std::optional<std::string> no_cause{};     ///< why there is none, by the first of two officers; internal
  std::optional<OfficerId> no_cause_by{};    ///< who it is
};

}  // namespace madoguchi
