#include "usecase/event_id.h"

#include <atomic>

#include "base/id.h"

namespace madoguchi {
namespace {

/// The characters of ids as they sort, in SQLite by their bytes and in PostgreSQL by any collation.
constexpr std::string_view kSorted = "234567abcdefghijklmnopqrstuvwxyz";
constexpr int kCountLength = 5;
constexpr std::uint32_t kBitsOfOne = 5;

std::string text_of_count(std::uint32_t count) {
  std::string text(kCountLength, kSorted.front());
  for (auto place = text.rbegin(); place != text.rend(); ++place) {
    *place = kSorted[count % kSorted.size()];
    count >>= kBitsOfOne;
  }
  return text;
}

}  // namespace

EventId new_event_id(Random& random) {
  static std::atomic<std::uint32_t> written = 0;  // of the process: its threads write into one table
  return EventId{text_of_count(written.fetch_add(1, std::memory_order_relaxed)) + new_id_text(random)};
}

bool is_event_id_text(std::string_view text) {
  if (is_id_text(text)) return true;
  return text.size() > kCountLength && is_id_text(text.substr(kCountLength)) &&
         text.substr(0, kCountLength).find_first_not_of(kSorted) == std::string_view::npos;
}

}  // namespace madoguchi
