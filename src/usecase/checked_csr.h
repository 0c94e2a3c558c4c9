#pragma once
#include <string_view>

#include "pki/csr.h"
#include "usecase/work.h"

namespace madoguchi {

/// A request that was read (pki/csr) and whose key is good enough by itself: not weak, on no list, not blocked. Whether
/// a contract takes it (names, keys used before) is judged when it is filed. Only check_pasted_csr makes one.
class CheckedCsr {
 public:
  const pki::Csr& csr() const { return csr_; }

 private:
  friend Result<CheckedCsr> check_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text);
  explicit CheckedCsr(pki::Csr csr) : csr_(std::move(csr)) {}
  pki::Csr csr_;
};

/// Reads what a customer pasted, before any transaction for writing: an RSA key takes some 20 ms. Refuses field /csr
/// with csr.* or key.*, key.blocked. If a private key was pasted (R117), nothing of the text is kept, its keys are
/// blocked for good, and for live certificates with such a key the desk gets a task with the deadline of a key
/// compromise: all that in a transaction of its own, which outlives the refusal.
Result<CheckedCsr> check_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text);

}  // namespace madoguchi
