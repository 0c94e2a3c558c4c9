#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/application.h"
#include "domain/certificate.h"
#include "domain/enquiry.h"
#include "sql/connection.h"

namespace madoguchi::store {

inline constexpr std::int64_t kHitsMax = 20;  ///< of each kind; who needs more searches more closely

struct CertificateHit {
  Certificate certificate;  ///< without its bytes
  std::string contract_number;
};
struct ApplicationHit {
  ApplicationId id;
  std::string number;
  ApplicationKind kind = ApplicationKind::contact_change;
  ApplicationState state = ApplicationState::submitted;
  ContractId contract;
  std::string contract_number;
  Time filed_at{};
};
struct EnquiryHit {
  EnquiryId id;
  std::string number;
  EnquiryKind kind = EnquiryKind::general;
  std::optional<ContractId> contract{};
  Time opened_at{};
  std::optional<Time> closed_at{};
};

/// The state of the desk in five numbers. What each means stands in usecase/show_figures.h.
struct DeskCounts {
  std::int64_t open_applications = 0;
  std::int64_t clocks_running_out = 0;
  std::optional<Seconds> review_age_median{};
  std::int64_t calls_due = 0;
  std::int64_t revocations_due = 0;
};

/// What the desk looks up across contracts (R97). Contracts themselves are ContractList's.
class DeskSearch {
 public:
  explicit DeskSearch(sql::Connection& sql) : sql_(sql) {}
  /// By the beginning of a serial (lower-case hex), or by a whole DNS name as CN; newest first.
  std::vector<CertificateHit> certificates(const std::optional<std::string>& serial,
                                           const std::optional<std::string>& dns_name);
  std::vector<ApplicationHit> applications(const std::string& receipt_number);
  std::vector<EnquiryHit> enquiries(const std::string& receipt_number);
  /// Those with a deadline first, then oldest first.
  std::vector<EnquiryHit> open_enquiries(std::int64_t rows_max);
  DeskCounts counts(Time now, Time clocks_until, Time calls_until, Time revocations_until);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
