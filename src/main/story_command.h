#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi story DIR`
void add_story_command(CLI::App& app);

}  // namespace madoguchi
