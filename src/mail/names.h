#pragma once
#include <string>

#include "domain/actor.h"
#include "domain/application.h"
#include "domain/contact.h"
#include "domain/revocation.h"
#include "text/catalogue.h"

namespace madoguchi {

/// The part of the keys name.<noun>.<value> that says what kind of value it is.
constexpr std::string_view noun_of(ApplicationKind) {
  return "application_kind";
}
constexpr std::string_view noun_of(ContactRole) {
  return "contact_role";
}
constexpr std::string_view noun_of(MembershipRole) {
  return "membership_role";
}
constexpr std::string_view noun_of(RevocationReason) {
  return "revocation_reason";
}
constexpr std::string_view noun_of(RevocationScope) {
  return "revocation_scope";
}
constexpr std::string_view noun_of(ScheduleState) {
  return "schedule_state";
}

/// What a reader calls `value`: "再発行申請" for ApplicationKind::reissue. For the placeholders of mails.
template <typename E>
std::string name_in(const Catalogue& catalogue, Language language, E value) {
  return catalogue.sentence(language, "name." + std::string(noun_of(value)) + '.' + std::string(to_text(value)));
}

}  // namespace madoguchi
