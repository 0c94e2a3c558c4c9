#include "usecase/check_session.h"

#include "domain/login_limits.h"
#include "secret/token.h"

namespace madoguchi {
namespace {

std::unexpected<Refusal> ended() {
  return refuse(ErrorCode::unauthenticated, "session.ended");
}

Result<Actor> subscriber_of(Work& work, const Session& session) {
  const auto account = work.store.accounts.get(*session.account);
  if (!account || account->disabled_at) return ended();
  return Actor{.kind = ActorKind::subscriber,
               .account = account->id,
               .session = session.id,
               .mandates = work.store.accounts.mandates(account->id, work.now),
               .reauthenticated_at = session.reauthenticated_at,
               .held_until = account->held_until};
}

Result<Actor> officer_of(Work& work, const Session& session) {
  const auto officer = work.store.officers.get(*session.officer);
  if (!officer || officer->disabled_at) return ended();
  return Actor{.kind = ActorKind::officer,
               .officer = officer->id,
               .session = session.id,
               .roles = officer->roles,
               .reauthenticated_at = session.reauthenticated_at};
}

struct Checked {
  Actor actor;
  Time seen_at;
};
Result<Checked> read_session(Work& work, const CheckSession& command) {
  const auto session = work.store.sessions.find(work.office.secret.keyed_digest(purpose::session_token, command.token));
  const bool of_this_door =
      session && (command.door == ActorKind::subscriber ? session->account.has_value() : session->officer.has_value());
  if (!of_this_door) return refuse(ErrorCode::unauthenticated, "session.needed");
  if (session->ended_at || work.now >= session->expires_at) return ended();
  const bool idle = work.now - session->seen_at >= idle_max_of(command.door);
  if (idle && !(session->officer && work.store.sessions.call_under_way(*session->officer, work.now))) return ended();
  auto actor = TRY(session->account ? subscriber_of(work, *session) : officer_of(work, *session));
  return Checked{.actor = std::move(actor), .seen_at = session->seen_at};
}

}  // namespace

Seconds idle_max_of(ActorKind door) {
  return door == ActorKind::subscriber ? kPortalIdleSeconds : kDeskIdleSeconds;
}

Result<Actor> check_session(const Office& office, Time now, const CheckSession& command) {
  if (!is_token_text(command.token)) return refuse(ErrorCode::unauthenticated, "session.needed");
  auto checked = TRY(look(office, now, Actor{}, [&](Work& work) { return read_session(work, command); }));
  if (!command.polling && now - checked.seen_at >= kSeenWrittenSeconds) {
    TRY(transact(office, now, checked.actor, [](Work& work) -> Result<void> {
      work.store.sessions.seen(*work.actor.session, work.now);
      return {};
    }));
  }
  return std::move(checked.actor);
}

}  // namespace madoguchi
