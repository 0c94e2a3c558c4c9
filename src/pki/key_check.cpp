#include "pki/key_check.h"

#include <algorithm>
#include <array>

#include "pki/der_check.h"
#include "pki/factoring.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

struct Kind {
  KeyKind kind;
  int curve_bits;              ///< 0 for RSA
  std::string_view algorithm;  ///< AlgorithmIdentifier in hexadecimal, BR 7.1.3.1
};
constexpr std::array<Kind, 4> kKinds = {{
    {KeyKind::rsa, 0, "300d06092a864886f70d0101010500"},
    {KeyKind::p256, 256, "301306072a8648ce3d020106082a8648ce3d030107"},
    {KeyKind::p384, 384, "301006072a8648ce3d020106052b81040022"},
    {KeyKind::p521, 521, "301006072a8648ce3d020106052b81040023"},
}};

std::unexpected<Refusal> refuse_key(std::string key, std::vector<std::pair<std::string, std::string>> params = {}) {
  return std::unexpected(Refusal{.code = ErrorCode::invalid,
                                 .message = "input.invalid",
                                 .fields = {{"/csr", std::move(key)}},
                                 .params = std::move(params)});
}

/// "ED25519", "secp224r1", or the OID: for a key of no known kind.
std::string algorithm_name(ByteView algorithm_der) {
  const std::uint8_t* at = algorithm_der.data();
  const OpensslPtr<X509_ALGOR, &X509_ALGOR_free> algorithm(
      d2i_X509_ALGOR(nullptr, &at, static_cast<long>(algorithm_der.size())));
  ERR_clear_error();
  if (!algorithm) return "?";
  const ASN1_OBJECT* object = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&object, &type, &value, algorithm.get());
  if (OBJ_obj2nid(object) == NID_X9_62_id_ecPublicKey) {
    if (type != V_ASN1_OBJECT) return "EC";
    object = static_cast<const ASN1_OBJECT*>(value);
  }
  if (const int nid = OBJ_obj2nid(object); nid != NID_undef) return OBJ_nid2sn(nid);
  char dotted[128];
  const int length = OBJ_obj2txt(dotted, sizeof dotted, object, 1);
  return length > 0 && length < static_cast<int>(sizeof dotted) ? dotted : "?";
}

struct ReadKey {
  PublicKeyInfo info;
  KeyPtr key;
};

Result<ReadKey> decode(ByteView spki_der) {
  if (!is_strict_der(spki_der)) return refuse_key("key.encoding");
  ByteView outer = spki_der;
  ByteView inside = take_der(outer)->content;
  const ByteView from = inside;
  if (spki_der[0] != 0x30 || inside.empty() || inside[0] != 0x30) return refuse_key("key.encoding");
  take_der(inside);
  const ByteView algorithm = from.first(from.size() - inside.size());
  const auto kind = std::ranges::find(kKinds, to_hex(algorithm), &Kind::algorithm);
  if (kind == kKinds.end()) return refuse_key("key.unsupported", {{"algorithm", algorithm_name(algorithm)}});

  const std::uint8_t* at = spki_der.data();
  KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki_der.size())));
  ERR_clear_error();
  if (!key) return refuse_key("key.broken");
  // Inside the BIT STRING too there is one way to write a key: this finds padded and negative integers.
  if (to_der(key.get(), i2d_PUBKEY) != Bytes(spki_der.begin(), spki_der.end())) return refuse_key("key.encoding");
  const int bits = EVP_PKEY_get_bits(key.get());
  if (kind->curve_bits == 0) {
    if (bits > kRsaBitsRead) return refuse_key("key.rsa_size", {{"bits", std::to_string(bits)}});
  } else if (const auto point = take_der(inside); !point || point->content.size() < 2 || point->content[1] != 0x04) {
    return refuse_key("key.encoding");  // a compressed or hybrid point
  }
  return ReadKey{{kind->kind, bits}, std::move(key)};
}

BnPtr number_of(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  must(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
  return BnPtr(number);
}

Result<void> check_rsa(const ReadKey& read) {
  const int bits = read.info.bits;
  if (bits != 2048 && bits != 3072 && bits != 4096) return refuse_key("key.rsa_size", {{"bits", std::to_string(bits)}});
  if (BN_is_word(number_of(read.key.get(), OSSL_PKEY_PARAM_RSA_E).get(), 65537) != 1) {
    return refuse_key("key.rsa_exponent");
  }
  const BnPtr modulus = number_of(read.key.get(), OSSL_PKEY_PARAM_RSA_N);
  if (has_small_factor(modulus.get())) return refuse_key("key.rsa_factor");
  if (has_roca_form(modulus.get())) return refuse_key("key.roca");
  if (is_factored_by_fermat(modulus.get())) return refuse_key("key.fermat");
  if (is_prime_power_like(modulus.get())) return refuse_key("key.rsa_factor");
  return {};
}

Result<void> check_ec(const ReadKey& read, KeyRules rules) {
  if (read.info.kind == KeyKind::p521 && !rules.p521_allowed) {
    return refuse_key("key.unsupported", {{"algorithm", "secp521r1"}});
  }
  const KeyCtxPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, read.key.get(), nullptr));
  must(context != nullptr, "EVP_PKEY_CTX_new_from_pkey");
  const bool valid = EVP_PKEY_public_check(context.get()) == 1;  // full: on the curve, not infinity, of the right order
  ERR_clear_error();
  if (!valid) return refuse_key("key.broken");
  return {};
}

Bytes fingerprint_of_modulus(const BIGNUM* modulus) {
  Bytes magnitude(static_cast<std::size_t>(BN_num_bytes(modulus)));
  BN_bn2bin(modulus, magnitude.data());
  std::string hex = to_hex(magnitude);
  std::ranges::transform(hex, hex.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (hex.starts_with('0')) hex.erase(0, 1);  // printed as a number
  const Bytes sha1 = digest(EVP_sha1(), view_of("Modulus=" + hex + "\n"));
  return {sha1.begin() + 10, sha1.end()};
}

}  // namespace

Result<PublicKeyInfo> read_key(ByteView spki_der) {
  return TRY(decode(spki_der)).info;
}

Result<void> check_key(ByteView spki_der, const WeakKeyLookup& is_weak, KeyRules rules) {
  const ReadKey read = TRY(decode(spki_der));
  if (read.info.kind == KeyKind::rsa) {
    TRY(check_rsa(read));
    if (is_weak(fingerprint_of_modulus(number_of(read.key.get(), OSSL_PKEY_PARAM_RSA_N).get()))) {
      return refuse_key("key.known_weak");
    }
  } else {
    TRY(check_ec(read, rules));
  }
  if (is_weak(sha256(spki_der))) return refuse_key("key.known_weak");
  return {};
}

std::optional<Bytes> debian_fingerprint(ByteView spki_der) {
  const auto read = decode(spki_der);
  if (!read || read->info.kind != KeyKind::rsa) return {};
  return fingerprint_of_modulus(number_of(read->key.get(), OSSL_PKEY_PARAM_RSA_N).get());
}

}  // namespace madoguchi::pki
