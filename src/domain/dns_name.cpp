#include "domain/dns_name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace madoguchi {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Last labels that no public registry delegates: RFC 6761, 6762, 7686, 9476, ICANN's .internal, and those which
/// ICANN froze because networks use them at home (BR 1.6.1, "Internal Name").
constexpr std::array<std::string_view, 18> kReservedLastLabels = {
    "alt", "corp",  "domain",      "example",   "home", "host",  "internal", "intranet", "invalid",
    "lan", "local", "localdomain", "localhost", "mail", "onion", "private",  "test",     "workgroup"};

std::unexpected<Refusal> refuse_name(std::string key, std::string_view name) {
  return std::unexpected(
      Refusal{.code = ErrorCode::invalid, .message = std::move(key), .params = {{"name", std::string(name)}}});
}

Result<void> check_characters(std::string_view text) {
  if (text.empty()) return refuse(ErrorCode::invalid, "dns_name.empty");
  if (text.size() > kDnsNameBytesMax) return refuse(ErrorCode::invalid, "dns_name.too_long");
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return refuse(ErrorCode::invalid, "dns_name.not_ascii");
    if (c == '_') return refuse(ErrorCode::invalid, "dns_name.underscore");
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '.' && c != '*') {
      return refuse(ErrorCode::invalid, "dns_name.character");
    }
  }
  return {};
}

Result<void> check_label(std::string_view label, std::string_view name) {
  if (label.empty()) return refuse_name("dns_name.empty_label", name);
  if (label.size() > kDnsLabelBytesMax) return refuse_name("dns_name.label_too_long", name);
  if (label.find('*') != label.npos) return refuse_name("dns_name.wildcard_position", name);
  if (label.front() == '-' || label.back() == '-') return refuse_name("dns_name.hyphen", name);
  if (label.size() >= 4 && label.substr(2, 2) == "--") {
    if (!label.starts_with("xn")) return refuse_name("dns_name.reserved_label", name);
    if (!is_punycode(label.substr(4))) return refuse_name("dns_name.punycode", name);
  }
  return {};
}

std::vector<std::string_view> split(std::string_view name) {
  std::vector<std::string_view> labels;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t dot = std::min(name.find('.', from), name.size());
    labels.push_back(name.substr(from, dot - from));
    from = dot + 1;
  }
  return labels;
}

bool ends_in_zone(std::string_view name, std::string_view zone) {
  return name == zone || (name.ends_with(zone) && name[name.size() - zone.size() - 1] == '.');
}

Result<void> check_place(std::string_view name, const std::vector<std::string_view>& labels, DnsNameRules rules) {
  if (ends_in_zone(name, "in-addr.arpa") || ends_in_zone(name, "ip6.arpa")) {
    return refuse_name("dns_name.reverse_zone", name);
  }
  if (std::ranges::all_of(labels.back(), is_digit)) return refuse_name("dns_name.ip_address", name);
  if (rules.private_authority) return {};
  if (labels.size() == 1) return refuse_name("dns_name.single_label", name);
  if (std::ranges::find(kReservedLastLabels, labels.back()) != kReservedLastLabels.end() ||
      ends_in_zone(name, "home.arpa")) {
    return refuse_name("dns_name.reserved", name);
  }
  return {};
}

}  // namespace

Result<DnsName> DnsName::parse(std::string_view text, DnsNameRules rules) {
  TRY(check_characters(text));
  std::string name(text);
  std::ranges::transform(name, name.begin(), fold);
  if (name.ends_with('.')) return refuse_name("dns_name.trailing_dot", name);

  std::string_view fqdn = name;
  const bool wildcard = fqdn.starts_with("*.");
  if (wildcard) fqdn.remove_prefix(2);
  const auto labels = split(fqdn);
  for (const auto label : labels) TRY(check_label(label, name));
  if (wildcard && !rules.wildcard_allowed) return refuse_name("dns_name.wildcard_forbidden", name);
  if (wildcard && labels.size() == 1) return refuse_name("dns_name.wildcard_too_wide", name);
  TRY(check_place(fqdn, labels, rules));
  return DnsName(std::move(name));
}

namespace {

// RFC 3492, 5 and 6.1.
constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700, kInitialBias = 72, kInitialN = 128;
constexpr std::uint32_t kCodePointMax = 0x10FFFF;

std::uint32_t adapt(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kTMin) * kTMax) / 2; k += kBase) delta /= kBase - kTMin;
  return k + (kBase - kTMin + 1) * delta / (delta + kSkew);
}

std::optional<std::uint32_t> digit_value(char c) {
  if (is_letter(c)) return static_cast<std::uint32_t>(fold(c) - 'a');
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0') + 26;
  return {};
}

/// One generalized variable-length integer added to `i`, read from the front of `rest`; false if it is cut or too big.
/// 64 bits cannot overflow: the sum is refused beyond what a label of 63 code points could need.
bool read_delta(std::string_view& rest, std::uint32_t bias, std::uint64_t& i) {
  constexpr std::uint64_t kMax = (kCodePointMax + std::uint64_t{1}) * (kDnsLabelBytesMax + 1);
  std::uint64_t weight = 1;
  for (std::uint32_t k = kBase;; k += kBase) {
    if (rest.empty()) return false;
    const auto digit = digit_value(rest.front());
    rest.remove_prefix(1);
    if (!digit) return false;
    i += *digit * weight;
    if (i > kMax) return false;
    const std::uint32_t t = k <= bias ? kTMin : std::min(k - bias, kTMax);
    if (*digit < t) return true;
    weight *= kBase - t;
    if (weight > kMax) return false;
  }
}

}  // namespace

bool is_punycode(std::string_view text) {
  if (text.size() > kDnsLabelBytesMax) return false;
  const std::size_t delimiter = text.rfind('-');
  // A delimiter in front of everything stands for no basic code point at all; Punycode never writes it.
  if (delimiter == 0) return false;
  std::string_view rest = delimiter == text.npos ? text : text.substr(delimiter + 1);
  std::uint32_t count = delimiter == text.npos ? 0 : static_cast<std::uint32_t>(delimiter);
  if (rest.empty()) return false;  // all ASCII: nothing to encode

  std::uint64_t n = kInitialN;
  std::uint64_t i = 0;
  std::uint32_t bias = kInitialBias;
  for (bool first = true; !rest.empty(); first = false) {
    const std::uint64_t before = i;
    if (!read_delta(rest, bias, i)) return false;
    ++count;
    bias = adapt(static_cast<std::uint32_t>(i - before), count, first);
    n += i / count;
    i = i % count + 1;
    if (n > kCodePointMax || (n >= 0xD800 && n <= 0xDFFF)) return false;
  }
  return true;
}

}  // namespace madoguchi
