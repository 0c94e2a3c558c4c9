// Two nodes on one PostgreSQL (R70), whole services with their jobs and clocks: what one has revoked, both say within 2
// seconds, by OCSP and in the CRL that they serve.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "domain/crl_number.h"
#include "main/make_example.h"
#include "main/service.h"
#include "support/test_database.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kSeenWithin{2000};
constexpr milliseconds kPatience{60'000};  // of a machine that does other things: a test that hangs ends
constexpr std::size_t kRevocations = 5;

struct Node {
  House house;
  Service service;

  explicit Node(const fs::path& folder) : house(config_of(folder), true), service(house) {}
  static Config config_of(const fs::path& folder) {
    auto config = load_config(folder, {});
    for (auto* listener : {&config.portal, &config.desk, &config.status}) listener->port = 0;
    return config;
  }
  /// As the status listener answers, from what is kept once it was asked: behind the CertID stands good or revoked.
  bool answers_revoked(const Certificate& certificate) {
    constexpr char kRevoked = '\xa1';
    auto& responder = *house.responder();
    const auto serial = *parse_serial(certificate.serial);
    const auto reply = responder.answer(responder.issuer().request(pki::CertIdForm::sha1, serial), house.now());
    if (!reply.kept) throw Failure("no answer for " + certificate.serial);
    const auto id = responder.issuer().cert_id(pki::CertIdForm::sha1, serial);
    return reply.kept->der().at(reply.kept->der().find(text_of(id)) + id.size()) == kRevoked;
  }
  bool lists(const Certificate& certificate) {
    const auto name = crl_file_name(house.authority().issuer.id, certificate.crl_shard);
    std::ifstream in(house.authority().crl_folder / name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return bytes.find(text_of(*parse_serial(certificate.serial))) != std::string::npos;
  }
};

template <typename Body>
auto must_do(const Node& node, const Body& body) {
  return transact(node.house.office(), node.house.now(), Actor::the_engine(), body).value();
}

void revoke(const Node& node, const CertificateId& id) {
  must_do(node, [&](Work& work) -> Result<void> {
    auto& certificates = work.store.certificates;
    certificates.revoke(TRY(certificates.get(id)), RevocationReason::superseded, work.now, work.now, {});
    return {};
  });
}

std::vector<Certificate> live_certificates(const Node& node) {
  return must_do(node, [&](Work& work) -> Result<std::vector<Certificate>> {
    std::vector<Certificate> live;
    for (const auto& row : work.store.sql.query("SELECT id FROM certificate WHERE revoked_at IS NULL ORDER BY id")) {
      live.push_back(TRY(work.store.certificates.get({row.text(0)})));
    }
    return live;
  });
}

/// False if `holds` does not become true in time.
bool wait_until(const std::function<bool()>& holds) {
  const auto end = Clock::now() + kPatience;
  while (!holds()) {
    if (Clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(10));  // allow sleep: between two looks at the condition
  }
  return true;
}

TEST(TwoNodes, ARevocationIsSeenByBothWithinTwoSeconds) {
  const TestDatabase database("postgres");
  const TestFolder place;
  const auto folder = fs::path(place.path());
  make_example(folder / "one", system_now(), database.url());
  fs::copy(folder / "one", folder / "two", fs::copy_options::recursive);
  Node one(folder / "one"), two(folder / "two");
  auto certificates = live_certificates(one);
  ASSERT_GE(certificates.size(), kRevocations);
  certificates.resize(kRevocations);
  std::vector<milliseconds> times;
  for (std::size_t i = 0; i < kRevocations; ++i) {
    const auto& certificate = certificates[i];
    auto& revoker = i % 2 == 0 ? one : two;
    for (auto* node : {&one, &two}) ASSERT_FALSE(node->answers_revoked(certificate) || node->lists(certificate));
    revoke(revoker, certificate.id);
    const auto began = Clock::now();
    revoker.house.counter().changed();  // as whoever answers a request does
    EXPECT_TRUE(wait_until([&] {
      return one.answers_revoked(certificate) && two.answers_revoked(certificate) && one.lists(certificate) &&
             two.lists(certificate);
    }));
    times.push_back(std::chrono::duration_cast<milliseconds>(Clock::now() - began));
  }
  // The middle one: a machine that stands still for a second now and then tells nothing of us.
  std::ranges::sort(times);
  EXPECT_LE(times[kRevocations / 2], kSeenWithin) << times.front().count() << " to " << times.back().count() << " ms";
}

}  // namespace
}  // namespace madoguchi
