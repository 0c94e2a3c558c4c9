#include "store/contract_filters.h"

namespace madoguchi::store {
namespace {

CappedCount capped(std::int64_t found) {
  return {.count = std::min(found, kCountMax), .more = found > kCountMax};
}

}  // namespace

ContractCounts ContractList::counts(const ContractSearch& search, const ContractActionRule& rule,
                                    Time ending_soon_until,
                                    const std::vector<std::vector<ContractStateFilter>>& states) {
  Conditions where;
  ContractCounts counts;
  counts.states.resize(states.size());
  if (!add_scope(where, search)) return counts;
  const std::string scope = where.text().empty() ? "" : where.take() + " AND ";
  const std::string one_more = std::to_string(kCountMax + 1);
  std::string statement = "SELECT ";
  const auto count = [&](const std::string& from) {
    statement += "(SELECT COUNT(*) FROM (SELECT 1 FROM " + from + " LIMIT " + one_more + ") n), ";
  };
  const auto count_filtered = [&] { count("contract c WHERE " + scope + where.take()); };
  where.add("c.ends_at > ?", {from_unix(0)});
  count_filtered();
  add_ending_soon(where, rule.now, ending_soon_until);
  count_filtered();
  add_open(where, rule.now);
  const auto open = scope + where.take();
  count("contract c WHERE " + open);
  for (const auto& filters : states) {
    add_states(where, filters);
    count_filtered();
  }
  add_needs_action(where, rule);
  statement += "(SELECT COUNT(*) FROM (SELECT c.id, c.state, c.product, c.ends_at FROM contract c WHERE " + open +
               " ORDER BY c.ends_at, c.id LIMIT " + one_more + ") c WHERE " + where.take() + ")";
  const auto rows = sql_.query(statement, where.parameters());
  const auto& row = rows.front();
  counts.all = capped(row.number(0));
  counts.ending_soon = capped(row.number(1));
  const bool looked_at_all = row.number(2) <= kCountMax;
  for (std::size_t i = 0; i < states.size(); ++i) counts.states[i] = capped(row.number(3 + i));
  counts.needs_action = capped(row.number(3 + states.size()));
  counts.needs_action.more = !looked_at_all;
  return counts;
}

}  // namespace madoguchi::store
