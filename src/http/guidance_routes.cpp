#include "http/guidance_routes.h"

#include "domain/contact.h"
#include "domain/reissue_rules.h"
#include "http/json_map.h"
#include "http/shown_phone.h"
#include "usecase/calendar.h"

namespace madoguchi::http {
namespace {

struct DeskLine {
  std::string call_number;
  std::string emergency_phone;
  std::string contact_phone;
  std::string contact_mail;
  std::int64_t calls_from_minute = 0;
  std::int64_t calls_until_minute = 0;
};
BOOST_DESCRIBE_STRUCT(DeskLine, (),
                      (call_number, emergency_phone, contact_phone, contact_mail, calls_from_minute,
                       calls_until_minute))
struct GuidanceProduct {
  std::string id;
  std::string name;
  std::int64_t term_months = 0;
  std::int64_t reissue_window_days = 0;
  std::int64_t reissue_self_service_max = 0;
  OverLimit reissue_over_limit{};
  std::int64_t continuation_days = 0;
  std::int64_t renewal_opens_days = 0;
  std::string refund;
};
BOOST_DESCRIBE_STRUCT(GuidanceProduct, (),
                      (id, name, term_months, reissue_window_days, reissue_self_service_max, reissue_over_limit,
                       continuation_days, renewal_opens_days, refund))
/// 担当者情報の詳細はこちら (R27, R34).
struct GuidanceRole {
  ContactRole role{};
  std::string name;
  std::string help;
};
BOOST_DESCRIBE_STRUCT(GuidanceRole, (), (role, name, help))
struct GuidanceAnswer {
  DeskLine desk;
  std::int64_t deferred_days = 0;
  std::int64_t correction_days = 0;
  std::vector<GuidanceProduct> products;
  std::vector<GuidanceRole> contact_roles;
};
BOOST_DESCRIBE_STRUCT(GuidanceAnswer, (), (desk, deferred_days, correction_days, products, contact_roles))

constexpr struct {
  ContactRole role;
  const char* name;
  const char* help;
} kRoleTexts[] = {
    {ContactRole::registrant, "name.contact_role.registrant", "contact.help_registrant"},
    {ContactRole::technical, "name.contact_role.technical", "contact.help_technical"},
    {ContactRole::billing, "name.contact_role.billing", "contact.help_billing"},
    {ContactRole::applicant, "name.contact_role.applicant", "contact.help_applicant"},
};

Response get_guidance(const Policy& policy, const Calendar& calendar, const Catalogue& catalogue, Language language) {
  const bool japanese = language == Language::ja;
  GuidanceAnswer answer{
      .desk = {.call_number = shown_phone(policy.call_number),
               .emergency_phone = shown_phone(policy.emergency_phone),
               .contact_phone = shown_phone(policy.contact_phone),
               .contact_mail = policy.contact_mail,
               .calls_from_minute = calendar.calls_from_minute,
               .calls_until_minute = calendar.calls_until_minute},
      .deferred_days = std::chrono::duration_cast<std::chrono::days>(deferred_end(Time{}) - Time{}).count(),
      .correction_days = policy.correction_days};
  answer.products.reserve(policy.products.size());
  for (const auto& [id, product] : policy.products) {
    answer.products.push_back({.id = id,
                               .name = japanese ? product.name_ja : product.name_en,
                               .term_months = product.term_months,
                               .reissue_window_days = product.reissue.window_days,
                               .reissue_self_service_max = product.reissue.self_service_max,
                               .reissue_over_limit = product.reissue.over_limit,
                               .continuation_days = product.continuation_days,
                               .renewal_opens_days = product.renewal_opens_days,
                               .refund = japanese ? product.refund_ja : product.refund_en});
  }
  answer.contact_roles.reserve(std::size(kRoleTexts));
  for (const auto& [role, name, help] : kRoleTexts) {
    answer.contact_roles.push_back(
        {.role = role, .name = catalogue.sentence(language, name), .help = catalogue.sentence(language, help)});
  }
  return json_answer(200, answer);
}

}  // namespace

void add_guidance_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/guidance", [&counter](const Request& request) -> Result<Response> {
    const auto calendar = TRY(look(counter.office, counter.now(), Actor::the_engine(),
                                   [](Work& work) -> Result<Calendar> { return calendar_of(work); }));
    return get_guidance(counter.office.policy, calendar, counter.office.catalogue, request.language);
  });
}

}  // namespace madoguchi::http
