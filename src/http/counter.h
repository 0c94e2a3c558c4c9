#pragma once
#include <filesystem>
#include <functional>
#include <vector>

#include "usecase/show_example.h"
#include "usecase/work.h"

namespace madoguchi {
class PasswordHasher;
struct IssuingAuthority;
}  // namespace madoguchi

namespace madoguchi::http {

/// What every route may use. Lives as long as the server; made in main/house.
struct Counter {
  const Office& office;
  std::function<Time()> now;  ///< the real clock plus the example's offset; read once per request
  PasswordHasher& hasher;
  const IssuingAuthority* authority = nullptr;
  bool example = false;
  std::function<void()> clock_moved = [] {};   ///< the example's clock: read the offset again
  std::filesystem::path example_mails{};       ///< the example: where its mails lie; empty if they are sent
  std::vector<ExampleLogin> example_logins{};  ///< the example: who is in it, with their passwords
  std::function<void()> changed = [] {};       ///< something was committed that a job may have to do
};

}  // namespace madoguchi::http
