#include "usecase/attempt_limit.h"

#include <algorithm>

#include "domain/login_limits.h"

namespace madoguchi {
namespace {

constexpr std::string_view kPassword = "login.password";  // allow text-key: a kind of attempt
constexpr std::string_view kCode = "login.code";          // allow text-key: a kind of attempt
constexpr std::string_view kFamiliar = "login.familiar";  // allow text-key: a kind of attempt

/// How long until the bucket has room for one more; absent if it has.
std::optional<Seconds> wait_for(Work& work, const Limit& limit) {
  const auto newest =
      work.store.attempts.newest_since(bucket_text(work.office, limit.bucket), work.now - limit.window, limit.max);
  if (std::ssize(newest) < limit.max) return {};
  return newest.back() + limit.window - work.now;
}

bool is_reached(Work& work, const Limit& limit) {
  return wait_for(work, limit).has_value();
}

/// Of one person from one place: `usual`, or `tightened` while strangers elsewhere have filled the person's own limit
/// and nobody ever logged in from this place. The person's own limit refuses nobody by itself.
int pair_max(Work& work, const std::string& who, std::string_view client, const Limit& of_person, int usual,
             int tightened) {
  return is_reached(work, of_person) && !is_familiar(work, who, client) ? tightened : usual;
}

/// Counted, never reached: what pair_max looks at.
Limit only_counted(const Limit& limit) {
  return {.bucket = limit.bucket, .max = 0, .window = limit.window};
}

}  // namespace

std::string bucket_text(const Office& office, const Bucket& bucket) {
  return std::string(bucket.kind) + "/" +
         office.secret.keyed_digest(purpose::attempt_bucket, bucket.who + '\n' + std::string(bucket.client));
}

Result<void> require_within(Work& work, std::string_view key, const std::vector<Limit>& limits) {
  std::optional<Seconds> longest;
  for (const auto& limit : limits) {
    if (limit.max == 0) continue;
    if (const auto wait = wait_for(work, limit)) longest = std::max(longest.value_or(Seconds(1)), *wait);
  }
  if (!longest) return {};
  return std::unexpected(Refusal{.code = ErrorCode::too_many,
                                 .message = std::string(key),
                                 .params = {{"retry_after_seconds", std::to_string(longest->count())}}});
}

std::vector<std::string> count_try(Work& work, const std::vector<Limit>& limits) {
  std::vector<std::string> tries;
  for (const auto& limit : limits) {
    tries.push_back(new_id_text(work.random()));
    work.store.attempts.add(tries.back(), bucket_text(work.office, limit.bucket), work.now);
  }
  return tries;
}

void take_back(Work& work, const std::vector<std::string>& tries) {
  for (const auto& id : tries) work.store.attempts.remove(id);
}

bool is_familiar(Work& work, const std::string& who, std::string_view client) {
  const auto bucket = bucket_text(work.office, {.kind = kFamiliar, .who = who, .client = client});
  return work.store.attempts.count_since(bucket, work.now - kFamiliarSeconds) > 0;
}

void remember_place(Work& work, const std::string& who, std::string_view client) {
  const auto bucket = bucket_text(work.office, {.kind = kFamiliar, .who = who, .client = client});
  work.store.attempts.clear(bucket);
  work.store.attempts.add(new_id_text(work.random()), bucket, work.now);
}

std::vector<Limit> password_limits(Work& work, const std::string& who, std::string_view client) {
  const Limit of_person{{.kind = kPassword, .who = who}, kPasswordTriesPerAccountMax, kPasswordWindow};
  const Limit of_client{{.kind = kPassword, .client = client}, kPasswordTriesPerClientMax, kPasswordWindow};
  const int most = pair_max(work, who, client, of_person, kPasswordTriesPerPairMax, kPasswordTriesUnderAttackMax);
  const Limit of_pair{{.kind = kPassword, .who = who, .client = client}, most, kPasswordWindow};
  return {of_pair, of_client, only_counted(of_person)};
}

std::vector<Limit> code_limits(Work& work, const std::string& who, std::string_view client) {
  const Limit of_person{{.kind = kCode, .who = who}, kCodeTriesPerPairMax, kCodeTriesWindow};
  const int most = pair_max(work, who, client, of_person, kCodeTriesPerPairMax, kCodeTriesUnderAttackMax);
  const Limit of_pair{{.kind = kCode, .who = who, .client = client}, most, kCodeTriesWindow};
  return {of_pair, only_counted(of_person)};
}

std::vector<Limit> send_limits(Work& work, std::string_view kind, const std::string& who, std::string_view client) {
  const Limit of_pair{{.kind = kind, .who = who, .client = client}, kSendsPerAccountMax, kSendWindow};
  const Limit of_client{{.kind = kind, .client = client}, kSendsPerClientMax, kSendWindow};
  // Strangers share one limit for the account; the owner's own places have theirs.
  if (is_familiar(work, who, client)) return {of_pair, of_client};
  return {of_pair, of_client, {{.kind = kind, .who = who}, kSendsPerAccountMax, kSendWindow}};
}

}  // namespace madoguchi
