#include "support/example_site.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/json.h"
#include "http/routes.h"
#include "secret/seal.h"

namespace madoguchi {
namespace {

std::vector<std::string> segments_of(std::string_view target) {
  std::vector<std::string> segments;
  auto path = target.substr(1, target.find('?') - 1);
  while (!path.empty()) segments.emplace_back(http::next_piece(path, '/'));
  return segments;
}

http::TextMap query_of(std::string_view target) {
  http::TextMap query;
  const auto mark = target.find('?');
  auto rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  while (!rest.empty()) {
    auto value = http::next_piece(rest, '&');
    const auto name = http::next_piece(value, '=');
    query[std::string(name)] = http::percent_decode(value, true).value();
  }
  return query;
}

}  // namespace

ExampleSite::ExampleSite(ExampleCounter& counter)
    : counter_(counter),
      portal_api_(test::OpenApi::load("portal")),
      desk_api_(test::OpenApi::load("desk")),
      parts_{
          .office = counter.office(), .now = [&counter] { return counter.now; }, .hasher = hasher_, .example = true} {
  http::add_portal_routes(portal_, parts_);
  http::add_desk_routes(desk_, parts_);
}

std::string ExampleSite::Answer::member(std::string_view name) const {
  const auto value = boost::json::parse(body);
  const auto* found = value.as_object().if_contains(name);
  if (!found) return "";
  if (const auto* text = found->if_string()) return std::string(*text);
  return boost::json::serialize(*found);
}

ExampleSite::Answer ExampleSite::Browser::call(http::Method method, const std::string& target,
                                               const std::string& body) {
  const auto& office = site_->counter_.office();
  const bool desk = door_ == http::ListenerKind::desk;
  http::Request request{.method = method,
                        .target = target,
                        .segments = segments_of(target),
                        .query = query_of(target),
                        .headers = headers,
                        .body = body,
                        .remote_address = address,
                        .listener = door_};
  for (const auto& [name, value] : cookies) request.cookies[name] = value;
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  const http::Site site{.kind = door_,
                        .public_url = desk ? office.urls.desk : office.urls.portal,
                        .https = true,
                        .catalogue = &office.catalogue,
                        .random = &office.random};
  auto response = http::dispatch(site, site_->router(door_), std::move(request));
  for (const auto& [name, value] : response.headers) {
    if (!http::same_ignoring_case(name, "Set-Cookie")) continue;
    auto rest = std::string_view(value);
    auto pair = http::next_piece(rest, ';');
    const auto cookie = std::string(http::next_piece(pair, '='));
    if (rest.find("Max-Age=0") != std::string_view::npos) {
      cookies.erase(cookie);
    } else {
      cookies[cookie] = std::string(pair);
    }
  }
  site_->hold_against_description(door_, http::to_text(method), target, response);
  return {.status = response.status, .body = std::move(response.body), .headers = std::move(response.headers)};
}

void ExampleSite::hold_against_description(http::ListenerKind door, std::string_view method, const std::string& target,
                                           const http::Response& response) const {
  if (response.status == 405) return;  // of a method that is not described, by its nature
  const auto& description = door == http::ListenerKind::desk ? desk_api_ : portal_api_;
  const auto type = response.header("Content-Type").value_or("");
  std::string faults;
  for (const auto& fault : description.check(method, target, response.status, type, response.body)) {
    faults += "\n" + fault;
  }
  if (!faults.empty()) throw Failure("an answer is not as api/ says:" + faults);
}

void ExampleSite::set_password(const std::string& login_id, const std::string& password) {
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<Account> {
    auto account = work.store.accounts.find_by_login_id(login_id).value();
    account.password_hash = hasher_.hash(password);
    return work.store.accounts.update(account);
  }));
}

ExampleSite::Answer ExampleSite::begin_login(Browser& browser, const std::string& login_id,
                                             const std::string& password) {
  return browser.post("/api/v1/login", CanonicalJson().text("login_id", login_id).text("password", password).print());
}

ExampleSite::Answer ExampleSite::enter_code(Browser& browser, const std::string& login, const std::string& code) {
  return browser.post("/api/v1/login/" + login + "/code", CanonicalJson().text("code", code).print());
}

void ExampleSite::login(Browser& browser, const std::string& login_id) {
  const auto begun = begin_login(browser, login_id, kExamplePassword);
  if (begun.status != 200) throw Failure("login refused: " + begun.body);
  const auto opened = enter_code(browser, begun.member("id"), code_in(mail("one_time_code")));
  if (opened.status != 200) throw Failure("code refused: " + opened.body);
}

std::string ExampleSite::mail(const std::string& mail_template) {
  std::optional<store::QueuedMail> newest;
  for (auto& mail : counter_.all_mails()) {
    if (mail.mail_template != mail_template || mail.to_address.empty() || mails_read_.contains(mail.id.value)) continue;
    if (!newest || mail.created_at > newest->created_at) newest = mail;
  }
  if (!newest) return "";
  mails_read_.insert(newest->id.value);
  if (!newest->body_sealed) return newest->body.value_or("");
  return unseal(counter_.office().secret, purpose::mail_body, newest->id.value, *newest->body_sealed);
}

std::string ExampleSite::code_in(const std::string& body) {
  constexpr std::string_view kDigits = "0123456789";
  for (auto at = body.find_first_of(kDigits); at != std::string::npos; at = body.find_first_of(kDigits, at)) {
    const auto end = std::min(body.find_first_not_of(kDigits, at), body.size());
    if (end - at == 8) return body.substr(at, 8);
    at = end;
  }
  throw Failure("no code in: " + body);
}

std::string ExampleSite::token_in(const std::string& body) {
  const auto mark = body.find('#');
  if (mark == std::string::npos) throw Failure("no link in: " + body);
  return body.substr(mark + 1, body.find_first_of(" \r\n", mark) - mark - 1);
}

}  // namespace madoguchi
