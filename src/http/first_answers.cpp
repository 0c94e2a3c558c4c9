#include "http/first_answers.h"

#include <algorithm>

#include "base/assert.h"
#include "base/log.h"
#include "http/cookie.h"

namespace madoguchi::http {
namespace {

/// Within a script element no '<' may begin a tag or a comment; in JSON one stands in strings alone.
std::string inside_script(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

/// As the page chooses (web/packages/i18n).
Language page_language(const Request& page) {
  const auto kept = page.cookie("language");
  return (kept ? parse_language(*kept) : std::nullopt).value_or(page.language);
}

bool is_of(const FirstCall& call, const Request& page) {
  if (call.pages.empty()) return true;
  return page.query.empty() && std::ranges::find(call.pages, page.target) != call.pages.end();
}

/// The answer's JSON, or empty.
std::string ask(const Route& route, const Request& request) {
  try {
    auto answer = route.handler(request);
    return answer && answer->status == 200 ? std::move(answer->body) : std::string();
  } catch (const std::exception& exception) {
    log(LogLevel::warning, "a page goes out without a first answer",
        {{"route", route.pattern}, {"error", exception.what()}});
    return {};
  }
}

}  // namespace

FirstAnswers::FirstAnswers(const Router& router, std::vector<FirstCall> calls) {
  for (auto& asked : calls) {
    Call call{.asked = asked, .route = nullptr, .segments = {}, .query = {}};
    std::string_view query = asked.call;
    std::string_view path = next_piece(query, '?');
    (void)next_piece(path, '/');  // nothing stands before the first
    while (!path.empty()) call.segments.emplace_back(next_piece(path, '/'));
    while (!query.empty()) {
      auto value = next_piece(query, '&');
      const auto name = next_piece(value, '=');
      call.query.emplace(name, value);
    }
    const auto found = router.find(Method::get, call.segments);
    const auto* match = std::get_if<Router::Match>(&found);
    if (!match || !match->parameters.empty()) throw Failure(asked.call + " is no call that a page can begin with");
    call.route = match->route;
    calls_.push_back(std::move(call));
  }
}

std::string FirstAnswers::script_for(const Request& page) const {
  if (calls_.empty() || !session_token(page)) return {};
  Request request = page;
  request.method = Method::get;
  request.language = page_language(page);
  std::string answers;
  for (const auto& call : calls_) {
    if (!is_of(call.asked, page)) continue;
    request.target = call.asked.call;
    request.segments = call.segments;
    request.query = call.query;
    request.route = call.route->pattern;
    const auto answer = ask(*call.route, request);
    if (answer.empty()) break;  // without an open session none is given
    answers += (answers.empty() ? "\"" : ",\"") + call.asked.call + "\":" + inside_script(answer);
  }
  if (answers.empty()) return {};
  return "<script type=\"application/json\" id=\"first-answers\">{\"language\":\"" +
         std::string(to_text(request.language)) + "\",\"answers\":{" + answers + "}}</script>";
}

}  // namespace madoguchi::http
