#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "http/router.h"

namespace madoguchi::http {

/// What a page of the application asks the API before it can show anything. Its answer is put into the page itself: on
/// a slow line each call saved is a journey that nobody waits for.
struct FirstCall {
  std::string call;                ///< "/api/v1/contracts?limit=20", exactly as the page would ask it
  std::vector<std::string> pages;  ///< "/contracts": this address, without a query; none: every page
};

/// Finds the routes of the calls; asked for each page, from any thread.
class FirstAnswers {
 public:
  /// No answers at all.
  FirstAnswers() = default;
  /// `router` has the calls' routes already, all GET (a Failure otherwise); they are kept, the router itself may move.
  FirstAnswers(const Router& router, std::vector<FirstCall> calls);

  /// <script type="application/json" id="first-answers">{"language":…,"answers":{"<call>":…}}</script>, in the language
  /// that the page will choose (its cookie, else the browser's). Empty for a request without an open session: a page
  /// that was reached from another site brings none (SameSite=Strict) and asks for itself. What is refused or fails is
  /// left out, as the page asks again and says so. The calls count as the person's own: the session lives on (R6).
  std::string script_for(const Request& page) const;

 private:
  struct Call {
    FirstCall asked;
    const Route* route;
    std::vector<std::string> segments;
    TextMap query;
  };
  std::vector<Call> calls_;
};

}  // namespace madoguchi::http
