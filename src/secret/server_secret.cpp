#include "secret/server_secret.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/result.h"
#include "secret/sodium.h"

namespace madoguchi {
namespace {

constexpr std::string_view kLabel = "madoguchi/1/";

using Secret = std::array<std::uint8_t, ServerSecret::kBytes>;

Failure complaint(const std::filesystem::path& file, const std::string& what) {
  return Failure("server secret " + file.string() + ": " + what);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

void check(const std::filesystem::path& file, int descriptor) {
  struct stat state{};
  if (::fstat(descriptor, &state) != 0) throw complaint(file, std::strerror(errno));
  if (!S_ISREG(state.st_mode)) throw complaint(file, "not a plain file");
  if (state.st_uid != ::geteuid() && state.st_uid != 0) throw complaint(file, "belongs to another user");
  if ((state.st_mode & 077) != 0) throw complaint(file, "open to group or others; chmod 600 it");
  if (state.st_size != static_cast<off_t>(ServerSecret::kBytes)) throw complaint(file, "not 32 bytes");
}

Secret read_secret(const std::filesystem::path& file, int descriptor) {
  check(file, descriptor);
  Secret bytes{};
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto got = ::read(descriptor, bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw complaint(file, "cannot be read");
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

/// Written whole under another name, then linked: a crash leaves no half secret, and of two starts one wins.
void create_secret(const std::filesystem::path& file, Random& random) {
  Secret bytes{};
  random.fill(bytes);
  auto name = file.string() + ".XXXXXX";
  const Descriptor descriptor(::mkstemp(name.data()));  // mode 0600
  if (descriptor.get() < 0) throw complaint(file, std::string("cannot be made: ") + std::strerror(errno));
  const bool written = ::write(descriptor.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fsync(descriptor.get()) == 0;
  sodium_memzero(bytes.data(), bytes.size());
  const bool linked = written && (::link(name.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  ::unlink(name.c_str());
  if (!linked) throw complaint(file, std::string("cannot be written: ") + std::strerror(error));
  const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) throw complaint(file, "its folder cannot be synced");
}

std::array<std::uint8_t, 32> hmac(std::span<const std::uint8_t> key, std::string_view a, std::string_view b) {
  std::array<std::uint8_t, 32> out{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, view_of(a).data(), a.size());
  crypto_auth_hmacsha256_update(&state, view_of(b).data(), b.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

}  // namespace

ServerSecret ServerSecret::load_or_create(const std::filesystem::path& file, Random& random) {
  ready_sodium();
  for (int tries = 0; tries < 2; ++tries) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.get() >= 0) {
      auto bytes = read_secret(file, descriptor.get());
      ServerSecret secret(bytes);
      sodium_memzero(bytes.data(), bytes.size());
      return secret;
    }
    if (errno != ENOENT) throw complaint(file, std::strerror(errno));
    create_secret(file, random);
  }
  throw complaint(file, "vanished while it was made");
}

ServerSecret::ServerSecret(const std::array<std::uint8_t, kBytes>& bytes) : bytes_(bytes) {
  ready_sodium();
}
ServerSecret::ServerSecret(ServerSecret&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}
ServerSecret::~ServerSecret() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::array<std::uint8_t, 32> ServerSecret::key_of(std::string_view purpose) const {
  return hmac(bytes_, kLabel, purpose);
}

std::string ServerSecret::keyed_digest(std::string_view purpose, std::string_view text) const {
  auto key = key_of(purpose);
  const auto digest = hmac(key, text, "");
  sodium_memzero(key.data(), key.size());
  return to_hex(digest);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace madoguchi
