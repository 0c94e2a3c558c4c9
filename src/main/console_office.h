#pragma once
#include <filesystem>

#include "main/config.h"
#include "secret/system_random.h"
#include "usecase/work.h"

namespace madoguchi {

/// What an operator's command needs of a house: no key of the CA, no listener, and not the folder's lock, which the
/// service holds. Migrates the database.
class ConsoleOffice {
 public:
  explicit ConsoleOffice(const std::filesystem::path& folder);
  const Office& office() const { return office_; }
  const Config& config() const { return config_; }
  /// The real time plus the example's offset (0 elsewhere), as the service has it.
  Time now() const;

 private:
  Config config_;
  SystemRandom random_;
  Policy policy_;
  Catalogue catalogue_;
  ServerSecret secret_;
  sql::Pool pool_;
  Office office_;
};

/// What was refused, as a sentence for the operator.
Failure failure_of(const Office& office, const Refusal& refusal);

/// The value, or a Failure with that sentence.
template <typename T>
T must(const Office& office, Result<T> result) {
  if (!result) throw failure_of(office, result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace madoguchi
