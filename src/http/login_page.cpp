#include "http/login_page.h"

#include "http/cookie.h"
#include "http/html.h"
#include "http/plain_page.h"
#include "http/session_routes.h"
#include "usecase/begin_login.h"
#include "usecase/finish_login.h"

namespace madoguchi::http {
namespace {

Response password_page(const PlainPages& pages, const PlainPage& page, std::string_view login_id) {
  const auto form = "<p>" + plain_text(pages, page, "page.login.lead") +
                    "</p><form method=\"post\" action=\"/login\">" + login_fields(pages, page, login_id) +
                    "<button class=\"btn btn-first\">" + plain_text(pages, page, "page.login.next") +
                    "</button></form><nav class=\"page-links\"><a href=\"/forgotten-password\">" +
                    plain_text(pages, page, "page.login.forgotten") + "</a><a href=\"/guide\">" +
                    plain_text(pages, page, "page.login.guide") + "</a><a href=\"/emergency\">" +
                    plain_text(pages, page, "page.login.emergency") + "</a></nav>";
  return plain_response(pages, page, "page.login.title", form);
}

Response code_page(const PlainPages& pages, PlainPage page, std::string_view login, std::string_view sent_to) {
  const auto kept = hidden_field("next", page.next) + hidden_field("sent_to", sent_to);
  const auto own = kept + hidden_field("lang", to_text(page.language));
  const std::string action = "/login/" + escape_html(login);
  page.language_action = action + "/language";
  page.language_fields = kept;
  const auto form =
      "<p>" + plain_text(pages, page, "page.login.code_lead", {{"address", std::string(sent_to)}}) +
      "</p><form method=\"post\" action=\"" + action + "/code\">" + own + "<label class=\"field-label\" for=\"code\">" +
      plain_text(pages, page, "page.login.code") + "</label><p class=\"field-hint\" id=\"code-hint\">" +
      plain_text(pages, page, "page.login.code_hint") +
      "</p><input id=\"code\" name=\"code\" class=\"input input-code\" inputmode=\"numeric\" "
      "autocomplete=\"one-time-code\" "
      "required autofocus maxlength=\"32\" aria-describedby=\"code-hint" +
      (page.refusal ? " fault" : "") + "\"><button class=\"btn btn-first\">" +
      plain_text(pages, page, "page.login.enter") + "</button></form><form method=\"post\" action=\"" + action +
      "/resend\">" + own + "<button class=\"btn btn-plain\">" + plain_text(pages, page, "page.login.resend") +
      "</button></form><nav class=\"page-links\"><a href=\"/login?next=" + percent_encode(page.next) + "\">" +
      plain_text(pages, page, "page.login.again") + "</a></nav>";
  return plain_response(pages, page, "page.login.code_title", form);
}

Result<Response> get_login(const PlainPages& pages, const Request& request) {
  const auto page = asked_login_page(pages, request);
  auto response = password_page(pages, page, "");
  if (request.query_value("lang")) keep_language(response, page);
  return response;
}

Result<Response> post_password(const PlainPages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = plain_page_of(pages, request, form);
  const auto login_id = field_of(form, "login_id");
  const auto begun =
      begin_login(pages.counter.office, pages.counter.hasher, pages.counter.now(),
                  {.login_id = login_id, .password = field_of(form, "password"), .client = client_of(request)});
  if (begun) return code_page(pages, page, begun->id.value, begun->sent_to);
  page.refusal = begun.error();
  return password_page(pages, page, login_id);
}

Result<Response> post_code(const PlainPages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = plain_page_of(pages, request, form);
  const auto login = request.id<LoginId>("id");
  auto opened = login ? finish_login(pages.counter.office, pages.counter.now(),
                                     {.login = *login,
                                      .code = field_of(form, "code"),
                                      .client = client_of(request),
                                      .old_token = session_token(request)})
                      : Result<OpenedSession>(refuse(ErrorCode::unauthenticated, "login.ended"));
  if (opened) return logged_in(page, request, opened->token);
  page.refusal = opened.error();
  if (page.refusal->message == "login.ended") return password_page(pages, page, "");
  return code_page(pages, page, request.parameter("id"), field_of(form, "sent_to"));
}

Result<Response> post_resend(const PlainPages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = plain_page_of(pages, request, form);
  const auto login = request.id<LoginId>("id");
  const auto begun = login ? send_code_again(pages.counter.office, pages.counter.now(),
                                             {.login = *login, .client = client_of(request)})
                           : Result<BegunLogin>(refuse(ErrorCode::unauthenticated, "login.ended"));
  if (begun) return code_page(pages, page, begun->id.value, begun->sent_to);
  page.refusal = begun.error();
  if (page.refusal->message == "login.ended") return password_page(pages, page, "");
  return code_page(pages, page, request.parameter("id"), field_of(form, "sent_to"));
}

/// The same page in the other language: the code that was mailed stays good.
Result<Response> post_language(const PlainPages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  const auto page = plain_page_of(pages, request, form);
  auto response = code_page(pages, page, request.parameter("id"), field_of(form, "sent_to"));
  keep_language(response, page);
  return response;
}

}  // namespace

void add_portal_login_page(Router& router, Counter& counter, std::shared_ptr<const WebFiles> files) {
  const auto pages = std::make_shared<PlainPages>(
      PlainPages{.counter = counter, .files = std::move(files), .service = "page.service", .home = "/contracts"});
  router.add(Method::get, "/login", [pages](const Request& request) { return get_login(*pages, request); });
  add_form(router, pages, "/login", post_password);
  add_form(router, pages, "/login/{id}/code", post_code);
  add_form(router, pages, "/login/{id}/resend", post_resend);
  add_form(router, pages, "/login/{id}/language", post_language);
}

}  // namespace madoguchi::http
