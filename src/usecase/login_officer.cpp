#include "usecase/login_officer.h"

#include "domain/login_limits.h"
#include "secret/password.h"
#include "secret/seal.h"
#include "secret/totp.h"
#include "usecase/attempt_limit.h"
#include "usecase/open_session.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

std::unexpected<Refusal> wrong() {
  log(LogLevel::info, "login refused", {{"factor", "password totp"}});
  return refuse(ErrorCode::unauthenticated, "login.staff_wrong");
}

struct Begun {
  std::optional<Officer> officer;
  std::vector<std::string> tries;
};

/// The step whose code was typed. For an unknown officer the same work is done on a secret that nobody has.
std::optional<std::int64_t> step_of(const Office& office, const std::optional<Officer>& officer, std::string_view typed,
                                    Time now) {
  if (!officer) {
    match_totp(Bytes(kTotpSecretBytes), typed, now, 0);
    return {};
  }
  const auto secret = unseal(office.secret, purpose::totp_secret, officer->id.value, officer->totp_secret_sealed);
  return match_totp(view_of(secret), typed, now, officer->totp_step_used);
}

}  // namespace

Result<OpenedDeskSession> login_officer(const Office& office, PasswordHasher& hasher, Time now,
                                        const LoginOfficer& command) {
  if (command.password.size() > kPasswordBytesMax) return refuse_field("/password", "password.too_long");
  const auto login_id = parse_login_id(command.login_id).value_or("?");
  const auto who = "staff/" + login_id;  // an officer and a customer may have the same login ID
  const auto count = [&](Work& work) -> Result<Begun> {
    const auto limits = password_limits(work, who, command.client);
    TRY(require_within(work, "login.too_many_tries", limits));
    return Begun{.officer = work.store.officers.find_by_login_id(login_id), .tries = count_try(work, limits)};
  };
  const auto begun = TRY(transact(office, now, Actor{}, count));
  const auto& officer = begun.officer;
  const bool right = hasher.verify(officer ? std::optional(officer->password_hash) : std::nullopt, command.password);
  const auto step = step_of(office, officer, command.totp, now);
  if (!right || !step || officer->disabled_at) return wrong();
  const Actor actor{.kind = ActorKind::officer, .officer = officer->id};
  return transact(office, now, actor, [&](Work& work) -> Result<OpenedDeskSession> {
    if (!work.store.officers.use_totp_step(officer->id, *step)) return wrong();
    take_back(work, begun.tries);
    remember_place(work, who, command.client);
    if (command.old_token) end_session_of_token(work, *command.old_token);
    auto opened = open_session(work, {.officer = officer->id}, kDeskSessionSeconds);
    record_event(work, "session.opened", "officer", officer->id.value, {},
                 CanonicalJson()
                     .text("session", opened.id.value)
                     .text("factors", "password totp")
                     .text("client", office.secret.keyed_digest(purpose::client_address, command.client)));
    return OpenedDeskSession{.id = opened.id, .token = std::move(opened.token), .officer = officer->id};
  });
}

}  // namespace madoguchi
