#include "main/load_policy.h"

#include "main/toml_reader.h"
#include "pki/digest.h"

namespace madoguchi {
namespace {

Product load_product(const std::filesystem::path& path) {
  auto file = TomlReader::file(path);
  Product product{.id = file.text("id"),
                  .version = file.text("version"),
                  .name_ja = file.text("name_ja"),
                  .name_en = file.text("name_en"),
                  .profile = file.text("profile"),
                  .term_months = file.number("term_months", 1, 120),
                  .certificate_days_max = file.number("certificate_days_max", 1, 398),
                  .continuation_days = file.number("continuation_days", 1, 90),
                  .renewal_opens_days = file.number("renewal_opens_days", 1, 365),
                  .registrant_mobile_allowed = file.truth("registrant_mobile_allowed"),
                  .refund_ja = file.text("refund_ja"),
                  .refund_en = file.text("refund_en")};
  if (product.id != path.stem().string()) file.fail("id", "must be the file's name");
  auto reissue = file.table("reissue");
  const auto over_limit = parse_name<OverLimit>(reissue.text("over_limit"));
  if (!over_limit) reissue.fail("over_limit", "must be new_application or contact_us");
  product.reissue = {.window_days = reissue.number("window_days", 0, 398),
                     .self_service_max = reissue.number("self_service_max", 0, 1000),
                     .over_limit = *over_limit,
                     .same_key_allowed = reissue.truth("same_key_allowed"),
                     .valid_generations_max = reissue.number("valid_generations_max", 1, 100),
                     .names_may_change = reissue.truth("names_may_change")};
  if (product.reissue.names_may_change) {
    reissue.fail("names_may_change", "new names need domain validation, which is not built: must be false");
  }
  reissue.done();
  file.done();
  return product;
}

std::int64_t minutes_of_day(TomlReader& reader, const char* key) {
  const auto minutes = parse_time_of_day(reader.text(key));
  if (!minutes) reader.fail(key, "must be a time of day, HH:MM");
  return *minutes;
}

Calendar load_calendar(TomlReader reader) {
  Calendar calendar;
  calendar.calls_from_minute = minutes_of_day(reader, "calls_from");
  calendar.calls_until_minute = minutes_of_day(reader, "calls_until");
  if (calendar.calls_from_minute >= calendar.calls_until_minute) reader.fail("calls_until", "must be after calls_from");
  reader.texts("holidays", [&](const std::string& text) {
    const auto day = parse_day(text);
    if (!day) reader.fail("holidays", text + " is not a date");
    calendar.holidays.insert(*day);
  });
  reader.done();
  return calendar;
}

void load_checklists(TomlReader reader, Policy& policy) {
  for (const auto kind : {ApplicationKind::contact_change, ApplicationKind::reissue, ApplicationKind::continuation,
                          ApplicationKind::first_issue}) {
    auto& items = policy.checklists[kind];
    reader.tables(std::string(to_text(kind)).c_str(), [&](TomlReader& item) {
      items.push_back({.id = item.text("id"),
                       .text_ja = item.text("text_ja"),
                       .text_en = item.text("text_en"),
                       .evidence_kind = item.maybe_text("evidence_kind")});
      if (items.back().evidence_kind && !policy.evidence_days.contains(*items.back().evidence_kind)) {
        item.fail("evidence_kind", "has no line in evidence_days");
      }
    });
  }
  reader.done();
}

}  // namespace

Policy load_policy(const std::filesystem::path& folder) {
  auto file = TomlReader::file(folder / "authority.toml");
  Policy policy;
  policy.version = file.text("version");
  policy.correction_days = file.number("correction_days", 1, 365);
  policy.draft_days = file.number("draft_days", 1, 365);
  auto desk = file.table("desk");
  policy.call_number = desk.text("call_number");
  policy.emergency_phone = desk.text("emergency_phone");
  policy.contact_phone = desk.text("contact_phone");
  policy.contact_mail = desk.text("contact_mail");
  desk.done();
  policy.calendar = load_calendar(file.table("calendar"));
  file.table("evidence_days").numbers([&](const std::string& kind, std::int64_t days) {
    if (days < 1 || days > 825) file.fail(kind, "must be from 1 to 825 days");
    policy.evidence_days[kind] = days;
  });
  load_checklists(file.table("checklist"), policy);
  auto agreement = file.table("agreement");
  policy.agreement = {
      .version = agreement.text("version"), .text_ja = agreement.text("text_ja"), .text_en = agreement.text("text_en")};
  policy.agreement.text_sha256 = sha256_hex(view_of(policy.agreement.text_ja + policy.agreement.text_en));
  agreement.done();
  file.done();

  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "products", error)) {
    if (entry.path().extension() != ".toml") continue;
    auto product = load_product(entry.path());
    policy.products.emplace(product.id, std::move(product));
  }
  if (policy.products.empty()) throw Failure((folder / "products").string() + ": no product is described there");
  return policy;
}

}  // namespace madoguchi
