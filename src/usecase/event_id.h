#pragma once
#include <string_view>

#include "base/random.h"
#include "domain/ids.h"

/// What happened within one second is listed in the order in which it was written (R106). The time of an event is its
/// second; of one second, the id decides.
namespace madoguchi {

/// Five characters that count the events of this process, then the 26 of any other id: 128 random bits. A later one
/// sorts behind an earlier one, but once in 2^25 events, where the count begins again. Of two processes at once neither
/// comes first.
EventId new_event_id(Random& random);

/// True for the form of an event's id, or of one without the count: the oldest, and those that are written in bulk.
bool is_event_id_text(std::string_view text);

}  // namespace madoguchi
