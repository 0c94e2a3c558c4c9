#include "base/result.h"
#include "main/story_chapters.h"

namespace madoguchi {

std::string contract_id(StoryPerson& person, const std::string& number) {
  const auto list = person.get("/api/v1/contracts?q=" + number);
  for (std::size_t i = 0; i < list.size("/contracts"); ++i) {
    const auto line = "/contracts/" + std::to_string(i);
    if (list.text(line + "/number") == number) return list.text(line + "/id");
  }
  throw Failure(person.name() + " does not see " + number + ": " + list.body);
}

std::string contract_path(StoryPerson& person, const std::string& number) {
  return "/api/v1/contracts/" + contract_id(person, number);
}

void play_contracts(StoryStage& stage) {
  auto& hanako = stage.customer("reiji");
  auto& jiro = stage.customer("mihon");
  const auto list = hanako.get("/api/v1/contracts");
  expect(list.size("/contracts") == 2, "two contracts in the list: " + list.body);
  expect(hanako.get("/api/v1/contracts?q=shop").size("/contracts") == 1, "the search to find shop.example.jp");
  stage.tell(hanako.name() + " sees two contracts, and finds one by its name");

  // R7: what belongs to another customer does not exist.
  const auto foreign = contract_path(jiro, "EX-2026-0003");
  hanako.refused_get("contract.not_found", foreign);
  stage.tell(hanako.name() + " asks for another customer's contract: there is none");

  const auto detail = hanako.get(contract_path(hanako, "EX-2026-0002"));
  expect(detail.size("/certificates") == 1, "one certificate in EX-2026-0002");
  expect_can(detail, "contact_change");
  expect_can(detail, "revocation");
  const auto& reissue = can_of(detail, "reissue");
  expect(!reissue.at("allowed").as_bool() && !reissue.at("reason").as_string().empty() &&
             !reissue.at("next").as_string().empty(),
         "a reissue after the window to be refused with its reason and the next step: " + detail.body);
  stage.tell("the menu of EX-2026-0002 refuses a reissue (" + std::string(reissue.at("reason").as_string()) +
             ") and names the next step: " + std::string(reissue.at("next").as_string()));
}

}  // namespace madoguchi
