#include "usecase/show_application.h"

#include "usecase/application_menu.h"
#include "usecase/calendar.h"
#include "usecase/list_contracts.h"
#include "usecase/mask.h"
#include "usecase/reissue_content.h"
#include "usecase/revocation_matters.h"

namespace madoguchi {
namespace {

Certificate without_bytes(Certificate certificate) {
  certificate.der.clear();
  return certificate;
}

std::optional<ScheduledRevocation> schedule_of(Work& work, const Application& application) {
  std::optional<ScheduledRevocation> found;
  for (auto& schedule : work.store.certificates.schedules_of(application.contract)) {
    if (schedule.application == application.id) found = std::move(schedule);
  }
  return found;
}

Result<ReissueView> reissue_view(Work& work, const Application& application, const Contract& contract,
                                 const Product& product) {
  auto reissue = TRY(work.store.applications.reissue(application.id));
  // It was read when it was filed; what cannot be read any more is damage to the database, not the caller's fault.
  auto csr = pki::read_csr(to_base64(reissue.csr));
  if (!csr) throw Failure("the request of application " + application.id.value + " cannot be read");
  auto old_certificate = TRY(old_certificate_of(work, reissue));
  if (old_certificate) old_certificate->der.clear();
  ReissueView view{.reissue = std::move(reissue),
                   .old_certificate = std::move(old_certificate),
                   .csr = *std::move(csr),
                   .agreement = work.store.agreements.of_application(application.id),
                   .schedule = schedule_of(work, application)};
  view.csr.der.clear();
  view.csr.spki_der.clear();
  view.reissue.csr.clear();
  view.reissue.spki.clear();
  if (auto issued = work.store.certificates.of_application(application.id)) {
    view.issued = without_bytes(*std::move(issued));
  }
  if (is_end(application.state)) return view;
  const bool replaces = application.kind == ApplicationKind::reissue;
  const auto old_not_after = replaces ? std::optional(view.old_certificate->not_after) : std::nullopt;
  view.expected_not_after = expected_not_after(contract, product, old_not_after, work.now);
  if (!view.old_certificate) return view;
  const auto end = view.reissue.old_certificate_end;
  if (end == OldCertificateEnd::immediate) view.expected_old_end = work.now;
  if (end == OldCertificateEnd::deferred) {
    view.expected_old_end = effective_end(*view.old_certificate, deferred_end(work.now));
  }
  view.warnings = warnings_for(contract, product, calendar_of(work), *view.old_certificate,
                               view.reissue.old_certificate_end, work.now);
  return view;
}

Result<RevocationView> revocation_view(Work& work, const Application& application, const Contract& contract) {
  auto request = TRY(work.store.applications.revocation(application.id));
  RevocationView view{.request = std::move(request), .certificates = {}};
  const RevocationCase matter{.application = application, .request = view.request, .contract = contract};
  for (auto& certificate : certificates_asked_for(work, matter)) {
    // R7: a key may be in certificates of other customers.
    const bool others = certificate.contract != contract.id && work.actor.kind == ActorKind::subscriber;
    if (!others) view.certificates.push_back(without_bytes(std::move(certificate)));
  }
  return view;
}

Result<void> add_content(Work& work, ApplicationPage& page) {
  const auto& application = page.own.application;
  switch (application.kind) {
    case ApplicationKind::contact_change:
      page.contact_change = TRY(contact_change_view(work, application));
      return {};
    case ApplicationKind::reissue:
    case ApplicationKind::continuation:
    case ApplicationKind::first_issue:
      page.reissue = TRY(reissue_view(work, application, page.contract, *page.product));
      return {};
    case ApplicationKind::revocation:
    case ApplicationKind::emergency_revocation:
      page.revocation = TRY(revocation_view(work, application, page.contract));
      return {};
  }
  return {};
}

/// R117
void mask_people(ApplicationPage& page) {
  mask(page.customer_name);
  if (page.filed_by) mask(*page.filed_by);
  if (!page.contact_change) return;
  const auto mask_value = [](std::optional<std::string>& value) {
    if (value) mask(*value);
  };
  for (auto& change : page.contact_change->changes) {
    mask_value(change.before);
    mask_value(change.after);
  }
  for (auto& conflict : page.contact_change->conflicts) {
    mask_value(conflict.wished.before);
    mask_value(conflict.wished.after);
    mask_value(conflict.now);
  }
}

std::map<std::string, std::string> names_of_officers(Work& work, const ApplicationView& own) {
  std::map<std::string, std::string> names;
  const auto add = [&](const std::string& id) {
    if (names.contains(id)) return;
    const auto officer = work.store.officers.get({id});
    names.emplace(id, officer ? officer->name : id);
  };
  if (own.application.filed_by_officer) add(own.application.filed_by_officer->value);
  for (const auto& step : own.steps) {
    if (step.actor_kind == ActorKind::officer && step.actor_id) add(*step.actor_id);
  }
  return names;
}

}  // namespace

Result<ApplicationPage> show_application(Work& work, const ApplicationId& id, Look look) {
  auto found = TRY(visible_application(work, id));
  ApplicationPage page{.own = ApplicationView{.application = std::move(found)}};
  const auto& application = page.own.application;
  page.contract = TRY(work.store.contracts.get(application.contract));
  page.customer_name = TRY(work.store.customers.get(page.contract.customer)).name;
  page.product = &product_in(work.policy(), page.contract.product);
  page.own.steps = work.store.applications.steps(id);
  page.can = application_menu(work, application, page.contract);
  if (application.filed_by_account) {
    const auto account = work.store.accounts.get(*application.filed_by_account);
    if (account) page.filed_by = account->name;
  }
  TRY(add_content(work, page));
  if (work.actor.kind == ActorKind::subscriber) {
    keep_inside(page.own);
  } else {
    page.officer_names = names_of_officers(work, page.own);
  }
  if (!may_read_personal_data(work.actor)) mask_people(page);
  if (look == Look::first) record_event(work, "application.viewed", "application", id.value, page.contract.id);
  return page;
}

}  // namespace madoguchi
