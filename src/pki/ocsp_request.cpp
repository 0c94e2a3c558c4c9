#include "pki/ocsp_request.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "pki/der.h"
#include "pki/der_check.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

constexpr std::array<std::uint8_t, 5> kSha1Oid{0x2b, 0x0e, 0x03, 0x02, 0x1a};
constexpr std::array<std::uint8_t, 9> kSha256Oid{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
constexpr std::array<std::uint8_t, 9> kNonceOid{0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02};
constexpr std::size_t kExtensionsMax = 16;

/// The elements of a constructed value, one after the other. A missing or different one makes the whole unreadable.
class Reader {
 public:
  explicit Reader(ByteView content) : rest_(content) {}
  bool at_end() const { return rest_.empty(); }
  bool next_is(std::uint8_t tag) const { return !rest_.empty() && rest_[0] == tag; }
  std::optional<ByteView> take(std::uint8_t tag) {
    if (!next_is(tag)) return {};
    const auto element = take_der(rest_);
    if (!element) return {};
    return element->content;
  }
  /// The whole encoding of the next element, which must be strict DER at every depth.
  std::optional<ByteView> take_strict(std::uint8_t tag) {
    const ByteView from = rest_;
    if (!take(tag)) return {};
    const ByteView whole = from.first(from.size() - rest_.size());
    if (!is_strict_der(whole)) return {};
    return whole;
  }

 private:
  ByteView rest_;
};

bool is_minimal_integer(ByteView content) {
  if (content.empty()) return false;
  if (content.size() == 1) return true;
  return !(content[0] == 0x00 && content[1] < 0x80) && !(content[0] == 0xff && content[1] >= 0x80);
}

/// AlgorithmIdentifier. False if it is unreadable; a hash that we do not know leaves `form` absent.
bool read_hash(ByteView content, std::optional<CertIdForm>& form) {
  Reader reader(content);
  const auto oid = reader.take(der_tag::kOid);
  if (!oid || oid->empty()) return false;
  const bool sha1 = std::ranges::equal(*oid, kSha1Oid);
  const bool sha256 = std::ranges::equal(*oid, kSha256Oid);
  const bool bare = reader.at_end();
  if (!sha1 && !sha256) return true;
  if (!bare) {
    const auto null = reader.take(der_tag::kNull);
    if (!null || !null->empty() || !reader.at_end()) return false;
  }
  form =
      sha1 ? (bare ? CertIdForm::sha1_bare : CertIdForm::sha1) : (bare ? CertIdForm::sha256_bare : CertIdForm::sha256);
  return true;
}

bool read_cert_id(ByteView content, OcspRequest& request) {
  Reader reader(content);
  const auto hash = reader.take(der_tag::kSequence);
  if (!hash || !read_hash(*hash, request.form)) return false;
  const auto name = reader.take(der_tag::kOctetString);
  const auto key = name ? reader.take(der_tag::kOctetString) : std::nullopt;
  const auto serial = key ? reader.take(der_tag::kInteger) : std::nullopt;
  if (!serial || !is_minimal_integer(*serial) || !reader.at_end()) return false;
  request.issuer_name_hash = *name;
  request.issuer_key_hash = *key;
  request.serial = *serial;
  return true;
}

bool read_nonce(ByteView value, OcspRequest& request) {
  Reader reader(value);
  const auto nonce = reader.take(der_tag::kOctetString);
  if (!nonce || !reader.at_end() || nonce->empty() || nonce->size() > kOcspNonceBytesMax) return false;
  request.nonce = *nonce;
  return true;
}

/// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension, within its explicit tag. Only the request's have a nonce that
/// counts; a single certificate's may hold nothing critical.
bool read_extensions(ByteView tagged, OcspRequest* request, bool& plain) {
  Reader outer(tagged);
  const auto list = outer.take(der_tag::kSequence);
  if (!list || list->empty() || !outer.at_end()) return false;
  std::array<ByteView, kExtensionsMax> seen;
  std::size_t count = 0;
  for (Reader extensions(*list); !extensions.at_end();) {
    const auto one = extensions.take(der_tag::kSequence);
    if (!one || count == kExtensionsMax) return false;
    Reader fields(*one);
    const auto oid = fields.take(der_tag::kOid);
    if (!oid || oid->empty()) return false;
    const bool critical = fields.next_is(der_tag::kBoolean);
    if (critical) {
      const auto truth = fields.take(der_tag::kBoolean);
      if (!truth || truth->size() != 1 || (*truth)[0] != 0xff) return false;  // FALSE is the default: left out
    }
    const auto value = fields.take(der_tag::kOctetString);
    if (!value || !fields.at_end()) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (std::ranges::equal(seen.at(i), *oid)) return false;
    }
    seen.at(count++) = *oid;
    if (request != nullptr && std::ranges::equal(*oid, kNonceOid)) {
      if (!read_nonce(*value, *request)) return false;
    } else if (critical) {
      return false;
    } else {
      plain = false;
    }
  }
  return true;
}

bool read_single(ByteView content, OcspRequest& request, bool& plain) {
  Reader reader(content);
  const auto cert_id = reader.take(der_tag::kSequence);
  if (!cert_id || !read_cert_id(*cert_id, request)) return false;
  if (!reader.at_end()) {
    const auto extensions = reader.take(der_tag::constructed(0));
    if (!extensions || !read_extensions(*extensions, nullptr, plain)) return false;
  }
  return reader.at_end();
}

bool read_tbs(ByteView content, OcspRequest& request, bool& plain) {
  Reader reader(content);
  if (reader.next_is(der_tag::constructed(0))) {
    static constexpr std::array<std::uint8_t, 3> v1{der_tag::kInteger, 1, 0};  // the default, yet some write it
    const auto version = reader.take(der_tag::constructed(0));
    if (!version || !std::ranges::equal(*version, v1)) return false;
  }
  if (reader.next_is(der_tag::constructed(1))) {
    plain = false;
    if (!reader.take_strict(der_tag::constructed(1))) return false;
  }
  const auto list = reader.take(der_tag::kSequence);
  if (!list) return false;
  Reader requests(*list);
  const auto single = requests.take(der_tag::kSequence);
  if (!single || !requests.at_end() || !read_single(*single, request, plain)) return false;
  if (!reader.at_end()) {
    const auto extensions = reader.take(der_tag::constructed(2));
    if (!extensions || !read_extensions(*extensions, &request, plain)) return false;
  }
  return reader.at_end();
}

/// A requestor's name, a signature, an unknown hash or extension is nothing to us, but must be one: OpenSSL knows their
/// many forms. Hardly any client sends them; those that do pay the price of reading twice.
bool is_read_by_openssl(ByteView der) {
  const std::uint8_t* at = der.data();
  const OpensslPtr<OCSP_REQUEST, &OCSP_REQUEST_free> read(
      d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return read != nullptr && at == der.data() + der.size();
}

/// The key's bits, as CertIDs hash them.
Bytes key_bits(const X509* certificate) {
  const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(certificate);
  must(bits != nullptr, "bits of a public key");
  return {bits->data, bits->data + bits->length};
}

bool is_sha1(CertIdForm form) {
  return form == CertIdForm::sha1 || form == CertIdForm::sha1_bare;
}

std::optional<std::uint8_t> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return {};
}

/// Standard alphabet, and that of URLs, which some clients use.
constexpr auto kBase64Values = [] {
  std::array<int, 256> values{};
  values.fill(-1);
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
  }
  values['-'] = 62;
  values['_'] = 63;
  return values;
}();

/// Six bits at a time; padding, if any, must be right, and left-over bits zero.
class Base64Reader {
 public:
  bool put(char c) {
    if (c == '=') return ++padding_ <= 2;
    const int value = kBase64Values.at(static_cast<unsigned char>(c));
    if (value < 0 || padding_ > 0) return false;
    bits_ = (bits_ << 6 | static_cast<unsigned>(value)) & 0xffffU;
    ++digits_;
    count_ += 6;
    if (count_ < 8) return true;
    count_ -= 8;
    if (out_.size() == kOcspRequestBytesMax) return false;
    out_.push_back(static_cast<std::uint8_t>(bits_ >> count_));
    return true;
  }
  std::optional<Bytes> finish() {
    const std::size_t left = digits_ % 4;
    if (left == 1 || (bits_ & ((1U << count_) - 1)) != 0) return {};
    if (padding_ > 0 && (left + padding_) != 4) return {};
    return std::move(out_);
  }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  Bytes out_;
  unsigned bits_ = 0;
  unsigned count_ = 0;
  std::size_t digits_ = 0;
  std::size_t padding_ = 0;
};

}  // namespace

std::optional<OcspRequest> read_ocsp_request(ByteView der) {
  if (der.size() > kOcspRequestBytesMax) return {};
  Reader whole(der);
  const auto content = whole.take(der_tag::kSequence);
  if (!content || !whole.at_end()) return {};
  Reader parts(*content);
  OcspRequest request;
  const auto tbs = parts.take(der_tag::kSequence);
  bool plain = true;
  if (!tbs || !read_tbs(*tbs, request, plain)) return {};
  if (!parts.at_end()) {  // a signature
    plain = false;
    if (!parts.take_strict(der_tag::constructed(0)) || !parts.at_end()) return {};
  }
  if ((!plain || !request.form) && !is_read_by_openssl(der)) return {};
  return request;
}

OcspIssuer::OcspIssuer(ByteView certificate_der) {
  const std::uint8_t* at = certificate_der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate_der.size())));
  must(certificate != nullptr, "read an issuer's certificate");
  const Bytes name = to_der(X509_get_subject_name(certificate.get()), i2d_X509_NAME);
  const Bytes key = key_bits(certificate.get());
  name_sha1_ = digest(EVP_sha1(), name);
  name_sha256_ = sha256(name);
  key_sha1_ = digest(EVP_sha1(), key);
  key_sha256_ = sha256(key);
}

const Bytes& OcspIssuer::name_hash(CertIdForm form) const {
  return is_sha1(form) ? name_sha1_ : name_sha256_;
}
const Bytes& OcspIssuer::key_hash(CertIdForm form) const {
  return is_sha1(form) ? key_sha1_ : key_sha256_;
}

bool OcspIssuer::is_asked(const OcspRequest& request) const {
  return request.form && std::ranges::equal(request.issuer_name_hash, name_hash(*request.form)) &&
         std::ranges::equal(request.issuer_key_hash, key_hash(*request.form));
}

Bytes OcspIssuer::cert_id(CertIdForm form, const Serial& serial) const {
  DerWriter der(160);
  der.sequence([&] {
    der.sequence([&] {
      der.primitive(der_tag::kOid, is_sha1(form) ? ByteView(kSha1Oid) : ByteView(kSha256Oid));
      if (form == CertIdForm::sha1 || form == CertIdForm::sha256) der.null();
    });
    der.octet_string(name_hash(form)).octet_string(key_hash(form)).integer(ByteView(serial));
  });
  return der.take();
}

Bytes OcspIssuer::request(CertIdForm form, const Serial& serial) const {
  DerWriter der(192);
  der.sequence(
      [&] { der.sequence([&] { der.sequence([&] { der.sequence([&] { der.raw(cert_id(form, serial)); }); }); }); });
  return der.take();
}

std::optional<Serial> own_serial(ByteView integer_content) {
  if (integer_content.size() != kSerialBytes || integer_content[0] != kSerialFirstOctet) return {};
  Serial serial{};
  std::ranges::copy(integer_content, serial.begin());
  return serial;
}

std::optional<Bytes> decode_ocsp_path(std::string_view path) {
  Base64Reader reader;
  reader.reserve(std::min(path.size(), kOcspRequestBytesMax));
  for (std::size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    if (c == '%') {
      if (path.size() - i < 3) return {};
      const auto high = hex_value(path[i + 1]);
      const auto low = hex_value(path[i + 2]);
      if (!high || !low) return {};
      c = static_cast<char>(*high << 4 | *low);
      i += 2;
    }
    if (!reader.put(c)) return {};
  }
  return reader.finish();
}

}  // namespace madoguchi::pki
