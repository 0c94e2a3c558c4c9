#include "http/quick_head.h"

#include <gtest/gtest.h>

#include "http/head.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kGet =
    "GET /ocsp/0123456789abcdef/MFEw%2Fz HTTP/1.1\r\nHost: status.example.jp:8082\r\nUser-Agent: x\r\n\r\n";
constexpr std::string_view kPost =
    "POST /ocsp/0123456789abcdef HTTP/1.1\r\nHost: status.example.jp\r\nContent-Type: application/ocsp-request\r\n"
    "Content-Length: 3\r\nConnection: Keep-Alive\r\n\r\nabc";

TEST(QuickHead, TakesThePlainOnesAsTheStrictReaderDoes) {
  for (const auto text : {kGet, kPost}) {
    const auto quick = read_quick_head(text, "/ocsp/");
    ASSERT_TRUE(quick) << text;
    const auto strict = parse_head(text.substr(0, quick->head_bytes), {});
    ASSERT_TRUE(strict) << text;
    EXPECT_EQ(strict->request.target, quick->target);
    EXPECT_EQ(strict->content_length, quick->content_length);
    EXPECT_EQ(strict->request.method == Method::post, quick->post);
  }
  EXPECT_EQ(parse_head(kGet, {})->request.segments, (std::vector<std::string>{"ocsp", "0123456789abcdef", "MFEw%2Fz"}));
}

std::string with(std::string_view text, std::string_view from, std::string_view to) {
  std::string made(text);
  made.replace(made.find(from), from.size(), to);
  return made;
}

TEST(QuickHead, LeavesEverythingElseToIt) {
  for (const auto& text : {
           with(kGet, "GET", "HEAD"),
           with(kGet, "GET", "get"),
           with(kGet, "1.1", "1.0"),
           with(kGet, "/ocsp/", "/crl/"),
           with(kGet, "\r\n", "\n"),
           with(kGet, "User-Agent", "User-Agent "),
           with(kGet, "User-Agent", "If-None-Match"),
           with(kGet, "User-Agent", "Expect"),
           with(kGet, "User-Agent", "Range"),
           with(kGet, "User-Agent", "Cookie"),
           with(kGet, "User-Agent", "Transfer-Encoding"),
           with(kGet, "User-Agent", "host"),
           with(kGet, "Host", "Hast"),
           with(kGet, "x\r\n\r\n", "x\r\n"),
           with(kGet, "x\r\n", "x\r\n y\r\n"),
           with(kGet, "x\r\n", "\x01\r\n"),
           with(kGet, ":8082", ":"),
           with(kGet, "status", "sta/tus"),
           with(kGet, "%2Fz", "?a=b"),
           with(kGet, "User-Agent: x", "Content-Length: 1"),
           with(kGet, "User-Agent: x", "Connection: close"),
           with(kPost, "application/ocsp-request", "text/plain"),
           with(kPost, "Content-Length: 3\r\n", ""),
           with(kPost, "Length: 3", "Length: 3x"),
           with(kPost, "Length: 3", "Length: 0"),
           with(kPost, "Connection", "Content-Length"),
           std::string(kGet.substr(0, 20)),
           std::string(),
           std::string(9000, 'G'),
       }) {
    EXPECT_FALSE(read_quick_head(text, "/ocsp/")) << text;
  }
}

}  // namespace
}  // namespace madoguchi::http
