#pragma once
#include <filesystem>
#include <memory>
#include <optional>

#include "base/random.h"
#include "domain/issuer_info.h"
#include "pki/key_store.h"
#include "pki/ocsp_response.h"

namespace madoguchi {

/// How long a responder's certificate is good for. It cannot be revoked (id-pkix-ocsp-nocheck), so not for long; but
/// far longer than an answer lives, so that a renewal may fail for weeks before one is cut short.
inline constexpr std::chrono::days kResponderDays{60};
inline constexpr std::chrono::days kResponderRenewalDays{30};  ///< so much is left when it is renewed

/// What signs OCSP answers: a P-256 key of its own, kept where the CA's are, and the issuing CA's certificate for it.
struct ResponderFiles {
  std::unique_ptr<pki::Signer> key;
  pki::OcspResponderIdentity identity;
};

/// The issuing CA as far as its responder's certificate goes.
struct ResponderIssuer {
  const IssuerInfo& info;
  const Bytes& certificate_der;
  pki::Signer& signer;
};

/// The key "ocsp" of `keys` if `folder`/ca/ocsp.pem tells that there is one, else null. It needs nothing of the CA's
/// key, so that both may be opened at one time. Throws Failure for a wrong passphrase.
std::unique_ptr<pki::Signer> open_certified_responder_key(const std::filesystem::path& folder, pki::KeyStore& keys);

/// The responder of `certified_key` and `folder`/ca/ocsp.pem. With a null key, makes what is missing: `ca init` key and
/// certificate, the first start of an authority from before OCSP too. Throws Failure for a certificate of another key
/// or issuer.
ResponderFiles open_responder(const std::filesystem::path& folder, pki::KeyStore& keys,
                              std::unique_ptr<pki::Signer> certified_key, const ResponderIssuer& issuer, Random& random,
                              Time now);

/// The responder as it stands in `folder`, beside the service that keeps it. Makes nothing: Failure if there is none
/// yet.
ResponderFiles read_responder(const std::filesystem::path& folder, pki::KeyStore& keys, ByteView issuing_der);

/// A new certificate for the same key, written over ca/ocsp.pem in one step, if `present` ends within
/// kResponderRenewalDays of `now` or does not hold yet; else absent. Throws Failure.
std::optional<pki::OcspResponderIdentity> renew_responder(const std::filesystem::path& folder,
                                                          const ResponderIssuer& issuer, const pki::Signer& key,
                                                          const pki::OcspResponderIdentity& present, Random& random,
                                                          Time now);

}  // namespace madoguchi
