#pragma once
#include "store/application_list.h"
#include "usecase/work.h"

namespace madoguchi {

inline constexpr std::int64_t kApplicationRowsMax = 100;

/// The applications of the caller's customers, over all their contracts (R97).
struct ListApplications {
  std::optional<ContractId> contract{};
  std::optional<ApplicationKind> kind{};
  std::optional<bool> open{};
  std::string cursor{};  ///< of the page before; empty: the first
  std::int64_t limit = 20;
};
struct ApplicationListPage {
  std::vector<store::ApplicationLine> lines;  ///< newest first
  std::optional<std::string> next{};
};
/// "?limit" input.not_a_choice, "?cursor" cursor.invalid. A contract of others finds nothing (R7).
Result<ApplicationListPage> list_applications(Work& work, const ListApplications& command);

}  // namespace madoguchi
