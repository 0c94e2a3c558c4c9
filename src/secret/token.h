#pragma once
#include <string>
#include <string_view>

#include "base/random.h"

namespace madoguchi {

/// 43 characters of base64url: 256 random bits, for session cookies, CSRF tokens and one-time links. Only its
/// ServerSecret::keyed_digest under the purpose is stored, so that the database holds nothing to log in with.
std::string new_token(Random& random);
/// True for text of a token's form; anything else is not worth a look into the database.
bool is_token_text(std::string_view text);

}  // namespace madoguchi
