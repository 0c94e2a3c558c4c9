// A signature through our PKCS#11 signer (session pool, queue, re-login) beside C_SignInit and C_Sign called by hand in
// one session of the same SoftHSM token, in interleaved rounds, CPU of the process. What ours signs is an OCSP answer,
// so that writing its DER and hashing it is part of the figure. Without a bar: it tells what the way to a token costs.
#include <p11-kit/pkcs11.h>

#include <cstdlib>
#include <fstream>

#include "bench.h"
#include "folder.h"
#include "pki/ca_certificate.h"
#include "pki/ocsp_response.h"
#include "pki/pkcs11_module.h"
#include "pki/pkcs11_signer.h"
#include "processes.h"

namespace madoguchi {
namespace {

using bench::median;
using bench::us_each;

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";
constexpr const char* kPin = "4711-example";
constexpr const char* kToken = "example token";

/// SoftHSM with one token, in a folder of its own.
void make_token(const bench::Folder& place) {
  const auto config = place.path() / "softhsm2.conf";
  std::filesystem::create_directory(place.path() / "tokens");
  std::ofstream(config) << "directories.tokendir = " << (place.path() / "tokens").string()
                        << "\nobjectstore.backend = file\nlog.level = ERROR\n";
  setenv("SOFTHSM2_CONF", config.c_str(), 1);
  bench::run_to_end({"softhsm2-util", "--init-token", "--free", "--label", kToken, "--pin", kPin, "--so-pin", kPin});
}

/// By hand, in the library that the signer has initialised and logged in.
class RawToken {
 public:
  RawToken(std::string label, CK_MECHANISM_TYPE mechanism) : mechanism_(mechanism) {
    const CK_SLOT_ID slot = library_.slot_of(kToken);
    pki::must_answer(library_.call().C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session_),
                     "C_OpenSession");
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    std::array<CK_ATTRIBUTE, 2> wanted{CK_ATTRIBUTE{CKA_CLASS, &kind, sizeof kind},
                                       CK_ATTRIBUTE{CKA_LABEL, label.data(), label.size()}};
    CK_ULONG count = 0;
    pki::must_answer(library_.call().C_FindObjectsInit(session_, wanted.data(), wanted.size()), "C_FindObjectsInit");
    pki::must_answer(library_.call().C_FindObjects(session_, &key_, 1, &count), "C_FindObjects");
    pki::must_answer(library_.call().C_FindObjectsFinal(session_), "C_FindObjectsFinal");
    if (count != 1) throw Failure("the token has no key " + label);
  }
  void sign() {
    CK_MECHANISM how{mechanism_, nullptr, 0};
    std::array<CK_BYTE, 512> out{};
    CK_ULONG length = out.size();
    pki::must_answer(library_.call().C_SignInit(session_, &how, key_), "C_SignInit");
    pki::must_answer(library_.call().C_Sign(session_, digest_.data(), digest_.size(), out.data(), &length), "C_Sign");
  }

 private:
  pki::Pkcs11Library library_{kModule};
  CK_MECHANISM_TYPE mechanism_;
  CK_SESSION_HANDLE session_ = 0;
  CK_OBJECT_HANDLE key_ = 0;
  std::array<CK_BYTE, 32> digest_{};
};

void measure(pki::KeyStore& keys, pki::CaKeyKind kind, int rounds, int count) {
  const auto name = std::string(to_text(kind));
  const auto signer = keys.create(name, kind);
  const Time now = from_unix(1'800'000'000);
  const pki::OcspResponderIdentity identity{.certificate_der = {0x30, 0x00},
                                            .key_id = pki::key_id_of(signer->public_key()),
                                            .not_before = now,
                                            .not_after = now + std::chrono::days(60)};
  const pki::OcspAnswer answer{.cert_id = {0x30, 0x00}, .this_update = now, .next_update = now + std::chrono::days(4)};
  RawToken raw(name, kind == pki::CaKeyKind::p256 ? CKM_ECDSA : CKM_RSA_PKCS);
  std::vector<double> raws, ours, ratios;
  for (int round = 0; round < rounds; ++round) {
    raws.push_back(us_each(count, [&] { raw.sign(); }));
    ours.push_back(us_each(count, [&] { pki::sign_ocsp_answer(answer, identity, *signer); }));
    ratios.push_back(ours.back() / raws.back());
  }
  bench::report({.what = "a signature in a token (SoftHSM), " + name,
                 .value = median(ours),
                 .unit = "us CPU",
                 .against = "C_SignInit and C_Sign",
                 .reference = median(raws),
                 .held = median(ratios)});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  using namespace madoguchi;
  return bench::run("token_bench", argc, argv, [](const bench::Options& options) {
    const bench::Folder place("token_bench");
    make_token(place);
    const auto keys = pki::token_keys({.module = kModule, .token = kToken, .key_prefix = {}}, pki::Passphrase(kPin));
    measure(*keys, pki::CaKeyKind::p256, options.size(15, 1), options.size(2000, 20));
    measure(*keys, pki::CaKeyKind::rsa2048, options.size(15, 1), options.size(300, 5));
  });
}
