#include "domain/evidence.h"

#include "domain/legal_limits.h"

namespace madoguchi {

bool good_at(const Evidence& evidence, Time now) {
  if (!in_date(evidence, now)) return false;
  const auto limit =
      evidence.kind == "domain_control" ? LimitOf::domain_validation_reuse : LimitOf::identity_validation_reuse;
  return now - evidence.collected_at <= legal_limit(limit, now).value;
}

}  // namespace madoguchi
