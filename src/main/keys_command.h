#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi keys import|block`: lists of keys for which nobody may get a certificate (R49, rules 1.2.3). The service
/// may run meanwhile.
void add_keys_command(CLI::App& app);

}  // namespace madoguchi
