#include "store/contract_list.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "store/columns.h"
#include "store/contract_candidates.h"
#include "store/contract_filters.h"
#include "store/contract_row.h"

namespace madoguchi::store {

namespace {

constexpr std::size_t kTellingSerialDigits = 12;  // no number and no name holds as many hexadecimal digits

/// The contracts that a whole key names, which no other text can mean: a contract's number, a 受付番号, a telephone
/// number of ten digits, most of a serial. Found by their indexes alone.
std::vector<ContractId> named_by_key(sql::Connection& sql, const ContractTerms& terms) {
  std::vector<ContractId> ids;
  const auto take = [&](std::string_view statement, sql::Parameters parameters) {
    for (const auto& row : sql.query(statement, parameters)) ids.push_back({row.text(0)});
  };
  std::string number = terms.folded;
  for (char& c : number) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  take("SELECT id FROM contract WHERE number = $1", {number});
  if (terms.receipt_number) take("SELECT contract_id FROM application WHERE number = $1", {*terms.receipt_number});
  if (terms.phone) {
    take("SELECT contract_id FROM contact WHERE phone = $1 AND valid_until IS NULL LIMIT $2",
         {*terms.phone, kListRowsMax + 1});
  }
  if (terms.serial && terms.serial->size() >= kTellingSerialDigits) {
    take("SELECT contract_id FROM certificate WHERE serial >= $1 AND serial < $2 LIMIT $3",
         {*terms.serial, after_prefix(*terms.serial), kListRowsMax + 1});
  }
  if (std::ssize(ids) > kListRowsMax) ids.clear();  // too many for a key: they are found page by page
  return ids;
}

}  // namespace

std::vector<Contract> ContractList::page(const ContractSearch& search) {
  if (search.customers || !search.terms) return page_of(search, nullptr);
  if (const auto ids = named_by_key(sql_, *search.terms); !ids.empty()) {
    auto named = search;
    named.terms.reset();
    return page_of(named, &ids);
  }
  const auto candidates = find_candidates(sql_, *search.terms);
  if (!candidates) return page_of(search, nullptr);
  return page_among(search, *candidates);
}

/// Those of `candidates` that the search finds, asked a piece at a time, since most often the first fills the page.
std::vector<Contract> ContractList::page_among(const ContractSearch& search,
                                               const std::vector<ContractCursor>& candidates) {
  constexpr std::size_t kPiece = 100;
  std::vector<Contract> found;
  std::vector<ContractId> ids;
  for (std::size_t i = 0; i < candidates.size() && std::ssize(found) < search.rows_max; ++i) {
    ids.push_back({candidates[i].id});
    if (ids.size() < kPiece && i + 1 < candidates.size()) continue;
    auto rest = search;
    rest.rows_max -= std::ssize(found);
    std::ranges::move(page_of(rest, &ids), std::back_inserter(found));
    ids.clear();
  }
  return found;
}

std::vector<Contract> ContractList::page_of(const ContractSearch& search, const std::vector<ContractId>* among) {
  Conditions where;
  if (among != nullptr) {
    const auto [marks, values] = in_list(*among);
    where.add("c.id IN " + marks, values);
  }
  where.add("(c.ends_at, c.id) > (?, ?)",
            {search.after ? search.after->ends_at : from_unix(0), search.after ? search.after->id : std::string()});
  if (!add_scope(where, search)) return {};
  if (!search.any_state.empty()) add_states(where, search.any_state);
  if (search.ending_soon_until) add_ending_soon(where, search.now, *search.ending_soon_until);
  if (search.needs_action) {
    add_open(where, search.needs_action->now);
    add_needs_action(where, *search.needs_action);
  }
  const auto limit = where.numbered("?", {search.rows_max});
  return all_of(sql_.query("SELECT " CONTRACT_COLUMNS " FROM contract c WHERE " + where.text() +
                               " ORDER BY c.ends_at, c.id LIMIT " + limit,
                           where.parameters()),
                read_contract);
}

std::map<ContractId, ContractListExtras> ContractList::extras(const std::vector<Contract>& page) {
  std::map<ContractId, ContractListExtras> extras;
  if (page.empty()) return extras;
  std::vector<ContractId> ids;
  std::vector<CustomerId> customers;
  for (const auto& contract : page) {
    ids.push_back(contract.id);
    customers.push_back(contract.customer);
    extras[contract.id];
  }
  const auto each = [&](const std::string& before, const auto& of, const std::string& after, const auto& read) {
    Conditions where;
    const auto [marks, values] = in_list(of);
    const auto statement = before + where.numbered(marks, values) + after;
    for (const auto& row : sql_.query(statement, where.parameters())) read(row);
  };
  each("SELECT contract_id, dns_name FROM contract_name WHERE contract_id IN ", ids, " ORDER BY contract_id, position",
       [&](const sql::Row& row) { extras[{row.text(0)}].dns_names.push_back(row.text(1)); });
  each(
      "SELECT contract_id, id, number, kind, state, answer_until, filed_at FROM application WHERE closed_at IS NULL "
      "AND "
      "contract_id IN ",
      ids, "", [&](const sql::Row& row) {
        extras[{row.text(0)}].open.push_back({.id = {row.text(1)},
                                              .number = row.text(2),
                                              .kind = name_at<ApplicationKind>(row, 3),
                                              .contract = {row.text(0)},
                                              .state = name_at<ApplicationState>(row, 4),
                                              .filed_at = row.time(6),
                                              .answer_until = row.maybe_time(5)});
      });
  each(
      "SELECT s.contract_id, s.not_after, r.due_at FROM certificate s LEFT JOIN scheduled_revocation r "
      "ON r.certificate_id = s.id AND r.state = 'pending' WHERE s.revoked_at IS NULL AND s.contract_id IN ",
      ids, "", [&](const sql::Row& row) {
        extras[{row.text(0)}].certificates.push_back({.not_after = row.time(1), .revocation_due = row.maybe_time(2)});
      });
  std::map<std::string, std::string> names;
  each("SELECT id, name FROM customer WHERE id IN ", customers, "",
       [&](const sql::Row& row) { names[row.text(0)] = row.text(1); });
  for (const auto& contract : page) {
    auto& extra = extras[contract.id];
    extra.customer_name = names[contract.customer.value];
    // Not by SQLite: it would go by the index that has this order, through all that were closed.
    std::ranges::sort(extra.open, {}, [](const Application& one) { return std::tie(one.filed_at, one.id.value); });
  }
  return extras;
}

}  // namespace madoguchi::store
