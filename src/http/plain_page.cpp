#include "http/plain_page.h"

#include "http/cookie.h"
#include "http/html.h"
#include "http/problem.h"
#include "http/session.h"

namespace madoguchi::http {
namespace {

constexpr std::size_t kFormBytesMax = 8 * 1024;
constexpr std::size_t kNextBytesMax = 1000;
constexpr const char* kLanguageCookie = "; Path=/; Max-Age=31536000; SameSite=Lax";

Language page_language(const Request& request, const TextMap& form) {
  const auto of = [](std::string_view text) { return parse_language(text); };
  if (const auto asked = request.query_value("lang"); asked && of(*asked)) return *of(*asked);
  if (const auto typed = form.find("lang"); typed != form.end() && of(typed->second)) return *of(typed->second);
  if (const auto kept = request.cookie("language"); kept && of(*kept)) return *of(*kept);
  return request.language;
}

std::string refusal_box(const PlainPages& pages, const PlainPage& page) {
  if (!page.refusal) return {};
  auto sentence = plain_text(pages, page, page.refusal->message, page.refusal->params);
  if (!page.refusal->fields.empty()) {
    sentence = plain_text(pages, page, page.refusal->fields.front().second, page.refusal->params);
  }
  // It takes the focus, as on the pages with scripts: it stands before any field that would.
  return "<div class=\"fault-box\" role=\"alert\" id=\"fault\" tabindex=\"-1\" autofocus><h2>" +
         plain_text(pages, page, "page.login.fault") + "</h2><p>" + sentence + "</p></div>";
}

/// Its link opens another tab: the codes for this page stand there.
std::string example_banner(const PlainPages& pages, const PlainPage& page) {
  if (!pages.counter.example) return {};
  return "<p class=\"page-example\"><strong>" + plain_text(pages, page, "page.example_name") + "</strong> " +
         plain_text(pages, page, "page.example") + " <a href=\"/example\" target=\"madoguchi-example\">" +
         plain_text(pages, page, "page.example_open") + "</a></p>";
}

std::string other_language(const PlainPage& page) {
  const bool japanese = page.language == Language::ja;
  if (!page.language_action.empty()) {
    return "<form method=\"post\" action=\"" + page.language_action + "\">" + page.language_fields +
           hidden_field("lang", japanese ? "en" : "ja") + "<button class=\"btn-plain\" lang=\"" +
           (japanese ? "en" : "ja") + "\">" + (japanese ? "English" : "日本語") + "</button></form>";
  }
  return "<a class=\"btn-plain\" hreflang=\"" + std::string(japanese ? "en" : "ja") + "\" lang=\"" +
         (japanese ? "en" : "ja") + "\" href=\"/login?lang=" + (japanese ? "en" : "ja") +
         "&amp;next=" + percent_encode(page.next) + "\">" + (japanese ? "English" : "日本語") + "</a>";
}

}  // namespace

PlainPage plain_page_of(const PlainPages& pages, const Request& request, const TextMap& form) {
  return {
      .language = page_language(request, form), .next = safe_next(field_of(form, "next"), pages.home), .refusal = {}};
}

PlainPage asked_login_page(const PlainPages& pages, const Request& request) {
  auto page = plain_page_of(pages, request, {});
  page.next = safe_next(request.query_value("next").value_or(""), pages.home);
  return page;
}

void keep_language(Response& response, const PlainPage& page) {
  response.add("Set-Cookie", "language=" + std::string(to_text(page.language)) + kLanguageCookie);
}

/// A fault stands first in the title, as screen readers say the title first.
Response plain_response(const PlainPages& pages, const PlainPage& page, std::string_view title_key,
                        std::string_view form) {
  const auto title = plain_text(pages, page, title_key);
  const auto service = plain_text(pages, page, pages.service);
  std::string html = "<!doctype html><html lang=\"" + std::string(to_text(page.language)) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                     "<meta name=\"color-scheme\" content=\"light dark\"><title>";
  if (page.refusal) html += plain_text(pages, page, "page.fault_prefix");
  html += title + " - " + service + "</title>" + (pages.files ? pages.files->login_head : std::string());
  html += "</head><body><header><div class=\"page-head\"><span class=\"page-brand\">" + service + "</span>" +
          other_language(page);
  html += "</div>";
  html += example_banner(pages, page);
  html += "</header><main class=\"page-narrow\"><h1>" + title + "</h1>" + refusal_box(pages, page);
  html.append(form);
  html += "</main></body></html>";
  auto response =
      Response::bytes(page.refusal ? status_of(*page.refusal) : 200, "text/html; charset=utf-8", std::move(html));
  response.add("Content-Language", std::string(to_text(page.language)));
  response.add("Referrer-Policy", "same-origin");  // else a form's Origin is null (Fetch, 4.1)
  add_page_headers(response);
  if (page.refusal) {
    for (const auto& [name, value] : page.refusal->params) {
      if (name == "retry_after_seconds") response.add("Retry-After", value);
    }
  }
  return response;
}

std::string plain_text(const PlainPages& pages, const PlainPage& page, std::string_view key,
                       const SentenceParams& params) {
  return escape_html(pages.counter.office.catalogue.sentence(page.language, key, params));
}

std::string login_fields(const PlainPages& pages, const PlainPage& page, std::string_view login_id) {
  const std::string fault = page.refusal ? " aria-describedby=\"fault\"" : "";
  return hidden_field("next", page.next) + hidden_field("lang", to_text(page.language)) +
         "<label class=\"field-label\" for=\"login_id\">" + plain_text(pages, page, "page.login.id") +
         "</label><input class=\"input\" id=\"login_id\" name=\"login_id\" autocomplete=\"username\" "
         "autocapitalize=\"none\" "
         "spellcheck=\"false\" required maxlength=\"64\" value=\"" +
         escape_html(login_id) + "\"" + fault + "><label class=\"field-label\" for=\"password\">" +
         plain_text(pages, page, "page.login.password") +
         "</label><input class=\"input\" id=\"password\" name=\"password\" type=\"password\" "
         "autocomplete=\"current-password\" required" +
         fault + ">";
}

std::string hidden_field(std::string_view name, std::string_view value) {
  return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + escape_html(value) + "\">";
}

std::string field_of(const TextMap& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

Response logged_in(const PlainPage& page, const Request& request, const std::string& token) {
  Response response{.status = 303};
  response.add("Location", page.next);
  set_session_cookie(response, request.listener, token);
  return response;
}

void add_form(Router& router, const std::shared_ptr<const PlainPages>& pages, std::string_view path,
              Result<Response> (*route)(const PlainPages&, const Request&)) {
  const RouteOptions form{
      .body_bytes_max = kFormBytesMax, .content_type = "application/x-www-form-urlencoded", .form = true};
  const auto handler = [pages, route](const Request& request) { return route(*pages, request); };
  router.add(Method::post, path, announce_changes(pages->counter, handler), form);
}

std::string safe_next(std::string_view next, std::string_view home) {
  const bool path = next.size() > 1 && next.size() <= kNextBytesMax && next[0] == '/' && next[1] != '/';
  for (const char c : next) {
    if (c <= ' ' || c >= 0x7f || c == '\\') return std::string(home);
  }
  return std::string(path ? next : home);
}

}  // namespace madoguchi::http
