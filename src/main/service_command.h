#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi example --dir D`: makes the example authority in D unless it stands there, and prints its logins.
/// `madoguchi serve --dir D [--port P]`: runs the service until SIGINT or SIGTERM.
void add_service_commands(CLI::App& app);

}  // namespace madoguchi
