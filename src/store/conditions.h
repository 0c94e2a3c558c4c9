#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "sql/connection.h"

/// Statements whose conditions depend on what is asked for.
namespace madoguchi::store {

/// A WHERE clause put together with its parameters. Its shapes are few, so that each stays prepared.
class Conditions {
 public:
  /// `condition` with one '?' for each value.
  void add(std::string_view condition, const std::vector<sql::Parameter>& values = {}) {
    if (!text_.empty()) text_ += " AND ";
    text_ += numbered(condition, values);
  }
  std::string numbered(std::string_view condition, const std::vector<sql::Parameter>& values) {
    std::string out;
    std::size_t next = 0;
    for (const char c : condition) {
      if (c != '?') {
        out += c;
        continue;
      }
      parameters_.push_back(values.at(next++));
      out += '$' + std::to_string(parameters_.size());
    }
    require(next == values.size(), "one value for each mark");
    return out;
  }
  const std::string& text() const { return text_; }
  /// What was added so far, to be put into the statement by the caller; its parameters stay.
  std::string take() { return std::exchange(text_, {}); }
  const std::vector<sql::Parameter>& parameters() const { return parameters_; }

 private:
  std::string text_;
  std::vector<sql::Parameter> parameters_;
};

/// Lengths of IN lists: few, so that their statements stay prepared. Filled up with the last id.
inline std::size_t padded(std::size_t count) {
  for (const std::size_t length : {1U, 4U, 20U, 100U, 1000U}) {
    if (count <= length) return length;
  }
  throw Failure("an IN list of " + std::to_string(count));
}
template <typename IdType>
std::pair<std::string, std::vector<sql::Parameter>> in_list(const std::vector<IdType>& ids) {
  const auto length = padded(ids.size());
  std::string marks = "(";
  std::vector<sql::Parameter> values;
  values.reserve(length);
  for (std::size_t i = 0; i < length; ++i) {
    marks += i == 0 ? "?" : ", ?";
    values.emplace_back(ids[std::min(i, ids.size() - 1)]);
  }
  return {marks + ")", std::move(values)};
}

}  // namespace madoguchi::store
