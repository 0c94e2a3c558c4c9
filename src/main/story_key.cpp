#include "main/story_key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "base/bytes.h"
#include "base/result.h"

namespace madoguchi {
namespace {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Request = std::unique_ptr<X509_REQ, Freer<X509_REQ_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Signing = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;

void need(bool held, const char* what) {
  if (!held) throw Failure(std::string("OpenSSL cannot ") + what);
}

std::string text_of(const Bio& bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

void add_name(X509_REQ* request, const std::string& dns_name) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(dns_name.c_str());
  X509_NAME* subject = X509_REQ_get_subject_name(request);
  need(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes, -1, -1, 0) == 1, "name the subject");
  const Extension san(X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + dns_name).c_str()));
  STACK_OF(X509_EXTENSION)* extensions = nullptr;
  need(san && X509v3_add_ext(&extensions, san.get(), -1) != nullptr, "add the alternative name");
  const bool added = X509_REQ_add_extensions(request, extensions) == 1;
  sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
  need(added, "add the alternative name");
}

}  // namespace

StoryKey make_story_key(const std::string& dns_name, bool rsa) {
  const Key key(rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"));
  need(key != nullptr, "make a key");
  const Request request(X509_REQ_new());
  need(request != nullptr, "make a request");
  add_name(request.get(), dns_name);
  need(X509_REQ_set_pubkey(request.get(), key.get()) == 1, "set the key");
  need(X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0, "sign the request");
  const Bio secret(BIO_new(BIO_s_mem())), asked(BIO_new(BIO_s_mem()));
  need(PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "write the key");
  need(PEM_write_bio_X509_REQ(asked.get(), request.get()) == 1, "write the request");
  return {.private_key = text_of(secret), .request = text_of(asked)};
}

std::string sign_with_story_key(const StoryKey& key, std::string_view text) {
  const Bio in(BIO_new_mem_buf(key.private_key.data(), static_cast<int>(key.private_key.size())));
  const Key secret(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  const Signing signing(EVP_MD_CTX_new());
  need(secret && EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, secret.get()) == 1, "begin to sign");
  const auto bytes = view_of(text);
  std::size_t size = 0;
  need(EVP_DigestSign(signing.get(), nullptr, &size, bytes.data(), bytes.size()) == 1, "size the signature");
  Bytes signature(size);
  need(EVP_DigestSign(signing.get(), signature.data(), &size, bytes.data(), bytes.size()) == 1, "sign");
  signature.resize(size);
  return to_base64(signature);
}

}  // namespace madoguchi
