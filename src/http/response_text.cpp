#include "http/response_text.h"

#include <array>
#include <cstdio>
#include <map>

#include "base/assert.h"

namespace madoguchi::http {
namespace {

std::string_view reason(int status) {
  static const std::map<int, std::string_view> reasons{
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
  };
  const auto found = reasons.find(status);
  return found == reasons.end() ? "Status" : found->second;
}

}  // namespace

std::string http_date(Time time) {
  static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                days.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

bool has_no_body(int status) {
  return status < 200 || status == 204 || status == 304;
}

std::string print_head(const Response& response, const Framing& framing) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head += reason(response.status);
  head += "\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    require(name.find_first_of("\r\n:") == std::string_view::npos, "a header's name is a token");
    require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos, "a header is one line");
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  };
  if (!framing.date.empty()) add("Date", framing.date);
  for (const auto& [name, value] : response.headers) add(name, value);
  if (!has_no_body(response.status)) add("Content-Length", std::to_string(framing.body_bytes));
  if (!framing.keep_alive) add("Connection", "close");
  if (framing.keep_alive && framing.http_1_0) add("Connection", "keep-alive");
  return head + "\r\n";
}

}  // namespace madoguchi::http
