#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "usecase/work.h"

/// Limits on tries over sliding windows (R4, rules 7.1.4). A try is counted before its outcome is known, in a
/// transaction that is kept, and taken back by success: neither a refusal nor a race gives one away for nothing.
namespace madoguchi {

/// What is counted together. The store sees only a keyed digest of `who` and `client`.
struct Bucket {
  std::string_view kind;      ///< "login.password", …
  std::string who{};          ///< a login ID, an account or a session; empty: over all
  std::string_view client{};  ///< where from; empty: from anywhere
};
std::string bucket_text(const Office& office, const Bucket& bucket);

struct Limit {
  Bucket bucket;
  int max = 0;
  Seconds window{0};
};

/// Refuses as too_many `key`, with {retry_after_seconds}, if one of the limits is reached.
Result<void> require_within(Work& work, std::string_view key, const std::vector<Limit>& limits);

/// Counts one try in each bucket. The answer takes them back.
std::vector<std::string> count_try(Work& work, const std::vector<Limit>& limits);
void take_back(Work& work, const std::vector<std::string>& tries);

/// A place from which somebody logged in to the account (or officer) within kFamiliarSeconds counts as the owner's:
/// what strangers do elsewhere does not tighten it. `who` is the login ID.
bool is_familiar(Work& work, const std::string& who, std::string_view client);
void remember_place(Work& work, const std::string& who, std::string_view client);

/// The limits of wrong passwords for `who` from `client`.
std::vector<Limit> password_limits(Work& work, const std::string& who, std::string_view client);
/// The limits of wrong codes, of one login over all its codes.
std::vector<Limit> code_limits(Work& work, const std::string& who, std::string_view client);
/// The limits of codes sent by mail, for one purpose.
std::vector<Limit> send_limits(Work& work, std::string_view kind, const std::string& who, std::string_view client);

}  // namespace madoguchi
