#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "secret/server_secret.h"

namespace madoguchi {

inline constexpr std::size_t kOneTimeCodeDigits = 8;                  ///< rules 7.1.3
inline constexpr std::chrono::seconds kOneTimeCodeLifetime{10 * 60};  ///< rules 7.1.3: at most 10 minutes
inline constexpr int kOneTimeCodeTriesMax = 5;                        ///< rules 7.1.4; the sixth is refused unseen

/// Eight digits, each of the 10^8 equally likely.
std::string new_one_time_code(Random& random);
/// What a person typed: spaces and hyphens dropped, full-width digits folded. Absent if that is not eight digits.
std::optional<std::string> read_one_time_code(std::string_view typed);

/// What is stored instead of the code (R3): a keyed digest over the code and the attempt it belongs to, so that a code
/// of one login opens no other, and the database alone does not allow to try all 10^8. `purpose` from server_secret.h.
std::string one_time_code_digest(const ServerSecret& secret, std::string_view purpose, std::string_view attempt_id,
                                 std::string_view code);
/// In constant time. Counting tries, expiry and single use are the caller's.
bool one_time_code_matches(const ServerSecret& secret, std::string_view purpose, std::string_view attempt_id,
                           std::string_view code, std::string_view stored_digest);

}  // namespace madoguchi
