#include "main/make_authority.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>

#include "base/utf8.h"
#include "domain/certificate_profile.h"
#include "domain/country.h"
#include "domain/crl_number.h"
#include "main/load_authority.h"
#include "main/responder_files.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "toml++/toml.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

// BR 7.1.2.1.1: a root lives 8 to 25 years.
constexpr std::chrono::days kRootDays{7300};
constexpr std::chrono::days kIssuingDays{3650};
constexpr std::string_view kRootSuffix = " Root CA";
constexpr std::string_view kIssuingSuffix = " Issuing CA";
constexpr std::size_t kNameCharactersMax = 64;  // of organizationName and commonName (rules 1.1.9)

bool is_status_url(std::string_view url) {
  static constexpr std::string_view kScheme = "http://";  // rules 1.1.14, 7.2.5: never https
  if (!url.starts_with(kScheme) || url.size() <= kScheme.size() || url.size() > 120) return false;
  return std::ranges::all_of(url.substr(kScheme.size()), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
  });
}

AuthorityOptions checked(AuthorityOptions options) {
  if (options.example && options.name.find("Example") == std::string::npos) options.name = "Example " + options.name;
  if (options.keys_folder.empty()) options.keys_folder = options.folder / "keys";
  const auto characters = utf8_characters(options.name);
  const bool clean = std::ranges::none_of(options.name, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
  if (!characters || *characters == 0 || !clean || *characters + kIssuingSuffix.size() > kNameCharactersMax) {
    throw Failure("--name: 1 to 53 characters of text");
  }
  if (!is_country_code(options.country)) throw Failure("--country: two capital letters, ISO 3166-1");
  if (!is_status_url(options.status_url)) {
    throw Failure("--status-url: http://host or http://host:port in lower case, without a path");
  }
  if (options.crl_shards < 0 || options.crl_shards > kCrlShardsMax) {
    throw Failure("--crl-shards: from 0 to " + std::to_string(kCrlShardsMax));
  }
  if (options.mode == AuthorityMode::public_authority && options.relaxed != RelaxedRules{}) {
    throw Failure("--relax: a public authority relaxes nothing (rules 8.1)");
  }
  if (options.token && options.token->key_prefix.empty()) options.token->key_prefix = options.name + " ";
  for (const fs::path& path :
       {options.folder / "ca" / "authority.toml", options.folder / "ca" / "root.pem",
        options.folder / "ca" / "issuing.pem", options.folder / "ca" / "ocsp.pem", options.keys_folder / "root.key",
        options.keys_folder / "issuing.key", options.keys_folder / "ocsp.key"}) {
    if (fs::exists(path)) throw Failure(path.string() + " exists already; nothing is overwritten");
  }
  return options;
}

void write_new_file(const fs::path& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
  if (file < 0) throw Failure("cannot create " + path.string() + ": " + std::strerror(errno));
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  if (close(file) != 0 || !written) throw Failure("cannot write " + path.string());
}

std::string authority_toml(const AuthorityOptions& options, SignatureAlgorithm algorithm) {
  toml::table table{{"name", options.name},
                    {"mode", std::string(to_text(options.mode))},
                    {"status_url", options.status_url},
                    {"crl_shards", options.crl_shards},
                    {"example", options.example},
                    {"algorithm", std::string(to_text(algorithm))},
                    {"relaxed", toml::table{{"validity", options.relaxed.validity}, {"names", options.relaxed.names}}}};
  if (options.token) {
    table.insert("token", toml::table{{"module", options.token->module},
                                      {"label", options.token->label},
                                      {"key_prefix", options.token->key_prefix}});
  } else {
    const fs::path relative = fs::absolute(options.keys_folder).lexically_relative(fs::absolute(options.folder));
    const bool inside = !relative.empty() && *relative.begin() != "..";
    table.insert("keys_folder", (inside ? relative : fs::absolute(options.keys_folder)).string());
  }
  std::ostringstream text;
  text << "# Made by `madoguchi ca init`. These stand in signed certificates: changing them here makes new ones\n"
          "# contradict old ones. `relaxed` is what a private authority has switched off. `crl_shards` alone may\n"
          "# grow: certificates are then spread among more lists, and old ones keep theirs.\n"
       << table << "\n";
  return text.str();
}

struct CaNames {
  Bytes root, issuing;
};
CaNames names_of(const AuthorityOptions& options) {
  return {pki::ca_name(options.country, options.name, options.name + std::string(kRootSuffix)),
          pki::ca_name(options.country, options.name, options.name + std::string(kIssuingSuffix))};
}

pki::CaCertificatePlan root_plan(const CaNames& names, const pki::Signer& key, Random& random, Time start) {
  return {.serial = new_serial(random),
          .issuer_der = names.root,
          .subject_der = names.root,
          .validity = Validity::from(start, start + kRootDays - Seconds(1)).value(),
          .spki_der = key.public_key(),
          .key_id = pki::key_id_of(key.public_key())};
}

pki::CaCertificatePlan issuing_plan(const CaNames& names, const pki::Signer& key, const IssuerInfo& root,
                                    Random& random, Time start) {
  return {.serial = new_serial(random),
          .issuer_der = names.root,
          .subject_der = names.issuing,
          .validity = Validity::from(start, start + kIssuingDays - Seconds(1)).value(),
          .spki_der = key.public_key(),
          .key_id = pki::key_id_of(key.public_key()),
          .authority_key_id = root.key_id,
          .policy_oids = {reserved_policy_oid(CertificateKind::ov), reserved_policy_oid(CertificateKind::ev)},
          .crl_url = crl_url(root, 0),
          .ca_issuers_url = ca_issuers_url(root)};
}

IssuerInfo root_info(const Bytes& name, const pki::Signer& key, const AuthorityOptions& options) {
  const Bytes key_id = pki::key_id_of(key.public_key());
  return {.id = to_hex(key_id).substr(0, 16),
          .subject_der = name,
          .key_id = key_id,
          .algorithm = key.algorithm(),
          .mode = options.mode,
          .status_url = options.status_url};
}

void write_root_crl(const IssuerInfo& root, pki::Signer& key, const fs::path& folder, std::optional<std::int64_t> last,
                    Time now) {
  const pki::CrlHead head{.number = next_crl_number(last, now),
                          .this_update = now,
                          .next_update = now + kRootCrlDays,
                          .of_ca_certificates = true};
  pki::write_crl(root, head, [](pki::CrlEntry&) { return false; }, key, folder / "crl" / crl_file_name(root.id, 0));
}

}  // namespace

void make_authority(const AuthorityOptions& wanted, const pki::Passphrase& passphrase, Random& random, Time now) {
  const AuthorityOptions options = checked(wanted);
  fs::create_directories(options.folder / "ca");
  fs::create_directories(options.folder / "crl");
  if (!options.token) {
    fs::create_directories(options.keys_folder);
    fs::permissions(options.keys_folder, fs::perms::owner_all);
  }
  const auto keys = open_keys({.folder = options.keys_folder, .token = options.token}, passphrase);
  const auto root_key = keys->create(kRootKey, options.key);
  const auto issuing_key = keys->create(kIssuingKey, options.key);
  const CaNames names = names_of(options);
  const IssuerInfo root = root_info(names.root, *root_key, options);
  const Time start = now - kNotBeforeSkewSeconds;
  const Bytes root_der = sign_ca_certificate(root_plan(names, *root_key, random, start), *root_key);
  const Bytes issuing_der = sign_ca_certificate(issuing_plan(names, *issuing_key, root, random, start), *root_key);
  write_new_file(options.folder / "ca" / "root.pem", pki::to_pem(root_der, "CERTIFICATE"));
  write_new_file(options.folder / "ca" / "issuing.pem", pki::to_pem(issuing_der, "CERTIFICATE"));
  write_root_crl(root, *root_key, options.folder, {}, now);
  const auto issuing = pki::read_ca_certificate(pki::to_pem(issuing_der, "CERTIFICATE"));
  const IssuerInfo issuer{.subject_der = issuing.subject_der,
                          .key_id = issuing.key_id,
                          .not_before = issuing.not_before,
                          .not_after = issuing.not_after};
  open_responder(options.folder, *keys, nullptr, {issuer, issuing_der, *issuing_key}, random, now);
  // Last: who finds it finds a whole authority.
  write_new_file(options.folder / "ca" / "authority.toml", authority_toml(options, issuing_key->algorithm()));
}

void renew_root_crl(const fs::path& folder, const fs::path& root_key_file, const pki::Passphrase& passphrase,
                    Time now) {
  const AuthorityFiles files = read_authority(folder);
  const auto key = root_key_file.empty() ? open_keys(files.keys, passphrase)->open(kRootKey)
                                         : pki::open_key_file(root_key_file, passphrase);
  if (to_hex(pki::key_id_of(key->public_key())).substr(0, 16) != files.root_id) {
    throw Failure("that is not the key of ca/root.pem");
  }
  const auto old = pki::read_own_crl(folder / "crl" / crl_file_name(files.root_id, 0));
  if (old.entries != 0) throw Failure("the root's CRL has entries, which this command would lose");
  IssuerInfo root{.id = files.root_id,
                  .subject_der = pki::read_ca_certificate(pki::to_pem(files.root_der, "CERTIFICATE")).subject_der,
                  .key_id = pki::key_id_of(key->public_key()),
                  .algorithm = key->algorithm()};
  write_root_crl(root, *key, folder, old.number, now);
}

}  // namespace madoguchi
