#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "main/make_example.h"

namespace madoguchi {

struct ApiAnswer;

/// One exchange of the story with the running service.
struct StoryExchange {
  bool desk = false;  ///< the desk's door; else the customers' portal
  std::string_view method;
  std::string_view target;
  const ApiAnswer& answer;
};

struct StoryOptions {
  std::filesystem::path folder;         ///< missing or empty
  std::string database;                 ///< as in madoguchi.toml; empty: SQLite in the folder. It must be empty too
  std::optional<ExampleToken> token{};  ///< the authority's keys are made there instead of in files
  std::int64_t crl_shards = kCrlShardsDefault;  ///< as in make_example
  std::function<void(const StoryExchange&)> on_exchange = [](const StoryExchange&) {};
  std::function<void(const std::string& line)> on_line = [](const std::string&) {};
};

/// Opens a fresh example authority in the folder, with a clock that begins in the past, runs the service in this
/// process on free ports of loopback, and plays every procedure through its HTTP API. At the end the clock is the real
/// time, and the folder holds ca/*.pem, certificates/<serial in hex>.pem, crl/*.crl, mail/*.eml and story.txt: one line
/// for each thing that happened, then one for each certificate with what became of it. Throws Failure, with the step,
/// the request and the answer, if anything goes otherwise.
void tell_story(const StoryOptions& options);

}  // namespace madoguchi
