// The process is killed (SIGKILL, in a process of its own) at every point of an issuance: never two certificates for
// one approval, never a signed one that is unknown (R70, R77).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "job/issue_due.h"
#include "pki/ca_certificate.h"
#include "store/lease.h"
#include "support/each_statement.h"
#include "support/example_issue_facts.h"
#include "support/example_reissue.h"
#include "support/killed_process.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

class KilledIssue : public testing::TestWithParam<FailingCase> {
 protected:
  KilledIssue() {
    counter_.policy.products.at("ev_2_0").reissue.self_service_max = 1000;  // one approval for each point
    const Bytes key = counter_.signer().private_key();
    std::ofstream(key_file(), std::ios::binary).write(reinterpret_cast<const char*>(key.data()), std::ssize(key));
  }
  std::string key_file() const { return folder_.path() + "/signer.key"; }
  std::string log_file() const { return folder_.path() + "/signed.log"; }
  /// True if the process was killed, false if it never came to the point.
  bool killed(const std::string& job, const std::string& point) const {
    return was_killed(std::string(MADOGUCHI_BINARY_DIR) + "/issue_driver",
                      {job, counter_.database_url(), key_file(), counter_.authority().crl_folder.string(),
                       std::to_string(to_unix(counter_.now)), point, log_file()});
  }
  std::string statement(int n) const {
    return (GetParam().strike == Strike::before ? "before:" : "after:") + std::to_string(n);
  }
  /// What the key signed since the last call, certificates and CRLs.
  std::vector<std::string> signed_digests() const {
    std::vector<std::string> digests;
    {
      std::ifstream in(log_file());
      for (std::string line; std::getline(in, line);) digests.push_back(line);
    }
    std::filesystem::remove(log_file());
    return digests;
  }
  CertificateId youngest() const {
    return counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id).back().id; });
  }
  ApplicationId approved(OldCertificateEnd end) const {
    auto form = reissue_form(counter_, counter_.ev);
    form.old_certificate = youngest();
    form.old_certificate_end = end;
    return approved_reissue(counter_, form);
  }
  std::vector<Issuance> attempts(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return store.issuances.of_application(id); });
  }
  void expect_known(const ApplicationId& id, const std::vector<std::string>& digests) const {
    expect_nothing_unknown(counter_, counter_.ev.id, id, digests);
  }
  void lease_ends() { counter_.now += job::kIssueLeaseSeconds + Seconds(1); }

  ExampleCounter counter_{GetParam().backend};
  TestFolder folder_;
};

// R77: at every statement from the claim to the last commit; another process takes over.
TEST_P(KilledIssue, AtEveryStatementIssuesOnce) {
  int n = 1;
  for (bool struck = true; struck; ++n) {
    SCOPED_TRACE(statement(n));
    counter_.now += std::chrono::hours(2);  // so many filings a day may be
    const auto id = approved(OldCertificateEnd::immediate);
    struck = killed("issue", statement(n));
    auto digests = signed_digests();
    EXPECT_LE(digests.size(), 1U);
    expect_known(id, digests);
    const bool kept = state_of(counter_, id) == "done";
    EXPECT_EQ(certificate_at(counter_, must(counter_.read([&](Store& store) {
                                         return store.applications.reissue(id);
                                       })).old_certificate.value())
                  .revoked_at.has_value(),
              kept);  // R60: both or neither
    lease_ends();
    counter_.signer().forget();
    job::issue_due(counter_.office(), counter_.authority(), counter_.now);
    const auto again = counter_.signer().signed_digests();
    EXPECT_EQ(again.size(), kept ? 0U : 1U);
    digests.insert(digests.end(), again.begin(), again.end());
    expect_known(id, digests);
    ASSERT_EQ(state_of(counter_, id), "done");
    EXPECT_TRUE(pki::is_signed_by(certificate_of(counter_, id).der, counter_.authority().certificate_der));
  }
  EXPECT_GT(n, 40);
}

// R70, R77: killed again and again at a later point each time, one and the same approval, never a rest between.
TEST_P(KilledIssue, AgainAndAgainIssuesOnce) {
  const auto id = approved(OldCertificateEnd::deferred);
  counter_.mails();
  std::vector<std::string> digests;
  for (int n = 1; killed("issue", statement(n)); ++n) {
    for (auto& digest : signed_digests()) digests.push_back(std::move(digest));
    expect_known(id, digests);
    lease_ends();
  }
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_GT(attempts(id).size(), 10U);  // most of them lost
  EXPECT_EQ(counter_.mails(),
            "certificate_reissued_deferred -> registrant\ncertificate_reissued_deferred -> technical\n");
  counter_.run_jobs();
  std::string lost;
  for (const auto& attempt : attempts(id)) {
    if (attempt.state == IssuanceState::lost) lost += *attempt.serial + " none\n";
  }
  const auto listed = crl_of(counter_);
  EXPECT_EQ(std::ranges::count(listed, '\n'), std::ranges::count(lost, '\n'));
  for (const auto& attempt : attempts(id)) {
    const bool is_listed = listed.find(*attempt.serial + " none\n") != std::string::npos;
    EXPECT_EQ(is_listed, attempt.state == IssuanceState::lost);
  }
}

// Who holds the database alone, as on SQLite, knows that what is leased was leased by the dead: it goes on at once.
TEST_P(KilledIssue, WhoIsAloneTakesOverAtOnce) {
  const auto id = approved(OldCertificateEnd::immediate);
  ASSERT_TRUE(killed("issue", GetParam().strike == Strike::before ? "before_signing" : "after_signing"));
  const auto claimed = [&] {
    return counter_.read([&](Store& store) {
      return std::to_string(store.mails.claim_due(counter_.now, Seconds(60), 1).size()) +
             (store.periodic.claim("crl", counter_.now, Seconds(60)) ? " job" : " none");
    });
  };
  EXPECT_EQ(claimed(), "1 job");
  while (claimed() != "0 none") continue;  // all of it is in somebody's hand
  EXPECT_EQ(job::issue_due(counter_.office(), counter_.authority(), counter_.now), 0);
  counter_.read([](Store& store) {
    store::release_leases(store.sql);
    return true;
  });
  EXPECT_EQ(claimed(), "1 job");
  // The lost intent is closed, and another one issues.
  EXPECT_EQ(job::issue_due(counter_.office(), counter_.authority(), counter_.now), 2);
  EXPECT_EQ(state_of(counter_, id), "done");
}

// R77: in the signer, before and after it has signed: the intent stands, is closed as lost and listed; a restarted
// process issues under another serial.
TEST_P(KilledIssue, InTheSignerLeavesAnIntentThatIsListed) {
  const std::string point = GetParam().strike == Strike::before ? "before_signing" : "after_signing";
  const auto id = approved(OldCertificateEnd::deferred);
  ASSERT_TRUE(killed("issue", point));
  const auto digests = signed_digests();
  EXPECT_EQ(digests.size(), GetParam().strike == Strike::before ? 0U : 1U);
  expect_known(id, digests);
  ASSERT_EQ(attempts(id).size(), 1U);
  EXPECT_EQ(attempts(id).front().state, IssuanceState::intended);
  EXPECT_FALSE(killed("issue", "none"));  // a restart while the lease still runs leaves it alone
  EXPECT_EQ(attempts(id).front().state, IssuanceState::intended);
  lease_ends();
  EXPECT_FALSE(killed("issue", "none"));
  EXPECT_FALSE(killed("publish", "none"));
  EXPECT_EQ(state_of(counter_, id), "done");
  const auto tried = attempts(id);
  ASSERT_EQ(tried.size(), 2U);
  const auto lost = std::ranges::find(tried, IssuanceState::lost, &Issuance::state);
  ASSERT_NE(lost, tried.end());
  EXPECT_NE(certificate_of(counter_, id).serial, *lost->serial);
  EXPECT_EQ(crl_of(counter_), *lost->serial + " none\n");
  EXPECT_FALSE(killed("issue", "none"));
  EXPECT_EQ(attempts(id).size(), 2U);
}

// R70: killed while a CRL is made: the file that is out is whole, its number never comes again, the next one lists all.
TEST_P(KilledIssue, WhilePublishingLeavesAWholeCrl) {
  ASSERT_FALSE(killed("publish", "none"));
  EXPECT_EQ(crl_of(counter_), "");
  const auto id = approved(OldCertificateEnd::immediate);
  ASSERT_FALSE(killed("issue", "none"));
  ASSERT_EQ(state_of(counter_, id), "done");
  const std::string listed = certificate_at(counter_, counter_.ev.certificate).serial + " 4\n";
  std::set<std::string> numbers;
  const auto killed_and_mended = [&](const std::string& point) {
    SCOPED_TRACE(point);
    const bool struck = killed("publish", point);
    const auto out = crl_of(counter_);
    EXPECT_TRUE(out.empty() || out == listed) << out;
    counter_.now += std::chrono::hours(13);  // every lease is over, and the regular one is due
    EXPECT_FALSE(killed("publish", "none"));
    EXPECT_EQ(crl_of(counter_), listed);
    counter_.now += std::chrono::hours(13);
    return struck;
  };
  EXPECT_TRUE(killed_and_mended("before_signing"));
  EXPECT_TRUE(killed_and_mended("after_signing"));
  int n = 1;
  while (killed_and_mended(statement(n))) ++n;
  EXPECT_GT(n, 10);
  const auto unfinished = counter_.read([](Store& store) {
    return store.sql.query("SELECT COUNT(*), COUNT(DISTINCT number), COUNT(published_at) FROM crl");
  });
  EXPECT_EQ(unfinished.front().number(0), unfinished.front().number(1));
  EXPECT_LT(unfinished.front().number(2), unfinished.front().number(0));
}

// R59, R70: killed at every statement of a scheduled revocation: done once by whoever comes next.
TEST_P(KilledIssue, WhileRevokingRevokesOnce) {
  approved(OldCertificateEnd::deferred);
  ASSERT_FALSE(killed("issue", "none"));
  counter_.now += std::chrono::days(14);
  int n = 1;
  while (killed("revoke", statement(n))) {
    ++n;
    const bool revoked = certificate_at(counter_, counter_.ev.certificate).revoked_at.has_value();
    EXPECT_EQ(counter_.rows("revocation"), revoked ? 1 : 0);
    counter_.now += std::chrono::minutes(6);  // the lease is over
  }
  EXPECT_GT(n, 10);
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id).substr(0, 4), "done");
}

INSTANTIATE_TEST_SUITE_P(Sql, KilledIssue, testing::ValuesIn(kFailingCases), name_of);

}  // namespace
}  // namespace madoguchi
