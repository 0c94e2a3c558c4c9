#include "usecase/manage_officers.h"

#include <algorithm>
#include <set>

#include "secret/password.h"
#include "secret/seal.h"
#include "secret/totp.h"
#include "usecase/officer_text.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

bool is_officers(Role role) {
  return role != Role::engine && role != Role::applicant && role != Role::approver_own;
}

Result<void> check_roles(const AddOfficer& command) {
  const bool roles = !command.roles.empty() && std::ranges::all_of(command.roles, is_officers);
  if (!roles) return refuse_field("/roles", "input.not_a_choice");
  return {};
}

}  // namespace

Result<AddedOfficer> add_officer(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                                 const AddOfficer& command) {
  const auto login_id = parse_login_id(command.login_id);
  if (!login_id) return refuse_field("/login_id", "officer.login_id_malformed");
  const auto name = TRY(required_line("/name", command.name));
  TRY(check_roles(command));
  TRY(check_new_password("/password", command.password, *login_id));
  const auto hash = hasher.hash(command.password);
  return transact(office, now, actor, [&](Work& work) -> Result<AddedOfficer> {
    if (work.store.officers.find_by_login_id(*login_id)) {
      return refuse(ErrorCode::conflict, "officer.login_id_taken");
    }
    const auto secret = new_totp_secret(work.random());
    const std::set<Role> roles(command.roles.begin(), command.roles.end());
    Officer officer{.id = new_id<OfficerId>(work.random()),
                    .login_id = *login_id,
                    .name = name,
                    .password_hash = hash,
                    .language = command.language,
                    .created_at = work.now,
                    .roles = {roles.begin(), roles.end()}};
    officer.totp_secret_sealed =
        seal(office.secret, purpose::totp_secret, officer.id.value, text_of(secret), work.random());
    work.store.officers.add(officer);
    std::vector<std::string> names;
    names.reserve(roles.size());
    for (const auto role : roles) names.emplace_back(to_text(role));
    record_event(work, "officer.added", "officer", officer.id.value, {}, CanonicalJson().texts("roles", names));
    return AddedOfficer{.id = officer.id,
                        .totp_secret = to_base32(secret),
                        .totp_uri = totp_uri(office.mail_house.authority, officer.login_id, secret)};
  });
}

Result<void> disable_officer(Work& work, const std::string& login_id) {
  const auto officer = work.store.officers.find_by_login_id(parse_login_id(login_id).value_or(""));
  if (!officer) return refuse(ErrorCode::not_found, "officer.not_found");
  if (!work.store.officers.disable(officer->id, work.now)) {
    return refuse(ErrorCode::wrong_state, "officer.disabled_already");
  }
  work.store.sessions.end_of_officer(officer->id, {}, work.now);
  record_event(work, "officer.disabled", "officer", officer->id.value, {});
  return {};
}

}  // namespace madoguchi
