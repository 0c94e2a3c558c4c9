#pragma once
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/language.h"
#include "base/result.h"

namespace madoguchi::http {

/// The methods that the service knows; any other is answered 501.
enum class Method : std::uint8_t { get, head, post, put, patch, del, options };
std::string_view to_text(Method method);                    ///< "GET" …
std::optional<Method> parse_method(std::string_view text);  ///< case-sensitive (RFC 9110, 9.1)
/// True for the methods that may change something and so need the CSRF check (http/origin.h).
bool changes_state(Method method);

/// The three doors of the service: three listeners, two of them with a cookie, three sets of routes.
enum class ListenerKind : std::uint8_t { portal, desk, status };
std::string_view to_text(ListenerKind kind);

using Headers = std::vector<std::pair<std::string, std::string>>;
using TextMap = std::map<std::string, std::string, std::less<>>;

/// The first value of header `name` (any case), absent if there is none.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

/// A request that has passed every check of its form: exactly one Host, valid percent-encoding and UTF-8 in path and
/// query, a body not longer than its route allows.
struct Request {
  Method method = Method::get;
  std::string target;  ///< as sent: "/api/v1/contracts?status=active"
  /// The path, split at '/' and percent-decoded: {"api", "v1", "contracts"}. Of /ocsp/{issuer}/… all the rest is the
  /// third segment, as sent.
  std::vector<std::string> segments;
  TextMap query;    ///< decoded; a name given twice was refused
  Headers headers;  ///< as sent, in order
  TextMap cookies;  ///< of two with one name, the first
  std::string body;
  std::string remote_address;  ///< of the client: the peer's, or X-Forwarded-For's where the peer is a trusted proxy
  ListenerKind listener = ListenerKind::portal;
  Language language = Language::ja;  ///< for sentences: ?lang=, else Accept-Language, else Japanese
  TextMap parameters;                ///< of the route's {names}
  std::string route;                 ///< the pattern that matched: "/api/v1/contracts/{id}"

  std::optional<std::string_view> header(std::string_view name) const { return find_header(headers, name); }
  std::optional<std::string> query_value(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;
  /// The path parameter `name`; a Failure if the route has none of that name (a bug).
  const std::string& parameter(std::string_view name) const;
  /// The path parameter as an id. Text that cannot be an id does not exist: refused as not_found (R7).
  template <typename IdType>
  Result<IdType> id(std::string_view name) const {
    auto id = parse_id<IdType>(parameter(name));
    if (!id) return refuse(ErrorCode::not_found, "not_found");
    return *std::move(id);
  }
};

/// Refuses a query with any name but these and "lang" (input.invalid, field "?name", key http.query_unknown).
Result<void> allow_query(const Request& request, std::initializer_list<std::string_view> names);

/// What a handler answers. Content-Length, Date, Connection and the security headers are added by the server; a
/// Cache-Control or Content-Security-Policy set here is kept.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// If set, this file is sent instead of `body`, streamed. It is opened at once (a later rename does not matter);
  /// a missing one is answered 404.
  std::optional<std::filesystem::path> file;

  static Response json(int status, std::string text);
  static Response no_content();                                     ///< 204
  static Response created(std::string location, std::string text);  ///< 201, JSON
  static Response text(int status, std::string text);               ///< text/plain; charset=utf-8
  static Response bytes(int status, std::string content_type, std::string body);
  static Response from_file(std::filesystem::path file, std::string content_type);

  Response& add(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  std::optional<std::string_view> header(std::string_view name) const { return find_header(headers, name); }
};

/// The language of the first wanted one that we speak: `?lang=ja|en`, then Accept-Language (RFC 9110, 12.5.4), then ja.
Language choose_language(const std::optional<std::string>& query_lang, std::optional<std::string_view> accept_language);

/// The cookies of a Cookie header; a piece without '=' is ignored.
TextMap parse_cookies(std::string_view header);

/// Percent-decodes; absent on a broken escape, a control character, or bytes that are not UTF-8. With `plus_is_space`
/// as in a query (application/x-www-form-urlencoded).
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// ASCII only, as header names and tokens compare.
bool same_ignoring_case(std::string_view left, std::string_view right);
/// Without the spaces and tabs at both ends.
std::string_view trim(std::string_view text);
/// Takes the piece before the next `separator` off the front of `text`; all of it if there is none.
std::string_view next_piece(std::string_view& text, char separator);

}  // namespace madoguchi::http
