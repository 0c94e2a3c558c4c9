#include "main/token_options.h"

#include <CLI/CLI.hpp>

namespace madoguchi {

void add_token_options(CLI::App& command, ExampleToken& token) {
  auto* module = command.add_option("--pkcs11", token.place.module, "PKCS#11 library: the keys are made in a token");
  auto* label = command.add_option("--token", token.place.label, "the token's label")->needs(module);
  auto* pin = command.add_option("--pin-file", token.pin.file, "file whose first line is its PIN")->needs(module);
  module->needs(label)->needs(pin);
  command.add_option("--key-prefix", token.place.key_prefix, "before the keys' names in it")->needs(module);
}

}  // namespace madoguchi
