#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi incident …`: mass revocation from a terminal, over the desk's API (R105). Each call logs in as an
/// officer, with password and TOTP; four eyes and roles are the desk's to keep.
void add_incident_command(CLI::App& app);

}  // namespace madoguchi
