#include "usecase/show_contract.h"

#include <algorithm>
#include <iterator>

#include "domain/contact_rules.h"
#include "domain/reissue_rules.h"
#include "usecase/desk_contract_menu.h"
#include "usecase/list_contracts.h"
#include "usecase/mask.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// The pending schedule of a certificate, else the one that was closed last.
std::optional<ScheduledRevocation> schedule_of(const std::vector<ScheduledRevocation>& schedules,
                                               const CertificateId& certificate) {
  std::optional<ScheduledRevocation> found;
  for (const auto& schedule : schedules) {
    if (schedule.certificate != certificate) continue;
    const bool pending = schedule.state == ScheduleState::pending;
    if (!found || pending || found->state != ScheduleState::pending) found = schedule;
  }
  return found;
}

CertificateView view_of(const ContractFacts& facts, const Certificate& certificate, const CallerStanding& caller,
                        Time now) {
  CertificateView view{.certificate = certificate, .schedule = schedule_of(facts.schedules, certificate.id)};
  const bool pending = view.schedule && view.schedule->state == ScheduleState::pending;
  view.state = state_at(certificate, pending, now);
  view.ends_at = certificate.not_after;
  if (pending) view.ends_at = effective_end(certificate, view.schedule->due_at);
  if (certificate.revoked_at) view.ends_at = std::min(view.ends_at, *certificate.revoked_at);
  view.can = certificate_menu(facts, certificate, caller, now);
  return view;
}

/// As the list reads it (store/contract_list.cpp).
NextStep next_step_of(const ContractFacts& facts, Time now) {
  std::vector<Application> open;
  std::ranges::copy_if(facts.applications, std::back_inserter(open), [](const auto& one) { return !one.closed_at; });
  std::vector<CertificateOutlook> outlooks;
  for (const auto& certificate : facts.certificates) {
    if (certificate.revoked_at) continue;
    const auto schedule = schedule_of(facts.schedules, certificate.id);
    const bool pending = schedule && schedule->state == ScheduleState::pending;
    outlooks.push_back({.not_after = certificate.not_after,
                        .revocation_due = pending ? std::optional(schedule->due_at) : std::nullopt});
  }
  return next_step(facts.contract, facts.product, open, outlooks, now);
}

/// What two officers consider between themselves (R83).
bool is_deliberation(const store::ApplicationHistory& step) {
  return step.action == ApplicationAction::propose_revoke || step.action == ApplicationAction::propose_reject ||
         step.action == ApplicationAction::return_proposal;
}

}  // namespace

void keep_inside(ApplicationView& view) {
  auto& application = view.application;
  const bool revokes =
      application.kind == ApplicationKind::revocation || application.kind == ApplicationKind::emergency_revocation;
  if (revokes && application.state != ApplicationState::rejected) application.customer_text.reset();
  application.decision_reason.reset();
  application.legal_cause.reset();
  application.filed_by_officer = application.filed_by_officer ? std::optional(OfficerId{}) : std::nullopt;
  std::erase_if(view.steps, is_deliberation);
  for (auto& step : view.steps) {
    step.internal_note.reset();
    if (step.actor_kind == ActorKind::officer) step.actor_id.reset();
  }
}

CallerStanding standing_of(const Work& work, const Contract& contract) {
  return {.may_file = require_may_file(work, contract).has_value(),
          .officer = work.actor.kind == ActorKind::officer,
          .held = under_hold(work.actor, work.now),
          .held_until = work.actor.held_until};
}

Result<ContractView> show_contract(Work& work, const ContractId& id, Look look) {
  auto rows = TRY(work.store.contract_detail.get(id, work.now));
  const bool subscriber = work.actor.kind == ActorKind::subscriber;
  if (subscriber && work.actor.mandate_for(rows.contract.customer) == nullptr) {
    return refuse(ErrorCode::not_found, "contract.not_found");  // R7
  }
  const auto& product = product_in(work.policy(), rows.contract.product);
  const ContractFacts facts{.contract = rows.contract,
                            .product = product,
                            .certificates = rows.certificates,
                            .schedules = rows.schedules,
                            .applications = rows.applications,
                            .cancelling = rows.cancelling,
                            .disputed = rows.disputed,
                            .grant_open = rows.grant_open};
  const auto caller = standing_of(work, rows.contract);
  ContractView view{.customer_name = std::move(rows.customer_name),
                    .product = &product,
                    .status = status_at(rows.contract, product, work.now),
                    .days_left = days_left(rows.contract, work.now),
                    .renewal_opens_at = renewal_opens_at(rows.contract, product),
                    .next_step = next_step_of(facts, work.now),
                    .disputed = rows.disputed,
                    .can = contract_menu(facts, caller, work.now)};
  if (caller.officer) std::ranges::move(desk_contract_menu(work, facts), std::back_inserter(view.can));
  for (auto certificate = rows.certificates.rbegin(); certificate != rows.certificates.rend(); ++certificate) {
    view.certificates.push_back(view_of(facts, *certificate, caller, work.now));
  }
  for (auto application = rows.applications.rbegin(); application != rows.applications.rend(); ++application) {
    ApplicationView own{.application = *application, .steps = std::move(rows.steps[application->id])};
    if (subscriber) keep_inside(own);
    view.applications.push_back(std::move(own));
  }
  view.contacts = std::move(rows.contacts);
  std::ranges::sort(view.contacts, {}, &Contact::role);
  if (nobody_is_notified(view.contacts)) view.warnings.emplace_back("contact.nobody_is_notified");
  if (rows.unreachable) view.warnings.emplace_back("contact.unreachable");
  if (!subscriber) view.numbers = work.store.contacts.numbers(id);
  view.contract = std::move(rows.contract);
  if (!may_read_personal_data(work.actor)) {
    mask(view.customer_name);
    for (auto& contact : view.contacts) mask_contact(contact);
    for (auto& number : view.numbers) mask(number.phone);
  }
  if (look == Look::first) record_event(work, "contract.viewed", "contract", id.value, id);
  return view;
}

}  // namespace madoguchi
