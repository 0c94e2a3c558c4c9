#include "sql/writer_turn.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace madoguchi::sql {

std::shared_ptr<WriterTurn> WriterTurn::of(const std::string& path) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<WriterTurn>> turns;
  std::error_code ignored;  // a path that cannot be resolved is its own name
  const auto resolved = std::filesystem::weakly_canonical(path, ignored);
  const std::string key = ignored ? path : resolved.string();
  const std::lock_guard lock(mutex);
  std::erase_if(turns, [](const auto& entry) { return entry.second.expired(); });
  auto turn = turns[key].lock();
  if (!turn) {
    turn = std::make_shared<WriterTurn>();
    turns[key] = turn;
  }
  return turn;
}

bool WriterTurn::take(std::chrono::milliseconds wait_max) {
  std::unique_lock lock(mutex_);
  const int ticket = 0;  // its address is what counts
  waiting_.push_back(&ticket);
  const bool mine = moved_.wait_for(lock, wait_max, [&] { return !taken_ && waiting_.front() == &ticket; });
  if (mine) {
    waiting_.pop_front();
    taken_ = true;
  } else {
    std::erase(waiting_, &ticket);
    moved_.notify_all();
  }
  return mine;
}

void WriterTurn::give() {
  const std::lock_guard lock(mutex_);
  taken_ = false;
  moved_.notify_all();
}

}  // namespace madoguchi::sql
