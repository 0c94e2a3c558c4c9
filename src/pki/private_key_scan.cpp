#include "pki/private_key_scan.h"

#include <algorithm>
#include <array>

#include "pki/der_check.h"
#include "pki/digest.h"
#include "pki/openssl_ptr.h"
#include "pki/pem.h"

namespace madoguchi::pki {
namespace {

constexpr std::size_t kKeyBytesMax = 65536;  // far beyond any key; what is larger is not decoded

/// Bytes that are overwritten before they are given back.
class Wiped {
 public:
  explicit Wiped(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~Wiped() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ByteView view() const { return bytes_; }

 private:
  Bytes bytes_;
};

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
/// `needle` in upper case.
bool contains_folded(std::string_view text, std::string_view needle) {
  return !std::ranges::search(text, needle, {}, upper).empty();
}

/// "PRIVATE KEY" of a PEM or SSH2 line, dashes after it. Who only writes about a private key must be heard.
bool has_pem_line(std::string_view text) {
  constexpr std::string_view kLabel = "PRIVATE KEY";
  while (true) {
    const auto at = std::ranges::search(text, kLabel, {}, upper);
    if (at.empty()) return false;
    text = text.substr(static_cast<std::size_t>(at.end() - text.begin()));
    const auto after = text.find_first_not_of(" \t\r\n");
    if (after != text.npos && text.substr(after).starts_with("--")) return true;
  }
}

bool has_marker(std::string_view text) {
  if (has_pem_line(text) || contains_folded(text, "PUTTY-USER-KEY-FILE")) return true;
  return text.find("\"kty\"") != text.npos && text.find("\"d\"") != text.npos;  // JWK (RFC 7517)
}

/// By form alone: PrivateKeyInfo, RSAPrivateKey, ECPrivateKey and PFX begin with a small INTEGER, the version;
/// EncryptedPrivateKeyInfo with an AlgorithmIdentifier of PKCS#5 or PKCS#12.
bool is_private_key_form(ByteView der) {
  const auto outer = take_der(der);
  if (!outer || outer->tag != 0x30) return false;
  ByteView inside = outer->content;
  const auto first = take_der(inside);
  if (!first || inside.empty()) return false;
  if (first->tag == 0x02) return first->content.size() == 1 && first->content[0] <= 3;
  if (first->tag != 0x30 || inside[0] != 0x04) return false;
  ByteView algorithm = first->content;
  const auto oid = take_der(algorithm);
  constexpr std::array<std::uint8_t, 7> kPkcs = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01};
  return oid && oid->tag == 0x06 && oid->content.size() > kPkcs.size() &&
         std::ranges::equal(oid->content.first(kPkcs.size()), kPkcs);
}

/// Absent if the key is encrypted or cannot be read.
std::optional<std::string> spki_sha256_of(ByteView der) {
  const std::uint8_t* at = der.data();
  const KeyPtr key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!key) return {};
  if (EVP_PKEY_is_a(key.get(), "EC") == 1) {  // as it stands in certificates
    EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");
  }
  std::uint8_t* out = nullptr;
  const int length = i2d_PUBKEY(key.get(), &out);
  ERR_clear_error();
  if (length <= 0) return {};
  std::string hash = sha256_hex({out, static_cast<std::size_t>(length)});
  OPENSSL_free(out);
  return hash;
}

/// Adds the key in `der`, if there is one. True if it is a private key, readable or not.
bool add_key(ByteView der, PrivateKeyFound& found) {
  if (der.size() > kKeyBytesMax || !is_private_key_form(der)) return false;
  auto hash = spki_sha256_of(der);
  if (hash) found.spki_sha256.push_back(std::move(*hash));
  return true;
}

bool add_key_text(std::string_view base64, PrivateKeyFound& found) {
  auto decoded = decode_base64_text(base64);
  if (!decoded) return false;
  const Wiped der(std::move(*decoded));
  return add_key(der.view(), found);
}

}  // namespace

std::optional<PrivateKeyFound> find_private_key(std::string_view text) {
  PrivateKeyFound found;
  bool any = has_marker(text);
  const auto blocks = find_pem_blocks(text);
  for (const auto& block : blocks) any = add_key_text(block.body, found) || any;  // whatever the label claims
  if (blocks.empty() && text.size() <= 2 * kKeyBytesMax) {
    any = add_key_text(text, found) || any;
    any = add_key(view_of(text), found) || any;
  }
  if (!any) return {};
  return found;
}

}  // namespace madoguchi::pki
