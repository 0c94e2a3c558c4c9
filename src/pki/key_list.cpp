#include "pki/key_list.h"

#include "pki/key_check.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

constexpr std::size_t kDebianBytes = 10;
constexpr std::size_t kSha256Bytes = 32;

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool says_nothing(std::string_view line) {
  return line.empty() || line.starts_with('#');
}

}  // namespace

Result<std::optional<Bytes>> read_weak_key_line(std::string_view line) {
  line = without_return(line);
  if (says_nothing(line)) return std::nullopt;
  auto fingerprint = from_hex(line);
  if (!fingerprint || (fingerprint->size() != kDebianBytes && fingerprint->size() != kSha256Bytes)) {
    return refuse(ErrorCode::invalid, "key.list_line");
  }
  return fingerprint;
}

Result<std::optional<std::string>> read_blocked_key_line(std::string_view line) {
  line = without_return(line);
  if (says_nothing(line)) return std::nullopt;
  const auto column = line.substr(0, line.find(','));
  if (column == "spki_sha256") return std::nullopt;
  const auto digest = from_hex(column);
  if (!digest || digest->size() != kSha256Bytes) return refuse(ErrorCode::invalid, "key.list_line");
  return to_hex(*digest);
}

std::vector<Bytes> weak_key_fingerprints(ByteView certificate_der) {
  const std::uint8_t* at = certificate_der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate_der.size())));
  must(certificate != nullptr, "read a certificate");
  const Bytes spki = to_der(X509_get_X509_PUBKEY(certificate.get()), i2d_X509_PUBKEY);
  std::vector<Bytes> fingerprints;
  if (auto debian = debian_fingerprint(spki)) fingerprints.push_back(*std::move(debian));
  fingerprints.push_back(sha256(spki));
  return fingerprints;
}

}  // namespace madoguchi::pki
