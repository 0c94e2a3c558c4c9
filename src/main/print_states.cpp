#include "main/print_states.h"

#include <set>

#include "domain/application.h"

namespace madoguchi {
namespace {

struct Kind {
  ApplicationKind kind;
  const char* title;
  const char* about;
};
constexpr Kind kKinds[] = {
    {ApplicationKind::contact_change, "contact_change 担当者変更申請",
     "Reviewed by one officer; complete takes effect in the transaction of approve (R36–R38)."},
    {ApplicationKind::reissue, "reissue 再発行申請, continuation 継続発行 and first_issue 新規発行",
     "Reviewed by one officer, approved by another with no hand in it (R102), issued by the engine (doc/issuance.md)."},
    {ApplicationKind::revocation, "revocation 失効(解約)申請",
     "No 差戻し: nothing stops the 24 hours (R83). Nothing is revoked before the call or a substitute (R80)."},
    {ApplicationKind::emergency_revocation, "emergency_revocation 緊急失効",
     "A compromise claim: at once with standing (R63), else decided by two officers within 24 hours."},
};

std::string picture_of(ApplicationKind kind) {
  std::string out = "```mermaid\nstateDiagram-v2\n";
  std::set<ApplicationState> ends;
  for (const auto& step : steps_of(kind)) {
    out += "  " + std::string(to_text(step.from)) + " --> " + std::string(to_text(step.to)) + ": " +
           std::string(to_text(step.action)) + '\n';
    if (is_end(step.to)) ends.insert(step.to);
  }
  for (const auto end : ends) out += "  " + std::string(to_text(end)) + " --> [*]\n";
  return out + "```\n";
}

std::string table_of(ApplicationKind kind) {
  std::string out = "| from | action | by | to |\n|---|---|---|---|\n";
  for (const auto& step : steps_of(kind)) {
    out += "| " + std::string(to_text(step.from)) + " | " + std::string(to_text(step.action)) + " | " +
           std::string(to_text(step.by)) + " | " + std::string(to_text(step.to)) + " |\n";
  }
  return out;
}

}  // namespace

std::string print_states_document() {
  std::string out =
      "# The states of an application\n\n"
      "Printed by `madoguchi states` from the step tables in `src/domain/application.cpp`; a test compares the two. "
      "An\n"
      "application's state changes only by these steps. `engine` is the machine; `applicant` and `approver_own` are "
      "the\n"
      "customer's own users (R8); the others are the officers' roles (R100). A suspended application (R90) can only "
      "be\n"
      "withdrawn, cancelled or expire.\n";
  for (const auto& kind : kKinds) {
    out += "\n## " + std::string(kind.title) + "\n\n" + kind.about + "\n\n" + picture_of(kind.kind) + '\n' +
           table_of(kind.kind);
  }
  return out;
}

}  // namespace madoguchi
