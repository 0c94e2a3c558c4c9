#pragma once
#include <openssl/pem.h>

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "pki/openssl_ptr.h"

/// CSRs for tests, made by OpenSSL in the process.
namespace madoguchi::pki {

struct CsrWish {
  std::vector<std::pair<std::string, std::string>> subject = {
      {"C", "JP"}, {"ST", "Tokyo"}, {"L", "Chiyoda-ku"}, {"O", "株式会社見本"}, {"CN", "www.example.jp"}};
  std::vector<std::pair<int, std::string>> extensions = {{NID_subject_alt_name, "DNS:www.example.jp"}};
  const EVP_MD* md = EVP_sha256();  ///< null for Ed25519
  int string_type = MBSTRING_UTF8;
};

inline X509ReqPtr make_request(EVP_PKEY* key, const CsrWish& wish = {}) {
  X509ReqPtr request(X509_REQ_new());
  const X509NamePtr name(X509_NAME_new());
  for (const auto& [field, value] : wish.subject) {
    must(X509_NAME_add_entry_by_txt(name.get(), field.c_str(), wish.string_type,
                                    reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1,
         "name");
  }
  must(X509_REQ_set_subject_name(request.get(), name.get()) == 1, "subject");
  must(X509_REQ_set_pubkey(request.get(), key) == 1, "pubkey");
  if (!wish.extensions.empty()) {
    STACK_OF(X509_EXTENSION)* stack = sk_X509_EXTENSION_new_null();
    const ExtensionsPtr owner(stack);
    for (const auto& [nid, value] : wish.extensions) {
      X509_EXTENSION* extension = X509V3_EXT_nconf_nid(nullptr, nullptr, nid, value.c_str());
      must(extension != nullptr, "extension");
      sk_X509_EXTENSION_push(stack, extension);
    }
    must(X509_REQ_add_extensions(request.get(), stack) == 1, "extensions");
  }
  must(X509_REQ_sign(request.get(), key, wish.md) > 0, "sign");
  return request;
}

inline Bytes make_csr_der(EVP_PKEY* key, const CsrWish& wish = {}) {
  return to_der(make_request(key, wish).get(), i2d_X509_REQ);
}

inline std::string pem_text(ByteView der, const std::string& label = "CERTIFICATE REQUEST") {
  std::string base64 = to_base64(der);
  std::string text = "-----BEGIN " + label + "-----\n";
  for (std::size_t at = 0; at < base64.size(); at += 64) text += base64.substr(at, 64) + "\n";
  return text + "-----END " + label + "-----\n";
}

inline std::string make_csr(EVP_PKEY* key, const CsrWish& wish = {}) {
  return pem_text(make_csr_der(key, wish));
}

}  // namespace madoguchi::pki
