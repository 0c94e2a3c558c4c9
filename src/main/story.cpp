#include "main/story.h"

#include "main/story_chapters.h"

namespace madoguchi {

void tell_story(const StoryOptions& options) {
  StoryStage stage(options);
  play_login(stage);
  play_contracts(stage);
  play_account(stage);
  play_passwords(stage);
  play_contact_change(stage);
  play_withdrawn_change(stage);
  const auto pending = play_reissue_deferred(stage);
  play_grant(stage);
  play_revocation_by_call(stage);
  play_refused_call(stage);
  play_compromise_claim(stage);
  play_two_officers(stage);
  play_substitute_under_hold(stage);
  play_deadline(stage);
  play_problem_report(stage);
  play_reissue_immediate(stage);
  play_cancellation(stage);
  play_continuation(stage);
  play_dated_revocation(stage);
  play_deferred_end(stage, pending);
  play_ending(stage);
}

}  // namespace madoguchi
