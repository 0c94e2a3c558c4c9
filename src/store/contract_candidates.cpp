#include "store/contract_candidates.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/contract_search.h"
#include "store/conditions.h"
#include "store/contract_filters.h"

namespace madoguchi::store {
namespace {

constexpr std::size_t kChunk = 100;  // ids of one statement

class Candidates {
 public:
  Candidates(sql::Connection& sql, const ContractTerms& terms) : sql_(sql), terms_(terms) {}

  std::optional<std::vector<ContractCursor>> find() {
    const bool all = by_own_words() && by_keys() && by_customer() && look_up_ends();
    if (!all || std::ssize(found_) > kCandidatesMax) return {};
    std::ranges::sort(found_, {}, [](const ContractCursor& each) { return std::tie(each.ends_at, each.id); });
    const auto doubled =
        std::ranges::unique(found_, {}, [](const ContractCursor& each) -> const std::string& { return each.id; });
    found_.erase(doubled.begin(), doubled.end());
    return std::move(found_);
  }

 private:
  /// False: there are too many.
  bool take(std::set<std::string>& into, std::string_view statement, std::vector<sql::Parameter> parameters) {
    parameters.emplace_back(kCandidatesMax + 1);
    const auto rows = sql_.query(statement, parameters);
    for (const auto& row : rows) into.insert(row.text(0));
    return std::ssize(rows) <= kCandidatesMax && std::ssize(into) <= kCandidatesMax;
  }

  bool by_own_words() {
    std::string number = terms_.folded;
    for (char& c : number) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    const auto part = part_of(terms_.folded);
    return take(contracts_, "SELECT contract_id FROM contract_search_part WHERE part >= $1 AND part < $2 LIMIT $3",
                {part, after_beginning(part)}) &&
           take(contracts_, "SELECT contract_id FROM contract_name WHERE dns_name >= $1 AND dns_name < $2 LIMIT $3",
                {terms_.folded, after_beginning(terms_.folded)}) &&
           take(contracts_, "SELECT id FROM contract WHERE number >= $1 AND number < $2 LIMIT $3",
                {number, after_beginning(number)});
  }

  bool by_keys() {
    if (terms_.serial &&
        !take(contracts_, "SELECT contract_id FROM certificate WHERE serial >= $1 AND serial < $2 LIMIT $3",
              {*terms_.serial, after_prefix(*terms_.serial)})) {
      return false;
    }
    if (terms_.phone &&
        !take(contracts_, "SELECT contract_id FROM contact WHERE phone = $1 AND valid_until IS NULL LIMIT $2",
              {*terms_.phone})) {
      return false;
    }
    return !terms_.receipt_number ||
           take(contracts_, "SELECT contract_id FROM application WHERE number = $1 LIMIT $2", {*terms_.receipt_number});
  }

  bool by_customer() {
    std::set<std::string> customers;
    const auto part = part_of(terms_.folded);
    if (!take(customers, "SELECT customer_id FROM customer_search_part WHERE part >= $1 AND part < $2 LIMIT $3",
              {part, after_beginning(part)})) {
      return false;
    }
    return in_chunks(customers, "SELECT ends_at, id FROM contract WHERE customer_id IN ");
  }

  bool look_up_ends() { return in_chunks(contracts_, "SELECT ends_at, id FROM contract WHERE id IN "); }

  bool in_chunks(const std::set<std::string>& ids, const std::string& statement) {
    std::vector<ContractId> chunk;
    const auto ask = [&] {
      Conditions where;
      const auto [marks, values] = in_list(chunk);
      std::string asked = statement;
      asked += where.numbered(marks, values);
      asked += where.numbered(" LIMIT ?", {kCandidatesMax + 1});
      for (const auto& row : sql_.query(asked, where.parameters())) {
        found_.push_back({.ends_at = row.time(0), .id = row.text(1)});
      }
      chunk.clear();
      return std::ssize(found_) <= kCandidatesMax;
    };
    for (const auto& id : ids) {
      chunk.push_back({id});
      if (chunk.size() == kChunk && !ask()) return false;
    }
    return chunk.empty() || ask();
  }

  sql::Connection& sql_;
  const ContractTerms& terms_;
  std::set<std::string> contracts_;
  std::vector<ContractCursor> found_;
};

}  // namespace

std::string after_beginning(const std::string& prefix) {
  return prefix + "\xF4\x8F\xBF\xBF";  // U+10FFFF, the last code point, which no text holds
}

std::optional<std::vector<ContractCursor>> find_candidates(sql::Connection& sql, const ContractTerms& terms) {
  return Candidates(sql, terms).find();
}

}  // namespace madoguchi::store
