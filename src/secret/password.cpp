#include "secret/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <functional>

#include "base/assert.h"
#include "base/utf8.h"
#include "secret/sodium.h"

namespace madoguchi {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19U * 1024 * 1024;

// Common passwords and sentences of twelve characters or more, in lower case and without punctuation and spaces;
// shorter ones fail by length. Repetitions and runs ("aaaaaaaaaaaa", "123456789012") need no list.
constexpr auto kCommon = std::to_array<std::string_view>(
    {"1q2w3e4r5t6y",       "1qaz2wsx3edc",       "1qaz2wsx3edc4rfv",    "abcd12345678",
     "administrator",      "adminadmin123",      "changemeplease",      "correcthorsebatterystaple",
     "defaultpassword",    "iloveyou1234",       "iloveyouforever",     "letmeinletmein",
     "madoguchi1234",      "madoguchimadoguchi", "mypassword12",        "mypassword123",
     "mypassword1234",     "password1234",       "password12345",       "password123456",
     "password123456789",  "passwordpassword",   "passw0rd1234",        "p4ssw0rd1234",
     "q1w2e3r4t5y6",       "qazwsxedcrfv",       "qwerty123456",        "qwerty1234567",
     "qwertyuiop12",       "qwertyuiop123",      "qwertyuiopasdfghjkl", "sakurasakura",
     "superadministrator", "testtest1234",       "welcome12345",        "welcomewelcome",
     "zaq12wsxcde3",       "zxcvbnm12345",       "konnichiwa123",       "arigatougozaimasu",
     "ohayougozaimasu"});

std::string random_base64(std::size_t bytes) {
  std::array<unsigned char, 32> random{};
  require(bytes <= random.size(), "a salt or a hash");
  randombytes_buf(random.data(), bytes);
  std::array<char, 64> out{};
  sodium_bin2base64(out.data(), out.size(), random.data(), bytes, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  return out.data();
}

/// Looks like a hash of today's cost and belongs to no password: checking one against it is the whole work. Not made by
/// hashing one, which would delay every start.
std::string hash_of_nothing() {
  return "$argon2id$v=19$m=" + std::to_string(kMemoryBytes / 1024) + ",t=" + std::to_string(kPasses) + ",p=1$" +
         random_base64(crypto_pwhash_argon2id_SALTBYTES) + "$" + random_base64(32);
}

class Turn {
 public:
  explicit Turn(std::counting_semaphore<64>& free) : free_(free) { free_.acquire(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { free_.release(); }

 private:
  std::counting_semaphore<64>& free_;
};

/// The number of characters; absent if `text` is not UTF-8 or holds a control character.
std::optional<std::size_t> printable_characters(std::string_view text) {
  const auto points = decode_utf8(text);
  const auto is_control = [](char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); };
  if (!points || std::ranges::any_of(*points, is_control)) return {};
  return points->size();
}

std::string folded(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (plain) out += c;
  }
  return out;
}

/// "abcabcabcabc", "aaaaaaaaaaaa", "cdefghijklmn", "987654321098": a unit of at most four bytes over and over, or steps
/// of one up or down (a run of digits may pass from 9 to 0 and back).
bool is_pattern(std::string_view text) {
  if (text.size() < 2) return false;
  for (std::size_t unit = 1; unit <= 4 && unit < text.size(); ++unit) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(unit), text.end(), text.begin())) return true;
  }
  for (const int step : {1, -1}) {
    const auto follows = [step](char a, char b) {
      if (a + step == b) return true;
      return step == 1 ? a == '9' && b == '0' : a == '0' && b == '9';
    };
    if (std::adjacent_find(text.begin(), text.end(), std::not_fn(follows)) == text.end()) return true;
  }
  return false;
}

/// Little is left of the password when the login ID is taken out of it.
bool is_built_on(std::string_view password, std::string_view login_id) {
  constexpr std::size_t kWorthLooking = 4, kLeftMin = 8;
  const auto id = folded(login_id);
  const auto text = folded(password);
  if (id.size() < kWorthLooking) return text == id;
  std::size_t left = text.size();
  for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at + id.size())) left -= id.size();
  return left < text.size() && left < kLeftMin;
}

}  // namespace

Result<void> check_new_password(std::string pointer, std::string_view password, std::string_view login_id) {
  if (password.size() > kPasswordBytesMax) return refuse_field(std::move(pointer), "password.too_long");
  const auto characters = printable_characters(password);
  if (!characters) return refuse_field(std::move(pointer), "password.bad_characters");
  if (*characters < kPasswordCharactersMin) return refuse_field(std::move(pointer), "password.too_short");
  if (is_built_on(password, login_id)) return refuse_field(std::move(pointer), "password.like_login_id");
  const auto plain = folded(password);
  if (is_pattern(password) || is_pattern(plain) || std::ranges::find(kCommon, plain) != kCommon.end()) {
    return refuse_field(std::move(pointer), "password.too_common");
  }
  return {};
}

PasswordHasher::PasswordHasher(int concurrent_max) : free_(concurrent_max) {
  require(concurrent_max > 0 && concurrent_max <= 64, "1 to 64 passwords at once");
  ready_sodium();
  decoy_ = hash_of_nothing();
  require(!needs_rehash(decoy_), "checked like any other");
}

std::string PasswordHasher::hash(std::string_view password) {
  require(password.size() <= kPasswordBytesMax, "a password within its limit");
  const Turn turn(free_);
  ++runs_;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Failure("no memory to hash a password");
  }
  return out.data();
}

bool PasswordHasher::verify(const std::optional<std::string>& stored, std::string_view password) {
  // One that is too long was never set; the work is done all the same.
  const bool possible = stored.has_value() && password.size() <= kPasswordBytesMax;
  const auto& against = possible ? *stored : decoy_;
  const auto tried = password.substr(0, kPasswordBytesMax);
  const Turn turn(free_);
  ++runs_;
  return crypto_pwhash_str_verify(against.c_str(), tried.data(), tried.size()) == 0 && possible;
}

bool PasswordHasher::needs_rehash(const std::string& stored) {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), kPasses, kMemoryBytes) != 0;
}

}  // namespace madoguchi
