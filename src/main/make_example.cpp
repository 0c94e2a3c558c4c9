#include "main/make_example.h"

#include <cstdio>
#include <fstream>

#include "base/assert.h"
#include "main/example_data.h"
#include "main/house.h"
#include "main/make_authority.h"
#include "secret/system_random.h"
#include "sql/migrate.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStatusUrl = "http://127.0.0.1:8082";  // stands in every certificate; never follows a port

constexpr const char* kConfig =
    R"(# The example authority. Its passphrase lies beside its keys, which only an example may do.
database = '@database@'
server_secret = "secret/server.secret"
passphrase_file = "secret/ca.passphrase"
authority_name = "Madoguchi Example Authority"

[portal]
port = 8080
[desk]
port = 8081
[status]
port = 8082

[mail]                       # every mail lies as a file in mail/ instead of being sent
from = "desk@madoguchi.example"
from_name = "Madoguchi Example Authority"
folder = "mail"
)";

void write_private(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  out << text;
  out.close();
  if (!out) throw Failure(path.string() + " cannot be written");
}

void make_ca(const fs::path& folder, Random& random, Time made_at, Time starts_at,
             const std::optional<ExampleToken>& token, std::int64_t crl_shards) {
  pki::Passphrase secret = token ? read_pin(token->pin) : pki::Passphrase(to_base64url(random.bytes(24)));
  fs::create_directories(folder / "secret");
  fs::permissions(folder / "secret", fs::perms::owner_all);
  write_private(folder / "secret" / "ca.passphrase", secret.reveal() + "\n");
  AuthorityOptions options{.folder = folder,
                           .keys_folder = folder / "secret",
                           .name = "Madoguchi",
                           .status_url = kStatusUrl,
                           .example = true,
                           .crl_shards = crl_shards};
  if (token) options.token = token->place;
  make_authority(options, secret, random, made_at);
  // The root's first list is as old as the CA: too old for whoever reads it today.
  renew_root_crl(folder, {}, secret, starts_at);
}

void make_database(const Config& config, Time starts_at, Time now) {
  const auto connection = sql::connect(config.database);
  sql::migrate(*connection, (assets_folder() / "migrations").string(), now);
  sql::Transaction transaction(*connection);
  Store store(*connection);
  store.service.add({.example = true, .clock_offset = starts_at - now, .created_at = starts_at});
  transaction.keep();
}

std::string config_text(const std::string& database) {
  if (database.find_first_of("'\n") != std::string::npos) throw Failure("the database's name holds a quote");
  constexpr std::string_view place = "@database@";
  std::string text = kConfig;
  return text.replace(text.find(place), place.size(), database);
}

}  // namespace

bool make_example(const fs::path& folder, Time starts_at, const std::string& database,
                  const std::optional<ExampleToken>& token, const ExampleSize& size, std::int64_t crl_shards) {
  if (fs::exists(folder / "example.made")) return false;
  if (fs::exists(folder) && !fs::is_empty(folder)) {
    throw Failure(folder.string() +
                  " holds something else, or an example that was not finished: choose another "
                  "folder with --dir, or remove it");
  }
  fs::create_directories(folder / "mail");
  SystemRandom random;
  // The CA is older than its oldest certificate (example.toml goes back half a year).
  make_ca(folder, random, starts_at - std::chrono::days(365), starts_at, token, crl_shards);
  write_private(folder / "madoguchi.toml", config_text(database));
  const auto config = load_config(folder, {});
  make_database(config, starts_at, system_now());
  House house(config, true);
  house.renew_responder_if_due(house.now());  // it is as old as the CA
  fill_example(house.office(), house.authority(), house.hasher(), assets_folder() / "example", house.now());
  if (size.customers > 0 || size.contracts > 0) {
    const auto filled = fill_at_size(house, size, assets_folder() / "example", house.now());
    std::printf("Filled %lld rows in %.1f s (%.0f a second)\n", static_cast<long long>(filled.rows), filled.seconds,
                static_cast<double>(filled.rows) / filled.seconds);
  }
  write_private(folder / "example.made", format_utc(starts_at) + "\n");
  return true;
}

void print_example_logins(const fs::path& folder) {
  std::printf("\nExample logins, portal (one-time codes lie as mails in %s):\n", (folder / "mail").c_str());
  const auto logins = example_logins(assets_folder() / "example");
  for (const auto& login : logins) {
    if (login.desk) continue;
    std::printf("  %-12s %-28s %s <%s>\n", login.login_id.c_str(), login.password.c_str(), login.name.c_str(),
                login.otp_address.c_str());
  }
  std::printf("\nExample logins, desk (TOTP secrets for an authenticator app, or: oathtool --totp -b SECRET):\n");
  for (const auto& login : logins) {
    if (!login.desk) continue;
    std::printf("  %-12s %-28s %s %s\n", login.login_id.c_str(), login.password.c_str(), login.totp_secret.c_str(),
                login.name.c_str());
  }
  std::fflush(stdout);
}

}  // namespace madoguchi
