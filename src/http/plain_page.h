#pragma once
#include <memory>

#include "http/counter.h"
#include "http/web_files.h"

namespace madoguchi::http {

/// Pages that the server draws itself, without scripts: the logins. They load the style of their face and, ahead of
/// time, its scripts.
struct PlainPages {
  Counter& counter;
  std::shared_ptr<const WebFiles> files;  ///< of the face; null without built pages
  std::string service;                    ///< key of the face's name, "page.service"
  std::string home;                       ///< where a login leads that names no address, "/contracts"
};

/// What one page shows besides its form.
struct PlainPage {
  Language language = Language::ja;
  std::string next;  ///< where the login leads
  std::optional<Refusal> refusal;
  /// Where a form shows this same page in the other language, and its fields as markup; without it the language's link
  /// leads to GET /login.
  std::string language_action{};
  std::string language_fields{};
};

/// From the form: "lang", "next". The language is the query's, the form's, the cookie's or the browser's, in this
/// order.
PlainPage plain_page_of(const PlainPages& pages, const Request& request, const TextMap& form);
/// The empty page that GET /login asks for; whoever's query names a language has it kept by keep_language().
PlainPage asked_login_page(const PlainPages& pages, const Request& request);
/// Keeps the page's language in the cookie "language", which the application reads too.
void keep_language(Response& response, const PlainPage& page);

/// A whole page around `form`, markup that is taken as it is. A refusal stands above it (id "fault") and gives its
/// status.
Response plain_response(const PlainPages& pages, const PlainPage& page, std::string_view title_key,
                        std::string_view form);

/// The sentence, escaped for markup.
std::string plain_text(const PlainPages& pages, const PlainPage& page, std::string_view key,
                       const SentenceParams& params = {});
/// Login ID and password, with what was typed; the fields of every login.
std::string login_fields(const PlainPages& pages, const PlainPage& page, std::string_view login_id);
std::string hidden_field(std::string_view name, std::string_view value);
/// The value, or "" if the form has none.
std::string field_of(const TextMap& form, std::string_view name);

/// 303 to where the page's login leads, with the session's cookie.
Response logged_in(const PlainPage& page, const Request& request, const std::string& token);

/// Adds POST `path` for a form of these pages.
void add_form(Router& router, const std::shared_ptr<const PlainPages>& pages, std::string_view path,
              Result<Response> (*route)(const PlainPages&, const Request&));

/// `next` if it is a path of this site, else `home`: "//evil.example.com" and "/\evil" are other sites.
std::string safe_next(std::string_view next, std::string_view home);

}  // namespace madoguchi::http
