#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

using MailboxRecoveryId = Id<struct MailboxRecoveryTag>;

/// How far the recovery of a lost mailbox is (R9).
enum class RecoveryState : std::uint8_t {
  requested,  ///< waits for the call
  confirmed,  ///< by the registrant, on a number that stood on file; waits for a second officer
  done,       ///< the codes go to the new address
  rejected,
};
template <>
struct Names<RecoveryState> {
  static constexpr auto values = std::to_array<std::pair<RecoveryState, std::string_view>>({
      MADOGUCHI_NAME(RecoveryState, requested),
      MADOGUCHI_NAME(RecoveryState, confirmed),
      MADOGUCHI_NAME(RecoveryState, done),
      MADOGUCHI_NAME(RecoveryState, rejected),
  });
};

/// A customer's person cannot read the mailbox of its codes any more, so no code can prove anything: the registrant
/// does, by telephone, and two officers (R9).
struct MailboxRecovery {
  MailboxRecoveryId id;
  AccountId account;
  std::string new_address;
  std::string reason;  ///< how it was asked for; internal
  RecoveryState state = RecoveryState::requested;
  OfficerId opened_by;
  Time opened_at{};
  std::optional<VerifiedNumberId> number{};
  std::optional<std::string> person{};  ///< spoken to
  std::optional<std::string> note{};
  std::optional<OfficerId> called_by{};
  std::optional<Time> called_at{};
  std::optional<OfficerId> decided_by{};
  std::optional<Time> closed_at{};
  std::int64_t version = 1;
};

}  // namespace madoguchi
