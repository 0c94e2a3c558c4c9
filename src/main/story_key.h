#pragma once
#include <string>
#include <string_view>

namespace madoguchi {

/// What a customer makes on the server: a key and a request for it. Nothing of the authority sees the private key.
struct StoryKey {
  std::string private_key;  ///< PEM, PKCS #8
  std::string request;      ///< PEM: CN and one alternative name
};
/// A fresh key, P-256 or RSA of 2048 bits.
StoryKey make_story_key(const std::string& dns_name, bool rsa = false);
/// As `openssl dgst -sha256 -sign key.pem` makes it, in base 64.
std::string sign_with_story_key(const StoryKey& key, std::string_view text);

}  // namespace madoguchi
