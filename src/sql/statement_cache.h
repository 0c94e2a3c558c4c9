#pragma once
#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace madoguchi::sql {

/// Prepared statements by their text, at most `max`; the least recently used one leaves first. A reference stays good
/// until the next add().
template <typename Statement>
class StatementCache {
 public:
  explicit StatementCache(std::size_t max) : max_(max) {}

  Statement* find(std::string_view text) {
    const auto found = by_text_.find(text);
    if (found == by_text_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
  }
  Statement& add(std::string_view text, Statement statement) {
    order_.emplace_front(std::string(text), std::move(statement));
    by_text_.emplace(order_.front().first, order_.begin());
    return order_.front().second;
  }
  /// The statement that has to leave before another is added, or null.
  Statement* surplus() { return order_.size() < max_ ? nullptr : &order_.back().second; }
  void drop_last() {
    by_text_.erase(order_.back().first);
    order_.pop_back();
  }
  void clear() {
    by_text_.clear();
    order_.clear();
  }

 private:
  using Order = std::list<std::pair<std::string, Statement>>;
  std::size_t max_;
  Order order_;
  std::unordered_map<std::string_view, typename Order::iterator> by_text_;  // views into order_
};

}  // namespace madoguchi::sql
