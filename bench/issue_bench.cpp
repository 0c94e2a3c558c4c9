// CPU of planning, linting, writing and signing one certificate from a stored SPKI, against the raw signature over as
// many bytes by OpenSSL with a key of the same kind. Rounds are interleaved; the median of the rounds' ratios counts.
// Bars: 1.5 times the raw signature for P-256; the raw signature and 12 us for RSA-2048.
#include <openssl/evp.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "bench.h"
#include "domain/issuance_fixture.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "pki/file_signer.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

using bench::median;
using bench::us_each;

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

void measure(pki::CaKeyKind kind, int rounds, int count) {
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

  std::vector<double> raws, issues, builds, ratios, extra;
  for (int round = 0; round < rounds; ++round) {
    raws.push_back(us_each(count, [&] { raw.sign(tbs); }));
    issues.push_back(us_each(count, [&] { sign_certificate(pki::prepare(linted(), issuer), *signer); }));
    builds.push_back(us_each(count, [&] { pki::prepare(linted(), issuer); }));
    ratios.push_back(issues.back() / raws.back());
    extra.push_back(issues.back() - raws.back());
  }
  const bool p256 = kind == pki::CaKeyKind::p256;
  const auto name = std::string(to_text(kind));
  bench::report({.what = "issue from a stored SPKI, " + name,
                 .value = median(issues),
                 .unit = "us CPU",
                 .against = "raw signature",
                 .reference = median(raws),
                 .held = median(p256 ? ratios : extra),
                 .held_unit = p256 ? "ratio" : "us more",
                 .bar = p256 ? 1.5 : 12});
  bench::report({.what = "of it plan, lint and DER, " + name,
                 .value = median(builds),
                 .unit = "us CPU",
                 .held = median(builds) / median(raws)});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  using madoguchi::pki::CaKeyKind;
  return madoguchi::bench::run("issue_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    madoguchi::measure(CaKeyKind::p256, options.size(25, 2), options.size(2000, 20));
    madoguchi::measure(CaKeyKind::rsa2048, options.size(25, 2), options.size(200, 5));
  });
}
