#include "main/story_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "main/story.h"
#include "main/token_options.h"

namespace madoguchi {

void add_story_command(CLI::App& app) {
  struct Arguments {
    std::string folder, database;
    ExampleToken token;
    std::int64_t crl_shards = kCrlShardsDefault;
  };
  const auto arguments = std::make_shared<Arguments>();
  auto* story = app.add_subcommand("story", "Plays every procedure through the HTTP API in a fresh example authority");
  story->add_option("DIR", arguments->folder, "a folder that is missing or empty")->required();
  story->add_option("--database", arguments->database, "as in madoguchi.toml; empty (default: SQLite in DIR)");
  story->add_option("--crl-shards", arguments->crl_shards,
                    "among how many CRLs certificates are spread; 0: one full list");
  add_token_options(*story, arguments->token);
  story->callback([arguments] {
    StoryOptions options{
        .folder = arguments->folder, .database = arguments->database, .crl_shards = arguments->crl_shards};
    if (!arguments->token.place.module.empty()) options.token = arguments->token;
    options.on_line = [](const std::string& line) {
      std::printf("%s\n", line.c_str());
      std::fflush(stdout);
    };
    tell_story(options);
  });
}

}  // namespace madoguchi
