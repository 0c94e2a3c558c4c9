#include "http/cookie.h"
#include "http/html.h"
#include "http/login_page.h"
#include "http/plain_page.h"
#include "http/session_routes.h"
#include "usecase/login_officer.h"

namespace madoguchi::http {
namespace {

Response login_page(const PlainPages& pages, const PlainPage& page, std::string_view login_id) {
  const auto form = "<p>" + plain_text(pages, page, "page.login.desk_lead") +
                    "</p><form method=\"post\" action=\"/login\">" + login_fields(pages, page, login_id) +
                    "<label class=\"field-label\" for=\"totp\">" + plain_text(pages, page, "page.login.totp") +
                    "</label><p class=\"field-hint\" id=\"totp-hint\">" +
                    plain_text(pages, page, "page.login.totp_hint") +
                    "</p><input id=\"totp\" name=\"totp\" class=\"input input-code\" inputmode=\"numeric\" "
                    "autocomplete=\"one-time-code\" required maxlength=\"16\" aria-describedby=\"totp-hint" +
                    (page.refusal ? " fault" : "") + "\"><button class=\"btn btn-first\">" +
                    plain_text(pages, page, "page.login.enter") + "</button></form>";
  return plain_response(pages, page, "page.login.title", form);
}

Result<Response> get_login(const PlainPages& pages, const Request& request) {
  const auto page = asked_login_page(pages, request);
  auto response = login_page(pages, page, "");
  if (request.query_value("lang")) keep_language(response, page);
  return response;
}

Result<Response> post_login(const PlainPages& pages, const Request& request) {
  const auto form = TRY(read_form(request.body));
  auto page = plain_page_of(pages, request, form);
  const auto login_id = field_of(form, "login_id");
  const auto opened = login_officer(pages.counter.office, pages.counter.hasher, pages.counter.now(),
                                    {.login_id = login_id,
                                     .password = field_of(form, "password"),
                                     .totp = field_of(form, "totp"),
                                     .client = client_of(request),
                                     .old_token = session_token(request)});
  if (opened) return logged_in(page, request, opened->token);
  page.refusal = opened.error();
  return login_page(pages, page, login_id);
}

}  // namespace

void add_desk_login_page(Router& router, Counter& counter, std::shared_ptr<const WebFiles> files) {
  const auto pages = std::make_shared<PlainPages>(
      PlainPages{.counter = counter, .files = std::move(files), .service = "page.desk_service", .home = "/tasks"});
  router.add(Method::get, "/login", [pages](const Request& request) { return get_login(*pages, request); });
  add_form(router, pages, "/login", post_login);
}

}  // namespace madoguchi::http
