#pragma once
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "usecase/work.h"

/// Lists of keys for which nobody may get a certificate (R49, rules 1.2.3), brought in by an operator.
namespace madoguchi {

inline constexpr std::size_t kKeysAtOnceMax = 2000;  ///< lines that one transaction takes
inline constexpr std::size_t kKeyLineBytesMax = 4096;

/// Told after every transaction: keys dealt with, of how many.
using KeyProgress = std::function<void(std::int64_t done, std::int64_t total)>;

struct ImportedKeys {
  std::int64_t listed = 0;  ///< in the file
  std::int64_t added = 0;   ///< not known before
};

/// Takes a published list of weak keys (pki/key_list). The list is read twice: a line that is none refuses the whole
/// of it, before anything is kept (invalid "key.list_line" with {line}; "key.list_empty"). `list` must be seekable.
/// In transactions of at most kKeysAtOnceMax keys, so that a service at work waits for none of them; when it breaks
/// off, it can simply be run again.
Result<ImportedKeys> import_weak_keys(const Office& office, Time now, std::istream& list, std::string_view name,
                                      const KeyProgress& progress = {});

/// The same for a list of SHA-256 of SubjectPublicKeyInfo: each is blocked for good. Live certificates with such a key
/// are revoked as compromised at once by the job that watches deadlines (BR 4.9.1.1 (3), (4), 6.1.2); unless
/// `revoke_live`, a list that would do so is refused: policy "key.block_revokes" with {count} and {serial}.
Result<ImportedKeys> block_keys(const Office& office, Time now, std::istream& list, std::string_view reason,
                                bool revoke_live, const KeyProgress& progress = {});

/// Looks for live certificates whose key stands on a list (BR 4.9.1.1 (4)): each is a task for two officers, due within
/// the 24 hours of a compromise, once. Returns how many tasks were opened.
Result<std::int64_t> find_weak_certificates(const Office& office, Time now, const KeyProgress& progress = {});

}  // namespace madoguchi
