#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/application.h"
#include "domain/ids.h"
#include "domain/names.h"

/// What the authority promises, as data (R115): read from policy/ at start by main/load_policy, refused whole if wrong.
namespace madoguchi {

/// What follows when the self-service of a reissue is over (R53, R55).
enum class OverLimit : std::uint8_t {
  new_application,  ///< a paid new application: a prefilled enquiry (EV 2.0)
  contact_us,       ///< ご連絡ください: the desk opens a one-time grant (SR 3.0)
};
template <>
struct Names<OverLimit> {
  static constexpr auto values = std::to_array<std::pair<OverLimit, std::string_view>>({
      MADOGUCHI_NAME(OverLimit, new_application),
      MADOGUCHI_NAME(OverLimit, contact_us),
  });
};

struct ReissueRule {
  std::int64_t window_days = 25;      ///< day 0 is the issue's date in JST; day N counts whole (R56)
  std::int64_t self_service_max = 1;  ///< issued, customer-caused reissues in one window (R57)
  OverLimit over_limit = OverLimit::contact_us;
  bool same_key_allowed = false;           ///< a key already certified in this contract (R48)
  std::int64_t valid_generations_max = 2;  ///< R72
  /// R50: a reissue may ask for other names than the contract's. Never true as long as no authority here validates
  /// domains: load_policy refuses it.
  bool names_may_change = false;
};

struct Product {
  std::string id;
  std::string version;
  std::string name_ja, name_en;
  std::string profile;  ///< policy/profiles: ov | ev
  std::int64_t term_months = 12;
  std::int64_t certificate_days_max = 199;  ///< never over the legal limit at the issue
  ReissueRule reissue;
  std::int64_t continuation_days = 30;  ///< before the end of the certificate (R68)
  std::int64_t renewal_opens_days = 90;
  bool registrant_mobile_allowed = false;  ///< R39
  std::string refund_ja, refund_en;        ///< R78
};

struct ChecklistItem {
  std::string id;
  std::string text_ja, text_en;
  std::optional<std::string> evidence_kind{};  ///< the tick needs a record of this kind, in date at signing (R123)
};

/// No closure lasts longer; what looks for the next working day ends here.
inline constexpr int kClosedDaysMax = 60;
/// "HH:MM", as minutes after midnight; nothing else is accepted.
std::optional<std::int64_t> parse_time_of_day(std::string_view text);

/// R127: moves calls and expectations, never a legal deadline. What the desk uses is the policy's with what it has
/// changed since (usecase/calendar).
struct Calendar {
  std::set<JstDay> holidays;                                              ///< nobody works, whatever the weekday
  std::set<JstDay> open_days{};                                           ///< one works, though it is a weekend
  std::int64_t calls_from_minute = 9 * 60, calls_until_minute = 17 * 60;  ///< minutes after 00:00 JST
};
bool is_working_day(const Calendar& calendar, JstDay day);
/// The first working day after `day`, at most kClosedDaysMax later.
JstDay next_working_day(const Calendar& calendar, JstDay day);
/// The first instant at or after `time` at which one may call; `time` itself if there is none in kClosedDaysMax days.
Time next_calling_time(const Calendar& calendar, Time time);

/// What the desk has decided about one day, in place of the policy.
struct CalendarDay {
  JstDay day{};
  bool working = false;
  std::string reason;
  OfficerId set_by;
  Time set_at{};
};
/// The desk's own changes: all days that it has decided and the hours, under one version.
struct CalendarChanges {
  std::vector<CalendarDay> days{};                  ///< ascending
  std::optional<std::int64_t> calls_from_minute{};  ///< both or none
  std::optional<std::int64_t> calls_until_minute{};
  std::int64_t version = 1;
};
Calendar changed(Calendar calendar, const CalendarChanges& changes);

struct Agreement {  ///< R120
  std::string version;
  std::string text_ja, text_en;
  std::string text_sha256;  ///< hex, of text_ja and text_en as they lie in the file
};

struct Policy {
  std::string version;
  std::map<std::string, Product> products;
  std::map<ApplicationKind, std::vector<ChecklistItem>> checklists;
  std::map<std::string, std::int64_t> evidence_days;  ///< kind -> how long a record is good, at most
  Calendar calendar;
  Agreement agreement;
  std::int64_t correction_days = 30;  ///< R98
  std::int64_t draft_days = 30;
  std::string call_number;      ///< the number the desk calls from
  std::string emergency_phone;  ///< 24×7 (R62)
  std::string contact_phone, contact_mail;
};

}  // namespace madoguchi
