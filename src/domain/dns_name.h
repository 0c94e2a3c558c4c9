#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

inline constexpr std::size_t kDnsNameBytesMax = 253;  // RFC 1035 2.3.4, written without the root's dot
inline constexpr std::size_t kDnsLabelBytesMax = 63;

/// What else a name may be, besides well formed.
struct DnsNameRules {
  bool wildcard_allowed = true;    ///< false for EV (EVG 7.1.2.1)
  bool private_authority = false;  ///< true: single labels and reserved top-level names are no refusal (rules 8)
};

/// A host name as it stands in a certificate (rules 1.1.12): lower-case A-labels, perhaps with a leading "*.".
/// Who holds one holds a valid one. Whether a public suffix is registry-controlled or the last label stands in IANA's
/// root zone is not known here: that is domain validation's to find out.
class DnsName {
 public:
  /// Folds case; changes nothing else. Refuses with a key dns_name.*, code invalid; the parameter {name} is the name,
  /// given only where it holds nothing but letters, digits, '-', '.' and '*'.
  /// Unicode names are not taken: pki/idn.h turns them into A-labels first.
  static Result<DnsName> parse(std::string_view text, DnsNameRules rules = {});

  const std::string& text() const { return text_; }
  bool is_wildcard() const { return text_.starts_with("*."); }
  /// Without the "*." of a wildcard.
  std::string_view fqdn() const { return std::string_view(text_).substr(is_wildcard() ? 2 : 0); }

  auto operator<=>(const DnsName&) const = default;
  bool operator==(const DnsName&) const = default;

 private:
  explicit DnsName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// True if `text`, what follows "xn--", is output of Punycode (RFC 3492) for a label that is not ASCII.
bool is_punycode(std::string_view text);

}  // namespace madoguchi
