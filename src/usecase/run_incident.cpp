#include "usecase/run_incident.h"

#include <algorithm>

#include "base/assert.h"
#include "mail/names.h"
#include "store/incident_table.h"
#include "usecase/execute_revocation.h"
#include "usecase/plan_incident.h"

namespace madoguchi {
namespace {

constexpr std::string_view kNoticeTemplate = "incident_revoked";
constexpr std::int64_t kNoticeLinesMax = 12;  // certificates named in one mail: the list of contracts shows every one

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

/// As SQL's LOWER() folds on both databases.
std::string ascii_lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

/// The contact of `contract` with that address, if there still is one.
std::optional<Contact> contact_at(Work& work, const ContractId& contract, const std::string& address) {
  for (const auto role : {ContactRole::registrant, ContactRole::technical}) {
    auto contact = work.store.contacts.current(contract, role);
    if (contact && ascii_lower(contact->mail) == address) return contact;
  }
  return {};
}

/// One mail for the address, in the language of one of its contacts. False where nobody hit has that address any more:
/// whoever took the place is told instead, and an event says so.
bool queue_notice(Work& work, const Incident& incident, const std::string& address) {
  store::IncidentNoticeTable notices(work.store.sql);
  if (!notices.queued(incident.id, address, work.now)) return false;
  notices.add_successors(incident, address);
  const auto hits = notices.hits_of(incident, address, kNoticeLinesMax);
  const auto contact = hits.certificates > 0 ? contact_at(work, hits.contract, address) : std::nullopt;
  if (!contact) {
    record_event(work, "incident.address_replaced", "incident", incident.id.value, {},
                 CanonicalJson().text("address", work.office.secret.keyed_digest(purpose::event_person, address)));
    return false;
  }
  std::string serials;
  for (const auto& line : hits.lines) serials += (serials.empty() ? "" : "\n") + line;
  const auto to = recipient_of(*contact);
  queue_mail(work, to, kNoticeTemplate,
             {{"count", std::to_string(hits.certificates)},
              {"serials", serials},
              {"reason", name_in(work.office.catalogue, to.language, incident.reason)},
              {"revoked_at", format_jst(incident.executed_at.value())},
              {"incident", incident.number}},
             {.contract = contact->contract});
  return true;
}

Result<std::int64_t> queue_notices(Work& work, const IncidentId& id) {
  store::IncidentTable incidents(work.store.sql);
  store::IncidentNoticeTable notices(work.store.sql);
  auto incident = TRY(incidents.get(id));
  if (incident.state != IncidentState::executed || incident.notices_done_at || work.now < incident.notice_due_at) {
    return 0;
  }
  // A relay that does not keep up is not given more: they would stand before every other mail of the house.
  if (work.store.mails.due_of(kNoticeTemplate, work.now, kNoticesAtOnce + 1) > kNoticesAtOnce) return 0;
  incident.notice_due_at = work.now + kNoticesRestSeconds;
  incident = TRY(incidents.update(std::move(incident)));  // first: a second node's step ends here
  const auto waiting = notices.waiting(id, kNoticesAtOnce);
  for (const auto& address : waiting) incident.notices_queued += queue_notice(work, incident, address) ? 1 : 0;
  if (notices.waiting(id, 1).empty()) incident.notices_done_at = work.now;
  TRY(incidents.update(std::move(incident)));
  return std::max<std::int64_t>(std::ssize(waiting), 1);
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
