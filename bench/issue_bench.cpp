// CPU of planning, linting, writing and signing one certificate from a stored SPKI, against the raw signature over as
// many bytes by OpenSSL with a key of the same kind. Rounds are interleaved; the median of the rounds' ratios counts.
// Bars: at most 2.0 for P-256 and 1.1 for RSA-2048.
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "domain/issuance_fixture.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "pki/file_signer.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

constexpr int kRounds = 15;

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}
double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + std::ssize(values) / 2);
  return values[values.size() / 2];
}
template <typename Work>
double us_each(int count, Work work) {
  const double start = cpu_us();
  for (int i = 0; i < count; ++i) work();
  return (cpu_us() - start) / count;
}

/// EVP_DigestSign as one would write it by hand: the context and the digest are kept.
class RawSignature {
 public:
  explicit RawSignature(bool rsa)
      : key_(rsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})
                 : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")),
        digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
        ready_(EVP_MD_CTX_new()),
        context_(EVP_MD_CTX_new()) {
    EVP_DigestSignInit(ready_, nullptr, digest_, nullptr, key_);
  }
  void sign(ByteView message) {
    EVP_MD_CTX_copy_ex(context_, ready_);
    std::uint8_t out[512];
    std::size_t length = sizeof out;
    if (EVP_DigestSign(context_, out, &length, message.data(), message.size()) != 1) throw Failure("raw signature");
  }

 private:
  EVP_PKEY* key_;
  EVP_MD* digest_;
  EVP_MD_CTX* ready_;
  EVP_MD_CTX* context_;
};

void measure(pki::CaKeyKind kind, double bar, int count) {
  const auto path = std::filesystem::temp_directory_path() / ("issue_bench" + std::to_string(getpid()));
  const auto signer = pki::create_key_file(kind, path, pki::Passphrase("correct example battery"));
  std::filesystem::remove(path);
  IssuerInfo issuer = fixture::issuer();
  issuer.subject_der = pki::ca_name("JP", "Example Authority", "Example Authority Issuing CA");
  issuer.key_id = pki::key_id_of(signer->public_key());
  issuer.algorithm = signer->algorithm();
  const CertificateProfile profile = fixture::ev_profile();
  IssuanceRequest wanted = fixture::request();
  wanted.spki_der = fixture::rsa2048_spki();
  SystemRandom random;
  const auto linted = [&] {
    return lint(plan_issuance(wanted, profile, issuer, random, fixture::kNow).value(), profile, fixture::kNow).value();
  };
  const Bytes tbs = pki::prepare(linted(), issuer).tbs();
  RawSignature raw(kind != pki::CaKeyKind::p256);

  std::vector<double> raws, issues, builds, ratios;
  for (int round = 0; round < kRounds; ++round) {
    raws.push_back(us_each(count, [&] { raw.sign(tbs); }));
    issues.push_back(us_each(count, [&] { sign_certificate(pki::prepare(linted(), issuer), *signer); }));
    builds.push_back(us_each(count, [&] { pki::prepare(linted(), issuer); }));
    ratios.push_back(issues.back() / raws.back());
  }
  std::printf("%-8s %5zu bytes  raw %7.1f us  issue %7.1f us  of it plan+lint+tbs %5.1f us  ratio %.2f (bar %.1f)\n",
              std::string(to_text(kind)).c_str(), tbs.size(), median(raws), median(issues), median(builds),
              median(ratios), bar);
}

}  // namespace
}  // namespace madoguchi

int main() {
  madoguchi::measure(madoguchi::pki::CaKeyKind::p256, 2.0, 2000);
  madoguchi::measure(madoguchi::pki::CaKeyKind::rsa2048, 1.1, 200);
  return 0;
}
