#include "main/console_office.h"

#include "main/load_policy.h"
#include "sql/migrate.h"

namespace madoguchi {
namespace {

std::string migrated(const std::string& database) {
  const auto connection = sql::connect(database);
  sql::migrate(*connection, (assets_folder() / "migrations").string(), system_now());
  return database;
}

}  // namespace

ConsoleOffice::ConsoleOffice(const std::filesystem::path& folder)
    : config_(load_config(folder, {})),
      policy_(load_policy(assets_folder() / "policy")),
      catalogue_(Catalogue::load(assets_folder() / "text")),
      secret_(ServerSecret::load_or_create(config_.server_secret, random_)),
      pool_(migrated(config_.database), 1),
      office_{.pool = pool_,
              .policy = policy_,
              .secret = secret_,
              .catalogue = catalogue_,
              .random = random_,
              .urls = {.portal = config_.portal.url, .desk = config_.desk.url, .status = {}},
              .mail_house = {.authority = config_.authority_name}} {}

Time ConsoleOffice::now() const {
  auto connection = office_.pool.lend();
  const auto service = Store(*connection).service.get();
  return system_now() + (service && service->example ? service->clock_offset : Seconds(0));
}

Failure failure_of(const Office& office, const Refusal& refusal) {
  const auto& key = refusal.fields.empty() ? refusal.message : refusal.fields.front().second;
  const auto where = refusal.fields.empty() ? "" : refusal.fields.front().first.substr(1) + ": ";
  return Failure(where + office.catalogue.sentence(Language::en, key, refusal.params));
}

}  // namespace madoguchi
