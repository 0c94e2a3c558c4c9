#pragma once
#include "domain/contact_rules.h"
#include "usecase/record.h"
#include "usecase/script_line.h"

/// 担当者変更申請 (R25–R45): filed, corrected, shown. Review, send-back, rejection and withdrawal are those of every
/// application (usecase/review_application.h); the approval is in usecase/approve_contact_change.h.
namespace madoguchi {

struct SubmitContactChange {
  ContractId contract;
  std::vector<ContactEdit> edits{};            ///< one for each role that changes
  std::optional<std::int64_t> version_seen{};  ///< of the contract, if the caller names it (R23)
};

/// What would be filed: the difference as it will be stored, and what to be warned of (R30, R35).
struct ContactChangePreview {
  std::vector<FieldChange> changes;
  std::vector<std::string> warnings;  ///< keys
};
/// Refuses
/// - not_found, forbidden (R7, R8), account.held (R16), stale record.changed;
/// - policy as may_change_contacts() says: contract.not_in_force (R25), contract.disputed, contract.cancelling,
///   conflict application.already_open (R95);
/// - contact.organization_read_only (R31), contact.not_by_application (申請者), invalid with every field at
///   "/contacts/<role>/<field>", policy contact_change.nothing_changed (R35).
Result<ContactChangePreview> preview_contact_change(Work& work, const SubmitContactChange& command);
/// Files it: contact data stay as they are until it is approved (R36). Accepted at once, or waits for the customer's
/// own approval (R8).
Result<ApplicationId> submit_contact_change(Work& work, const SubmitContactChange& command);

/// The correction after a send-back: the first date stays, the difference is taken anew against what stands on file
/// today, ticks of the checklist are cleared.
struct ResubmitContactChange {
  ApplicationId id;
  std::int64_t version = 0;
  std::vector<ContactEdit> edits{};
};
Result<Application> resubmit_contact_change(Work& work, const ResubmitContactChange& command);

/// The content of the application, for whoever decides or asks.
struct ContactChangeView {
  std::vector<FieldChange> changes;
  std::vector<ThreeWay> conflicts;   ///< what the desk corrected meanwhile (R44); empty once it is closed
  bool verification_needed = false;  ///< R40
  bool verified = false;
  bool revocation_open = false;       ///< calls for it use the number of before (R40, R91)
  std::vector<std::string> warnings;  ///< keys
  std::vector<ScriptLine> script;     ///< where somebody is called (R40); empty otherwise, and once it is closed
};
/// Refuses not_found for an application of another kind.
Result<ContactChangeView> contact_change_view(Work& work, const Application& application);

/// What an approval binds to (R102).
CanonicalJson contact_change_content(const ContractId& contract, const std::vector<FieldChange>& changes);

/// R40: was the change confirmed on a verified number that stood on file before the application?
bool is_contact_change_verified(Work& work, const Application& application);
/// How such a confirmation names its number in Evidence::source.
std::string verification_source(const VerifiedNumberId& number);

}  // namespace madoguchi
