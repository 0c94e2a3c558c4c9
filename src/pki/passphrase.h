#pragma once
#include <string.h>

#include <string>
#include <utility>

namespace madoguchi::pki {

inline constexpr std::size_t kPassphraseBytesMin = 12;
inline constexpr std::size_t kPassphraseBytesMax = 1024;

/// What encrypts a CA's key at rest. Wiped when it goes; never copied, logged or shown.
class Passphrase {
 public:
  explicit Passphrase(std::string text) : text_(std::move(text)) {}
  Passphrase(Passphrase&& other) noexcept : text_(other.text_) { other.wipe(); }
  Passphrase& operator=(Passphrase&&) = delete;
  Passphrase(const Passphrase&) = delete;
  Passphrase& operator=(const Passphrase&) = delete;
  ~Passphrase() { wipe(); }
  const std::string& reveal() const { return text_; }

 private:
  void wipe() {
    explicit_bzero(text_.data(), text_.size());
    text_.clear();
  }
  std::string text_;
};

}  // namespace madoguchi::pki
