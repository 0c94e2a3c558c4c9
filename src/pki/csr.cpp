#include "pki/csr.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "pki/der_check.h"
#include "pki/digest.h"
#include "pki/key_check.h"
#include "pki/openssl_ptr.h"
#include "pki/pem.h"
#include "pki/private_key_scan.h"

namespace madoguchi::pki {
namespace {

std::unexpected<Refusal> refuse_csr(std::string key, std::vector<std::pair<std::string, std::string>> params = {}) {
  return std::unexpected(Refusal{.code = ErrorCode::invalid,
                                 .message = "input.invalid",
                                 .fields = {{"/csr", std::move(key)}},
                                 .params = std::move(params)});
}

// ---------------------------------------------------------------------------------------------- text to bytes

Result<Bytes> read_block(const std::vector<PemBlock>& blocks) {
  if (blocks.size() > 1) return refuse_csr("csr.several_blocks");
  const PemBlock& block = blocks.front();
  if (block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE" || block.label == "TRUSTED CERTIFICATE") {
    return refuse_csr("csr.is_certificate");
  }
  if (block.label == "PUBLIC KEY" || block.label == "RSA PUBLIC KEY") return refuse_csr("csr.is_public_key");
  if (block.label != "CERTIFICATE REQUEST" && block.label != "NEW CERTIFICATE REQUEST") {
    return refuse_csr("csr.other_block");
  }
  if (!block.closed) return refuse_csr("csr.cut_short");
  auto der = decode_base64_text(block.body);
  if (!der) return refuse_csr("csr.bad_base64");
  return std::move(*der);
}

Result<Bytes> read_text(std::string_view text) {
  if (find_private_key(text)) return refuse_csr("csr.private_key");
  if (text.size() > kCsrBytesMax) {
    auto refusal = refuse_csr("csr.too_large", {{"kib", std::to_string(kCsrBytesMax / 1024)}});
    refusal.error().code = ErrorCode::too_large;
    return refusal;
  }
  const auto blocks = find_pem_blocks(text);
  if (!blocks.empty()) return read_block(blocks);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto der = decode_base64_text(text);
  if (!der || der->empty()) return refuse_csr("csr.no_block");
  return std::move(*der);
}

/// What else these bytes may be, so that the sentence can say so.
std::unexpected<Refusal> refuse_other_der(ByteView der) {
  const std::uint8_t* at = der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  at = der.data();
  const OpensslPtr<X509_PUBKEY, &X509_PUBKEY_free> key(d2i_X509_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (certificate) return refuse_csr("csr.is_certificate");
  if (key) return refuse_csr("csr.is_public_key");
  return refuse_csr("csr.not_a_request");
}

/// The request in `der`, which is DER from the first to the last byte.
Result<X509ReqPtr> parse(const Bytes& der) {
  const std::uint8_t* at = der.data();
  X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!request) return refuse_other_der(der);
  if (!is_strict_der(der)) return refuse_csr("csr.not_der");  // BER, or bytes behind the end
  std::uint8_t* tbs = nullptr;
  const int size = i2d_re_X509_REQ_tbs(request.get(), &tbs);  // forgets the bytes it read and encodes anew
  const OpensslPtr<std::uint8_t, [](std::uint8_t* p) { OPENSSL_free(p); }> owner(tbs);
  if (size <= 0 || to_der(request.get(), i2d_X509_REQ) != der) return refuse_csr("csr.not_der");
  if (X509_REQ_get_version(request.get()) != X509_REQ_VERSION_1) return refuse_csr("csr.version");
  if (X509_REQ_get_attr_count(request.get()) > static_cast<int>(kCsrAttributesMax)) {
    return refuse_csr("csr.too_many_fields");
  }
  return request;
}

// ---------------------------------------------------------------------------------------------- names

std::string name_of(const ASN1_OBJECT* object) {
  if (const int nid = OBJ_obj2nid(object); nid != NID_undef) return OBJ_nid2sn(nid);
  char dotted[128];
  const int length = OBJ_obj2txt(dotted, sizeof dotted, object, 1);
  return length > 0 && length < static_cast<int>(sizeof dotted) ? dotted : "?";
}

/// In UTF-8, whatever the string's type; absent if it is broken or holds control characters.
std::optional<std::string> text_of_string(const ASN1_STRING* string) {
  std::uint8_t* out = nullptr;
  const int size = ASN1_STRING_to_UTF8(&out, string);
  ERR_clear_error();
  if (size < 0) return {};
  const std::string text(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  OPENSSL_free(out);
  const auto points = decode_utf8(text);
  if (!points || text.size() > kCsrSubjectValueBytesMax) return {};
  const auto is_control = [](char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); };
  if (std::ranges::any_of(*points, is_control)) return {};
  return text;
}

Result<void> read_subject(const X509_REQ* request, Csr& csr) {
  const X509_NAME* name = X509_REQ_get_subject_name(request);
  const int count = X509_NAME_entry_count(name);
  if (count > static_cast<int>(kCsrSubjectFieldsMax)) return refuse_csr("csr.too_many_fields");
  for (int i = 0; i < count; ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    std::string field = name_of(X509_NAME_ENTRY_get_object(entry));
    auto value = text_of_string(X509_NAME_ENTRY_get_data(entry));
    if (!value) return refuse_csr("csr.bad_text", {{"field", field}});
    if (field == "CN" && csr.common_name.empty()) csr.common_name = *value;
    csr.subject.push_back({std::move(field), std::move(*value)});
  }
  return {};
}

std::string kind_of(int general_name_type) {
  constexpr std::array<const char*, 9> kKinds = {"other", "email", "DNS", "X.400", "DN", "EDI", "URI", "IP", "RID"};
  return kKinds.at(static_cast<std::size_t>(general_name_type));
}

Result<void> read_alternative_names(X509_EXTENSION* extension, Csr& csr) {
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(extension);
  const std::uint8_t* at = ASN1_STRING_get0_data(value);
  const ByteView der(at, static_cast<std::size_t>(ASN1_STRING_length(value)));
  const GeneralNamesPtr names(d2i_GENERAL_NAMES(nullptr, &at, ASN1_STRING_length(value)));
  ERR_clear_error();
  if (!names || !is_strict_der(der)) return refuse_csr("csr.bad_names");
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (csr.dns_names.size() + csr.other_names.size() == kCsrDnsNamesMax) {
      return refuse_csr("csr.too_many_names", {{"max", std::to_string(kCsrDnsNamesMax)}});
    }
    if (name->type != GEN_DNS) {
      csr.other_names.push_back(kind_of(name->type));
      continue;
    }
    const ASN1_IA5STRING* text = name->d.dNSName;
    const std::string written(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                              static_cast<std::size_t>(ASN1_STRING_length(text)));
    if (written.empty() || !std::ranges::all_of(written, [](char c) { return c > 0x20 && c < 0x7F; })) {
      return refuse_csr("csr.bad_names");
    }
    csr.dns_names.push_back(written);
  }
  return {};
}

/// Only subjectAltName is looked at; whatever else the request asks for, critical or not, is named and not obeyed.
Result<void> read_extensions(X509_REQ* request, Csr& csr) {
  int nid = NID_ext_req;
  int first = X509_REQ_get_attr_by_NID(request, nid, -1);
  if (first < 0) {
    nid = NID_ms_ext_req;  // older Windows
    first = X509_REQ_get_attr_by_NID(request, nid, -1);
  }
  if (first < 0) return {};
  if (X509_REQ_get_attr_by_NID(request, nid, first) >= 0) return refuse_csr("csr.bad_names");
  const X509_ATTRIBUTE* attribute = X509_REQ_get_attr(request, first);
  if (X509_ATTRIBUTE_count(attribute) != 1) return refuse_csr("csr.bad_names");
  const ExtensionsPtr extensions(X509_REQ_get_extensions(request));
  ERR_clear_error();
  if (!extensions) return refuse_csr("csr.bad_names");
  bool seen = false;
  for (int i = 0; i < sk_X509_EXTENSION_num(extensions.get()); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(extensions.get(), i);
    const ASN1_OBJECT* object = X509_EXTENSION_get_object(extension);
    if (OBJ_obj2nid(object) != NID_subject_alt_name) {
      if (csr.ignored.size() < kCsrAttributesMax) csr.ignored.push_back(name_of(object));
      continue;
    }
    if (std::exchange(seen, true)) return refuse_csr("csr.bad_names");
    TRY(read_alternative_names(extension, csr));
  }
  return {};
}

// ---------------------------------------------------------------------------------------------- key and signature

/// The hash of a PSS signature; NID_undef if it cannot be read. Absent parameters mean SHA-1 (RFC 4055, 3.1).
int pss_hash(const X509_ALGOR* algorithm) {
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE) return NID_undef;
  const auto* bytes = static_cast<const ASN1_STRING*>(value);
  const std::uint8_t* at = ASN1_STRING_get0_data(bytes);
  const OpensslPtr<RSA_PSS_PARAMS, &RSA_PSS_PARAMS_free> parameters(
      d2i_RSA_PSS_PARAMS(nullptr, &at, ASN1_STRING_length(bytes)));
  ERR_clear_error();
  if (!parameters) return NID_undef;
  if (parameters->hashAlgorithm == nullptr) return NID_sha1;
  const ASN1_OBJECT* hash = nullptr;
  X509_ALGOR_get0(&hash, nullptr, nullptr, parameters->hashAlgorithm);
  return OBJ_obj2nid(hash);
}

Result<void> read_signature_algorithm(const X509_REQ* request, Csr& csr) {
  constexpr std::array kGood = {NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption,
                                NID_ecdsa_with_SHA256,       NID_ecdsa_with_SHA384,       NID_ecdsa_with_SHA512};
  const X509_ALGOR* algorithm = nullptr;
  X509_REQ_get0_signature(request, nullptr, &algorithm);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  const int nid = OBJ_obj2nid(object);
  std::string& name = csr.signature_algorithm;
  name = nid == NID_undef ? name_of(object) : OBJ_nid2ln(nid);
  if (nid == NID_rsassaPss) {
    const int hash = pss_hash(algorithm);
    name += hash == NID_undef ? " ?" : std::string(" ") + OBJ_nid2ln(hash);
    if (hash == NID_sha256 || hash == NID_sha384 || hash == NID_sha512) return {};
  } else if (std::ranges::find(kGood, nid) != kGood.end()) {
    return {};
  }
  return refuse_csr("csr.signature_algorithm", {{"signature", name}});
}

Result<void> verify_signature(X509_REQ* request) {
  const bool verified = X509_REQ_verify(request, X509_REQ_get0_pubkey(request)) == 1;
  ERR_clear_error();
  if (!verified) return refuse_csr("csr.bad_signature");
  return {};
}

/// Adds what `part` refused, if it did. True if all was well.
template <typename T>
bool sound(const Result<T>& part, Refusal& faults) {
  if (part) return true;
  const auto& from = part.error();
  faults.fields.insert(faults.fields.end(), from.fields.begin(), from.fields.end());
  faults.params.insert(faults.params.end(), from.params.begin(), from.params.end());
  return false;
}

/// The key first: what is of no known kind, or huge, is never computed with.
void read_key_and_signature(X509_REQ* request, Csr& csr, Refusal& faults) {
  csr.spki_der = to_der(X509_REQ_get_X509_PUBKEY(request), i2d_X509_PUBKEY);
  csr.spki_sha256 = sha256_hex(csr.spki_der);
  const auto key = read_key(csr.spki_der);
  const auto algorithm = read_signature_algorithm(request, csr);
  const bool known = sound(key, faults);
  if (known) csr.key = *key;
  // An algorithm without a hash of its own (Ed25519) goes with its key: that was said already.
  int hash = NID_undef;
  OBJ_find_sigid_algs(X509_REQ_get_signature_nid(request), &hash, nullptr);
  if (known || hash != NID_undef) sound(algorithm, faults);
  if (known && algorithm) sound(verify_signature(request), faults);
}

}  // namespace

Result<ExaminedCsr> examine_csr(std::string_view text) {
  ExaminedCsr examined;
  auto& csr = examined.csr;
  csr.der = TRY(read_text(text));
  const X509ReqPtr request = TRY(parse(csr.der));
  csr.sha256 = sha256_hex(csr.der);
  read_key_and_signature(request.get(), csr, examined.faults);
  sound(read_subject(request.get(), csr), examined.faults);
  sound(read_extensions(request.get(), csr), examined.faults);
  return examined;
}

Result<Csr> read_csr(std::string_view text) {
  auto examined = TRY(examine_csr(text));
  if (!examined.faults.fields.empty()) return std::unexpected(std::move(examined.faults));
  return std::move(examined.csr);
}

}  // namespace madoguchi::pki
