#include "main/responder_files.h"

#include <algorithm>
#include <fstream>

#include "base/new_file.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kResponderKey = "ocsp";

fs::path certificate_path(const fs::path& folder) {
  return folder / "ca" / "ocsp.pem";
}

pki::OcspResponderIdentity make_certificate(const fs::path& folder, const ResponderIssuer& issuer,
                                            const pki::Signer& key, Random& random, Time now) {
  const Time start = std::max(now - kNotBeforeSkewSeconds, issuer.info.not_before);  // rules 1.12.6: within a day
  const Time end = std::min(start + kResponderDays - Seconds(1), issuer.info.not_after);
  const auto validity = Validity::from(start, end);
  if (!validity) throw Failure("the issuing CA has ended: there is no OCSP responder for it any more");
  const pki::ResponderCertificatePlan plan{.serial = new_serial(random),
                                           .issuer_der = issuer.info.subject_der,
                                           .subject_der = pki::responder_name(issuer.info.subject_der),
                                           .authority_key_id = issuer.info.key_id,
                                           .validity = *validity,
                                           .spki_der = key.public_key()};
  const std::string pem = pki::to_pem(pki::sign_responder_certificate(plan, issuer.signer), "CERTIFICATE");
  auto identity = pki::read_responder_certificate(pem, issuer.certificate_der);
  const auto path = certificate_path(folder).string();
  NewFile file(path);
  file.append(view_of(pem));
  file.replace(path);
  return identity;
}

/// The certificate in `folder` of this key.
pki::OcspResponderIdentity read_certificate(const fs::path& folder, const pki::Signer& key, ByteView issuing_der) {
  std::ifstream file(certificate_path(folder), std::ios::binary);
  const std::string pem(std::istreambuf_iterator<char>(file), {});
  auto identity = pki::read_responder_certificate(pem, issuing_der);
  if (identity.key_id != pki::key_id_of(key.public_key())) {
    throw Failure("the key \"ocsp\" is not the key of ca/ocsp.pem; without that file a new certificate is made");
  }
  return identity;
}

/// No certificate tells of a key, yet there may be one, of a start that was cut off.
std::unique_ptr<pki::Signer> open_or_create_key(pki::KeyStore& keys) {
  try {
    return keys.open(kResponderKey, pki::WhenAway::fail);
  } catch (const Failure&) {
    return keys.create(kResponderKey, pki::CaKeyKind::p256);  // says what is wrong with one that is there
  }
}

}  // namespace

std::unique_ptr<pki::Signer> open_certified_responder_key(const fs::path& folder, pki::KeyStore& keys) {
  // Relying parties ask again, and would keep the service's threads waiting.
  return fs::exists(certificate_path(folder)) ? keys.open(kResponderKey, pki::WhenAway::fail) : nullptr;
}

ResponderFiles open_responder(const fs::path& folder, pki::KeyStore& keys, std::unique_ptr<pki::Signer> certified_key,
                              const ResponderIssuer& issuer, Random& random, Time now) {
  const bool certified = certified_key != nullptr;
  auto key = certified ? std::move(certified_key) : open_or_create_key(keys);
  check_signer(*key);
  if (!certified) {
    auto made = make_certificate(folder, issuer, *key, random, now);
    return {.key = std::move(key), .identity = std::move(made)};
  }
  auto identity = read_certificate(folder, *key, issuer.certificate_der);
  return {.key = std::move(key), .identity = std::move(identity)};
}

ResponderFiles read_responder(const fs::path& folder, pki::KeyStore& keys, ByteView issuing_der) {
  auto key = open_certified_responder_key(folder, keys);
  if (!key) throw Failure("there is no ca/ocsp.pem yet: the service makes it at its next start");
  auto identity = read_certificate(folder, *key, issuing_der);
  return {.key = std::move(key), .identity = std::move(identity)};
}

std::optional<pki::OcspResponderIdentity> renew_responder(const fs::path& folder, const ResponderIssuer& issuer,
                                                          const pki::Signer& key,
                                                          const pki::OcspResponderIdentity& present, Random& random,
                                                          Time now) {
  const Time ends = std::min(present.not_after, issuer.info.not_after);
  const bool last = present.not_after >= issuer.info.not_after;  // none can end later
  const bool due = now < present.not_before || (now >= ends - kResponderRenewalDays && !last);
  if (!due) return {};
  return make_certificate(folder, issuer, key, random, now);
}

}  // namespace madoguchi
