#pragma once

namespace CLI {
class App;
}

namespace madoguchi {

/// `madoguchi publish`: the status files for a web server, an object store or a CDN.
void add_publish_command(CLI::App& app);

}  // namespace madoguchi
