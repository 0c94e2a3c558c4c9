#include "support/example_csr.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "base/result.h"
#include "pki/digest.h"

namespace madoguchi {
namespace {

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Request = std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

void need(bool held, const char* what) {
  if (!held) throw Failure(what);
}

Pkey make_key(const ExampleCsrWish& wish) {
  if (!wish.reuse_private_key.empty()) {
    const Bio in(BIO_new_mem_buf(wish.reuse_private_key.data(), static_cast<int>(wish.reuse_private_key.size())),
                 &BIO_free);
    return {PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
  }
  if (wish.key == "RSA-2048") return {EVP_RSA_gen(2048), &EVP_PKEY_free};
  if (wish.key == "RSA-1024") return {EVP_RSA_gen(1024), &EVP_PKEY_free};
  return {EVP_EC_gen(wish.key.c_str()), &EVP_PKEY_free};
}

std::string text_of_bio(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(length)};
}

}  // namespace

ExampleCsr make_csr(const ExampleCsrWish& wish) {
  const Pkey key = make_key(wish);
  need(key != nullptr, "cannot make a key");
  const Request request(X509_REQ_new(), &X509_REQ_free);
  X509_NAME* subject = X509_REQ_get_subject_name(request.get());
  const auto add = [&](const char* field, const std::string& value) {
    if (value.empty()) return;
    const auto* bytes = reinterpret_cast<const unsigned char*>(value.c_str());
    need(X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, bytes, -1, -1, 0) == 1, "cannot add a name");
  };
  add("C", wish.country);
  add("ST", wish.state);
  add("L", wish.locality);
  add("O", wish.organization);
  if (!wish.dns_names.empty()) add("CN", wish.dns_names.front());
  std::string names;
  for (const auto& name : wish.dns_names) names += (names.empty() ? "DNS:" : ",DNS:") + name;
  if (!names.empty()) {
    STACK_OF(X509_EXTENSION)* extensions = nullptr;
    X509_EXTENSION* san = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    need(san && X509v3_add_ext(&extensions, san, -1) && X509_REQ_add_extensions(request.get(), extensions) == 1,
         "cannot add the names");
    X509_EXTENSION_free(san);
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
  }
  need(X509_REQ_set_pubkey(request.get(), key.get()) == 1, "cannot set the key");
  need(X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0, "cannot sign the request");
  const Bio pem(BIO_new(BIO_s_mem()), &BIO_free);
  need(PEM_write_bio_X509_REQ(pem.get(), request.get()) == 1, "cannot write the request");
  const Bio secret(BIO_new(BIO_s_mem()), &BIO_free);
  need(PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
       "cannot write the key");
  std::uint8_t* spki = nullptr;
  const int length = i2d_PUBKEY(key.get(), &spki);
  need(length > 0, "cannot write the public key");
  ExampleCsr made{.pem = text_of_bio(pem.get()),
                  .spki_der = Bytes(spki, spki + length),
                  .private_key_pem = text_of_bio(secret.get())};
  OPENSSL_free(spki);
  made.spki_sha256 = sha256_hex(made.spki_der);
  return made;
}

Bytes sign_with(const std::string& private_key_pem, std::string_view text) {
  const Pkey key = make_key({.reuse_private_key = private_key_pem});
  need(key != nullptr, "cannot read the key");
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  need(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1, "cannot begin to sign");
  const auto bytes = view_of(text);
  std::size_t size = 0;
  need(EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size()) == 1, "cannot size the signature");
  Bytes signature(size);
  need(EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size()) == 1, "cannot sign");
  signature.resize(size);
  return signature;
}

}  // namespace madoguchi
