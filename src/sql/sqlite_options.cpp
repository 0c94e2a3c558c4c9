#include "sql/sqlite_options.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "sql/connection.h"

namespace madoguchi::sql {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw SqlFailure(Fault::other, "", "sqlite: " + what);
}

}  // namespace

SqliteOptions parse_sqlite_options(const std::string& target) {
  const auto question = target.find('?');
  SqliteOptions options{.path = target.substr(0, question)};
  if (options.path.empty()) fail("the path of the database is empty");
  std::string_view rest =
      question == std::string::npos ? std::string_view() : std::string_view(target).substr(question + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view option = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    constexpr std::string_view kBusy = "busy_ms=";
    if (option == "synchronous=off") {
      options.synchronous = "OFF";
    } else if (option.starts_with(kBusy)) {
      const char* last = option.data() + option.size();
      const auto [end_of_number, error] = std::from_chars(option.data() + kBusy.size(), last, options.busy_ms);
      if (error != std::errc() || end_of_number != last || options.busy_ms < 0) fail("busy_ms is not a number");
    } else {
      fail("unknown option after '?' in the path of the database");
    }
  }
  return options;
}

}  // namespace madoguchi::sql
