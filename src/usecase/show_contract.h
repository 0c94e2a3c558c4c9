#pragma once
#include "domain/contract_menu.h"
#include "domain/next_action.h"
#include "store/application_table.h"
#include "usecase/same_look.h"

namespace madoguchi {

struct CertificateView {
  Certificate certificate;  ///< without its bytes
  CertificateState state = CertificateState::valid;
  Time ends_at{};  ///< what a person sees as its end: revocation, min(expiry, scheduled date) (R71)
  std::optional<ScheduledRevocation> schedule{};  ///< the pending one, else the last closed one
  std::vector<Can> can{};                         ///< reissue, revocation (R24)
};
struct ApplicationView {
  Application application;
  std::vector<store::ApplicationHistory> steps;
};

/// R97: takes away what never leaves the desk: reasons and notes for the file, officers' ids, what two officers propose
/// to each other, and the text for the customer before it is decided that it goes out.
void keep_inside(ApplicationView& view);

/// 詳細 (R20): everything about one contract.
struct ContractView {
  Contract contract;
  std::string customer_name;
  const Product* product = nullptr;
  ContractStatus status = ContractStatus::in_force;
  std::int64_t days_left = 0;
  Time renewal_opens_at{};
  NextStep next_step;  ///< as the list says it (R19)
  bool disputed = false;
  std::vector<CertificateView> certificates;  ///< newest first
  std::vector<Contact> contacts;              ///< registrant, technical, billing, applicant
  std::vector<ApplicationView> applications;  ///< newest first
  std::vector<Can> can;                       ///< the one menu (R21, R22)
  std::vector<std::string> warnings;          ///< keys: contact.nobody_is_notified (R30), contact.unreachable (R108)
  std::vector<VerifiedNumber> numbers;        ///< the desk only (R119)
};
/// A subscriber gets nothing meant for the desk (R97): no internal notes, no reasons for the file, no officer's id.
/// The first look leaves the event contract.viewed (R106). Refuses not_found contract.not_found for what is not the
/// caller's (R7).
Result<ContractView> show_contract(Work& work, const ContractId& id, Look look = Look::first);

/// What the caller's standing allows, for the menus.
CallerStanding standing_of(const Work& work, const Contract& contract);

}  // namespace madoguchi
