#include "usecase/manage_sessions.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/login_limits.h"
#include "secret/password.h"
#include "secret/token.h"
#include "usecase/attempt_limit.h"
#include "usecase/check_session.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr int kReauthenticationTriesMax = 5;

void record_ended(Work& work, const SessionId& session, std::string_view how) {
  record_event(work, "session.ended", work.actor.account ? "account" : "officer", work.actor.id().value_or(""), {},
               CanonicalJson().text("session", session.value).text("how", how));
}

Result<std::optional<std::string>> password_hash_of(Work& work) {
  if (work.actor.account) return TRY(work.store.accounts.get(*work.actor.account)).password_hash;
  return TRY(work.store.officers.get(*work.actor.officer)).password_hash;
}

struct Counted {
  std::optional<std::string> password_hash;
  std::vector<std::string> tries;
};

}  // namespace

Result<std::string> reauthenticate(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                                   const std::string& password) {
  if (password.size() > kPasswordBytesMax) return refuse_field("/password", "password.too_long");
  require(actor.session.has_value(), "who enters the password again has a session");
  const auto count = [&](Work& work) -> Result<Counted> {
    const std::vector<Limit> limits = {
        {{.kind = "session.reauthenticate", .who = actor.session->value}, kReauthenticationTriesMax, kPasswordWindow}};
    TRY(require_within(work, "login.too_many_tries", limits));
    auto password_hash = TRY(password_hash_of(work));
    return Counted{.password_hash = std::move(password_hash), .tries = count_try(work, limits)};
  };
  const auto counted = TRY(transact(office, now, actor, count));
  if (!hasher.verify(counted.password_hash, password)) {
    return refuse(ErrorCode::unauthenticated, "login.password_wrong");
  }
  return transact(office, now, actor, [&](Work& work) -> Result<std::string> {
    auto token = new_token(work.random());
    const auto digest = office.secret.keyed_digest(purpose::session_token, token);
    if (!work.store.sessions.reauthenticated(*actor.session, digest, now)) {
      return refuse(ErrorCode::unauthenticated, "session.ended");
    }
    take_back(work, counted.tries);
    record_event(work, "session.reauthenticated", actor.account ? "account" : "officer", actor.id().value_or(""), {},
                 CanonicalJson().text("session", actor.session->value));
    return token;
  });
}

Result<void> logout(Work& work) {
  require(work.actor.session.has_value(), "who logs out has a session");
  if (work.store.sessions.end(*work.actor.session, work.now)) record_ended(work, *work.actor.session, "logout");
  return {};
}

Result<std::vector<Session>> list_sessions(Work& work) {
  const auto idle_max = idle_max_of(work.actor.kind);
  if (work.actor.account) return work.store.sessions.open_of_account(*work.actor.account, work.now, idle_max);
  require(work.actor.officer.has_value(), "a session belongs to somebody");
  return work.store.sessions.open_of_officer(*work.actor.officer, work.now, idle_max);
}

Result<SessionLasts> own_session_lasts(Work& work) {
  const auto open = TRY(list_sessions(work));
  const auto own = std::ranges::find_if(open, [&](const Session& session) { return session.id == work.actor.session; });
  if (own == open.end()) return refuse(ErrorCode::unauthenticated, "session.ended");
  const auto at_most = own->expires_at - work.now;
  const auto idle = own->seen_at + idle_max_of(work.actor.kind) - work.now;
  return SessionLasts{.idle = std::min(idle, at_most), .at_most = at_most};
}

Result<void> end_session(Work& work, const SessionId& id) {
  const auto own = TRY(list_sessions(work));
  const bool mine = std::ranges::any_of(own, [&](const Session& session) { return session.id == id; });
  if (!mine) return refuse(ErrorCode::not_found, "session.not_found");
  if (work.store.sessions.end(id, work.now)) record_ended(work, id, "ended");
  return {};
}

}  // namespace madoguchi
