#include "http/json.h"

#include <boost/json/parse.hpp>
#include <set>

#include "http/json_map.h"

namespace madoguchi::http {
namespace {

/// Walks well-formed JSON once, knowing at each depth the names seen and where it stands.
class DuplicateFinder {
 public:
  DuplicateFinder(std::string_view text, JsonFaults& faults) : text_(text), faults_(faults) {}

  void walk() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '{' || c == '[') levels_.push_back({.is_object = c == '{', .wants_name = c == '{'});
      if ((c == '}' || c == ']') && !levels_.empty()) levels_.pop_back();
      if (c == ',' && !levels_.empty()) next_item(levels_.back());
      if (c == '"') string();
    }
  }

 private:
  struct Level {
    bool is_object = false;
    bool wants_name = false;
    std::size_t index = 0;
    std::string name{};
    std::set<std::string> names{};
  };

  static void next_item(Level& level) {
    level.wants_name = level.is_object;
    ++level.index;
  }

  void string() {
    const auto start = at_;
    bool escaped = false;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') continue;
      escaped = true;
      ++at_;
    }
    if (levels_.empty() || !levels_.back().wants_name) return;
    auto& level = levels_.back();
    level.wants_name = false;
    const auto raw = text_.substr(start, at_ + 1 - start);
    level.name =
        escaped ? std::string(boost::json::parse(raw).as_string()) : std::string(raw.substr(1, raw.size() - 2));
    if (!level.names.insert(level.name).second) faults_.add(pointer(), "json.duplicate");
  }

  std::string pointer() const {
    std::string out;
    for (const auto& level : levels_) out = level.is_object ? below(out, level.name) : below(out, level.index);
    return out;
  }

  std::string_view text_;
  JsonFaults& faults_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
};

}  // namespace

void JsonFaults::add(const std::string& pointer, const Refusal& refusal) {
  if (refusal.fields.empty()) add(pointer, refusal.message);
  for (const auto& [field, key] : refusal.fields) add(pointer + field, key);
  params_.insert(params_.end(), refusal.params.begin(), refusal.params.end());
}

std::string below(std::string_view parent, std::string_view name) {
  std::string out(parent);
  out += '/';
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string below(std::string_view parent, std::size_t index) {
  return below(parent, std::to_string(index));
}

void find_duplicates(std::string_view text, JsonFaults& faults) {
  DuplicateFinder(text, faults).walk();
}

Result<boost::json::value> parse_json(std::string_view body) {
  boost::json::parse_options options;
  options.max_depth = kJsonDepthMax;
  boost::system::error_code error;
  auto value = boost::json::parse(body, error, {}, options);
  if (error == boost::json::error::too_deep) return refuse_field("", "json.too_deep");
  if (error) return refuse_field("", "json.malformed");
  JsonFaults faults;
  find_duplicates(body, faults);
  if (!faults.none()) return std::unexpected(faults.refusal());
  return value;
}

}  // namespace madoguchi::http
