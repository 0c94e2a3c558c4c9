#include "usecase/list_contracts.h"

#include <algorithm>

#include "domain/contract_search.h"
#include "domain/fold.h"
#include "domain/phone.h"
#include "domain/plain_text.h"
#include "usecase/can_line.h"
#include "usecase/contact_change_batch.h"
#include "usecase/mask.h"
#include "usecase/open_contract.h"

namespace madoguchi {
namespace {

std::string cursor_of(const Contract& last) {
  const auto text = std::to_string(to_unix(last.ends_at)) + '.' + last.id.value;
  return to_base32(view_of(text));
}

Result<store::ContractCursor> parse_cursor(const std::string& cursor) {
  const auto bytes = from_base32(cursor);
  if (!bytes) return refuse_field("?cursor", "cursor.invalid");
  const auto text = text_of(*bytes);
  const auto dot = text.find('.');
  std::int64_t seconds = 0;
  bool good = dot != std::string_view::npos && dot > 0 && dot < 16 && is_id_text(text.substr(dot + 1));
  for (std::size_t i = 0; good && i < dot; ++i) {
    good = text[i] >= '0' && text[i] <= '9';
    seconds = seconds * 10 + (text[i] - '0');
  }
  if (!good) return refuse_field("?cursor", "cursor.invalid");
  return store::ContractCursor{.ends_at = from_unix(seconds), .id = std::string(text.substr(dot + 1))};
}

/// A term may be several things at once: "1234567890" is a part of a name, a serial, or a telephone number.
Result<std::optional<store::ContractTerms>> parse_terms(const std::string& typed) {
  const auto text = parse_line(typed, kSearchTextMax);
  if (!text) return refuse_field("?q", text.error().message);
  auto folded = fold_for_search(*text);
  if (folded.empty()) return std::optional<store::ContractTerms>();
  store::ContractTerms terms{
      .folded = std::move(folded), .serial = serial_in(*text), .receipt_number = parse_receipt_number(narrow(*text))};
  if (const auto phone = PhoneNumber::parse(*text)) terms.phone = phone->e164();
  return std::optional(std::move(terms));
}

/// R99's derived states as what is stored: the term, and the renewal's window of each product.
std::vector<store::ContractStateFilter> filters_of(const Policy& policy, ContractStatus status, Time now) {
  using enum ContractState;
  std::vector<store::ContractStateFilter> filters;
  switch (status) {
    case ContractStatus::opening:
      return {{.states = {opening}, .ends_after = now}};
    case ContractStatus::renewed:
      return {{.states = {renewed}}};
    case ContractStatus::cancelling:
      return {{.states = {cancelling}, .ends_after = now}};
    case ContractStatus::cancelled:
      return {{.states = {cancelled}}};
    case ContractStatus::expired:
      return {{.states = {expired}}, {.states = {opening, in_force, cancelling}, .ends_until = now}};
    case ContractStatus::in_force:
    case ContractStatus::renewal_open:
      break;
  }
  const bool open = status == ContractStatus::renewal_open;
  for (const auto& [id, product] : policy.products) {
    const Time last_end_in_window = now + std::chrono::days(product.renewal_opens_days);
    filters.push_back({.states = {in_force},
                       .product = id,
                       .ends_after = open ? now : std::max(now, last_end_in_window),
                       .ends_until = open ? std::optional(last_end_in_window) : std::nullopt});
  }
  return filters;
}

store::ContractActionRule action_rule(const Policy& policy, Time now) {
  store::ContractActionRule rule{.now = now};
  for (const auto& [id, product] : policy.products) {
    rule.products.push_back({.id = id,
                             .continuation_until = now + std::chrono::days(product.continuation_days),
                             .renewal_until = now + std::chrono::days(product.renewal_opens_days)});
  }
  return rule;
}

Time ending_soon_until(Time now) {
  return now + std::chrono::days(kEndingSoonDays);
}

Result<store::ContractSearch> search_of(const Work& work, const ListContracts& command) {
  if (command.limit < 1 || command.limit > store::kListRowsMax) return refuse_field("?limit", "input.not_a_choice");
  if (command.product && !work.policy().products.contains(*command.product)) {
    return refuse_field("?product", "input.not_a_choice");
  }
  auto terms = TRY(parse_terms(command.text));
  store::ContractSearch search{.terms = std::move(terms),
                               .product = command.product,
                               .ends_before = command.ends_before,
                               .now = work.now,
                               .rows_max = command.limit + 1};
  if (command.needs_action) search.needs_action = action_rule(work.policy(), work.now);
  if (command.ending_soon) search.ending_soon_until = ending_soon_until(work.now);
  if (command.status) search.any_state = filters_of(work.policy(), *command.status, work.now);
  if (!command.cursor.empty()) search.after = TRY(parse_cursor(command.cursor));
  if (work.actor.kind == ActorKind::subscriber) {
    auto& customers = search.customers.emplace();
    for (const auto& mandate : work.actor.mandates) customers.push_back(mandate.customer);
  }
  return search;
}

store::ContractCounts counts_of(Work& work, const store::ContractSearch& search) {
  std::vector<std::vector<store::ContractStateFilter>> states;
  states.reserve(Names<ContractStatus>::values.size());
  for (const auto& [status, name] : Names<ContractStatus>::values) {
    states.push_back(filters_of(work.policy(), status, work.now));
  }
  return work.store.contract_list.counts(search, action_rule(work.policy(), work.now), ending_soon_until(work.now),
                                         states);
}

ContractLine line_of(const Work& work, const Contract& contract, store::ContractListExtras extras) {
  const auto& product = product_in(work.policy(), contract.product);
  ContractLine line{.contract = contract,
                    .product = &product,
                    .status = status_at(contract, product, work.now),
                    .days_left = days_left(contract, work.now),
                    .next_step = next_step(contract, product, extras.open, extras.certificates, work.now)};
  for (const auto& certificate : extras.certificates) {
    line.certificate_ends_at = std::max(line.certificate_ends_at.value_or(Time{}), certificate.not_after);
    const auto& due = certificate.revocation_due;
    if (due) line.next_revocation_at = std::min(line.next_revocation_at.value_or(*due), *due);
  }
  line.contract.dns_names = std::move(extras.dns_names);
  line.customer_name = std::move(extras.customer_name);
  line.open = std::move(extras.open);
  return line;
}

}  // namespace

const Product& product_in(const Policy& policy, const std::string& id) {
  const auto found = policy.products.find(id);
  if (found == policy.products.end()) throw Failure("unknown product " + id);
  return found->second;
}

Result<ContractPage> list_contracts(Work& work, const ListContracts& command) {
  const auto search = TRY(search_of(work, command));
  auto contracts = work.store.contract_list.page(search);
  ContractPage page;
  if (std::ssize(contracts) > command.limit) {
    contracts.pop_back();
    page.next = cursor_of(contracts.back());
  }
  auto extras = work.store.contract_list.extras(contracts);
  const bool masked = !may_read_personal_data(work.actor);
  for (const auto& contract : contracts) {
    auto line = line_of(work, contract, std::move(extras[contract.id]));
    if (masked) mask(line.customer_name);
    page.lines.push_back(std::move(line));
  }
  if (command.counts) page.counts = counts_of(work, search);
  page.can.push_back(can_line("contact-changes", may_submit_contact_changes(work)));
  if (work.actor.officer) page.can.push_back(can_line("contracts", may_open_contract(work)));
  return page;
}

}  // namespace madoguchi
