#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "http/quick_head.h"
#include "http/router.h"

namespace madoguchi::http {

/// PEM files: the chain, leaf first, and its private key.
struct TlsFiles {
  std::filesystem::path certificate_chain;
  std::filesystem::path private_key;
};

struct ListenerOptions {
  ListenerKind kind = ListenerKind::portal;
  std::string address = "127.0.0.1";  ///< an IP address
  std::uint16_t port = 0;             ///< 0: any free one, Server::port() tells it
  std::shared_ptr<const Router> router;
  /// Asked before the router, without TLS only; see quick_head.h. `find` empty: there are none.
  QuickAnswers quick{};
  /// portal_url or desk_url, "https://portal.example.jp". May be empty on loopback and for status.
  std::string public_url;
  std::optional<TlsFiles> tls;
  /// IP addresses of proxies that end TLS for us. Only their X-Forwarded-For is believed.
  std::vector<std::string> trusted_proxies;
  std::size_t connections_max = 512;             ///< beyond: 503 and closed
  std::size_t connections_per_address_max = 64;  ///< of one IPv4 address or IPv6 /64, but for trusted proxies
};

/// May this listener be opened? The cookies are Secure and passwords cross the wire, so the portal and the desk listen
/// on loopback, or stand behind an https public_url with TLS of our own or a named trusted proxy. Status is plain HTTP
/// by rule (BR 4.9.7). Refused as policy, with params {listener, address}:
///   listener.address_malformed, listener.proxy_malformed, listener.url_malformed, listener.url_not_https,
///   listener.nobody_ends_tls
Result<void> check_listener(const ListenerOptions& options);

/// 127.0.0.0/8 and ::1. False for anything that is not an IP address.
bool is_loopback(std::string_view address);
/// The address in its canonical form, IPv4-mapped IPv6 as IPv4; absent if it is not an IP address.
std::optional<std::string> canonical_address(std::string_view address);
/// What limits for one remote count by: the IPv4 address, or the /64 of an IPv6 one.
std::string address_group(std::string_view canonical);

/// Whose request this is: `peer`, unless it is a trusted proxy; then the last address of X-Forwarded-For that is not
/// one of them. All addresses canonical. A header that does not parse is not believed.
std::string client_address(const std::string& peer, const Headers& headers, const std::vector<std::string>& proxies);

}  // namespace madoguchi::http
