#include "main/keys_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>

#include "main/console_office.h"
#include "usecase/import_keys.h"

namespace madoguchi {
namespace {

/// A line on standard error every two seconds, so that a long list is seen to move; none for a short one.
KeyProgress progress_of(const std::string& what) {
  using Clock = std::chrono::steady_clock;
  return [what, last = Clock::now()](std::int64_t done, std::int64_t total) mutable {
    if (Clock::now() - last < std::chrono::seconds(2)) return;
    last = Clock::now();
    std::cerr << what << ": " << done;
    if (done != total) std::cerr << " of " << total;
    std::cerr << std::endl;
  };
}

std::ifstream open_list(const std::filesystem::path& file) {
  std::ifstream list(file, std::ios::binary);
  if (!list) throw Failure(file.string() + ": cannot be read");
  return list;
}

struct KeyArguments {
  std::filesystem::path folder;
  std::vector<std::filesystem::path> files;
  std::string reason = "block list";
  bool revoke_live = false;
};

/// `take` on every file, and what it said.
template <typename Take>
void each_file(const KeyArguments& arguments, const char* done, Take take) {
  for (const auto& file : arguments.files) {
    auto list = open_list(file);
    try {
      const ImportedKeys imported = take(list, file.filename().string());
      std::cout << file.string() << ": " << imported.listed << " keys, " << imported.added << ' ' << done << std::endl;
    } catch (const Failure& failure) {
      throw Failure(file.string() + ": " + failure.what());
    }
  }
}

void import_lists(const KeyArguments& arguments) {
  const ConsoleOffice console(arguments.folder);
  const auto& office = console.office();
  each_file(arguments, "new", [&](std::istream& list, const std::string& name) {
    return must(office, import_weak_keys(office, system_now(), list, name, progress_of(name)));
  });
  const auto found = must(office, find_weak_certificates(office, system_now(), progress_of("certificates looked at")));
  if (found > 0) std::cout << found << " live certificate(s) have a weak key: tasks at the desk, due in 24 hours\n";
}

void block_lists(const KeyArguments& arguments) {
  const ConsoleOffice console(arguments.folder);
  const auto& office = console.office();
  each_file(arguments, "blocked now", [&](std::istream& list, const std::string& name) {
    return must(office,
                block_keys(office, system_now(), list, arguments.reason, arguments.revoke_live, progress_of(name)));
  });
}

}  // namespace

void add_keys_command(CLI::App& app) {
  auto* keys = app.add_subcommand("keys", "Keys for which nobody gets a certificate: import, block");
  keys->require_subcommand(1);
  const auto arguments = std::make_shared<KeyArguments>();
  const auto common = [&](CLI::App* command) {
    command->add_option("--dir", arguments->folder, "the authority's folder")->required();
    command->add_option("files", arguments->files, "the lists")->required();
  };
  auto* import = keys->add_subcommand("import",
                                      "Takes in published lists of weak keys: one fingerprint a line, as in "
                                      "openssl-blacklist (20 hex digits) or SHA-256 of the SPKI (64)");
  common(import);
  import->callback([arguments] { import_lists(*arguments); });
  auto* block = keys->add_subcommand("block", "Blocks compromised keys for good: SHA-256 of the SPKI, list or CSV");
  common(block);
  block->add_option("--reason", arguments->reason, "kept with each key")->capture_default_str();
  block->add_flag("--revoke-live", arguments->revoke_live, "even if live certificates have such a key");
  block->callback([arguments] { block_lists(*arguments); });
}

}  // namespace madoguchi
