#include "main/service_command.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <optional>

#include "base/log.h"
#include "main/make_example.h"
#include "main/service.h"
#include "main/token_options.h"

namespace madoguchi {
namespace {

/// Waits for SIGINT or SIGTERM. They are blocked before any thread starts, so that only this one takes them.
void wait_for_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

void print_addresses(const House& house, const Service& service) {
  const auto& config = house.config();
  std::printf("\nPortal  http://%s:%d\nDesk    http://%s:%d\nStatus  http://%s:%d   (certificates name %s)\n",
              config.portal.address.c_str(), service.portal_port(), config.desk.address.c_str(), service.desk_port(),
              config.status.address.c_str(), service.status_port(), house.office().urls.status.c_str());
  if (!config.mail.folder.empty()) std::printf("Mails   %s\n", config.mail.folder.c_str());
  if (house.example()) {
    std::printf("Trying out: mails, clock, logins with their codes\n        http://%s:%d/example\n",
                config.portal.address.c_str(), service.portal_port());
  }
  std::printf("\nCtrl-C stops the service.\n");
  std::fflush(stdout);
}

/// What an operator should know at start and could forget.
void warn_at_start(House& house) {
  auto connection = house.office().pool.lend();
  Store store(*connection);
  if (!store.certificates.knows_weak_keys()) {
    log(LogLevel::warning,
        "no list of weak keys is known, keys are checked by the other rules only; take in the published lists with "
        "madoguchi keys import");
  }
}

void serve(const std::string& dir, std::optional<std::uint16_t> port) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  House house(load_config(dir, port), true);
  warn_at_start(house);
  Service service(house);
  print_addresses(house, service);
  if (house.example()) print_example_logins(dir);
  wait_for_end(signals);
  std::printf("\nStopping.\n");
  service.stop();
}

void add_example_command(CLI::App& app) {
  struct Options {
    std::string dir, database = kExampleDatabase;
    ExampleToken token;
    ExampleSize size;
  };
  const auto options = std::make_shared<Options>();
  auto* example = app.add_subcommand("example", "Makes the example authority in a folder, unless it stands there");
  example->add_option("--dir", options->dir, "the folder")->required();
  example->add_option("--database", options->database, "sqlite:PATH, or a libpq connection string of an empty one");
  const auto count = CLI::Range(std::int64_t{0}, kExampleRowsMax);
  example->add_option("--customers", options->size.customers, "made-up customers beside the example's own")
      ->check(count);
  example->add_option("--contracts", options->size.contracts, "their contracts, spread evenly")->check(count);
  example->add_option("--certificates", options->size.certificates, "the contracts' certificates")->check(count);
  example->add_option("--seed", options->size.seed, "the same seed makes the same rows");
  add_token_options(*example, options->token);
  example->callback([options] {
    const bool in_token = !options->token.place.module.empty();
    const auto token = in_token ? std::optional(options->token) : std::nullopt;
    if (make_example(options->dir, system_now(), options->database, token, options->size))
      std::printf("Made the example authority in %s\n", options->dir.c_str());
  });
}

}  // namespace

void add_service_commands(CLI::App& app) {
  struct Options {
    std::string dir;
    std::optional<std::uint16_t> port;
  };
  add_example_command(app);
  const auto options = std::make_shared<Options>();
  auto* service = app.add_subcommand("serve", "Runs the service until SIGINT or SIGTERM");
  service->add_option("--dir", options->dir, "the authority's folder")->required();
  service->add_option("--port", options->port, "portal on P, desk on P+1, public status on P+2");
  service->callback([options] { serve(options->dir, options->port); });
}

}  // namespace madoguchi
