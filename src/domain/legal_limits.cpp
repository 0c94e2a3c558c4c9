#include "domain/legal_limits.h"

#include "base/assert.h"

namespace madoguchi {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Time date(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}
constexpr Time kAlways = from_unix(0);
constexpr Time kOpen = date(9999, 12, 31);

constexpr LegalLimit kLegalLimits[] = {
    // The looser limits before 2020-09 are of no use any more: the row of that day stands for all earlier ones.
    {"1.1.4", "BR 6.3.2", LimitOf::certificate_validity, kAlways, date(2026, 3, 15), days(398)},
    {"1.1.4", "BR 6.3.2", LimitOf::certificate_validity, date(2026, 3, 15), date(2027, 3, 15), days(200)},
    {"1.1.4", "BR 6.3.2", LimitOf::certificate_validity, date(2027, 3, 15), date(2029, 3, 15), days(100)},
    {"1.1.4", "BR 6.3.2", LimitOf::certificate_validity, date(2029, 3, 15), kOpen, days(47)},
    {"1.5.1", "BR 4.2.1", LimitOf::domain_validation_reuse, kAlways, date(2026, 3, 15), days(398)},
    {"1.5.1", "BR 4.2.1", LimitOf::domain_validation_reuse, date(2026, 3, 15), date(2027, 3, 15), days(200)},
    {"1.5.1", "BR 4.2.1", LimitOf::domain_validation_reuse, date(2027, 3, 15), date(2029, 3, 15), days(100)},
    {"1.5.1", "BR 4.2.1", LimitOf::domain_validation_reuse, date(2029, 3, 15), kOpen, days(10)},
    {"1.5.1", "BR 4.2.1; EVG 3.2.2.14", LimitOf::identity_validation_reuse, kAlways, date(2026, 3, 15), days(825)},
    {"1.5.1", "BR 4.2.1; EVG 3.2.2.14", LimitOf::identity_validation_reuse, date(2026, 3, 15), kOpen, days(398)},
    {"1.1.3", "BR 7.1.2.7", LimitOf::not_before_skew, kAlways, kOpen, hours(48)},
    {"1.11.2", "BR 7.2", LimitOf::crl_next_update, kAlways, kOpen, days(10)},
    {"1.11.2", "BR 7.2 (12 months)", LimitOf::ca_crl_next_update, kAlways, kOpen, days(365)},
    {"1.11.2", "BR 4.9.7", LimitOf::crl_publication, kAlways, kOpen, hours(24)},
    {"2.1", "BR 4.9.1.1", LimitOf::revocation_urgent, kAlways, kOpen, hours(24)},
    {"2.1", "BR 4.9.1.1", LimitOf::revocation_other, kAlways, kOpen, days(5)},
    {"2.1.2", "BR 4.9.1.2", LimitOf::ca_certificate_revocation, kAlways, kOpen, days(7)},
};

}  // namespace

std::span<const LegalLimit> legal_limits() {
  return kLegalLimits;
}

const LegalLimit& legal_limit(LimitOf of, Time at) {
  const LegalLimit* found = nullptr;
  for (const LegalLimit& limit : kLegalLimits) {
    if (limit.of == of && at >= limit.from && at < limit.until) found = &limit;
  }
  require(found != nullptr, "every limit has a row for every time from 1970 on");
  return *found;
}

Seconds longest_validity(Time now) {
  return legal_limit(LimitOf::certificate_validity, now).value - days(1);
}

}  // namespace madoguchi
