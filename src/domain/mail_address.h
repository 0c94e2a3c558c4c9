#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

inline constexpr std::size_t kMailAddressBytesMax = 254;      // RFC 5321 4.5.3.1.3, without the angle brackets
inline constexpr std::size_t kMailAddressLocalBytesMax = 64;  // RFC 5321 4.5.3.1.1

/// A mail address that can be sent to as it is: an ASCII dot-atom, '@', a host name of at least two labels in A-label
/// form. No quoted local parts, comments, address literals or UTF-8 (RFC 6531): relays on the way do not all take them.
/// Holds no control character, space or angle bracket, so that it cannot end a header or an SMTP command (R39).
class MailAddress {
 public:
  /// The local part stays as typed, the host becomes lower case; nothing is trimmed. Refuses with a key
  /// mail_address.*, code invalid.
  static Result<MailAddress> parse(std::string_view text);

  const std::string& text() const { return text_; }
  std::string_view host() const { return std::string_view(text_).substr(text_.find('@') + 1); }
  /// "t***@example.jp": enough for its owner to know it again, for mails and screens of others.
  std::string masked() const;

  auto operator<=>(const MailAddress&) const = default;
  bool operator==(const MailAddress&) const = default;

 private:
  explicit MailAddress(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace madoguchi
