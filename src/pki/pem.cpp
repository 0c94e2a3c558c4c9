#include "pki/pem.h"

namespace madoguchi::pki {

std::vector<PemBlock> find_pem_blocks(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kDashes = "-----";
  std::vector<PemBlock> blocks;
  std::size_t at = 0;
  while (blocks.size() < kPemBlocksMax && (at = text.find(kBegin, at)) != text.npos) {
    at += kBegin.size();
    const std::size_t label_end = text.find(kDashes, at);
    if (label_end == text.npos) {
      blocks.push_back({text.substr(at), {}, false});
      break;
    }
    const std::string_view label = text.substr(at, label_end - at);
    const std::size_t from = label_end + kDashes.size();
    const std::size_t end = text.find("-----END ", from);
    const bool closed = end != text.npos && text.substr(end + 9).starts_with(std::string(label) + "-----");
    blocks.push_back({label, closed ? text.substr(from, end - from) : std::string_view(), closed});
    at = from;
  }
  return blocks;
}

std::optional<Bytes> decode_base64_text(std::string_view text) {
  std::string compact;
  compact.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != '\v') compact.push_back(c);
  }
  return from_base64(compact);
}

}  // namespace madoguchi::pki
