#pragma once
#include <string>

#include "base/time.h"
#include "domain/application.h"
#include "domain/ids.h"

namespace madoguchi {

inline constexpr std::size_t kDraftBytesMax = 32 * 1024;

/// 下書き: a form that is not filed yet (R98). Its owner's own, no application: it counts for no window (R56).
struct Draft {
  DraftId id;
  AccountId account;
  ContractId contract;
  ApplicationKind kind = ApplicationKind::contact_change;
  std::string content;  ///< the form's own JSON; the server only looks for what must not be kept
  Time expires_at{};
  Time updated_at{};
  std::int64_t version = 1;
};

}  // namespace madoguchi
