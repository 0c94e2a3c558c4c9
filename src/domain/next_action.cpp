#include "domain/next_action.h"

#include <algorithm>

#include "domain/contract_menu.h"

namespace madoguchi {
namespace {

bool is_earlier(const std::optional<Time>& one, const std::optional<Time>& other) {
  return one && (!other || *one < *other);
}

/// What the customer owes to an application of its own.
std::optional<NextStep> owed_in(ApplicationState state, NextAction action, const std::vector<Application>& open) {
  std::optional<NextStep> step;
  for (const auto& application : open) {
    if (application.state != state) continue;
    if (step && !is_earlier(application.answer_until, step->deadline)) continue;
    step = NextStep{.action = action, .deadline = application.answer_until, .application = application.id};
  }
  return step;
}

std::optional<NextStep> revocation_ahead(const std::vector<CertificateOutlook>& certificates, Time now) {
  std::optional<NextStep> step;
  for (const auto& certificate : certificates) {
    if (!certificate.revocation_due || certificate.not_after < now) continue;
    const Time end = std::min(*certificate.revocation_due, certificate.not_after);
    if (step && !is_earlier(end, step->deadline)) continue;
    step = NextStep{.action = NextAction::prepare_for_revocation, .deadline = end};
  }
  return step;
}

std::optional<NextStep> continuation_due(const Contract& contract, const Product& product,
                                         const std::vector<CertificateOutlook>& certificates, Time now) {
  if (certificates.empty()) return {};  // nothing to continue: a matter for an enquiry
  const Time last = std::ranges::max(certificates, {}, &CertificateOutlook::not_after).not_after;
  const bool outlived = last + Seconds(1) < contract.ends_at;
  const bool in_window = now >= last + Seconds(1) - std::chrono::days(product.continuation_days);
  if (!outlived || !in_window) return {};
  return NextStep{.action = NextAction::continue_certificate, .deadline = last};
}

bool issue_under_way(const std::vector<Application>& open) {
  return std::ranges::any_of(open, [](const Application& application) { return is_issuing(application.kind); });
}

std::optional<NextStep> asked_of_customer(const Contract& contract, const Product& product,
                                          const std::vector<Application>& open,
                                          const std::vector<CertificateOutlook>& certificates, Time now) {
  const auto state = state_at(contract, now);
  if (state != ContractState::opening && !is_in_force(contract, now)) return {};
  if (auto step = owed_in(ApplicationState::sent_back, NextAction::correct_application, open)) return step;
  if (auto step = owed_in(ApplicationState::awaiting_own_approval, NextAction::approve_application, open)) return step;
  if (auto step = revocation_ahead(certificates, now)) return step;
  if (state != ContractState::in_force) return {};
  if (!issue_under_way(open)) {
    if (auto step = continuation_due(contract, product, certificates, now)) return step;
  }
  if (now < renewal_opens_at(contract, product)) return {};
  return NextStep{.action = NextAction::renew_contract, .deadline = contract.ends_at};
}

}  // namespace

NextStep next_step(const Contract& contract, const Product& product, const std::vector<Application>& open,
                   const std::vector<CertificateOutlook>& certificates, Time now) {
  if (auto step = asked_of_customer(contract, product, open, certificates, now)) return *step;
  if (open.empty()) return {};
  return {.action = NextAction::wait, .application = open.front().id};
}

}  // namespace madoguchi
