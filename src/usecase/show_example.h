#pragma once
#include <string>
#include <vector>

#include "usecase/work.h"

/// What a newcomer needs to know of an example authority. Every one refuses wrong_state "example.not_an_example"
/// elsewhere.
namespace madoguchi {

/// A login as example/example.toml gives it.
struct ExampleLogin {
  bool desk = false;
  std::string login_id;
  std::string password;
  std::string totp_secret;  ///< base 32; desk only
  std::string otp_address;  ///< portal only
  std::string name;
};

/// The code that an officer's authenticator app would show by the example's clock.
struct ExampleOfficer {
  std::string login_id;
  std::vector<Role> roles;
  /// Good for one login; absent while the present code and the next one are used: wait `seconds_left`.
  std::optional<std::string> totp{};
  std::int64_t seconds_left = 0;
};
/// The officers who may log in, in the order of their login IDs.
Result<std::vector<ExampleOfficer>> example_officers(Work& work);

/// What happens by itself at a time to come.
enum class ExampleMomentKind : std::uint8_t { scheduled_revocation, certificate_end, contract_end, legal_deadline };
template <>
struct Names<ExampleMomentKind> {
  static constexpr auto values = std::to_array<std::pair<ExampleMomentKind, std::string_view>>({
      MADOGUCHI_NAME(ExampleMomentKind, scheduled_revocation),
      MADOGUCHI_NAME(ExampleMomentKind, certificate_end),
      MADOGUCHI_NAME(ExampleMomentKind, contract_end),
      MADOGUCHI_NAME(ExampleMomentKind, legal_deadline),
  });
};
struct ExampleMoment {
  Time at{};  ///< the first second at which it has happened
  ExampleMomentKind kind{};
  std::string common_name;
  std::optional<std::string> serial{};       ///< of a certificate
  std::optional<std::string> application{};  ///< 受付番号, of what has a legal deadline
};
inline constexpr std::int64_t kExampleMomentsMax = 100;  ///< certificates looked at, and deadlines
/// What lies ahead, earliest first.
Result<std::vector<ExampleMoment>> example_outlook(Work& work);

}  // namespace madoguchi
