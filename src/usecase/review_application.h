#pragma once
#include <optional>
#include <string>

#include "usecase/record.h"

/// The steps of a review, for the kinds that have one: contact change, reissue, continuation. Every command names the
/// version that the officer saw: stale "record.changed" otherwise. Beside what is said there, they refuse as take_step
/// does: wrong state, wrong role, a second person is needed.
namespace madoguchi {

inline constexpr std::size_t kOfficerTextPointsMax = 2000;

struct StartReview {
  ApplicationId id;
  std::int64_t version = 0;
};
Result<Application> start_review(Work& work, const StartReview& command);

/// 差戻し: `customer_text` says what to correct and goes out by mail; the answer must come within
/// policy.correction_days (R98).
struct SendBack {
  ApplicationId id;
  std::int64_t version = 0;
  std::string customer_text;  ///< required
  std::string internal_note;
  std::optional<LegalCause> legal_cause{};  ///< found already: its clock runs while the customer corrects (R121)
  std::optional<Time> known_since{};
};
Result<Application> send_back(Work& work, const SendBack& command);

/// 却下. Three texts, of which only the first can leave the desk (R97).
struct RejectApplication {
  ApplicationId id;
  std::int64_t version = 0;
  std::string customer_text;    ///< required
  std::string decision_reason;  ///< required (R103)
  std::string internal_note;
};
Result<Application> reject_application(Work& work, const RejectApplication& command);

/// 審査済 (reissue, continuation): the checklist is complete, and the legal cause is classified (R121). A cause leaves
/// no room for 後日失効: refused policy "reissue.legal_cause_forbids_deferred"; the customer corrects the choice, or
/// staff revoke. It also sets the deadline of the old certificate's revocation, from `known_since`.
struct PassReview {
  ApplicationId id;
  std::int64_t version = 0;
  std::optional<LegalCause> legal_cause{};  ///< required
  std::optional<Time> known_since{};        ///< when we learned of the cause; absent: with the application
  std::string internal_note;
};
Result<Application> pass_review(Work& work, const PassReview& command);

/// R121: notes the cause and brings the application's deadline forward to what follows from it, never back.
void note_legal_cause(Application& application, LegalCause cause, const std::optional<Time>& known_since);
/// An application with the deadline of a legal cause has ended without a revocation: it goes on as a task of its
/// contract (usecase/legal_alarm.h), whatever was corrected since.
void keep_legal_clock(Work& work, const Application& ended);

/// The second person is not content.
struct ReturnToReview {
  ApplicationId id;
  std::int64_t version = 0;
  std::string internal_note;  ///< required: what is missing
};
Result<Application> return_to_review(Work& work, const ReturnToReview& command);

}  // namespace madoguchi
