#pragma once
#include "main/make_example.h"

namespace CLI {
class App;
}

namespace madoguchi {

/// --pkcs11, --token, --pin-file and --key-prefix of a command that makes an example; `token` outlives the parsing. It
/// was asked for if its module is not empty.
void add_token_options(CLI::App& command, ExampleToken& token);

}  // namespace madoguchi
