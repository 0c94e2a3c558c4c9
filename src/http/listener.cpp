#include "http/listener.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "http/origin.h"

namespace madoguchi::http {
namespace {

using Ipv4 = std::array<std::uint8_t, 4>;
using Ipv6 = std::array<std::uint8_t, 16>;

template <typename Address>
std::optional<Address> parse(int family, std::string_view text) {
  Address address{};
  if (inet_pton(family, std::string(text).c_str(), address.data()) != 1) return {};
  return address;
}

template <typename Address>
std::string print(int family, const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!inet_ntop(family, address.data(), text.data(), text.size())) throw Failure("inet_ntop");
  return text.data();
}

}  // namespace

std::optional<std::string> canonical_address(std::string_view address) {
  if (const auto v4 = parse<Ipv4>(AF_INET, address)) return print(AF_INET, *v4);
  const auto v6 = parse<Ipv6>(AF_INET6, address);
  if (!v6) return {};
  constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!std::equal(mapped.begin(), mapped.end(), v6->begin())) return print(AF_INET6, *v6);
  return print(AF_INET, Ipv4{(*v6)[12], (*v6)[13], (*v6)[14], (*v6)[15]});
}

bool is_loopback(std::string_view address) {
  const auto canonical = canonical_address(address);
  return canonical && (canonical->starts_with("127.") || *canonical == "::1");
}

std::string address_group(std::string_view canonical) {
  auto v6 = parse<Ipv6>(AF_INET6, canonical);
  if (!v6) return std::string(canonical);
  std::fill(v6->begin() + 8, v6->end(), std::uint8_t{0});
  return print(AF_INET6, *v6) + "/64";
}

std::string client_address(const std::string& peer, const Headers& headers, const std::vector<std::string>& proxies) {
  const auto trusted = [&](const std::string& address) { return std::ranges::find(proxies, address) != proxies.end(); };
  if (!trusted(peer)) return peer;
  std::vector<std::string> hops;
  for (const auto& [name, value] : headers) {
    if (!same_ignoring_case(name, "X-Forwarded-For")) continue;
    std::string_view rest = value;
    while (!rest.empty()) hops.emplace_back(trim(next_piece(rest, ',')));
  }
  std::string client = peer;
  for (auto hop = hops.rbegin(); hop != hops.rend() && trusted(client); ++hop) {
    const auto address = canonical_address(*hop);
    if (!address) break;
    client = *address;
  }
  return client;
}

Result<void> check_listener(const ListenerOptions& options) {
  const auto refused = [&](std::string key) {
    return std::unexpected(Refusal{.code = ErrorCode::policy,
                                   .message = std::move(key),
                                   .params = {{"listener", std::string(to_text(options.kind))},
                                              {"address", options.address},
                                              {"url", options.public_url}}});
  };
  if (!canonical_address(options.address)) return refused("listener.address_malformed");
  for (const auto& proxy : options.trusted_proxies) {
    if (!canonical_address(proxy)) return refused("listener.proxy_malformed");
  }
  if (options.kind == ListenerKind::status) return {};
  const auto origin = origin_of(options.public_url);
  if (!options.public_url.empty() && !origin) return refused("listener.url_malformed");
  const bool https = origin && origin->starts_with("https://");
  if (options.tls && !https) return refused("listener.url_not_https");
  if (is_loopback(options.address)) return {};
  if (!https) return refused("listener.url_not_https");
  if (!options.tls && options.trusted_proxies.empty()) return refused("listener.nobody_ends_tls");
  return {};
}

}  // namespace madoguchi::http
