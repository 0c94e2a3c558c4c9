#include <gtest/gtest.h>

#include "http/json_map.h"

namespace madoguchi::http {
namespace {

enum class Shape : std::uint8_t { round, oblong };
enum class Colour : std::uint8_t { red, dark_blue };
std::string_view to_text(Colour colour) {
  return colour == Colour::red ? "red" : "dark_blue";
}
std::optional<Colour> parse_colour(std::string_view text) {
  if (text == "red") return Colour::red;
  if (text == "dark_blue") return Colour::dark_blue;
  return {};
}
struct Even {
  std::int64_t value = 0;
};
Result<Even> parse_even(std::string_view text) {
  if (text.size() % 2 != 0) return refuse(ErrorCode::invalid, "test.odd");
  return Even{static_cast<std::int64_t>(text.size())};
}

struct Inner {
  std::string name;
  std::optional<std::int32_t> count;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, count))
struct Body {
  std::string text;
  bool flag = false;
  std::int64_t number = 0;
  Colour colour = Colour::red;
  Id<struct ThingTag> id;
  Time at;
  std::optional<JstDay> day;
  std::optional<Bytes> bytes;
  std::vector<Inner> inner;
  std::optional<Even> even;
};
BOOST_DESCRIBE_STRUCT(Body, (), (text, flag, number, colour, id, at, day, bytes, inner, even))

}  // namespace
}  // namespace madoguchi::http
template <>
struct madoguchi::Names<madoguchi::http::Shape> {
  static constexpr auto values = std::to_array<std::pair<http::Shape, std::string_view>>(
      {{http::Shape::round, "round"}, {http::Shape::oblong, "oblong"}});
};
namespace madoguchi::http {
template <>
struct JsonText<Colour> : ParsedBy<&parse_colour> {};
template <>
struct JsonText<Even> : ParsedBy<&parse_even> {};
namespace {

std::string_view to_text(const Even& even) {
  return even.value == 2 ? "xx" : "xxxx";
}

constexpr std::string_view kGood =
    R"({"text":"窓口","flag":true,"number":-7,"colour":"dark_blue","id":"abcdefghijklmnopqrstuvwxy2",)"
    R"("at":"2026-11-22T09:30:00Z","day":"2026-11-22","bytes":"AAEC","inner":[{"name":"a","count":1},{"name":"b"}],)"
    R"("even":"xx"})";

/// "pointer key" of every fault, one a line.
template <typename T>
std::string faults(std::string_view body) {
  const auto read = read_json<T>(body);
  if (read) return "none";
  EXPECT_EQ(read.error().code, ErrorCode::invalid);
  EXPECT_EQ(read.error().message, "input.invalid");
  std::string out;
  for (const auto& [pointer, key] : read.error().fields) out += pointer + " " + key + "\n";
  return out;
}

TEST(JsonMap, ReadsAndWritesEveryKind) {
  const auto body = read_json<Body>(kGood);
  ASSERT_TRUE(body) << faults<Body>(kGood);
  EXPECT_EQ(body->text, "窓口");
  EXPECT_EQ(body->number, -7);
  EXPECT_EQ(body->colour, Colour::dark_blue);
  EXPECT_EQ(to_unix(body->at), 1795339800);
  EXPECT_EQ(body->bytes, (Bytes{0, 1, 2}));
  ASSERT_EQ(body->inner.size(), 2U);
  EXPECT_EQ(body->inner[0].count, 1);
  EXPECT_EQ(body->inner[1].count, std::nullopt);
  EXPECT_EQ(write_json(*body), kGood);
}

TEST(JsonMap, SpellsEnumsByTheirNames) {
  const auto shapes = read_json<std::vector<Shape>>(R"(["oblong","round"])");
  ASSERT_TRUE(shapes);
  EXPECT_EQ(write_json(*shapes), R"(["oblong","round"])");
  EXPECT_EQ(faults<std::vector<Shape>>(R"(["square"])"), "/0 json.not_a_choice\n");
}

TEST(JsonMap, LeavesAbsentOptionalsOutAndTakesNullForAbsent) {
  const auto inner = read_json<Inner>(R"({"name":"a","count":null})");
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->count, std::nullopt);
  EXPECT_EQ(write_json(*inner), R"({"name":"a"})");
  EXPECT_EQ(write_json(std::vector<std::optional<std::string>>{"a", {}}), R"(["a",null])");
  EXPECT_EQ(write_json(std::vector<RawJson>{{"{}"}, {"1"}}), "[{},1]");
}

TEST(JsonMap, NamesEveryFaultAtOnce) {
  EXPECT_EQ(faults<Body>(R"({"text":1,"flag":"true","number":1.0,"colour":"green","id":"x","at":"2026-11-22",)"
                         R"("day":"2026-13-01","bytes":"A","inner":[{"name":null},{"count":2147483648,"x/~y":1}],)"
                         R"("even":"x","extra":[]})"),
            "/text json.wrong_type\n"
            "/flag json.wrong_type\n"
            "/number json.wrong_type\n"
            "/colour json.not_a_choice\n"
            "/id json.wrong_type\n"
            "/at json.not_a_time\n"
            "/day json.not_a_day\n"
            "/bytes json.not_base64\n"
            "/inner/0/name json.wrong_type\n"
            "/inner/1/name json.required\n"
            "/inner/1/count json.out_of_range\n"
            "/inner/1/x~1~0y json.unknown_member\n"
            "/even test.odd\n"
            "/extra json.unknown_member\n");
}

TEST(JsonMap, RefusesWhatIsNotOneObject) {
  for (const auto* body : {"", " ", "{", "{}{}", R"({"name":"a",})", "{'name':1}", "\xef\xbb\xbf{}",
                           R"({"name":"\ud800"})", "{\"name\":\"\xff\"}", "{\"name\":\"a\tb\"}", "nul"}) {
    EXPECT_EQ(faults<Inner>(body), " json.malformed\n") << body;
  }
  for (const auto* body : {"[]", "null", "1", "\"name\""}) {
    EXPECT_EQ(faults<Inner>(body), " json.wrong_type\n") << body;
  }
}

TEST(JsonMap, RefusesNulInEveryText) {
  EXPECT_EQ(faults<Inner>(R"({"name":"a\u0000"})"), "/name input.bad_characters\n");
  EXPECT_EQ(faults<std::vector<std::string>>(R"(["a","\u0000"])"), "/1 input.bad_characters\n");
  EXPECT_EQ(faults<std::optional<Even>>(R"("\u0000b")"), " input.bad_characters\n");
  EXPECT_EQ(faults<std::vector<Shape>>(R"(["round\u0000"])"), "/0 input.bad_characters\n");
}

TEST(JsonMap, RefusesDuplicateMembersAtAnyDepth) {
  EXPECT_EQ(faults<Inner>(R"({"name":"a","n\u0061me":"b"})"), "/name json.duplicate\n");
  EXPECT_EQ(faults<Body>(R"({"inner":[{"name":"a"},{"name":"b","name":"\"}","count":1}],"x":{"name":1}})"),
            "/inner/1/name json.duplicate\n");
  EXPECT_EQ(faults<Inner>(R"({"name":"\\","count":1})"), "none");
}

TEST(JsonMap, BoundsDepthItemsAndFaults) {
  EXPECT_EQ(faults<Inner>(std::string(17, '[') + std::string(17, ']')), " json.too_deep\n");
  std::string items = "[0";
  for (std::size_t i = 0; i < kJsonItemsMax; ++i) items += ",0";
  EXPECT_EQ(faults<std::vector<int>>(items + "]"), " json.too_many_items\n");
  std::string members = R"({"name":"a")";
  for (int i = 0; i < 100; ++i) members += ",\"x" + std::to_string(i) + "\":0";
  EXPECT_EQ(read_json<Inner>(members + "}").error().fields.size(), kJsonFaultsMax);
}

TEST(JsonMap, KeepsIntegersExact) {
  EXPECT_EQ(faults<std::vector<std::int64_t>>("[9223372036854775807,-9223372036854775808]"), "none");
  EXPECT_EQ(faults<std::vector<std::int64_t>>("[9223372036854775808]"), "/0 json.out_of_range\n");
  EXPECT_EQ(faults<std::vector<std::int64_t>>("[1e2]"), "/0 json.wrong_type\n");
  EXPECT_EQ(faults<std::vector<std::uint16_t>>("[-1,65536]"), "/0 json.out_of_range\n/1 json.out_of_range\n");
}

}  // namespace
}  // namespace madoguchi::http
