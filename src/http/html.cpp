#include "http/html.h"

namespace madoguchi::http {

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  static constexpr std::string_view unreserved = "-._~/";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       unreserved.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xfU];
  }
  return out;
}

Result<TextMap> read_form(std::string_view body) {
  TextMap out;
  while (!body.empty()) {
    auto value = next_piece(body, '&');
    if (value.empty()) continue;
    const auto name = percent_decode(next_piece(value, '='), true);
    const auto decoded = percent_decode(value, true);
    const bool good = name && decoded && out.size() < kFormFieldsMax && out.emplace(*name, *decoded).second;
    if (!good) return refuse(ErrorCode::invalid, "http.bad_form");
  }
  return out;
}

}  // namespace madoguchi::http
