// The way from a body to a plain struct, and back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "http/json_map.h"

namespace {

using namespace madoguchi;

struct Inner {
  std::string name;
  std::optional<std::int32_t> count;
  std::vector<Inner> inner;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, count, inner))

struct Body {
  std::string text;
  bool flag = false;
  std::uint64_t number = 0;
  std::optional<Id<struct ThingTag>> id;
  std::optional<Time> at;
  std::optional<JstDay> day;
  std::optional<Bytes> bytes;
  std::vector<Inner> inner;
};
BOOST_DESCRIBE_STRUCT(Body, (), (text, flag, number, id, at, day, bytes, inner))

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = http::read_json<Body>(text);
  if (!read) {
    must(read.error().message == "input.invalid" && !read.error().fields.empty());
    must(read.error().fields.size() <= http::kJsonFaultsMax);
    return 0;
  }
  const auto written = http::write_json(*read);
  const auto again = http::read_json<Body>(written);
  must(again.has_value());
  must(http::write_json(*again) == written);
  return 0;
}
