#include "domain/issuance_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "domain/country.h"
#include "domain/dns_name.h"
#include "domain/legal_limits.h"
#include "domain/public_key_info.h"

namespace madoguchi {

namespace {

using Plan = IssuancePlan;
using Profile = CertificateProfile;

const std::string* find(const Plan& plan, SubjectField field) {
  const auto found = std::ranges::find(plan.subject, field, &SubjectAttribute::field);
  return found == plan.subject.end() ? nullptr : &found->value;
}
bool has_none_of(const Plan& plan, std::initializer_list<SubjectField> fields) {
  return std::ranges::none_of(fields, [&](SubjectField field) { return find(plan, field) != nullptr; });
}

// ------------------------------------------------------------------------------------------- serial, time

bool serial_is_fixed_length(const Plan& plan, const Profile&, Time) {
  // The first octet keeps the INTEGER positive and sixteen octets long; 120 zero bits are no random number.
  return plan.serial[0] == kSerialFirstOctet &&
         std::ranges::any_of(plan.serial.begin() + 1, plan.serial.end(), [](std::uint8_t octet) { return octet != 0; });
}
bool not_before_is_near_issue(const Plan& plan, const Profile&, Time now) {
  const Seconds skew = legal_limit(LimitOf::not_before_skew, now).value;
  return plan.validity.not_before() <= now + skew && plan.validity.not_before() >= now - skew;
}
bool validity_is_legal(const Plan& plan, const Profile&, Time now) {
  return plan.validity.length() <= legal_limit(LimitOf::certificate_validity, now).value;
}
bool validity_is_below_the_limit(const Plan& plan, const Profile&, Time now) {
  return plan.validity.length() <= longest_validity(now);
}
bool validity_is_within_profile(const Plan& plan, const Profile& profile, Time) {
  return plan.validity.length() <= std::chrono::days(profile.days_max);
}
bool validity_is_within_issuer(const Plan& plan, const Profile&, Time) {
  return plan.validity.not_before() >= plan.issuer_validity.not_before() &&
         plan.validity.not_after() <= plan.issuer_validity.not_after();
}
bool is_good_at_issue(const Plan& plan, const Profile&, Time now) {
  return plan.validity.not_before() <= now && plan.validity.not_after() >= now;
}

// ------------------------------------------------------------------------------------------- subject

bool country_is_there(const Plan& plan, const Profile&, Time) {
  const std::string* country = find(plan, SubjectField::country);
  return country != nullptr && is_country_code(*country);
}
bool place_is_there(const Plan& plan, const Profile&, Time) {
  return find(plan, SubjectField::state_or_province) != nullptr || find(plan, SubjectField::locality) != nullptr;
}
bool organization_is_there(const Plan& plan, const Profile&, Time) {
  return find(plan, SubjectField::organization) != nullptr;
}
bool no_organizational_unit(const Plan& plan, const Profile&, Time) {
  return has_none_of(plan, {SubjectField::organizational_unit});
}
bool no_natural_person(const Plan& plan, const Profile&, Time) {
  return has_none_of(plan, {SubjectField::surname, SubjectField::given_name});
}
bool ov_has_no_ev_fields(const Plan& plan, const Profile& profile, Time) {
  return profile.kind != CertificateKind::ov ||
         has_none_of(plan, {SubjectField::business_category, SubjectField::jurisdiction_country,
                            SubjectField::registration_number, SubjectField::organization_identifier,
                            SubjectField::postal_code, SubjectField::street_address, SubjectField::domain_component});
}
bool ev_fields_are_there(const Plan& plan, const Profile& profile, Time) {
  return profile.kind != CertificateKind::ev || (find(plan, SubjectField::business_category) != nullptr &&
                                                 find(plan, SubjectField::jurisdiction_country) != nullptr &&
                                                 find(plan, SubjectField::registration_number) != nullptr);
}
/// organizationIdentifier would need the extension 2.23.140.3.1, which no profile of ours writes.
bool ev_has_no_other_fields(const Plan& plan, const Profile& profile, Time) {
  return profile.kind != CertificateKind::ev ||
         has_none_of(plan, {SubjectField::domain_component, SubjectField::organization_identifier});
}
bool subject_is_the_profiles(const Plan& plan, const Profile& profile, Time) {
  auto wanted = profile.subject.begin();
  for (const SubjectAttribute& attribute : plan.subject) {
    while (wanted != profile.subject.end() && wanted->field != attribute.field) {
      if (wanted->required) return false;
      ++wanted;
    }
    if (wanted == profile.subject.end()) return false;
    ++wanted;
  }
  return std::none_of(wanted, profile.subject.end(), [](const ProfileSubjectField& left) { return left.required; });
}
bool business_category_is_known(const Plan& plan, const Profile&, Time) {
  const std::string* category = find(plan, SubjectField::business_category);
  if (category == nullptr) return true;
  return *category == "Private Organization" || *category == "Government Entity" || *category == "Business Entity" ||
         *category == "Non-Commercial Entity";
}
bool jurisdiction_is_a_country(const Plan& plan, const Profile&, Time) {
  const std::string* country = find(plan, SubjectField::jurisdiction_country);
  return country == nullptr || is_country_code(*country);
}
bool order_is_prescribed(const Plan& plan, const Profile&, Time) {
  auto last = SubjectField::domain_component;
  for (const SubjectAttribute& attribute : plan.subject) {
    if (attribute.field > SubjectField::common_name) continue;  // has no place in the order
    if (attribute.field < last) return false;
    last = attribute.field;
  }
  return true;
}
bool nothing_is_repeated(const Plan& plan, const Profile&, Time) {
  for (std::size_t i = 0; i < plan.subject.size(); ++i) {
    const SubjectField field = plan.subject[i].field;
    if (field == SubjectField::street_address || field == SubjectField::domain_component) continue;
    for (std::size_t k = 0; k < i; ++k) {
      if (plan.subject[k].field == field) return false;
    }
  }
  return true;
}
std::size_t characters_max(SubjectField field) {
  switch (field) {
    case SubjectField::country:
    case SubjectField::jurisdiction_country:
      return 2;
    case SubjectField::state_or_province:
    case SubjectField::locality:
    case SubjectField::street_address:
    case SubjectField::business_category:
      return 128;
    case SubjectField::postal_code:
      return 40;
    case SubjectField::domain_component:
      return 63;
    default:
      return 64;
  }
}
bool values_have_their_length(const Plan& plan, const Profile&, Time) {
  return std::ranges::all_of(plan.subject, [](const SubjectAttribute& attribute) {
    const auto characters = utf8_characters(attribute.value);
    return characters && *characters >= 1 && *characters <= characters_max(attribute.field);
  });
}
bool is_control(char c) {
  return (c >= 0 && c < 0x20) || c == 0x7f;
}
bool values_are_clean_text(const Plan& plan, const Profile&, Time) {
  return std::ranges::all_of(plan.subject, [](const SubjectAttribute& attribute) {
    const std::string& value = attribute.value;
    return utf8_characters(value) && std::ranges::none_of(value, is_control) && !value.starts_with(' ') &&
           !value.ends_with(' ');
  });
}
/// serialNumber is a PrintableString; the countries are held to their codes.
bool registration_number_is_printable(const Plan& plan, const Profile&, Time) {
  const std::string* number = find(plan, SubjectField::registration_number);
  return number == nullptr || std::ranges::all_of(*number, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
         });
}
bool values_say_something(const Plan& plan, const Profile&, Time) {
  static constexpr std::string_view kMarkers[] = {"n/a",  "na",   "none",     "null", "nil",    "not applicable",
                                                  "なし", "無し", "該当なし", "不明", "unknown"};
  return std::ranges::none_of(plan.subject, [](const SubjectAttribute& attribute) {
    std::string folded = attribute.value;
    std::ranges::transform(folded, folded.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return folded.find_first_not_of(".- ") == std::string::npos ||
           std::ranges::find(kMarkers, std::string_view(folded)) != std::end(kMarkers);
  });
}
bool common_name_is_in_san(const Plan& plan, const Profile&, Time) {
  const std::string* name = find(plan, SubjectField::common_name);
  return name == nullptr || std::ranges::find(plan.dns_names, *name) != plan.dns_names.end();
}

// ------------------------------------------------------------------------------------------- names

bool san_has_entries(const Plan& plan, const Profile& profile, Time) {
  return !plan.dns_names.empty() && std::ssize(plan.dns_names) <= std::min(profile.dns_names_max, kDnsNamesMax);
}
bool san_has_no_doubles(const Plan& plan, const Profile&, Time) {
  std::vector<std::string_view> names(plan.dns_names.begin(), plan.dns_names.end());
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}
bool all_parse(const Plan& plan, DnsNameRules rules) {
  return std::ranges::all_of(plan.dns_names, [&](const std::string& name) {
    const auto parsed = DnsName::parse(name, rules);
    return parsed && parsed->text() == name;
  });
}
bool san_names_are_well_formed(const Plan& plan, const Profile&, Time) {
  return all_parse(plan, {.wildcard_allowed = true, .private_authority = true});
}
bool san_names_are_public(const Plan& plan, const Profile&, Time) {
  return all_parse(plan, {.wildcard_allowed = true, .private_authority = false});
}
bool no_wildcard(const Plan& plan, const Profile&, Time) {
  return std::ranges::none_of(plan.dns_names, [](const std::string& name) { return name.starts_with('*'); });
}
bool ev_has_no_wildcard(const Plan& plan, const Profile& profile, Time now) {
  return profile.kind != CertificateKind::ev || no_wildcard(plan, profile, now);
}

// ------------------------------------------------------------------------------------------- extensions, key

bool policy_is_the_reserved_one(const Plan& plan, const Profile& profile, Time) {
  return plan.policy_oid == reserved_policy_oid(profile.kind);
}
bool only_server_auth(const Plan& plan, const Profile&, Time) {
  return plan.extended_key_usage.size() == 1 && plan.extended_key_usage[0] == ExtendedKeyUsage::server_auth;
}
bool key_usage_fits_the_key(const Plan& plan, const Profile&, Time) {
  const auto key = public_key_info(plan.spki_der);
  if (!key) return false;
  const KeyUsages signature = usage_bit(KeyUsage::digital_signature);
  if (key->kind != KeyKind::rsa) return plan.key_usage == signature;
  return plan.key_usage == signature || plan.key_usage == (signature | usage_bit(KeyUsage::key_encipherment));
}
bool is_plain_http_url(std::string_view url) {
  return url.starts_with("http://") && url.size() > 8 && url.size() <= 200 &&
         std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>'; });
}
bool aia_is_plain_http(const Plan& plan, const Profile&, Time) {
  return is_plain_http_url(plan.ca_issuers_url) && is_plain_http_url(plan.ocsp_url);
}
bool cdp_is_plain_http(const Plan& plan, const Profile&, Time) {
  return is_plain_http_url(plan.crl_url);
}
bool cdp_names_the_stored_shard(const Plan& plan, const Profile&, Time) {
  return plan.crl_shard >= 0 &&
         plan.crl_url.ends_with("/crl/" + plan.issuer_id + "/" + std::to_string(plan.crl_shard) + ".crl");
}
bool key_has_the_prescribed_form(const Plan& plan, const Profile&, Time) {
  return public_key_info(plan.spki_der).has_value();
}
bool signature_algorithm_is_permitted(const Plan& plan, const Profile&, Time) {
  return plan.algorithm == SignatureAlgorithm::ecdsa_p256_sha256 || plan.algorithm == SignatureAlgorithm::rsa_sha256;
}
bool plan_and_profile_belong_together(const Plan& plan, const Profile& profile, Time) {
  return plan.profile == profile.id && !plan.issuer_id.empty();
}

constexpr Time kAlways = from_unix(0);
constexpr auto kBinding = RuleGroup::binding;

constexpr IssuanceRule kIssuanceRules[] = {
    {"1.1.2-serial", "BR 7.1.2.7", kBinding, kAlways, serial_is_fixed_length},
    {"1.1.3-not-before", "BR 7.1.2.7", kBinding, kAlways, not_before_is_near_issue},
    {"1.1.3-good-at-issue", "BR 7.1.2.7", kBinding, kAlways, is_good_at_issue},
    {"1.1.4-validity", "BR 6.3.2", RuleGroup::validity, kAlways, validity_is_legal},
    {"1.1.5-validity-below-limit", "BR 6.3.2 (SHOULD NOT)", RuleGroup::validity, kAlways, validity_is_below_the_limit},
    {"1.1.5-validity-profile", "policy/profiles", kBinding, kAlways, validity_is_within_profile},
    {"1.1.5-validity-issuer", "RFC 5280 6.1", kBinding, kAlways, validity_is_within_issuer},
    {"1.1.7-country", "BR 7.1.2.7.4; EVG 7.1.4.2", kBinding, kAlways, country_is_there},
    {"1.1.7-state-or-locality", "BR 7.1.2.7.4; EVG 7.1.4.2", kBinding, kAlways, place_is_there},
    {"1.1.7-organization", "BR 7.1.2.7.4; EVG 7.1.4.2.1", kBinding, kAlways, organization_is_there},
    {"1.1.7-organizational-unit", "BR 7.1.2.7.4", kBinding, kAlways, no_organizational_unit},
    {"1.1.7-natural-person", "BR 7.1.2.7.4", kBinding, kAlways, no_natural_person},
    {"1.1.7-ov-fields", "BR 7.1.2.7.4", kBinding, kAlways, ov_has_no_ev_fields},
    {"1.1.7-ev-required", "EVG 7.1.4.2.3-.5", kBinding, kAlways, ev_fields_are_there},
    {"1.1.7-ev-other", "EVG 7.1.4.2.9", kBinding, kAlways, ev_has_no_other_fields},
    {"1.1.7-profile", "BR 7.1.2.7.4; policy/profiles", kBinding, kAlways, subject_is_the_profiles},
    {"1.1.8-business-category", "EVG 7.1.4.2.3", kBinding, kAlways, business_category_is_known},
    {"1.1.8-jurisdiction", "EVG 7.1.4.2.4", kBinding, kAlways, jurisdiction_is_a_country},
    {"1.1.9-order", "BR 7.1.4.2", kBinding, kAlways, order_is_prescribed},
    {"1.1.9-repeated", "BR 7.1.4.1", kBinding, kAlways, nothing_is_repeated},
    {"1.1.9-length", "BR 7.1.4.2", kBinding, kAlways, values_have_their_length},
    {"1.1.9-text", "BR 7.1.4.2", kBinding, kAlways, values_are_clean_text},
    {"1.1.9-registration-number", "BR 7.1.4.2; EVG 7.1.4.2.5", kBinding, kAlways, registration_number_is_printable},
    {"1.1.10-placeholder", "BR 7.1.2.7.4", kBinding, kAlways, values_say_something},
    {"1.1.11-common-name", "BR 7.1.4.3", kBinding, kAlways, common_name_is_in_san},
    {"1.1.12-san", "BR 7.1.2.7.12", kBinding, kAlways, san_has_entries},
    {"1.1.12-san-doubles", "BR 7.1.2.7.12", kBinding, kAlways, san_has_no_doubles},
    {"1.1.12-san-form", "BR 7.1.2.7.12", kBinding, kAlways, san_names_are_well_formed},
    {"1.1.12-san-internal-name", "BR 7.1.2.7.12", RuleGroup::names, kAlways, san_names_are_public},
    {"1.1.12-ev-wildcard", "EVG 7.1.2.1", kBinding, kAlways, ev_has_no_wildcard},
    // The public suffix list is not read yet, so no wildcard can be shown to be narrow enough.
    {"1.1.13-wildcard", "BR 3.2.2.6", RuleGroup::names, kAlways, no_wildcard},
    {"1.1.14-policy", "BR 7.1.2.7.9", kBinding, kAlways, policy_is_the_reserved_one},
    {"1.1.14-extended-key-usage", "BR 7.1.2.7.10; CRP 1.3.2", kBinding, kAlways, only_server_auth},
    {"1.1.14-key-usage", "BR 7.1.2.7.11", kBinding, kAlways, key_usage_fits_the_key},
    {"1.1.14-aia", "BR 7.1.2.7.7", kBinding, kAlways, aia_is_plain_http},
    {"1.1.14-cdp", "BR 7.1.2.11.2", kBinding, kAlways, cdp_is_plain_http},
    {"1.11.3-shard", "BR 7.2.2.1; MRSP 6.1.2", kBinding, kAlways, cdp_names_the_stored_shard},
    {"1.1.15-public-key", "BR 7.1.3.1, 6.1.5, 6.1.6", kBinding, kAlways, key_has_the_prescribed_form},
    {"1.1.15-signature", "BR 7.1.3.2", kBinding, kAlways, signature_algorithm_is_permitted},
    {"0-profile", "policy/profiles", kBinding, kAlways, plan_and_profile_belong_together},
};

bool is_switched_off(RuleGroup group, const Plan& plan) {
  if (plan.mode != AuthorityMode::private_authority) return false;
  return (group == RuleGroup::validity && plan.relaxed.validity) || (group == RuleGroup::names && plan.relaxed.names);
}

}  // namespace

std::span<const IssuanceRule> issuance_rules() {
  return kIssuanceRules;
}

Result<LintedPlan> lint(IssuancePlan plan, const CertificateProfile& profile, Time now) {
  if (plan.mode != AuthorityMode::private_authority) return refuse(ErrorCode::policy, "authority.public_not_ready");
  std::string broken;
  for (const IssuanceRule& rule : kIssuanceRules) {
    if (now < rule.effective_from || is_switched_off(rule.group, plan) || rule.holds(plan, profile, now)) continue;
    broken.append(broken.empty() ? "" : ", ").append(rule.id);
  }
  if (!broken.empty()) {
    return std::unexpected(
        Refusal{.code = ErrorCode::policy, .message = "lint.failed", .params = {{"rules", std::move(broken)}}});
  }
  return LintedPlan(std::move(plan));
}

}  // namespace madoguchi
