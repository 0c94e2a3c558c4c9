#pragma once
// Only for the .cpp files of routes.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "domain/can.h"
#include "text/catalogue.h"

namespace madoguchi::http {

/// One entry of the member "can" of every GET (R22; schema Can in api/common.yaml).
struct CanLine {
  std::string action;
  bool allowed = true;
  std::optional<std::string> reason{};   ///< message key; only if not allowed
  std::optional<std::string> message{};  ///< its sentence in the caller's language
  std::optional<std::string> next{};     ///< what to do instead
};
BOOST_DESCRIBE_STRUCT(CanLine, (), (action, allowed, reason, message, next))

inline std::vector<CanLine> can_lines(const std::vector<Can>& can, Language language, const Catalogue& catalogue) {
  std::vector<CanLine> lines;
  lines.reserve(can.size());
  for (const auto& one : can) {
    CanLine line{.action = one.action, .allowed = one.allowed};
    if (!one.allowed) {
      line.reason = one.reason;
      line.message = catalogue.sentence(language, one.reason, one.params);
    }
    if (!one.next.empty()) line.next = one.next;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace madoguchi::http
