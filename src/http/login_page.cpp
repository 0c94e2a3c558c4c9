#include "http/login_page.h"

#include "base/json.h"
#include "http/cookie.h"
#include "http/html.h"
#include "http/problem.h"
#include "http/session.h"
#include "http/session_routes.h"
#include "usecase/begin_login.h"
#include "usecase/finish_login.h"

namespace madoguchi::http {
namespace {

constexpr std::size_t kFormBytesMax = 8 * 1024;
constexpr const char* kLanguageCookie = "; Path=/; Max-Age=31536000; SameSite=Lax";

struct Pages {
  Counter& counter;
  std::shared_ptr<const WebFiles> files;
};

/// What one page shows besides its form.
struct Page {
  Language language = Language::ja;
  std::string next;  ///< where the login leads
  std::optional<Refusal> refusal;
};

Language page_language(const Request& request, const TextMap& form) {
  const auto of = [](std::string_view text) { return parse_language(text); };
  if (const auto asked = request.query_value("lang"); asked && of(*asked)) return *of(*asked);
  if (const auto typed = form.find("lang"); typed != form.end() && of(typed->second)) return *of(typed->second);
  if (const auto kept = request.cookie("language"); kept && of(*kept)) return *of(*kept);
  return request.language;
}

std::string field_of(const TextMap& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

std::string text(const Pages& pages, const Page& page, std::string_view key, const SentenceParams& params = {}) {
  return escape_html(pages.counter.office.catalogue.sentence(page.language, key, params));
}

std::string hidden(std::string_view name, std::string_view value) {
  return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + escape_html(value) + "\">";
}

std::string refusal_box(const Pages& pages, const Page& page) {
  if (!page.refusal) return {};
  auto sentence = text(pages, page, page.refusal->message, page.refusal->params);
  if (!page.refusal->fields.empty()) {
    sentence = text(pages, page, page.refusal->fields.front().second, page.refusal->params);
  }
  return "<div class=\"fault-box\" role=\"alert\" id=\"fault\"><h2>" + text(pages, page, "page.login.fault") +
         "</h2><p>" + sentence + "</p></div>";
}

std::string other_language(const Page& page) {
  const bool japanese = page.language == Language::ja;
  return "<a class=\"btn-plain\" hreflang=\"" + std::string(japanese ? "en" : "ja") + "\" lang=\"" +
         (japanese ? "en" : "ja") + "\" href=\"/login?lang=" + (japanese ? "en" : "ja") +
         "&amp;next=" + percent_encode(page.next) + "\">" + (japanese ? "English" : "日本語") + "</a>";
}

/// A whole page around `form`. A fault stands first in its title, as screen readers say the title first.
Response page_response(const Pages& pages, const Page& page, int status, std::string_view title_key,
                       std::string_view form) {
  const auto title = text(pages, page, title_key);
  const auto service = text(pages, page, "page.service");
  std::string html = "<!doctype html><html lang=\"" + std::string(to_text(page.language)) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                     "<meta name=\"color-scheme\" content=\"light dark\"><title>";
  if (page.refusal) html += text(pages, page, "page.fault_prefix");
  html += title + " - " + service + "</title>" + (pages.files ? pages.files->login_head : std::string());
  html += "</head><body><header><div class=\"page-head\"><span class=\"page-brand\">" + service + "</span>" +
          other_language(page);
  html += "</div>";
  if (pages.counter.example) html += "<p class=\"page-example\">" + text(pages, page, "page.example") + "</p>";
  html += "</header><main class=\"page-narrow\"><h1>" + title + "</h1>" + refusal_box(pages, page);
  html.append(form);
  html += "</main></body></html>";
  auto response = Response::bytes(status, "text/html; charset=utf-8", std::move(html));
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

Response password_page(const Pages& pages, const Page& page, std::string_view login_id) {
  const std::string fault = page.refusal ? " aria-describedby=\"fault\"" : "";
  const auto form = "<p>" + text(pages, page, "page.login.lead") + "</p><form method=\"post\" action=\"/login\">" +
                    hidden("next", page.next) + hidden("lang", to_text(page.language)) +
                    "<label class=\"field-label\" for=\"login_id\">" + text(pages, page, "page.login.id") +
                    "</label><input class=\"input\" id=\"login_id\" name=\"login_id\" autocomplete=\"username\" "
                    "autocapitalize=\"none\" "
                    "spellcheck=\"false\" required maxlength=\"64\" value=\"" +
                    escape_html(login_id) + "\"" + fault + "><label class=\"field-label\" for=\"password\">" +
                    text(pages, page, "page.login.password") +
                    "</label><input class=\"input\" id=\"password\" name=\"password\" type=\"password\" "
                    "autocomplete=\"current-password\" required" +
                    fault + "><button class=\"btn btn-first\">" + text(pages, page, "page.login.next") +
                    "</button></form><nav class=\"page-links\"><a href=\"/forgotten-password\">" +
                    text(pages, page, "page.login.forgotten") + "</a><a href=\"/guide\">" +
                    text(pages, page, "page.login.guide") + "</a><a href=\"/emergency\">" +
                    text(pages, page, "page.login.emergency") + "</a></nav>";
  return page_response(pages, page, page.refusal ? status_of(*page.refusal) : 200, "page.login.title", form);
}

Response code_page(const Pages& pages, const Page& page, std::string_view login, std::string_view sent_to) {
  const auto own = hidden("next", page.next) + hidden("lang", to_text(page.language)) + hidden("sent_to", sent_to);
  const std::string action = "/login/" + escape_html(login);
  const auto form = "<p>" + text(pages, page, "page.login.code_lead", {{"address", std::string(sent_to)}}) +
                    "</p><form method=\"post\" action=\"" + action + "/code\">" + own +
                    "<label class=\"field-label\" for=\"code\">" + text(pages, page, "page.login.code") +
                    "</label><p class=\"field-hint\" id=\"code-hint\">" + text(pages, page, "page.login.code_hint") +
                    "</p><input id=\"code\" name=\"code\" class=\"input input-code\" inputmode=\"numeric\" "
                    "autocomplete=\"one-time-code\" "
                    "required autofocus maxlength=\"32\" aria-describedby=\"code-hint" +
                    (page.refusal ? " fault" : "") + "\"><button class=\"btn btn-first\">" +
                    text(pages, page, "page.login.enter") + "</button></form><form method=\"post\" action=\"" + action +
                    "/resend\">" + own + "<button class=\"btn btn-plain\">" + text(pages, page, "page.login.resend") +
                    "</button></form><nav class=\"page-links\"><a href=\"/login?next=" + percent_encode(page.next) +
                    "\">" + text(pages, page, "page.login.again") + "</a></nav>";
  return page_response(pages, page, page.refusal ? status_of(*page.refusal) : 200, "page.login.code_title", form);
}

Page page_of(const Request& request, const TextMap& form) {
  return {.language = page_language(request, form), .next = safe_next(field_of(form, "next")), .refusal = {}};
}

Result<Response> get_login(const Pages& pages, const Request& request) {
  auto page = page_of(request, {});
  page.next = safe_next(request.query_value("next").value_or(""));
  auto response = password_page(pages, page, "");
  if (request.query_value("lang")) {
    response.add("Set-Cookie", "language=" + std::string(to_text(page.language)) + kLanguageCookie);
  }
  return response;
}

Result<Response> post_password(const Pages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = page_of(request, form);
  const auto login_id = field_of(form, "login_id");
  const auto begun =
      begin_login(pages.counter.office, pages.counter.hasher, pages.counter.now(),
                  {.login_id = login_id, .password = field_of(form, "password"), .client = client_of(request)});
  if (begun) return code_page(pages, page, begun->id.value, begun->sent_to);
  page.refusal = begun.error();
  return password_page(pages, page, login_id);
}

Result<Response> post_code(const Pages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = page_of(request, form);
  const auto login = request.id<LoginId>("id");
  auto opened = login ? finish_login(pages.counter.office, pages.counter.now(),
                                     {.login = *login,
                                      .code = field_of(form, "code"),
                                      .client = client_of(request),
                                      .old_token = session_token(request)})
                      : Result<OpenedSession>(refuse(ErrorCode::unauthenticated, "login.ended"));
  if (opened) {
    Response response{.status = 303};
    response.add("Location", page.next);
    set_session_cookie(response, request.listener, opened->token);
    return response;
  }
  page.refusal = opened.error();
  if (page.refusal->message == "login.ended") return password_page(pages, page, "");
  return code_page(pages, page, request.parameter("id"), field_of(form, "sent_to"));
}

Result<Response> post_resend(const Pages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = page_of(request, form);
  const auto login = request.id<LoginId>("id");
  const auto begun = login ? send_code_again(pages.counter.office, pages.counter.now(),
                                             {.login = *login, .client = client_of(request)})
                           : Result<BegunLogin>(refuse(ErrorCode::unauthenticated, "login.ended"));
  if (begun) return code_page(pages, page, begun->id.value, begun->sent_to);
  page.refusal = begun.error();
  if (page.refusal->message == "login.ended") return password_page(pages, page, "");
  return code_page(pages, page, request.parameter("id"), field_of(form, "sent_to"));
}

}  // namespace

std::string safe_next(std::string_view next) {
  const bool path = next.size() > 1 && next.size() <= 1000 && next[0] == '/' && next[1] != '/';
  for (const char c : next) {
    if (c <= ' ' || c >= 0x7f || c == '\\') return "/contracts";
  }
  return path ? std::string(next) : "/contracts";
}

void add_login_page(Router& router, Counter& counter, std::shared_ptr<const WebFiles> files) {
  const auto pages = std::make_shared<Pages>(Pages{counter, std::move(files)});
  const RouteOptions form{
      .body_bytes_max = kFormBytesMax, .content_type = "application/x-www-form-urlencoded", .form = true};
  const auto posted = [&](Result<Response> (*route)(const Pages&, const Request&)) {
    return announce_changes(counter, [pages, route](const Request& request) { return route(*pages, request); });
  };
  router.add(Method::get, "/login", [pages](const Request& request) { return get_login(*pages, request); });
  router.add(Method::post, "/login", posted(post_password), form);
  router.add(Method::post, "/login/{id}/code", posted(post_code), form);
  router.add(Method::post, "/login/{id}/resend", posted(post_resend), form);
}

}  // namespace madoguchi::http
