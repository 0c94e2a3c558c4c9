#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/application.h"
#include "domain/contract.h"
#include "domain/policy.h"

/// The one thing that a customer should do next with a contract (R19, R22). Pure. What it names may still be refused to
/// this very caller (R8, R16, R122): the menu of the detail says so.
namespace madoguchi {

enum class NextAction : std::uint8_t {
  correct_application,     ///< 差戻し: the desk waits for a correction (R98)
  approve_application,     ///< 社内承認待ち: a second user of the customer has to agree (R8)
  prepare_for_revocation,  ///< a certificate will be revoked: the server needs another one by then (R59, R92)
  continue_certificate,    ///< 継続発行: the contract outlives its last certificate (R68)
  renew_contract,          ///< 更新受付中 (R110)
  wait,                    ///< an application is with the authority
  none,
};
template <>
struct Names<NextAction> {
  static constexpr auto values = std::to_array<std::pair<NextAction, std::string_view>>({
      MADOGUCHI_NAME(NextAction, correct_application),
      MADOGUCHI_NAME(NextAction, approve_application),
      MADOGUCHI_NAME(NextAction, prepare_for_revocation),
      MADOGUCHI_NAME(NextAction, continue_certificate),
      MADOGUCHI_NAME(NextAction, renew_contract),
      MADOGUCHI_NAME(NextAction, wait),
      MADOGUCHI_NAME(NextAction, none),
  });
};
/// Something waits for the customer: what the list's 対応が必要 finds.
constexpr bool waits_for_customer(NextAction action) {
  return action != NextAction::wait && action != NextAction::none;
}

struct NextStep {
  NextAction action = NextAction::none;
  std::optional<Time> deadline{};              ///< it should be done by then; may have passed
  std::optional<ApplicationId> application{};  ///< the one to correct, to approve, or that is under way
  bool operator==(const NextStep&) const = default;
};

/// A certificate that is not revoked, and when it will be.
struct CertificateOutlook {
  Time not_after{};
  std::optional<Time> revocation_due{};  ///< of the pending schedule
};

/// In the order of NextAction: of several steps the first one counts; of one kind the one with the earliest deadline.
/// Nothing waits for the customer in a contract that ended, was cancelled or renewed. `open` are the open applications
/// (id, kind, state and answer_until suffice), oldest first.
NextStep next_step(const Contract& contract, const Product& product, const std::vector<Application>& open,
                   const std::vector<CertificateOutlook>& certificates, Time now);

}  // namespace madoguchi
