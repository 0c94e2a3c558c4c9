#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

/// NIST 800-63B-4 3.1.1 asks for 15 characters alone and 8 beside a second factor. A mailed code is a weak second
/// factor (rules 7.1.1), so we ask for 12. The upper bound still takes 64 characters of four bytes.
inline constexpr std::size_t kPasswordCharactersMin = 12;
inline constexpr std::size_t kPasswordBytesMax = 256;

/// May `password` be set for `login_id`? No composition rules (rules 7.4.2): length, no control characters, UTF-8, none
/// of the common ones, no mere repetition or run, not built on the login ID. Refused as the field `pointer`.
Result<void> check_new_password(std::string pointer, std::string_view password, std::string_view login_id);

/// argon2id, m = 19 MiB, t = 2, p = 1: about 15 ms. A class because at most `concurrent_max` run at once (each takes
/// its 19 MiB); the others wait. Safe to share between threads: make one for the process.
class PasswordHasher {
 public:
  static constexpr int kConcurrentMax = 4;
  explicit PasswordHasher(int concurrent_max = kConcurrentMax);

  /// "$argon2id$v=19$m=…": salt and cost inside. The password is at most kPasswordBytesMax long, or Failure.
  std::string hash(std::string_view password);
  /// Does `password` belong to `stored`? Without a stored hash (no such login, no password set yet) the same work is
  /// done and the answer is false, so that the time tells nothing (R4, rules 7.2.1).
  bool verify(const std::optional<std::string>& stored, std::string_view password);
  /// The stored hash was made at another cost: hash the password anew at the next good login.
  static bool needs_rehash(const std::string& stored);
  /// How often argon2id has run: tests compare the work of two answers, not their times.
  std::uint64_t runs() const { return runs_.load(); }

 private:
  std::atomic<std::uint64_t> runs_{0};
  std::counting_semaphore<64> free_;
  std::string decoy_;
};

}  // namespace madoguchi
