#include "store/contract_filters.h"

#include "store/contract_row.h"

namespace madoguchi::store {
namespace {

void add_terms(Conditions& where, const ContractTerms& terms) {
  // Not the bare parameter: SQLite would compile the statement anew for each text, in case it were a beginning.
  std::string any = "(c.search_folded LIKE (? || '') ESCAPE '\\'";
  std::vector<sql::Parameter> values = {containing(terms.folded)};
  if (terms.serial) {
    any += " OR c.id IN (SELECT contract_id FROM certificate WHERE serial >= ? AND serial < ?)";
    values.emplace_back(*terms.serial);
    values.emplace_back(after_prefix(*terms.serial));
  }
  if (terms.phone) {
    any += " OR c.id IN (SELECT contract_id FROM contact WHERE phone = ? AND valid_until IS NULL)";
    values.emplace_back(*terms.phone);
  }
  if (terms.receipt_number) {
    any += " OR c.id IN (SELECT contract_id FROM application WHERE number = ?)";
    values.emplace_back(*terms.receipt_number);
  }
  where.add(any + ")", values);
}

}  // namespace

std::string after_prefix(const std::string& prefix) {
  return prefix + 'g';
}

bool add_scope(Conditions& where, const ContractSearch& search) {
  if (search.customers) {
    if (search.customers->empty()) return false;
    const auto [marks, values] = in_list(*search.customers);
    where.add("c.customer_id IN " + marks, values);
  }
  if (search.product) where.add("c.product = ?", {*search.product});
  if (search.ends_before) where.add("c.ends_at < ?", {*search.ends_before});
  if (search.terms) add_terms(where, *search.terms);
  return true;
}

void add_states(Conditions& where, const std::vector<ContractStateFilter>& any_state) {
  std::string any = "(";
  std::vector<sql::Parameter> values;
  for (const auto& filter : any_state) {
    if (any.size() > 1) any += " OR ";
    any += "(c.state IN (";
    for (std::size_t i = 0; i < filter.states.size(); ++i) {
      any += i == 0 ? "?" : ", ?";
      values.emplace_back(to_text(filter.states[i]));
    }
    any += ")";
    const auto also = [&](std::string_view condition, const auto& value) {
      if (!value) return;
      any += condition;
      values.emplace_back(*value);
    };
    also(" AND c.product = ?", filter.product);
    also(" AND c.ends_at > ?", filter.ends_after);
    also(" AND c.ends_at <= ?", filter.ends_until);
    any += ")";
  }
  where.add(any + ")", values);
}

void add_open(Conditions& where, Time now) {
  where.add("c.state IN ('in_force', 'opening', 'cancelling') AND c.ends_at > ?", {now});
}

void add_ending_soon(Conditions& where, Time now, Time until) {
  where.add("c.state IN ('in_force', 'cancelling') AND c.ends_at > ? AND c.ends_at <= ?", {now, until});
}

void add_needs_action(Conditions& where, const ContractActionRule& rule) {
  std::string any =
      "(EXISTS (SELECT 1 FROM application a WHERE a.contract_id = c.id AND a.closed_at IS NULL AND a.state IN "
      "('sent_back', 'awaiting_own_approval')) "
      "OR (c.state <> 'opening' AND EXISTS (SELECT 1 FROM certificate s JOIN scheduled_revocation r ON "
      "r.certificate_id = s.id WHERE s.contract_id = c.id AND s.revoked_at IS NULL AND s.not_after >= ? "
      "AND r.state = 'pending'))";
  std::vector<sql::Parameter> values = {rule.now};
  for (const auto& product : rule.products) {
    any +=
        " OR (c.state = 'in_force' AND c.product = ? AND (c.ends_at <= ? OR ((SELECT MAX(s.not_after) FROM certificate "
        "s WHERE s.contract_id = c.id AND s.revoked_at IS NULL) < CASE WHEN c.ends_at - 1 < ? THEN c.ends_at - 1 "
        "ELSE ? END AND NOT EXISTS (SELECT 1 FROM application a WHERE a.contract_id = c.id AND a.closed_at IS NULL "
        "AND a.kind IN ('reissue', 'continuation', 'first_issue')))))";
    values.emplace_back(product.id);
    values.emplace_back(product.renewal_until);
    values.emplace_back(product.continuation_until);
    values.emplace_back(product.continuation_until);
  }
  where.add(any + ")", values);
}

}  // namespace madoguchi::store
