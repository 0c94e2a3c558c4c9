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

/// Answers that are kept whole: what follows the Date header's line, for a request below `prefix`. Null if there is
/// none: the route is asked then. Runs on the reading thread and must not wait for anything.
using QuickAnswer = std::shared_ptr<const std::string>;
struct QuickAnswers {
  std::string prefix;  ///< of the target, "/ocsp/"
  std::function<QuickAnswer(const QuickHead& head, std::string_view body, Time now)> find;
};

}  // namespace madoguchi::http
