#include "http/message.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/utf8.h"

namespace madoguchi::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods{{{Method::get, "GET"},
                                                                       {Method::head, "HEAD"},
                                                                       {Method::post, "POST"},
                                                                       {Method::put, "PUT"},
                                                                       {Method::patch, "PATCH"},
                                                                       {Method::del, "DELETE"},
                                                                       {Method::options, "OPTIONS"}}};
constexpr int kLanguageRangesMax = 20;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The q of "q=0.8" in thousandths; 1000 without one, 0 if it is malformed.
int quality(std::string_view parameters) {
  const auto q = trim(parameters);
  if (q.empty()) return 1000;
  if (q.size() < 3 || q.size() > 7 || lower(q[0]) != 'q' || q[1] != '=') return 0;
  if (q[2] == '1') return 1000;
  int thousandths = 0;
  int weight = 100;
  for (std::size_t i = 4; i < q.size(); ++i, weight /= 10) {
    if (q[i] < '0' || q[i] > '9') return 0;
    thousandths += (q[i] - '0') * weight;
  }
  return thousandths;
}

std::optional<Language> spoken(std::string_view tag) {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-')) return {};
  const std::string primary{lower(tag[0]), lower(tag[1])};
  return parse_language(primary);
}

}  // namespace

std::string_view to_text(Method method) {
  for (const auto& [value, name] : kMethods) {
    if (value == method) return name;
  }
  throw Failure("no such method");
}

std::optional<Method> parse_method(std::string_view text) {
  for (const auto& [value, name] : kMethods) {
    if (name == text) return value;
  }
  return {};
}

bool changes_state(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

std::string_view to_text(ListenerKind kind) {
  switch (kind) {
    case ListenerKind::portal:
      return "portal";
    case ListenerKind::desk:
      return "desk";
    case ListenerKind::status:
      return "status";
  }
  throw Failure("no such listener");
}

bool same_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view next_piece(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto piece = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return piece;
}

std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) {
  for (const auto& [field, value] : headers) {
    if (same_ignoring_case(field, name)) return value;
  }
  return {};
}

std::optional<std::string> Request::query_value(std::string_view name) const {
  const auto found = query.find(name);
  if (found == query.end()) return {};
  return found->second;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto found = cookies.find(name);
  if (found == cookies.end()) return {};
  return found->second;
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  require(found != parameters.end(), "the route has a path parameter of this name");
  return found->second;
}

Result<void> allow_query(const Request& request, std::initializer_list<std::string_view> names) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  for (const auto& [name, value] : request.query) {
    if (name != "lang" && std::ranges::find(names, name) == names.end()) {
      refusal.fields.emplace_back("?" + name, "http.query_unknown");
    }
  }
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  return {};
}

Response Response::json(int status, std::string text) {
  return bytes(status, "application/json", std::move(text));
}
Response Response::no_content() {
  return {.status = 204};
}
Response Response::created(std::string location, std::string text) {
  auto response = json(201, std::move(text));
  response.add("Location", std::move(location));
  return response;
}
Response Response::text(int status, std::string text) {
  return bytes(status, "text/plain; charset=utf-8", std::move(text));
}
Response Response::bytes(int status, std::string content_type, std::string body) {
  return {.status = status, .headers = {{"Content-Type", std::move(content_type)}}, .body = std::move(body)};
}
Response Response::from_file(std::filesystem::path file, std::string content_type) {
  return {.headers = {{"Content-Type", std::move(content_type)}}, .file = std::move(file)};
}

Language choose_language(const std::optional<std::string>& query_lang,
                         std::optional<std::string_view> accept_language) {
  if (query_lang) {
    if (const auto language = parse_language(*query_lang)) return *language;
  }
  auto chosen = Language::ja;
  int best = 0;
  std::string_view rest = accept_language.value_or("");
  for (int ranges = 0; !rest.empty() && ranges < kLanguageRangesMax; ++ranges) {
    auto range = next_piece(rest, ',');
    const auto language = spoken(trim(next_piece(range, ';')));
    const int q = quality(range);
    if (language && q > best) {
      best = q;
      chosen = *language;
    }
  }
  return chosen;
}

TextMap parse_cookies(std::string_view header) {
  TextMap cookies;
  while (!header.empty()) {
    auto value = trim(next_piece(header, ';'));
    if (value.find('=') == std::string_view::npos) continue;
    const auto name = trim(next_piece(value, '='));
    cookies.emplace(name, trim(value));
  }
  return cookies;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return {};
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return {};
    out += c;
  }
  if (!decode_utf8(out)) return {};
  return out;
}

}  // namespace madoguchi::http
