#pragma once
#include <span>
#include <string_view>

#include "base/time.h"

namespace madoguchi {

/// What a dated limit bounds. Always evaluated against the time of issue (rules 0.1), never against a time of order.
enum class LimitOf : std::uint8_t {
  certificate_validity,       ///< of a subscriber certificate, both ends counted
  domain_validation_reuse,    ///< from the validation to the issue
  identity_validation_reuse,  ///< from the collection of the evidence to the issue
  not_before_skew,            ///< between notBefore and the signature
  crl_next_update,            ///< nextUpdate - thisUpdate, subscriber certificates
  ca_crl_next_update,         ///< the same for the CRL of a root
  crl_publication,            ///< from recording a revocation to its CRL
  revocation_urgent,          ///< from receipt to publication, rules 2.1 causes 1 to 5
  revocation_other,           ///< rules 2.1 causes 6 to 16
  ca_certificate_revocation,  ///< of a CA's certificate
};

/// One dated limit. Holds from `from` (00:00:00 UTC of that day, BR 1.6.4) up to but without `until`.
struct LegalLimit {
  std::string_view rule;      ///< number in the rules paper
  std::string_view citation;  ///< the primary text
  LimitOf of;
  Time from;
  Time until;
  Seconds value;
};

/// The one table of dated limits, ordered by kind and date, without gaps from 1970 on.
std::span<const LegalLimit> legal_limits();

/// The row of `of` that holds at `at`. Total: there is one for every time from 1970 on; earlier is a Failure.
const LegalLimit& legal_limit(LimitOf of, Time at);

/// Length of the longest certificate that we make at `now`, both ends counted: one day under the legal limit, because
/// the limit itself SHOULD NOT be issued (rules 1.1.5): 199, 99, 46 days.
Seconds longest_validity(Time now);

}  // namespace madoguchi
