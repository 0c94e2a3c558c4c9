#include "domain/revocation_rules.h"

#include "domain/plain_text.h"

namespace madoguchi {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view without_outer_spaces(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

constexpr SubstituteRule kSubstitutes[] = {
    {RevocationBasis::substitute_applicant, NumberSubject::applicant, 1},
    {RevocationBasis::substitute_organization, NumberSubject::organization, 1},
    {RevocationBasis::substitute_domain, {}, 1},
    {RevocationBasis::substitute_key, {}, 0},  // the key speaks for itself
};

}  // namespace

bool subscriber_may_choose(RevocationReason reason) {
  return reason != RevocationReason::privilege_withdrawn;
}

Result<void> check_wish(const RevocationWish& wish, const Certificate& certificate, std::string_view first_dns_name,
                        Time now) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, const char* key) { refusal.fields.emplace_back(field, key); };
  if (!subscriber_may_choose(wish.reason)) fault("/reason", "revocation.reason_not_yours");
  const auto reason_text = parse_lines(wish.reason_text, kReasonTextCharactersMax);
  if (!reason_text) {
    refusal.fields.emplace_back("/reason_text", reason_text.error().message);
  } else if (reason_text->empty()) {
    fault("/reason_text", "input.required");
  }
  if (!wish.understood) fault("/understood", "revocation.not_understood");
  if (lower(without_outer_spaces(wish.typed_dns_name)) != lower(first_dns_name)) {
    fault("/typed_dns_name", "revocation.wrong_name");
  }
  if (wish.wished_at) {
    const bool allowed =
        wish.scope == RevocationScope::certificate &&
        (wish.reason == RevocationReason::superseded || wish.reason == RevocationReason::cessation_of_operation);
    if (!allowed) {
      fault("/wished_at", "revocation.wish_not_allowed");
    } else if (*wish.wished_at <= now) {
      fault("/wished_at", "revocation.wish_past");
    } else if (*wish.wished_at > certificate.not_after) {
      fault("/wished_at", "revocation.wish_after_expiry");
    }
  }
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  return {};
}

std::int64_t escalation_at(Time received_at, Time now) {
  std::int64_t passed = 0;
  for (const auto mark : kEscalationMarks) passed += now >= received_at + mark ? 1 : 0;
  return passed;
}

bool may_end_incoming(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::left_or_moved:
    case CallOutcome::on_leave:
    case CallOutcome::deceased:
    case CallOutcome::callback_promised:
    case CallOutcome::identity_doubtful:
      return true;
    case CallOutcome::confirmed:
    case CallOutcome::refused:
    case CallOutcome::no_answer:
    case CallOutcome::busy:
    case CallOutcome::voicemail:
    case CallOutcome::dead_number:
      return false;
  }
  return false;
}

bool opens_substitutes(const CallRecord& call) {
  return !call.incoming && call.outcome != CallOutcome::confirmed && call.outcome != CallOutcome::refused;
}

std::span<const SubstituteRule> substitutes_in_order() {
  return kSubstitutes;
}

Result<RevocationBasis> basis_of_call(const VerifiedNumber& number, Time received_at) {
  if (!stood_on_file(number, received_at)) return refuse(ErrorCode::policy, "call.number_too_new");
  switch (number.subject) {
    case NumberSubject::registrant:
      return RevocationBasis::call;
    case NumberSubject::applicant:
      return RevocationBasis::substitute_applicant;
    case NumberSubject::organization:
      return RevocationBasis::substitute_organization;
  }
  return refuse(ErrorCode::policy, "call.number_too_new");
}

bool serial_read_back_matches(std::string_view typed, std::string_view serial_hex) {
  std::string digits;
  for (const char c : lower(typed)) {
    if (c == ' ' || c == ':' || c == '-') continue;
    digits += c;
  }
  return digits.size() == 6 && lower(serial_hex).ends_with(digits);
}

}  // namespace madoguchi
