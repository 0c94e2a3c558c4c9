#include "usecase/run_incident.h"

#include <algorithm>

#include "base/assert.h"
#include "mail/names.h"
#include "store/incident_table.h"
#include "usecase/execute_revocation.h"
#include "usecase/plan_incident.h"

namespace madoguchi {
namespace {

/// What the items' own applications asked for has happened (as execute_revocation ends one that finds nothing left).
Result<void> close_application(Work& work, const std::string& id) {
  auto application = TRY(work.store.applications.get({id}));
  const auto action =
      application.kind == ApplicationKind::emergency_revocation ? ApplicationAction::expire : ApplicationAction::cancel;
  const auto ended =
      TRY(take_engine_step(work, std::move(application), action, {.decision_reason = "revocation.revoked_first"}));
  return resume_others(work, ended);
}

void note_executed(Work& work, const Incident& incident) {
  record_event(work, "incident.executed", "incident", incident.id.value, {},
               CanonicalJson().number("revoked", incident.revoked).number("skipped", incident.skipped));
}

std::string serials_for(Work& work, const Incident& incident, const Contact& contact) {
  std::string text;
  for (const auto& certificate : work.store.certificates.of_contract(contact.contract)) {
    if (certificate.revoked_at < incident.approved_at || text.size() > 600) continue;
    text += (text.empty() ? "" : "\n") + certificate.serial + "  " + certificate.common_name;
  }
  return text;
}

/// As SQL's LOWER() folds on both databases.
std::string ascii_lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

/// One mail for the address, in the language of one of its contacts.
Result<void> queue_notice(Work& work, const Incident& incident, const store::IncidentNotice& notice) {
  if (!store::IncidentNoticeTable(work.store.sql).queued(incident.id, notice.address, work.now)) return {};
  const auto contacts = work.store.contacts.current(notice.contract);
  const auto contact =
      std::ranges::find(contacts, notice.address, [](const Contact& each) { return ascii_lower(each.mail); });
  if (contact == contacts.end()) return {};  // changed since: who is contact now was not when it was revoked
  const auto to = recipient_of(*contact);
  queue_mail(work, to, "incident_revoked",
             {{"count", std::to_string(notice.certificates)},
              {"serials", serials_for(work, incident, *contact)},
              {"reason", name_in(work.office.catalogue, to.language, incident.reason)},
              {"revoked_at", format_jst(incident.executed_at.value())},
              {"incident", incident.number}},
             {.contract = contact->contract});
  return {};
}

Result<std::int64_t> queue_notices(Work& work, const IncidentId& id) {
  store::IncidentTable incidents(work.store.sql);
  auto incident = TRY(incidents.get(id));
  if (incident.state != IncidentState::executed || incident.notices_done_at || work.now < incident.notice_due_at) {
    return 0;
  }
  const auto waiting = store::IncidentNoticeTable(work.store.sql).waiting(id, kNoticesAtOnce);
  incident.notices_queued += std::ssize(waiting);
  incident.notice_due_at = work.now + kNoticesRestSeconds;
  if (std::ssize(waiting) < kNoticesAtOnce) incident.notices_done_at = work.now;
  incident = TRY(incidents.update(std::move(incident)));  // first: a second node's step ends here
  for (const auto& notice : waiting) TRY(queue_notice(work, incident, notice));
  return std::ssize(waiting);
}

Result<std::int64_t> look_at_lists(Work& work, const IncidentId& id) {
  store::IncidentTable incidents(work.store.sql);
  auto incident = TRY(incidents.get(id));
  if (incident.state != IncidentState::executed) return 0;
  const bool out = !incident.published_at && store::IncidentNoticeTable(work.store.sql).is_published(incident);
  if (out) {
    incident.published_at = work.now;
    const bool late = work.now > incident.deadline_at;
    record_event(work, late ? "incident.published_late" : "incident.published", "incident", id.value, {});
  }
  const bool done = incident.published_at && incident.notices_done_at;
  if (!out && !done) return 0;
  if (done) incident.state = IncidentState::done;
  TRY(incidents.update(std::move(incident)));
  return 1;
}

/// A step that another node has taken meanwhile is no fault.
template <typename Body>
std::int64_t in_one(const Office& office, Time now, Body body) {
  const auto done = transact(office, now, Actor::the_engine(), body);
  if (done) return *done;
  if (done.error().code != ErrorCode::stale) {
    throw Failure("a step of an incident was refused: " + done.error().message);
  }
  return 0;
}

std::int64_t finish_plan(const Office& office, const Incident& incident, Time now) {
  const auto measured = look(office, now, Actor::the_engine(),
                             [&](Work& work) -> Result<IncidentPlan> { return measure_plan(work, incident); });
  require(measured.has_value(), "measuring a plan cannot be refused");
  return in_one(office, now, [&](Work& work) { return keep_plan(work, incident, *measured); });
}

}  // namespace

Result<std::int64_t> run_incident_batch(Work& work, const IncidentId& id, std::int64_t batch_size) {
  store::IncidentTable incidents(work.store.sql);
  auto incident = TRY(incidents.get(id));
  if (incident.state != IncidentState::approved) return 0;
  const auto from = incident.next_position, until = std::min(from + batch_size - 1, incident.plan.items);
  store::IncidentBatch batch(work.store.sql, incident, from, until, work.now);
  if (!batch.take()) return 0;
  const bool compromise = incident.reason == RevocationReason::key_compromise;
  batch.take_change_numbers();
  if (compromise) batch.tighten();
  batch.revoke();
  const auto revoked = batch.set_results();
  batch.close_schedules();
  batch.add_events(new_id_text(work.random()));
  batch.add_notices();
  for (const auto& application : batch.open_applications()) TRY(close_application(work, application));
  if (compromise) {
    batch.block_keys("incident " + incident.number);
    for (const auto& key : batch.keys_asked_for()) TRY(cancel_those_asking_for(work, key));
  }
  incident.next_position = until + 1;
  incident.revoked += revoked;
  incident.skipped += until - from + 1 - revoked;
  if (until == incident.plan.items) {
    incident.state = IncidentState::executed;
    incident.executed_at = work.now;
    note_executed(work, incident);
  }
  TRY(incidents.update(std::move(incident)));
  return until - from + 1;
}

std::vector<Incident> unfinished_incidents(const Office& office, Time now) {
  const auto found = look(office, now, Actor::the_engine(), [](Work& work) -> Result<std::vector<Incident>> {
    return store::IncidentTable(work.store.sql).unfinished();
  });
  require(found.has_value(), "reading incidents cannot be refused");
  return *found;
}

std::int64_t step_incident(const Office& office, const Incident& incident, Time now, std::int64_t batch) {
  const auto& id = incident.id;
  switch (incident.state) {
    case IncidentState::planning:
      if (is_gathered(incident)) return finish_plan(office, incident, now);
      return in_one(office, now, [&](Work& work) { return make_plan_slice(work, id); });
    case IncidentState::approved:
      return in_one(office, now, [&](Work& work) { return run_incident_batch(work, id, batch); });
    case IncidentState::executed:
      return in_one(office, now, [&](Work& work) { return queue_notices(work, id); }) +
             in_one(office, now, [&](Work& work) { return look_at_lists(work, id); });
    default:
      return 0;
  }
}

}  // namespace madoguchi
