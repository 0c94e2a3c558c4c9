#pragma once
#include <string>
#include <vector>

#include "base/bytes.h"

namespace madoguchi {

/// A certificate request as a customer would make it with OpenSSL, from a fresh key.
struct ExampleCsr {
  std::string pem;
  Bytes spki_der;
  std::string spki_sha256;
  std::string private_key_pem;
};
struct ExampleCsrWish {
  std::vector<std::string> dns_names = {"www.example.jp", "example.jp"};  ///< the first one is the CN
  std::string country = "JP", state = "Tokyo", locality = "Chiyoda-ku";
  std::string organization = "株式会社見本商事";
  std::string key = "P-256";        ///< "P-256", "RSA-2048", "RSA-1024"
  std::string reuse_private_key{};  ///< PEM: sign with this key instead of a fresh one
};
ExampleCsr make_csr(const ExampleCsrWish& wish = {});
/// As `openssl dgst -sha256 -sign key.pem` signs `text`.
Bytes sign_with(const std::string& private_key_pem, std::string_view text);

}  // namespace madoguchi
