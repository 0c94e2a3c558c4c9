#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace madoguchi::http {

/// A request of the plainest form, as relying parties send it by the million: views into what was received.
struct QuickHead {
  bool post = false;  ///< GET otherwise
  std::string_view target;
  std::size_t head_bytes = 0;  ///< with the empty line
  std::size_t content_length = 0;
};

/// Recognises the head of a GET or POST below `prefix` that stands whole at the front of `buffer` and has nothing
/// unusual: HTTP/1.1, one plain Host, no body but an `application/ocsp-request` of a POST, only headers that change
/// nothing. Absent for all else, which parse_head() then judges: this refuses nothing, and accepts nothing that
/// parse_head() would not accept with the same meaning (fuzzed). Allocates nothing.
std::optional<QuickHead> read_quick_head(std::string_view buffer, std::string_view prefix);

/// Whole answers with status 200, for plain requests below `prefix`: what follows the Date header's line.
using QuickAnswer = std::shared_ptr<const std::string>;
struct QuickAnswers {
  using Ask = std::function<QuickAnswer(const QuickHead& head, std::string_view body, Time now)>;
  std::string prefix;  ///< of the target, "/ocsp/"
  /// One that is kept; null if there is none. Runs on the reading thread and must not wait for anything.
  Ask find;
  /// Makes one; null if that is not for it: the route is asked then. Runs as a route that is brief does (router.h). May
  /// be empty.
  Ask make;
};

}  // namespace madoguchi::http
