#pragma once
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

/// Owners for OpenSSL's objects and the few calls that both sides of pki need. Internal to pki: included by .cpp files
/// of this folder only, never by a header.
namespace madoguchi::pki {

template <auto Free>
struct OpensslFree {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <typename T, auto Free>
using OpensslPtr = std::unique_ptr<T, OpensslFree<Free>>;

using BioPtr = OpensslPtr<BIO, &BIO_free_all>;
using BnCtxPtr = OpensslPtr<BN_CTX, &BN_CTX_free>;
using BnPtr = OpensslPtr<BIGNUM, &BN_clear_free>;
using Asn1ObjectPtr = OpensslPtr<ASN1_OBJECT, &ASN1_OBJECT_free>;
using CrlPtr = OpensslPtr<X509_CRL, &X509_CRL_free>;
using EcdsaSigPtr = OpensslPtr<ECDSA_SIG, &ECDSA_SIG_free>;
using KeyCtxPtr = OpensslPtr<EVP_PKEY_CTX, &EVP_PKEY_CTX_free>;
using KeyPtr = OpensslPtr<EVP_PKEY, &EVP_PKEY_free>;
using MdCtxPtr = OpensslPtr<EVP_MD_CTX, &EVP_MD_CTX_free>;
using X509NamePtr = OpensslPtr<X509_NAME, &X509_NAME_free>;
using X509Ptr = OpensslPtr<X509, &X509_free>;
using X509ReqPtr = OpensslPtr<X509_REQ, &X509_REQ_free>;

inline void free_extensions(STACK_OF(X509_EXTENSION) * extensions) {
  sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
}
using ExtensionsPtr = OpensslPtr<STACK_OF(X509_EXTENSION), &free_extensions>;
using GeneralNamesPtr = OpensslPtr<GENERAL_NAMES, &GENERAL_NAMES_free>;

/// Throws what OpenSSL's queue says about `what` and empties the queue. For calls that can only fail when the world
/// breaks (memory, provider); reading untrusted bytes answers with a Refusal instead.
[[noreturn]] inline void throw_openssl(const char* what) {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  std::string message = std::string("openssl: ") + what + (reason != nullptr ? std::string(": ") + reason : "");
  ERR_clear_error();
  throw Failure(message);
}
/// For the usual convention: 1 or a pointer is success.
inline void must(bool succeeded, const char* what) {
  if (!succeeded) throw_openssl(what);
}

/// The DER of `object`: `to_der(request, i2d_X509_REQ)`.
template <typename T, typename Encode>
Bytes to_der(T* object, Encode encode) {
  const int length = encode(object, nullptr);
  must(length > 0, "i2d");
  Bytes out(static_cast<std::size_t>(length));
  std::uint8_t* at = out.data();
  must(encode(object, &at) == length, "i2d");
  return out;
}

/// One digest over `data`; `md` as EVP_sha256().
inline Bytes digest(const EVP_MD* md, ByteView data) {
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(md)));
  must(EVP_Digest(data.data(), data.size(), out.data(), nullptr, md, nullptr) == 1, "digest");
  return out;
}
inline Bytes sha256(ByteView data) {
  return digest(EVP_sha256(), data);
}

}  // namespace madoguchi::pki
