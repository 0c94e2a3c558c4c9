#include "usecase/forget_logins.h"

#include "domain/login_limits.h"

namespace madoguchi {
namespace {

constexpr std::string_view kName = "forget_logins";
constexpr Seconds kEvery{60 * 60};
constexpr Seconds kLease{5 * 60};

}  // namespace

int forget_logins(const Office& office, Time now) {
  return transact(office, now, Actor::the_engine(),
                  [](Work& work) -> Result<int> {
                    auto& store = work.store;
                    if (!store.periodic.claim(kName, work.now, kLease)) return 0;
                    store.logins.remove_before(work.now - std::chrono::days(1));
                    store.password_resets.remove_before(work.now - std::chrono::days(7));
                    store.sessions.remove_before(work.now - std::chrono::days(30));
                    store.attempts.remove_before(work.now - kFamiliarSeconds);
                    store.periodic.done(kName, work.now, work.now + kEvery);
                    return 1;
                  })
      .value();
}

}  // namespace madoguchi
