#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi staff add`, `staff list` and `staff disable`: the first officers, and those who leave. Works while the
/// service runs.
void add_staff_command(CLI::App& app);

}  // namespace madoguchi
