#include "store/mail_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define MAIL_COLUMNS                                                                                            \
  "id, message_id, template, language, to_address, to_name, to_role, contract_id, application_id, account_id, " \
  "subject, body, body_sealed, expires_at, state, due_at, tries, last_answer, created_at, closed_at"

QueuedMail read(const sql::Row& row) {
  return QueuedMail{.id = {row.text(0)},
                    .message_id = row.text(1),
                    .mail_template = row.text(2),
                    .language = parse_language(row.text(3)).value_or(Language::ja),
                    .to_address = row.text(4),
                    .to_name = row.text(5),
                    .to_role = row.text(6),
                    .contract = maybe_id_at<ContractId>(row, 7),
                    .application = maybe_id_at<ApplicationId>(row, 8),
                    .account = maybe_id_at<AccountId>(row, 9),
                    .subject = row.text(10),
                    .body = row.maybe_text(11),
                    .body_sealed = row.maybe_bytes(12),
                    .expires_at = row.maybe_time(13),
                    .state = name_at<MailState>(row, 14),
                    .due_at = row.time(15),
                    .tries = row.number(16),
                    .last_answer = row.maybe_text(17),
                    .created_at = row.time(18),
                    .closed_at = row.maybe_time(19)};
}

}  // namespace

void MailTable::add(const QueuedMail& m) {
  sql_.execute("INSERT INTO mail (" MAIL_COLUMNS
               ", leased_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
               "$18, $19, $20, 0)",
               {m.id,      m.message_id, m.mail_template, to_text(m.language), m.to_address,
                m.to_name, m.to_role,    m.contract,      m.application,       m.account,
                m.subject, m.body,       m.body_sealed,   m.expires_at,        to_text(m.state),
                m.due_at,  m.tries,      m.last_answer,   m.created_at,        m.closed_at});
}

std::vector<QueuedMail> MailTable::claim_due(Time now, Seconds lease, std::int64_t rows_max) {
  // Two statements, each in the words of its index: one that sorted both kinds would read all that wait.
  const auto claim = [&](std::string_view which, std::int64_t rows) {
    return all_of(sql_.query("UPDATE mail SET leased_until = $1 WHERE id IN (SELECT id FROM mail WHERE state = "
                             "'queued' AND due_at <= $2 AND leased_until <= $2 " +
                                 std::string(which) +
                                 "ORDER BY due_at LIMIT $3) AND leased_until <= $2 AND state = 'queued' "
                                 "RETURNING " MAIL_COLUMNS,
                             {now + lease, now, rows}),
                  read);
  };
  auto claimed = claim("AND expires_at IS NOT NULL ", rows_max);
  if (const auto room = rows_max - std::ssize(claimed); room > 0) {
    for (auto& mail : claim("", room)) claimed.push_back(std::move(mail));
  }
  return claimed;
}

std::int64_t MailTable::due_of(std::string_view mail_template, Time now, std::int64_t rows_max) {
  return sql_
      .query(
          "SELECT COUNT(*) FROM (SELECT 1 FROM mail WHERE state = 'queued' AND template = $1 AND due_at <= $2 "
          "LIMIT $3) AS counted",
          {mail_template, now, rows_max})
      .front()
      .number(0);
}

bool MailTable::close(const MailId& id, MailState state, const std::string& answer, Time at) {
  return sql_.execute(
             "UPDATE mail SET state = $1, last_answer = $2, closed_at = $3, body_sealed = NULL, tries = tries + 1 "
             "WHERE id = $4 AND state = 'queued'",
             {to_text(state), answer, at, id}) == 1;
}

void MailTable::postpone(const MailId& id, const std::string& answer, Time due_at) {
  sql_.execute(
      "UPDATE mail SET due_at = $1, last_answer = $2, tries = tries + 1, leased_until = 0 WHERE id = $3 "
      "AND state = 'queued'",
      {due_at, answer, id});
}

std::vector<QueuedMail> MailTable::of_application(const ApplicationId& application) {
  return all_of(
      sql_.query("SELECT " MAIL_COLUMNS " FROM mail WHERE application_id = $1 ORDER BY created_at, id", {application}),
      read);
}

}  // namespace madoguchi::store
