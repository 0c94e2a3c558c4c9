#include "main/load_authority.h"

#include <fstream>

#include "main/toml_reader.h"
#include "pki/ca_certificate.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

pki::CaCertificateFacts read_certificate(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string pem(std::istreambuf_iterator<char>(file), {});
  if (!file || pem.empty()) throw Failure("cannot read " + path.string());
  try {
    return pki::read_ca_certificate(pem);
  } catch (const Failure& failure) {
    throw Failure(path.string() + ": " + failure.what());
  }
}

TokenPlace read_token(TomlReader reader) {
  TokenPlace token;
  token.module = reader.text("module");
  token.label = reader.text("label");
  token.key_prefix = reader.text("key_prefix");
  reader.done();
  return token;
}

std::string short_id(ByteView key_id) {
  return to_hex(key_id).substr(0, 16);
}

}  // namespace

AuthorityFiles read_authority(const fs::path& folder) {
  auto file = TomlReader::file(folder / "ca" / "authority.toml");
  AuthorityFiles files{
      .name = file.text("name"),
      .example = file.truth("example"),
      .keys = {.folder = folder / file.maybe_text("keys_folder").value_or("")}};  // an absolute one stays
  if (file.has("token")) files.keys.token = read_token(file.table("token"));
  const auto mode = parse_name<AuthorityMode>(file.text("mode"));
  if (!mode) file.fail("mode", "must be private or public");
  const auto algorithm = parse_name<SignatureAlgorithm>(file.text("algorithm"));
  if (!algorithm) file.fail("algorithm", "must be ecdsa_p256_sha256 or rsa_sha256");
  const std::string status_url = file.text("status_url");
  // An authority made before there were shards has none, and its one list goes on.
  const auto shards = file.has("crl_shards") ? file.number("crl_shards", 0, kCrlShardsMax) : 0;
  auto relaxed = file.table("relaxed");
  const RelaxedRules rules{.validity = relaxed.truth("validity"), .names = relaxed.truth("names")};
  relaxed.done();
  if (*mode == AuthorityMode::public_authority && rules != RelaxedRules{}) {
    file.fail("relaxed", "a public authority relaxes nothing (rules 8.1)");
  }
  file.done();

  const auto root = read_certificate(folder / "ca" / "root.pem");
  const auto issuing = read_certificate(folder / "ca" / "issuing.pem");
  if (!pki::is_signed_by(root.der, root.der)) throw Failure("ca/root.pem is not signed by itself");
  if (!pki::is_signed_by(issuing.der, root.der)) throw Failure("ca/issuing.pem is not signed by ca/root.pem");
  files.issuer = {.id = short_id(issuing.key_id),
                  .subject_der = issuing.subject_der,
                  .key_id = issuing.key_id,
                  .algorithm = *algorithm,
                  .mode = *mode,
                  .relaxed = rules,
                  .status_url = status_url,
                  .crl_shards = shards,
                  .not_before = issuing.not_before,
                  .not_after = issuing.not_after};
  files.issuing_der = issuing.der;
  files.root_id = short_id(root.key_id);
  files.root_der = root.der;
  return files;
}

Authority load_authority(const fs::path& folder, const pki::Passphrase& secret) {
  Authority authority{.files = read_authority(folder), .signer = nullptr};
  const auto certificate = read_certificate(folder / "ca" / "issuing.pem");
  authority.signer = open_keys(authority.files.keys, secret)->open(kIssuingKey);
  if (authority.signer->public_key() != certificate.spki_der) {
    throw Failure("the issuing key is not the key of ca/issuing.pem");
  }
  if (authority.signer->algorithm() != authority.files.issuer.algorithm) {
    throw Failure("ca/authority.toml: algorithm: is not that of the issuing key");
  }
  check_signer(*authority.signer);
  return authority;
}

}  // namespace madoguchi
