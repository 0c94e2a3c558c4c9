// What tests see of an ExampleCounter's tables.
#include "support/example_lines.h"

#include <algorithm>

#include "pki/digest.h"
#include "support/example_counter.h"

namespace madoguchi {

std::string sorted_lines(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::vector<store::QueuedMail> ExampleCounter::all_mails() const {
  auto connection = office().pool.lend();
  std::vector<store::QueuedMail> mails;
  for (const auto& row :
       connection->query("SELECT id, template, to_address, to_role, subject, body, language, body_sealed, created_at "
                         "FROM mail "
                         "ORDER BY created_at, template, to_role, id")) {
    mails.push_back({.id = {row.text(0)},
                     .mail_template = row.text(1),
                     .language = parse_language(row.text(6)).value(),
                     .to_address = row.text(2),
                     .to_role = row.text(3),
                     .subject = row.text(4),
                     .body = row.maybe_text(5),
                     .body_sealed = row.maybe_bytes(7),
                     .created_at = row.time(8)});
  }
  return mails;
}

std::string ExampleCounter::tasks() const {
  std::vector<std::string> lines;
  auto connection = office().pool.lend();
  for (const auto& row : connection->query("SELECT kind, detail FROM task WHERE closed_at IS NULL")) {
    lines.push_back(row.text(1).empty() ? row.text(0) : row.text(0) + " " + row.text(1));
  }
  return sorted_lines(std::move(lines));
}

std::int64_t ExampleCounter::rows(const std::string& table) const {
  auto connection = office().pool.lend();
  return connection->query("SELECT COUNT(*) FROM " + table).front().number(0);
}

std::string ExampleCounter::snapshot() const {
  // Leases are no state: a job that failed half-way may keep one. Nor are attempts and when a session was last seen.
  static const std::vector<std::pair<std::string, std::string>> tables = {
      {"account", "id || version || otp_address || COALESCE(password_hash, '') || COALESCE(held_until, 0)"},
      {"officer", "id || version || totp_step_used"},
      {"login", "id || code_digest || tries_left || COALESCE(closed_at, 0)"},
      {"session", "token_digest || id || COALESCE(reauthenticated_at, 0) || COALESCE(ended_at, 0)"},
      {"password_reset", "id || tries_left || COALESCE(closed_at, 0)"},
      {"address_change", "id || tries_left || COALESCE(closed_at, 0) || COALESCE(cancelled_at, 0)"},
      {"membership", "account_id || customer_id || role || COALESCE(mandate_until, 0)"},
      {"mailbox_recovery", "id || state || version"},
      {"blocked_key", "spki_sha256"},
      {"weak_key", "list"},
      {"application", "id || state || version || content_digest || COALESCE(approved_digest, '')"},
      {"application_step", "application_id || position || action"},
      {"reissue", "application_id || spki_sha256 || old_certificate_end"},
      {"revocation_request", "application_id || reason || COALESCE(basis, '')"},
      {"agreement_acceptance", "application_id"},
      {"checklist_tick", "application_id || item"},
      {"evidence", "id"},
      {"reissue_grant", "id || COALESCE(used_by_application, '') || COALESCE(closed_at, 0)"},
      {"task", "id || COALESCE(closed_at, 0)"},
      {"contract", "id || state || version"},
      {"contact", "id || COALESCE(valid_until, 0)"},
      {"certificate", "id || COALESCE(revoked_at, 0)"},
      {"issuance", "id || state || failures"},
      {"scheduled_revocation", "id || state || due_at"},
      {"revocation", "serial || reason || COALESCE(published_number, 0)"},
      {"mail", "id || state"},
      {"event", "id"},
      {"incident", "id || state || version"},
      {"incident_criterion", "incident_id || kind || value"},
      {"incident_contributor", "incident_id || officer_id"},
      {"incident_item", "incident_id || plan || position || result"},
      {"incident_notice", "incident_id || address || COALESCE(queued_at, 0)"},
      {"enquiry", "id || version"},
      {"call_record", "id"},
      {"idempotency", "idempotency_key"}};
  auto connection = office().pool.lend();
  std::string all;
  for (const auto& [table, columns] : tables) {
    std::vector<std::string> lines;
    for (const auto& row : connection->query("SELECT " + columns + " FROM " + table)) lines.push_back(row.text(0));
    all += table + "\n" + sorted_lines(std::move(lines));
  }
  return sha256_hex(view_of(all));
}

}  // namespace madoguchi
