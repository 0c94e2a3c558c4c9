#include "pki/key_proof.h"

#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

bool verifies(EVP_PKEY* key, std::string_view text, ByteView signature, bool pss) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  must(context != nullptr, "md context");
  EVP_PKEY_CTX* key_context = nullptr;  // belongs to `context`
  must(EVP_DigestVerifyInit(context.get(), &key_context, EVP_sha256(), nullptr, key) == 1, "verify init");
  if (pss) {
    must(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1, "pss");
    must(EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_AUTO) == 1, "salt length");
  }
  const auto bytes = view_of(text);
  const bool good =
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace

Result<void> check_key_proof(ByteView certificate_der, std::string_view text, ByteView signature) {
  const std::uint8_t* at = certificate_der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate_der.size())));
  must(certificate != nullptr, "a certificate of our own");
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  must(key != nullptr, "the key of a certificate of our own");
  const bool sized = !signature.empty() && signature.size() <= kSignatureBytesMax;
  const bool rsa = EVP_PKEY_is_a(key, "RSA") == 1;
  if (sized && (verifies(key, text, signature, false) || (rsa && verifies(key, text, signature, true)))) return {};
  return refuse_field("/signature", "key_proof.wrong");
}

}  // namespace madoguchi::pki
