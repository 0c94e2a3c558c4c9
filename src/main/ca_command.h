#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi ca init` and `madoguchi ca renew-root-crl`.
void add_ca_command(CLI::App& app);

}  // namespace madoguchi
