#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/revocation.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// What a relying party may be told of a serial that was assigned.
struct CertificateStatus {
  Time not_after{};
  std::optional<Time> revoked_at{};  ///< absent: good
  RevocationReason reason = RevocationReason::unspecified;
  bool operator==(const CertificateStatus&) const = default;
};

/// Where a reader of the changes stands: it has seen everything up to here. The beginning by default.
struct ChangePosition {
  std::int64_t number = 0;
  std::string serial{};  ///< of the last one seen that has this number; several may share one
};

/// The status of certificates, for OCSP, and the feed of its changes, for whoever keeps answers.
class StatusTable {
 public:
  explicit StatusTable(sql::Connection& sql) : sql_(sql) {}
  /// Absent for a serial that was never assigned, or whose certificate is still being made. A serial given up between
  /// intent and certificate is revoked, as in the CRL.
  std::optional<CertificateStatus> find(const std::string& issuer, const std::string& serial);

  /// The next number of `issuer`, taken until the transaction ends: others who want one wait. Whoever writes a line of
  /// `revocation`, or changes one, gives it this number in the same transaction; a batch may share one.
  std::int64_t take_change_number(const std::string& issuer);
  /// The highest number committed; 0 if nothing has changed yet.
  std::int64_t newest_change(const std::string& issuer);
  /// The serials changed after `position`, at most rows_max, oldest change first; moves `position` behind them.
  std::vector<std::string> changed_after(const std::string& issuer, ChangePosition& position, std::int64_t rows_max);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
