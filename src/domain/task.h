#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// Why something waits for a person.
enum class TaskKind : std::uint8_t {
  review,           ///< an application to be reviewed
  approve,          ///< a second person is needed
  call,             ///< 電話確認
  second_decision,  ///< the second of two officers (R83)
  decide_claim,     ///< a compromise claim without standing (R63)
  look_over,        ///< a revocation by one officer, looked over on the next working day (R102)
  enquiry,
  issue_halted,      ///< the lint or a rule refuses to issue
  late,              ///< a legal deadline has passed
  mail_failed,       ///< contact unreachable (R108)
  alarm,             ///< the machine could not do what it must
  mailbox_recovery,  ///< a customer cannot read its codes any more (R9)
};
template <>
struct Names<TaskKind> {
  static constexpr auto values = std::to_array<std::pair<TaskKind, std::string_view>>({
      MADOGUCHI_NAME(TaskKind, review),
      MADOGUCHI_NAME(TaskKind, approve),
      MADOGUCHI_NAME(TaskKind, call),
      MADOGUCHI_NAME(TaskKind, second_decision),
      MADOGUCHI_NAME(TaskKind, decide_claim),
      MADOGUCHI_NAME(TaskKind, look_over),
      MADOGUCHI_NAME(TaskKind, enquiry),
      MADOGUCHI_NAME(TaskKind, issue_halted),
      MADOGUCHI_NAME(TaskKind, late),
      MADOGUCHI_NAME(TaskKind, mail_failed),
      MADOGUCHI_NAME(TaskKind, alarm),
      MADOGUCHI_NAME(TaskKind, mailbox_recovery),
  });
};

struct Task {
  TaskId id;
  TaskKind kind = TaskKind::review;
  std::optional<ApplicationId> application{};
  std::optional<EnquiryId> enquiry{};
  std::optional<ContractId> contract{};
  std::string detail;  ///< ids and keys, no personal data
  Time opened_at{};
  std::optional<Time> due_at{};
  std::optional<OfficerId> assigned_to{};
  std::optional<OfficerId> claimed_by{};
  std::optional<Time> claim_until{};
  std::int64_t escalation = 0;
  std::optional<Time> closed_at{};
  std::int64_t version = 1;
};

}  // namespace madoguchi
