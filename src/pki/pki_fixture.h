#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "domain/issuance_fixture.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "pki/file_signer.h"

/// For tests only: a folder that goes away, and a small authority in it.
namespace madoguchi::fixture {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "madoguchi-pki-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw Failure("mkdtemp");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline pki::Passphrase passphrase() {
  return pki::Passphrase("correct example battery");
}

/// Public keys of subscribers, made once a run.
inline const Bytes& subscriber_spki(pki::CaKeyKind kind) {
  static std::map<pki::CaKeyKind, Bytes> made;
  Bytes& spki = made[kind];
  if (spki.empty()) {
    const TemporaryFolder folder;
    spki = pki::create_key_file(kind, folder.file("key"), passphrase())->public_key();
  }
  return spki;
}

/// A root and an issuing CA with keys of `kind`.
struct SmallAuthority {
  explicit SmallAuthority(pki::CaKeyKind kind) {
    const Validity validity = Validity::from(kNow - Seconds(7200), kNow + std::chrono::days(3650)).value();
    root_key = pki::create_key_file(kind, folder.file("root.key"), passphrase());
    const Bytes root_name = pki::ca_name("JP", "Example Authority", "Example Authority Root CA");
    const Bytes root_id = pki::key_id_of(root_key->public_key());
    CountingRandom random;
    root = pki::sign_ca_certificate({.serial = new_serial(random),
                                     .issuer_der = root_name,
                                     .subject_der = root_name,
                                     .validity = validity,
                                     .spki_der = root_key->public_key(),
                                     .key_id = root_id},
                                    *root_key);
    key = pki::create_key_file(kind, folder.file("issuing.key"), passphrase());
    info = issuer();
    info.subject_der = pki::ca_name("JP", "Example Authority", "Example Authority Issuing CA");
    info.key_id = pki::key_id_of(key->public_key());
    info.id = to_hex(info.key_id).substr(0, 16);
    info.algorithm = key->algorithm();
    info.not_before = validity.not_before();
    info.not_after = validity.not_after();
    certificate = pki::sign_ca_certificate({.serial = new_serial(random),
                                            .issuer_der = root_name,
                                            .subject_der = info.subject_der,
                                            .validity = validity,
                                            .spki_der = key->public_key(),
                                            .key_id = info.key_id,
                                            .authority_key_id = root_id,
                                            .policy_oids = {"2.23.140.1.2.2", "2.23.140.1.1"},
                                            .crl_url = "http://status.example.jp/crl/root/0.crl",
                                            .ca_issuers_url = "http://status.example.jp/ca/root.cer"},
                                           *root_key);
  }
  /// A certificate of our own making for `spki`, by the whole way.
  Bytes issue(const CertificateProfile& profile, Bytes spki) {
    IssuanceRequest wanted = request();
    wanted.spki_der = std::move(spki);
    return pki::sign_certificate(
        pki::prepare(lint(plan_issuance(wanted, profile, info, random_, kNow).value(), profile, kNow).value(), info),
        *key);
  }

  TemporaryFolder folder;
  std::unique_ptr<pki::Signer> root_key, key;
  Bytes root, certificate;
  IssuerInfo info;

 private:
  CountingRandom random_;
};

}  // namespace madoguchi::fixture
