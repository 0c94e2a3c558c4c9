// Our reader of OCSP requests beside OpenSSL's: what ours takes, OpenSSL reads the same from; what OpenSSL takes, ours
// takes too once it is written plainly.
#include <openssl/ocsp.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "pki/der_check.h"
#include "pki/ocsp_request.h"
#include "pki/openssl_ptr.h"

using namespace madoguchi;
using namespace madoguchi::pki;

namespace {

using RequestPtr = OpensslPtr<OCSP_REQUEST, &OCSP_REQUEST_free>;

void expect(bool holds) {
  if (!holds) std::abort();
}
ByteView view(const ASN1_STRING* string) {
  return {ASN1_STRING_get0_data(string), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

RequestPtr read_by_openssl(ByteView der) {
  const std::uint8_t* at = der.data();
  RequestPtr request(d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (request && at != der.data() + der.size()) request.reset();
  return request;
}

/// Whatever else OpenSSL read: a plain request for the same certificate is one that ours takes.
void ours_takes_plain(OCSP_REQUEST* read) {
  if (OCSP_request_onereq_count(read) == 0) return;
  OCSP_CERTID* id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(read, 0));
  ASN1_OBJECT* hash = nullptr;
  OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, id);
  const Bytes id_der = to_der(id, i2d_OCSP_CERTID);
  const int nid = OBJ_obj2nid(hash);
  if (nid == NID_sha1 || nid == NID_sha256) {
    // Theirs takes any parameters, ours NULL or none.
    ByteView rest(id_der);
    ByteView content = take_der(rest)->content;
    ByteView parameters = take_der(content)->content;
    take_der(parameters);
    if (!parameters.empty() && to_hex(parameters) != "0500") return;
  }
  const RequestPtr plain(OCSP_REQUEST_new());
  must(OCSP_request_add0_id(plain.get(), OCSP_CERTID_dup(id)) != nullptr, "add");
  if (i2d_OCSP_REQUEST(plain.get(), nullptr) <= 0) {  // it reads end-of-contents as parameters, and cannot write them
    ERR_clear_error();
    return;
  }
  const Bytes der = to_der(plain.get(), i2d_OCSP_REQUEST);
  if (der.size() > kOcspRequestBytesMax || !is_strict_der(der)) return;
  expect(read_ocsp_request(der).has_value());
}

void look_at(ByteView der) {
  const auto ours = read_ocsp_request(der);
  const auto theirs = read_by_openssl(der);
  if (theirs) ours_takes_plain(theirs.get());
  if (!ours) return;
  expect(theirs != nullptr);
  expect(OCSP_request_onereq_count(theirs.get()) == 1);
  ASN1_OCTET_STRING* name = nullptr;
  ASN1_OCTET_STRING* key = nullptr;
  ASN1_OBJECT* hash = nullptr;
  ASN1_INTEGER* serial = nullptr;
  OCSP_id_get0_info(&name, &hash, &key, &serial, OCSP_onereq_get0_id(OCSP_request_onereq_get0(theirs.get(), 0)));
  expect(std::ranges::equal(view(name), ours->issuer_name_hash));
  expect(std::ranges::equal(view(key), ours->issuer_key_hash));
  expect(to_der(serial, i2d_ASN1_INTEGER).size() >= 2 + ours->serial.size());
  const Bytes encoded = to_der(serial, i2d_ASN1_INTEGER);
  expect(std::ranges::equal(ByteView(encoded).last(ours->serial.size()), ours->serial));
  const int nid = OBJ_obj2nid(hash);
  if (ours->form) {
    const bool sha1 = *ours->form == CertIdForm::sha1 || *ours->form == CertIdForm::sha1_bare;
    expect(nid == (sha1 ? NID_sha1 : NID_sha256));
  } else {
    expect(nid != NID_sha1 && nid != NID_sha256);
  }
  const int nonce = OCSP_REQUEST_get_ext_by_NID(theirs.get(), NID_id_pkix_OCSP_Nonce, -1);
  expect((nonce >= 0) == ours->nonce.has_value());
  if (ours->nonce) {
    expect(!ours->nonce->empty() && ours->nonce->size() <= kOcspNonceBytesMax);
    const auto value = view(X509_EXTENSION_get_data(OCSP_REQUEST_get_ext(theirs.get(), nonce)));
    expect(std::ranges::equal(value.last(ours->nonce->size()), *ours->nonce));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  look_at({data, size});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto der = decode_ocsp_path(text)) {
    expect(der->size() <= kOcspRequestBytesMax);
    expect(decode_ocsp_path(to_base64(*der)) == *der);
    look_at(*der);
  }
  return 0;
}
