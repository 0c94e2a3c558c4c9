#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace madoguchi::pki {

/// One line of a published list of weak keys: 20 hexadecimal digits as in openssl-blacklist and its successors (the
/// last 80 bits of SHA-1 of "Modulus=…\n"), or 64, the SHA-256 of a SubjectPublicKeyInfo. Absent for an empty line and
/// for a comment ('#'). Anything else is another format: refused with key.list_line, not skipped.
Result<std::optional<Bytes>> read_weak_key_line(std::string_view line);

/// One line of a block list: the SHA-256 of a SubjectPublicKeyInfo in 64 hexadecimal digits, alone or as the first
/// column of a CSV, whose other columns are not read. Absent for an empty line, a comment ('#') and the heading
/// (a line whose first column is "spki_sha256"). Anything else: key.list_line.
Result<std::optional<std::string>> read_blocked_key_line(std::string_view line);

/// What a weak key list may call the key of a certificate: its debian_fingerprint() and the SHA-256 of its SPKI.
std::vector<Bytes> weak_key_fingerprints(ByteView certificate_der);

}  // namespace madoguchi::pki
