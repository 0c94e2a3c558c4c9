#include "main/story_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "main/story.h"

namespace madoguchi {

void add_story_command(CLI::App& app) {
  const auto folder = std::make_shared<std::string>();
  auto* story = app.add_subcommand("story", "Plays every procedure through the HTTP API in a fresh example authority");
  story->add_option("DIR", *folder, "a folder that is missing or empty")->required();
  story->callback([folder] {
    tell_story({.folder = *folder, .on_line = [](const std::string& line) {
                  std::printf("%s\n", line.c_str());
                  std::fflush(stdout);
                }});
  });
}

}  // namespace madoguchi
