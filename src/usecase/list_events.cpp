#include "usecase/list_events.h"

#include "usecase/can_line.h"
#include "usecase/event_id.h"
#include "usecase/guard.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

std::string cursor_of(const store::Event& last) {
  const auto text = std::to_string(to_unix(last.at)) + '.' + last.id.value;
  return to_base32(view_of(text));
}

Result<store::EventCursor> parse_cursor(const std::string& cursor) {
  constexpr std::size_t kDigitsMax = 15;
  const auto bytes = from_base32(cursor);
  if (!bytes) return refuse_field("?cursor", "cursor.invalid");
  const auto text = text_of(*bytes);
  const auto dot = text.find('.');
  std::int64_t seconds = 0;
  bool good = dot != std::string_view::npos && dot > 0 && dot <= kDigitsMax && is_event_id_text(text.substr(dot + 1));
  for (std::size_t i = 0; good && i < dot; ++i) {
    good = text[i] >= '0' && text[i] <= '9';
    seconds = seconds * 10 + (text[i] - '0');
  }
  if (!good) return refuse_field("?cursor", "cursor.invalid");
  return store::EventCursor{.at = from_unix(seconds), .id = std::string(text.substr(dot + 1))};
}

Result<void> may_export(const Work& work) {
  return require_role(work, {Role::auditor, Role::administrator});
}

Result<EventPage> page_of(Work& work, const ListEvents& command, std::int64_t limit_max) {
  if (command.limit < 1 || command.limit > limit_max) return refuse_field("?limit", "input.not_a_choice");
  store::EventSearch search{.subject = command.subject,
                            .contract = command.contract,
                            .from = command.from,
                            .until = command.until,
                            .newest_first = command.newest_first,
                            .rows_max = command.limit + 1};
  if (!command.cursor.empty()) search.after = TRY(parse_cursor(command.cursor));
  EventPage page{.events = work.store.events.page(search)};
  if (std::ssize(page.events) > command.limit) {
    page.events.pop_back();
    page.next = cursor_of(page.events.back());
  }
  return page;
}

}  // namespace

Result<EventPage> list_events(Work& work, const ListEvents& command) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  if (!command.subject && !command.contract) return refuse_field("?subject", "input.required");
  auto page = TRY(page_of(work, command, kEventLimitMax));
  page.can.push_back(can_line("export", may_export(work)));
  return page;
}

Result<EventPage> export_events(Work& work, const ListEvents& command) {
  TRY(may_export(work));
  auto page = TRY(page_of(work, command, kExportLinesMax));
  CanonicalJson body;
  body.number("lines", std::ssize(page.events));
  if (command.from) body.number("from", to_unix(*command.from));
  if (command.until) body.number("until", to_unix(*command.until));
  record_event(work, "events.exported", "officer", work.actor.officer->value, {}, body);
  return page;
}

}  // namespace madoguchi
