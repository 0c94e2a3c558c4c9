#pragma once
#include "main/story_revocation.h"

/// The chapters of `madoguchi story`, in the order in which they are played. Each one is a procedure of the service
/// page.
namespace madoguchi {

void play_login(StoryStage& stage);
void play_contracts(StoryStage& stage);
void play_account(StoryStage& stage);
void play_passwords(StoryStage& stage);
/// A certificate whose end is on the calendar.
struct StoryPending {
  StoryCertificate certificate;
  Time due_at{};
};
/// 再発行 with 後日失効; the end of the old certificate is played by play_deferred_end.
StoryPending play_reissue_deferred(StoryStage& stage);
void play_deferred_end(StoryStage& stage, const StoryPending& pending);
void play_contact_change(StoryStage& stage);
void play_withdrawn_change(StoryStage& stage);
void play_grant(StoryStage& stage);
void play_reissue_immediate(StoryStage& stage);
/// 解約 of the contract that play_reissue_immediate left with two certificates.
void play_cancellation(StoryStage& stage);
void play_continuation(StoryStage& stage);
void play_dated_revocation(StoryStage& stage);
void play_revocation_by_call(StoryStage& stage);
void play_refused_call(StoryStage& stage);
void play_compromise_claim(StoryStage& stage);
void play_two_officers(StoryStage& stage);
void play_substitute_under_hold(StoryStage& stage);
void play_deadline(StoryStage& stage);
void play_problem_report(StoryStage& stage);
/// The clock comes to the real time; what is left behind is looked at.
void play_ending(StoryStage& stage);

/// The id of the contract with that number, as the person's list shows it.
std::string contract_id(StoryPerson& person, const std::string& number);
/// "/api/v1/contracts/<id>"
std::string contract_path(StoryPerson& person, const std::string& number);

}  // namespace madoguchi
