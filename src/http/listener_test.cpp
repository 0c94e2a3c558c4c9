#include "http/listener.h"

#include <gtest/gtest.h>

namespace madoguchi::http {
namespace {

std::string check(ListenerOptions options) {
  const auto checked = check_listener(options);
  if (checked) return "opens";
  EXPECT_EQ(checked.error().params[0].second, to_text(options.kind));
  return checked.error().message;
}

TEST(Listener, OpensToOthersOnlyBehindHttps) {
  const TlsFiles tls{"chain.pem", "key.pem"};
  for (const auto kind : {ListenerKind::portal, ListenerKind::desk}) {
    EXPECT_EQ(check({.kind = kind}), "opens");
    EXPECT_EQ(check({.kind = kind, .address = "::1"}), "opens");
    EXPECT_EQ(check({.kind = kind, .address = "127.3.2.1", .public_url = "http://localhost:8080"}), "opens");
    EXPECT_EQ(check({.kind = kind, .address = "0.0.0.0"}), "listener.url_not_https");
    EXPECT_EQ(check({.kind = kind, .address = "::"}), "listener.url_not_https");
    EXPECT_EQ(check({.kind = kind, .address = "192.0.2.1", .public_url = "http://a"}), "listener.url_not_https");
    EXPECT_EQ(check({.kind = kind, .address = "192.0.2.1", .public_url = "https://a"}), "listener.nobody_ends_tls");
    EXPECT_EQ(check({.kind = kind, .address = "192.0.2.1", .public_url = "https://a", .tls = tls}), "opens");
    EXPECT_EQ(check({.kind = kind, .address = "::", .public_url = "https://a", .trusted_proxies = {"192.0.2.9"}}),
              "opens");
    EXPECT_EQ(check({.kind = kind, .address = "192.0.2.1", .public_url = "http://a", .tls = tls}),
              "listener.url_not_https");
    EXPECT_EQ(check({.kind = kind, .tls = tls}), "listener.url_not_https");
    EXPECT_EQ(check({.kind = kind, .address = "portal.example"}), "listener.address_malformed");
    EXPECT_EQ(check({.kind = kind, .public_url = "portal"}), "listener.url_malformed");
    EXPECT_EQ(check({.kind = kind, .trusted_proxies = {"proxy"}}), "listener.proxy_malformed");
  }
  // CRLs are fetched by plain HTTP from anywhere (BR 4.9.7).
  EXPECT_EQ(check({.kind = ListenerKind::status, .address = "0.0.0.0", .public_url = "http://status.example"}),
            "opens");
}

TEST(Listener, CountsAnIpv6NetworkAsOneRemote) {
  EXPECT_EQ(canonical_address("2001:DB8:0:0::1"), "2001:db8::1");
  EXPECT_EQ(canonical_address("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(canonical_address("192.0.2.01"), std::nullopt);
  EXPECT_EQ(canonical_address("192.0.2.1:80"), std::nullopt);
  EXPECT_EQ(address_group("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_TRUE(is_loopback("::ffff:127.0.0.1"));
  EXPECT_FALSE(is_loopback("localhost"));
  EXPECT_FALSE(is_loopback("128.0.0.1"));
}

TEST(Listener, TakesTheLastAddressThatNoProxyOfOursHas) {
  const std::vector<std::string> proxies{"192.0.2.1", "192.0.2.2"};
  const auto client = [&](std::string peer, std::vector<std::string> forwarded) {
    Headers headers;
    for (auto& value : forwarded) headers.emplace_back("x-forwarded-for", std::move(value));
    return client_address(peer, headers, proxies);
  };
  EXPECT_EQ(client("198.51.100.1", {"203.0.113.9"}), "198.51.100.1");
  EXPECT_EQ(client("192.0.2.1", {}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", {"10.0.0.1, 203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(client("192.0.2.1", {"10.0.0.1", "203.0.113.9, 192.0.2.2"}), "203.0.113.9");
  EXPECT_EQ(client("192.0.2.1", {"203.0.113.9, unknown"}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", {"192.0.2.2"}), "192.0.2.2");
}

}  // namespace
}  // namespace madoguchi::http
