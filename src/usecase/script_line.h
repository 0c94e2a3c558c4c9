#pragma once
#include <string>

#include "text/catalogue.h"

namespace madoguchi {

/// What an officer at the telephone says: a sentence's key and its values, for either language.
struct ScriptLine {
  std::string key;
  SentenceParams params{};
};

}  // namespace madoguchi
