#include "main/story.h"

#include "main/story_chapters.h"

namespace madoguchi {

void tell_story(const StoryOptions& options) {
  StoryStage stage(options);
  play_login(stage);
  play_contracts(stage);
  play_account(stage);
  play_ending(stage);
}

}  // namespace madoguchi
