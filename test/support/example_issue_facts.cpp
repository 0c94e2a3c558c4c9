#include "support/example_issue_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "pki/digest.h"

namespace madoguchi {

void expect_nothing_unknown(const ExampleCounter& counter, const ContractId& contract, const ApplicationId& application,
                            const std::vector<std::string>& signed_digests) {
  const auto certificates = counter.read([&](Store& store) { return store.certificates.of_contract(contract); });
  EXPECT_LE(std::ranges::count(certificates, application, &Certificate::application), 1);
  std::set<std::string> intended, serials;
  for (const auto& attempt : counter.read([&](Store& store) { return store.issuances.of_application(application); })) {
    if (!attempt.tbs) continue;  // nothing can have been signed
    EXPECT_TRUE(intended.insert(sha256_hex(*attempt.tbs)).second) << "the same bytes intended twice";
    EXPECT_TRUE(serials.insert(*attempt.serial).second) << "the same serial intended twice";
    const bool kept = std::ranges::count(certificates, *attempt.serial, &Certificate::serial) == 1;
    const bool revoked = counter.read([&](Store& store) {
      return store.sql
                 .query("SELECT 1 FROM revocation WHERE serial = $1 AND recorded_at >= $2",
                        {*attempt.serial, *attempt.intended_at})
                 .size() == 1;
    });
    EXPECT_EQ(kept, attempt.state == IssuanceState::done);
    EXPECT_TRUE(revoked || attempt.state != IssuanceState::lost);
    EXPECT_TRUE(!revoked || attempt.state != IssuanceState::intended);
  }
  for (const auto& digest : signed_digests) EXPECT_TRUE(intended.contains(digest)) << "signed without an intent";
}

}  // namespace madoguchi
