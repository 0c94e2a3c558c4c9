#include "domain/mail_address.h"

#include <algorithm>

#include "domain/dns_name.h"

namespace madoguchi {
namespace {

/// RFC 5322 3.2.3: atext.
bool is_atext(char c) {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         others.find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) { return c == '.' || is_atext(c); });
}

}  // namespace

Result<MailAddress> MailAddress::parse(std::string_view text) {
  if (text.size() > kMailAddressBytesMax) return refuse(ErrorCode::invalid, "mail_address.too_long");
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return refuse(ErrorCode::invalid, "mail_address.not_ascii");
  }
  const auto at = text.find('@');
  const auto local = text.substr(0, at);
  if (at == std::string_view::npos || !is_dot_atom(local)) return refuse(ErrorCode::invalid, "mail_address.malformed");
  if (local.size() > kMailAddressLocalBytesMax) return refuse(ErrorCode::invalid, "mail_address.too_long");
  // Where mail goes is no question of public roots: an authority in a private network has private hosts.
  const auto host = DnsName::parse(text.substr(at + 1), {.wildcard_allowed = false, .private_authority = true});
  if (!host || host->text().find('.') == std::string::npos) return refuse(ErrorCode::invalid, "mail_address.bad_host");
  return MailAddress(std::string(local) + '@' + host->text());
}

std::string MailAddress::masked() const {
  return text_.substr(0, 1) + "***@" + std::string(host());
}

}  // namespace madoguchi
