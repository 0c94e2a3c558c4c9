#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>

#include "main/ca_command.h"
#include "main/incident_command.h"
#include "main/keys_command.h"
#include "main/print_states.h"
#include "main/publish_command.h"
#include "main/service_command.h"
#include "main/staff_command.h"
#include "main/story_command.h"

namespace {

void add_states_command(CLI::App& app) {
  app.add_subcommand("states", "Prints doc/states.md from the step tables")->callback([] {
    std::cout << madoguchi::print_states_document();
  });
}

}  // namespace

/// Parses the command line and runs one sub-command. A Failure ends it with its sentence and exit code 1.
int main(int argc, char** argv) {
  CLI::App app("Madoguchi: the service counter of a certificate authority", "madoguchi");
  app.require_subcommand(1);
  try {
    add_states_command(app);
    madoguchi::add_ca_command(app);
    madoguchi::add_service_commands(app);
    madoguchi::add_story_command(app);
    madoguchi::add_staff_command(app);
    madoguchi::add_keys_command(app);
    madoguchi::add_publish_command(app);
    madoguchi::add_incident_command(app);
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "madoguchi: %s\n", failure.what());
    return 1;
  }
}
