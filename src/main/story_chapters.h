#pragma once
#include "main/story_stage.h"

/// The chapters of `madoguchi story`, in the order in which they are played. Each one is a procedure of the service
/// page.
namespace madoguchi {

void play_login(StoryStage& stage);
void play_contracts(StoryStage& stage);
void play_account(StoryStage& stage);
void play_revocation_by_call(StoryStage& stage);
void play_refused_call(StoryStage& stage);
void play_compromise_claim(StoryStage& stage);
void play_two_officers(StoryStage& stage);
void play_substitute_under_hold(StoryStage& stage);
void play_deadline(StoryStage& stage);
/// The clock comes to the real time; what is left behind is looked at.
void play_ending(StoryStage& stage);

/// The id of the contract with that number, as the person's list shows it.
std::string contract_id(StoryPerson& person, const std::string& number);
/// "/api/v1/contracts/<id>"
std::string contract_path(StoryPerson& person, const std::string& number);

}  // namespace madoguchi
