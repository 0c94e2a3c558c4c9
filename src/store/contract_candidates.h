#pragma once
#include <optional>
#include <vector>

#include "sql/connection.h"
#include "store/contract_list.h"

/// For the files of ContractList.
namespace madoguchi::store {

/// The contracts, in the order of their end and each once, among which are all that `terms` finds by a beginning
/// (search_parts() of domain/contract_search.h; a contract's number; a host name): the indexes name them, whatever else
/// there is. Absent if they are more than kCandidatesMax: then so many have it that a page fills soon when the list is
/// read in its own order.
inline constexpr std::int64_t kCandidatesMax = 4000;
std::optional<std::vector<ContractCursor>> find_candidates(sql::Connection& sql, const ContractTerms& terms);

/// The end of a range of texts that begin with `prefix`: after every text that does.
std::string after_beginning(const std::string& prefix);

}  // namespace madoguchi::store
