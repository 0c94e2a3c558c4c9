#include "usecase/show_example.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "secret/seal.h"
#include "secret/totp.h"
#include "usecase/move_clock.h"

namespace madoguchi {
namespace {

Result<void> require_example(Work& work) {
  const auto service = work.store.service.get();
  if (!service || !service->example) return refuse(ErrorCode::wrong_state, "example.not_an_example");
  return {};
}

ExampleOfficer officer_now(Work& work, const Officer& officer) {
  const auto seconds = work.now.time_since_epoch().count();
  const auto step = seconds / kTotpStepSeconds;
  // A step is good once, and the next one is taken already: who logs in twice in 30 s gets that.
  const auto good = std::max(step, officer.totp_step_used + 1);
  ExampleOfficer out{.login_id = officer.login_id, .roles = officer.roles};
  out.seconds_left = kTotpStepSeconds - seconds % kTotpStepSeconds;
  if (good > step + 1) return out;
  const auto secret = unseal(work.office.secret, purpose::totp_secret, officer.id.value, officer.totp_secret_sealed);
  out.totp = totp_code(view_of(secret), good);
  return out;
}

void add_certificate(Work& work, const Certificate& certificate, std::vector<ExampleMoment>& moments) {
  const auto add = [&](Time at, ExampleMomentKind kind) {
    moments.push_back({.at = at, .kind = kind, .common_name = certificate.common_name, .serial = certificate.serial});
  };
  add(certificate.not_after + Seconds(1), ExampleMomentKind::certificate_end);  // its last second counts
  const auto schedule = work.store.certificates.pending_schedule(certificate.id);
  if (schedule && schedule->due_at <= certificate.not_after) {  // else it is closed without a revocation (R71)
    add(std::max(schedule->due_at, work.now), ExampleMomentKind::scheduled_revocation);
  }
}

}  // namespace

Result<std::vector<ExampleOfficer>> example_officers(Work& work) {
  TRY(require_example(work));
  std::vector<ExampleOfficer> officers;
  for (const auto& officer : work.store.officers.all()) {
    if (!officer.disabled_at) officers.push_back(officer_now(work, officer));
  }
  return officers;
}

Result<std::vector<ExampleMoment>> example_outlook(Work& work) {
  TRY(require_example(work));
  std::vector<ExampleMoment> moments;
  std::set<ContractId> contracts;
  for (const auto& certificate : work.store.certificates.live_after({}, work.now, kExampleMomentsMax)) {
    add_certificate(work, certificate, moments);
    if (!contracts.insert(certificate.contract).second) continue;
    const auto contract = TRY(work.store.contracts.get(certificate.contract));
    if (contract.ends_at > work.now) {
      moments.push_back(
          {.at = contract.ends_at, .kind = ExampleMomentKind::contract_end, .common_name = contract.common_name});
    }
  }
  for (const auto& application :
       work.store.applications.with_deadline(work.now + kClockMoveDaysMax, kExampleMomentsMax)) {
    if (*application.deadline_at < work.now) continue;
    const auto contract = TRY(work.store.contracts.get(application.contract));
    moments.push_back({.at = *application.deadline_at,
                       .kind = ExampleMomentKind::legal_deadline,
                       .common_name = contract.common_name,
                       .application = application.number});
  }
  std::ranges::sort(moments, {},
                    [](const auto& moment) { return std::tie(moment.at, moment.kind, moment.common_name); });
  return moments;
}

}  // namespace madoguchi
