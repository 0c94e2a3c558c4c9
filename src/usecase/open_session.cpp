#include "usecase/open_session.h"

#include "base/assert.h"
#include "secret/token.h"

namespace madoguchi {

NewSession open_session(Work& work, const SessionOwner& owner, Seconds lifetime) {
  require(owner.account.has_value() != owner.officer.has_value(), "a session has one owner");
  NewSession opened{.id = new_id<SessionId>(work.random()), .token = new_token(work.random())};
  work.store.sessions.add({.token_digest = work.office.secret.keyed_digest(purpose::session_token, opened.token),
                           .id = opened.id,
                           .account = owner.account,
                           .officer = owner.officer,
                           .created_at = work.now,
                           .seen_at = work.now,
                           .expires_at = work.now + lifetime});
  return opened;
}

void end_session_of_token(Work& work, std::string_view token) {
  if (!is_token_text(token)) return;
  const auto digest = work.office.secret.keyed_digest(purpose::session_token, token);
  if (const auto session = work.store.sessions.find(digest)) work.store.sessions.end(session->id, work.now);
}

}  // namespace madoguchi
