#pragma once
#include "base/language.h"
#include "base/result.h"
#include "domain/ids.h"
#include "domain/names.h"
#include "sql/connection.h"

namespace madoguchi::store {

enum class MailState : std::uint8_t { queued, sent, failed, expired };

/// A mail, written in the transaction that it reports. Person, role and address are those of then (R128).
struct QueuedMail {
  MailId id;
  std::string message_id;  ///< without angle brackets; one for every try
  std::string mail_template;
  Language language = Language::ja;
  std::string to_address;
  std::string to_name;
  std::string to_role;  ///< account | registrant | technical | billing | applicant | reporter
  std::optional<ContractId> contract{};
  std::optional<ApplicationId> application{};
  std::optional<AccountId> account{};
  std::string subject;
  std::optional<std::string> body{};  ///< absent where it is sealed
  std::optional<Bytes> body_sealed{};
  std::optional<Time> expires_at{};
  MailState state = MailState::queued;
  Time due_at{};
  std::int64_t tries = 0;
  std::optional<std::string> last_answer{};
  Time created_at{};
  std::optional<Time> closed_at{};
};

class MailTable {
 public:
  explicit MailTable(sql::Connection& sql) : sql_(sql) {}
  void add(const QueuedMail& mail);
  /// At most rows_max that are due, each for `lease`: those that expire first of all, they carry what somebody waits
  /// for (a login code); then the others; of each kind those that are due longest.
  std::vector<QueuedMail> claim_due(Time now, Seconds lease, std::int64_t rows_max);
  /// How many mails of a template are due and not sent, counted up to rows_max; those put off after a failed try are
  /// not.
  std::int64_t due_of(std::string_view mail_template, Time now, std::int64_t rows_max);
  /// sent, failed or expired: the sealed body is erased. False if it was closed before.
  bool close(const MailId& id, MailState state, const std::string& answer, Time at);
  void postpone(const MailId& id, const std::string& answer, Time due_at);
  std::vector<QueuedMail> of_application(const ApplicationId& application);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store

namespace madoguchi {
template <>
struct Names<store::MailState> {
  static constexpr auto values = std::to_array<std::pair<store::MailState, std::string_view>>({
      MADOGUCHI_NAME(store::MailState, queued),
      MADOGUCHI_NAME(store::MailState, sent),
      MADOGUCHI_NAME(store::MailState, failed),
      MADOGUCHI_NAME(store::MailState, expired),
  });
};
}  // namespace madoguchi
