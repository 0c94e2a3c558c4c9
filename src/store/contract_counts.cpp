#include <optional>

#include "store/contract_filters.h"

namespace madoguchi::store {
namespace {

CappedCount capped(std::int64_t found) {
  return {.count = std::min(found, kCountMax), .more = found > kCountMax};
}

/// What is counted beside all of the scope.
struct Tabs {
  const ContractActionRule& rule;
  Time ending_soon_until;
  const std::vector<std::vector<ContractStateFilter>>& states;
};

/// Where the scope holds at most kCountMax, as nearly everybody's does: each contract is read once for all tabs.
std::optional<ContractCounts> count_few(sql::Connection& sql, const ContractSearch& search, const Tabs& tabs) {
  Conditions where;
  add_scope(where, search);
  where.add("c.ends_at > ?", {from_unix(0)});  // always; SQLite then goes by an index that has the end
  const auto scope = where.take();
  std::string statement = "SELECT COUNT(*)";
  const auto count = [&] { statement += ", COUNT(CASE WHEN " + where.take() + " THEN 1 END)"; };
  add_ending_soon(where, tabs.rule.now, tabs.ending_soon_until);
  count();
  for (const auto& filters : tabs.states) {
    add_states(where, filters);
    count();
  }
  add_open(where, tabs.rule.now);
  add_needs_action(where, tabs.rule);
  count();
  statement += " FROM (SELECT c.id, c.state, c.product, c.ends_at FROM contract c WHERE " + scope + " LIMIT " +
               std::to_string(kCountMax + 1) + ") c";
  const auto rows = sql.query(statement, where.parameters());
  const auto& row = rows.front();
  if (row.number(0) > kCountMax) return std::nullopt;
  ContractCounts counts{.all = {.count = row.number(0)}, .ending_soon = {.count = row.number(1)}};
  for (std::size_t i = 0; i < tabs.states.size(); ++i) counts.states.push_back({.count = row.number(2 + i)});
  counts.needs_action.count = row.number(2 + tabs.states.size());
  return counts;
}

/// Each tab for itself, as far as it is counted.
ContractCounts count_many(sql::Connection& sql, const ContractSearch& search, const Tabs& tabs) {
  Conditions where;
  add_scope(where, search);
  const std::string scope = where.text().empty() ? "" : where.take() + " AND ";
  const std::string one_more = std::to_string(kCountMax + 1);
  std::string statement = "SELECT ";
  const auto count = [&](const std::string& from) {
    statement += "(SELECT COUNT(*) FROM (SELECT 1 FROM " + from + " LIMIT " + one_more + ") n), ";
  };
  const auto count_filtered = [&] { count("contract c WHERE " + scope + where.take()); };
  where.add("c.ends_at > ?", {from_unix(0)});
  count_filtered();
  add_ending_soon(where, tabs.rule.now, tabs.ending_soon_until);
  count_filtered();
  add_open(where, tabs.rule.now);
  const auto open = scope + where.take();
  count("contract c WHERE " + open);
  for (const auto& filters : tabs.states) {
    add_states(where, filters);
    count_filtered();
  }
  add_needs_action(where, tabs.rule);
  statement += "(SELECT COUNT(*) FROM (SELECT c.id, c.state, c.product, c.ends_at FROM contract c WHERE " + open +
               " ORDER BY c.ends_at, c.id LIMIT " + one_more + ") c WHERE " + where.take() + ")";
  const auto rows = sql.query(statement, where.parameters());
  const auto& row = rows.front();
  ContractCounts counts{.all = capped(row.number(0)),
                        .needs_action = capped(row.number(3 + tabs.states.size())),
                        .ending_soon = capped(row.number(1))};
  counts.needs_action.more = row.number(2) > kCountMax;  // not all were looked at
  for (std::size_t i = 0; i < tabs.states.size(); ++i) counts.states.push_back(capped(row.number(3 + i)));
  return counts;
}

}  // namespace

ContractCounts ContractList::counts(const ContractSearch& search, const ContractActionRule& rule,
                                    Time ending_soon_until,
                                    const std::vector<std::vector<ContractStateFilter>>& states) {
  if (search.customers && search.customers->empty()) return {.states = std::vector<CappedCount>(states.size())};
  const Tabs tabs{.rule = rule, .ending_soon_until = ending_soon_until, .states = states};
  if (auto counts = count_few(sql_, search, tabs)) return *std::move(counts);
  return count_many(sql_, search, tabs);
}

}  // namespace madoguchi::store
