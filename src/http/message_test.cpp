#include "http/message.h"

#include <gtest/gtest.h>

#include "http/response_text.h"

namespace madoguchi::http {
namespace {

std::string language(std::optional<std::string> query, std::optional<std::string_view> accept) {
  return std::string(to_text(choose_language(query, accept)));
}

TEST(Message, ChoosesTheReadersLanguage) {
  EXPECT_EQ(language({}, {}), "ja");
  EXPECT_EQ(language("en", "ja"), "en");
  EXPECT_EQ(language("fr", "en"), "en");
  EXPECT_EQ(language({}, "en-GB,en;q=0.9,ja;q=0.8"), "en");
  EXPECT_EQ(language({}, "fr, ja-JP;q=0.3, EN;q=0.35"), "en");
  EXPECT_EQ(language({}, "en;q=0, ja;q=0.001"), "ja");
  EXPECT_EQ(language({}, "en;q=nonsense"), "ja");
  EXPECT_EQ(language({}, "eng, english, *;q=1"), "ja");
  EXPECT_EQ(language({}, ",;,;q=,en"), "en");
  EXPECT_EQ(language({}, std::string_view("e")), "ja");
}

TEST(Message, DecodesPercentsStrictly) {
  EXPECT_EQ(percent_decode("%E7%AA%93%e5%8f%a3+a"), "窓口+a");
  EXPECT_EQ(percent_decode("a+b%2Bc", true), "a b+c");
  EXPECT_EQ(percent_decode(""), "");
  for (const auto* bad : {"%", "%4", "%zz", "a%0", "%00", "%0A", "%7f", "%ff", "%c0%80", "%ed%a0%80", "%f4%90%80%80"}) {
    EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
  }
}

TEST(Message, FindsHeadersInAnyCase) {
  const Request request{.headers = {{"X-A", "1"}, {"x-a", "2"}}};
  EXPECT_EQ(request.header("x-A"), "1");
  EXPECT_EQ(request.header("x"), std::nullopt);
}

TEST(Message, AsksForKnownQueryNamesOnly) {
  Request request{.query = {{"lang", "en"}, {"status", "x"}}};
  EXPECT_TRUE(allow_query(request, {"status", "cursor"}));
  request.query["stauts"] = "x";
  const auto refused = allow_query(request, {"status", "cursor"});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 1U);
  EXPECT_EQ(refused.error().fields[0].first, "?stauts");
}

TEST(Message, TurnsTextThatIsNoIdIntoNotFound) {  // R7
  using ThingId = Id<struct ThingTag>;
  Request request{.parameters = {{"id", "abcdefghijklmnopqrstuvwxy2"}}};
  EXPECT_TRUE(request.id<ThingId>("id"));
  request.parameters["id"] = "../../etc/passwd";
  EXPECT_EQ(request.id<ThingId>("id").error().code, ErrorCode::not_found);
  EXPECT_THROW(request.parameter("name"), Failure);
}

TEST(ResponseText, FramesAnAnswer) {
  const Framing framing{.body_bytes = 2, .keep_alive = false, .date = http_date(from_unix(784111777))};
  EXPECT_EQ(print_head(Response::json(200, "{}"), framing),
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
            "Content-Length: 2\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(print_head(Response::no_content(), {}), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(ResponseText, DoesNotLetATextSplitTheAnswer) {
  EXPECT_THROW(print_head(Response().add("Location", "/a\r\nSet-Cookie: x"), {}), Failure);
  EXPECT_THROW(print_head(Response().add("Location", std::string("/a\0b", 4)), {}), Failure);
  EXPECT_THROW(print_head(Response().add("Location: x\r\nY", "z"), {}), Failure);
}

}  // namespace
}  // namespace madoguchi::http
