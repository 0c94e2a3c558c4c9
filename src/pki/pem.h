#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace madoguchi::pki {

inline constexpr std::size_t kPemBlocksMax = 8;

/// A PEM block (RFC 7468) as it lies in a larger text; views into that text.
struct PemBlock {
  std::string_view label;  ///< "CERTIFICATE REQUEST"
  std::string_view body;   ///< between the two lines, white space and all
  bool closed;             ///< false if the END line is missing or names another label; then `body` is empty
};

/// The first kPemBlocksMax blocks in `text`, whatever stands around them. Line breaks may be of any kind or be lost.
std::vector<PemBlock> find_pem_blocks(std::string_view text);

/// Base 64 with white space (ASCII) anywhere; strict otherwise.
std::optional<Bytes> decode_base64_text(std::string_view text);

}  // namespace madoguchi::pki
