#include "mail/message.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/utf8.h"

namespace madoguchi {
namespace {

constexpr std::string_view kFold = "\r\n ";
constexpr std::size_t kLineMax = 76;    // RFC 2047 section 2 for a header line with a word, RFC 2045 6.8 for base64
constexpr std::size_t kWordMax = 75;    // RFC 2047 section 2
constexpr std::size_t kHeaderMax = 78;  // RFC 5322 2.1.1, SHOULD

bool is_ascii_print(char c) {
  return c >= 0x20 && c < 0x7f;
}

/// No control characters (C0, DEL, C1, the line separators of Unicode), UTF-8, and within `bytes_max`.
void require_header_text(std::string_view text, std::size_t bytes_max) {
  require(text.size() <= bytes_max, "a mail header within its limit");
  const auto points = decode_utf8(text);
  require(points.has_value(), "a mail header in UTF-8");
  require(std::ranges::none_of(
              *points, [](char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }),
          "a mail header without control characters");
}

std::string subject_header(std::string_view subject) {
  require_header_text(subject, kMailSubjectBytesMax);
  constexpr std::string_view name = "Subject: ";
  const bool plain = std::ranges::all_of(subject, is_ascii_print) && name.size() + subject.size() <= kHeaderMax &&
                     subject.find("=?") == std::string_view::npos;
  return std::string(name) + (plain ? std::string(subject) : encoded_words(subject, name.size())) + "\r\n";
}

/// RFC 5322 3.4: "name" <address>.
std::string mailbox_header(const std::string& field, const Mailbox& mailbox) {
  require_header_text(mailbox.name, kMailNameBytesMax);
  std::string line = field + ": ";
  const auto& name = mailbox.name;
  if (!name.empty()) {
    const bool plain = std::ranges::all_of(name, is_ascii_print) && line.size() + name.size() + 4 <= kLineMax &&
                       name.find_first_of("\"\\") == std::string::npos && name.find("=?") == std::string::npos;
    line += plain ? '"' + name + '"' : encoded_words(name, line.size());
    const auto start = line.rfind('\n');
    const auto column = start == std::string::npos ? line.size() : line.size() - start - 1;
    line += column + mailbox.address.text().size() + 3 <= kLineMax ? " " : std::string(kFold);
  }
  return line + '<' + mailbox.address.text() + ">\r\n";
}

/// RFC 5322 3.3, in Japanese time: "Sun, 22 Nov 2026 18:30:00 +0900".
std::string date_header(Time date) {
  using namespace std::chrono;
  constexpr std::array days_of_week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto local = date + hours(9);
  const auto midnight = floor<days>(local);
  const year_month_day day(midnight);
  const hh_mm_ss clock(local - midnight);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "Date: %s, %02u %s %04d %02d:%02d:%02d +0900\r\n",
                days_of_week[weekday(midnight).c_encoding()], static_cast<unsigned>(day.day()),
                months[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return out.data();
}

void require_message_id(std::string_view id) {
  const auto at = id.find('@');
  const bool formed = at != std::string_view::npos && at > 0 && at + 1 < id.size() && id.size() <= 200 &&
                      id.find('@', at + 1) == std::string_view::npos && std::ranges::all_of(id, [](char c) {
                        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                               std::string_view("@.-_").find(c) != std::string_view::npos;
                      });
  require(formed, "a Message-ID of letters, digits, dots and hyphens");
}

/// The body with CRLF; `plain` tells whether it may go as it is.
std::string with_crlf(std::string_view body, bool& plain) {
  require(body.size() <= kMailBodyBytesMax, "a mail body within its limit");
  const auto points = decode_utf8(body);
  require(points.has_value(), "a mail body in UTF-8");
  require(std::ranges::none_of(*points, [](char32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; }),
          "a mail body without control characters");
  std::string out;
  std::size_t column = 0;
  plain = true;
  for (const char c : body) {
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    out += c;
    plain = plain && is_ascii_print(c) && ++column <= kLineMax;
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

std::string base64_lines(std::string_view text) {
  const auto all = to_base64(view_of(text));
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += kLineMax) out += all.substr(at, kLineMax) + "\r\n";
  return out;
}

}  // namespace

std::string encoded_words(std::string_view text, std::size_t column) {
  constexpr std::string_view open = "=?UTF-8?B?", close = "?=";
  const auto fits = [&](std::size_t bytes, std::size_t at) {
    const auto word = open.size() + (bytes + 2) / 3 * 4 + close.size();
    return word <= kWordMax && at + word <= kLineMax;
  };
  std::string out, part;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t size = 1;  // a character is never cut in two: RFC 2047 section 5
    while (i + size < text.size() && (static_cast<unsigned char>(text[i + size]) & 0xc0) == 0x80) ++size;
    if (!part.empty() && !fits(part.size() + size, column)) {
      out += std::string(open) + to_base64(view_of(part)) + std::string(close) + std::string(kFold);
      part.clear();
      column = 1;
    }
    part += text.substr(i, size);
    i += size;
  }
  if (!part.empty()) out += std::string(open) + to_base64(view_of(part)) + std::string(close);
  return out;
}

std::string to_rfc5322(const Message& message) {
  require_message_id(message.message_id);
  bool plain = false;
  const auto body = with_crlf(message.body, plain);
  std::string out = date_header(message.date);
  out += mailbox_header("From", message.from);
  out += mailbox_header("To", message.to);
  out += "Message-ID: <" + message.message_id + ">\r\n";
  out += subject_header(message.subject);
  out += "Auto-Submitted: auto-generated\r\n";
  out += "MIME-Version: 1.0\r\n";
  out += "Content-Language: " + std::string(to_text(message.language)) + "\r\n";
  out += "Content-Type: text/plain; charset=UTF-8\r\n";
  out += std::string("Content-Transfer-Encoding: ") + (plain ? "7bit" : "base64") + "\r\n\r\n";
  return out + (plain ? body : base64_lines(body));
}

}  // namespace madoguchi
