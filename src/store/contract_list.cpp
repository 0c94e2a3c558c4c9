#include "store/contract_list.h"

#include "base/assert.h"
#include "store/columns.h"
#include "store/contract_row.h"

namespace madoguchi::store {
namespace {

/// A WHERE clause put together with its parameters. Its shapes are few, so that each stays prepared.
class Conditions {
 public:
  /// `condition` with one '?' for each value.
  void add(std::string_view condition, const std::vector<sql::Parameter>& values = {}) {
    if (!text_.empty()) text_ += " AND ";
    text_ += numbered(condition, values);
  }
  std::string numbered(std::string_view condition, const std::vector<sql::Parameter>& values) {
    std::string out;
    std::size_t next = 0;
    for (const char c : condition) {
      if (c != '?') {
        out += c;
        continue;
      }
      parameters_.push_back(values.at(next++));
      out += '$' + std::to_string(parameters_.size());
    }
    require(next == values.size(), "one value for each mark");
    return out;
  }
  const std::string& text() const { return text_; }
  const std::vector<sql::Parameter>& parameters() const { return parameters_; }

 private:
  std::string text_;
  std::vector<sql::Parameter> parameters_;
};

/// Lengths of IN lists: few, so that their statements stay prepared. Filled up with the last id.
std::size_t padded(std::size_t count) {
  for (const std::size_t length : {1U, 4U, 20U, 100U, 1000U}) {
    if (count <= length) return length;
  }
  throw Failure("an IN list of " + std::to_string(count));
}
template <typename IdType>
std::pair<std::string, std::vector<sql::Parameter>> in_list(const std::vector<IdType>& ids) {
  const auto length = padded(ids.size());
  std::string marks = "(";
  std::vector<sql::Parameter> values;
  values.reserve(length);
  for (std::size_t i = 0; i < length; ++i) {
    marks += i == 0 ? "?" : ", ?";
    values.emplace_back(ids[std::min(i, ids.size() - 1)]);
  }
  return {marks + ")", std::move(values)};
}

/// The end of a range of texts that begin with `prefix` (hex digits).
std::string after_prefix(const std::string& prefix) {
  return prefix + 'g';
}

void add_terms(Conditions& where, const ContractTerms& terms) {
  std::string any = "(c.search_folded LIKE ? ESCAPE '\\'";
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

void add_needs_action(Conditions& where, const ContractSearch& search) {
  where.add(
      "(EXISTS (SELECT 1 FROM application a WHERE a.contract_id = c.id AND a.closed_at IS NULL AND a.state IN "
      "('sent_back', 'awaiting_own_approval')) "
      "OR EXISTS (SELECT 1 FROM certificate s JOIN scheduled_revocation r ON r.certificate_id = s.id WHERE "
      "s.contract_id = c.id AND r.state = 'pending') "
      "OR (c.state = 'in_force' AND c.ends_at > ? AND NOT EXISTS (SELECT 1 FROM certificate l WHERE "
      "l.contract_id = c.id AND l.revoked_at IS NULL AND l.not_after >= ?)))",
      {search.action_until, search.action_until});
}

}  // namespace

std::vector<Contract> ContractList::page(const ContractSearch& search) {
  Conditions where;
  where.add("(c.ends_at, c.id) > (?, ?)",
            {search.after ? search.after->ends_at : from_unix(0), search.after ? search.after->id : std::string()});
  if (search.customers) {
    if (search.customers->empty()) return {};
    const auto [marks, values] = in_list(*search.customers);
    where.add("c.customer_id IN " + marks, values);
  }
  if (search.product) where.add("c.product = ?", {*search.product});
  if (search.ends_before) where.add("c.ends_at < ?", {*search.ends_before});
  if (!search.any_state.empty()) add_states(where, search.any_state);
  if (search.needs_action) add_needs_action(where, search);
  if (search.terms) add_terms(where, *search.terms);
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
      "SELECT contract_id, id, number, kind, state, answer_until FROM application WHERE closed_at IS NULL AND "
      "contract_id IN ",
      ids, " ORDER BY contract_id, filed_at, id", [&](const sql::Row& row) {
        extras[{row.text(0)}].open.push_back({.id = {row.text(1)},
                                              .number = row.text(2),
                                              .kind = name_at<ApplicationKind>(row, 3),
                                              .contract = {row.text(0)},
                                              .state = name_at<ApplicationState>(row, 4),
                                              .answer_until = row.maybe_time(5)});
      });
  each(
      "SELECT s.contract_id, MAX(s.not_after), MIN(r.due_at) FROM certificate s LEFT JOIN scheduled_revocation r "
      "ON r.certificate_id = s.id AND r.state = 'pending' WHERE s.revoked_at IS NULL AND s.contract_id IN ",
      ids, " GROUP BY s.contract_id", [&](const sql::Row& row) {
        extras[{row.text(0)}].certificate_ends_at = row.maybe_time(1);
        extras[{row.text(0)}].next_revocation_at = row.maybe_time(2);
      });
  std::map<std::string, std::string> names;
  each("SELECT id, name FROM customer WHERE id IN ", customers, "",
       [&](const sql::Row& row) { names[row.text(0)] = row.text(1); });
  for (const auto& contract : page) extras[contract.id].customer_name = names[contract.customer.value];
  return extras;
}

}  // namespace madoguchi::store
