#include "http/pasted_key.h"

#include "http/json_map.h"
#include "usecase/prove_by_key.h"

namespace madoguchi::http {
namespace {

/// parse_json has bounded the depth.
void collect(const boost::json::value& value, const std::string& pointer, std::vector<OutsideText>& texts) {
  if (const auto* text = value.if_string()) {
    texts.push_back({.pointer = pointer, .text = *text});
  } else if (const auto* array = value.if_array()) {
    std::size_t index = 0;
    for (const auto& item : *array) collect(item, below(pointer, index++), texts);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) collect(member.value(), below(pointer, member.key()), texts);
  }
}

}  // namespace

Result<void> refuse_private_keys_in(Counter& counter, const Request& request, const Actor& actor, Time now) {
  if (request.body.empty()) return {};
  const auto value = parse_json(request.body);
  std::vector<OutsideText> texts;
  if (value) {
    collect(*value, "", texts);
  } else {
    texts.push_back({.pointer = "", .text = request.body});
  }
  const auto clean = refuse_private_keys(counter.office, now, actor, texts);
  if (!clean) counter.changed();
  return clean;
}

}  // namespace madoguchi::http
