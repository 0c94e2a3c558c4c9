#pragma once
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "usecase/work.h"

namespace madoguchi {

/// Whether a look at personal data leaves its event (R106), or goes on after one that did.
enum class Look { first, same };

/// How long a page that asks again by itself is the look that its person left: it leaves one event in that time,
/// however often it asks, and another one after it.
inline constexpr Seconds kSameLookSeconds{3600};

/// True if the actor left the event `action` on `subject_id` within the last kSameLookSeconds. Another person's does
/// not count, nor another action's.
bool looked_lately(Work& work, std::string_view action, std::string_view subject_id);

/// What a page reads again by itself: `body(work, Look::same)`, which only reads, where `looked(work)` says that the
/// actor left the event of this very look; otherwise as any other view, `body(work, Look::first)` with its event. So
/// the asking alone shows nobody anything without a trace. `body` refuses as it does for a first look.
template <typename Looked, typename Body>
auto view_again(const Office& office, Time now, const Actor& actor, Looked&& looked, Body&& body) {
  using Answer = std::invoke_result_t<Body&, Work&, Look>;
  using Shown = std::optional<typename Answer::value_type>;
  auto again = look(office, now, actor, [&](Work& work) -> Result<Shown> {
    if (!looked(work)) return Shown{};
    auto same = body(work, Look::same);
    if (!same) return std::unexpected(same.error());
    return Shown(*std::move(same));
  });
  if (!again) return Answer(std::unexpected(again.error()));
  if (*again) return Answer(**std::move(again));
  return view(office, now, actor, [&](Work& work) { return body(work, Look::first); });
}

}  // namespace madoguchi
