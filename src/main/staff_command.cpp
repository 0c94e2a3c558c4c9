#include "main/staff_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "main/config.h"
#include "main/load_policy.h"
#include "main/passphrase_source.h"
#include "secret/password.h"
#include "secret/system_random.h"
#include "sql/migrate.h"
#include "usecase/manage_officers.h"

namespace madoguchi {
namespace {

/// What the commands need of a house: no key of the CA, no listener, and not the folder's lock, which the service
/// holds.
class StaffOffice {
 public:
  explicit StaffOffice(const std::filesystem::path& folder)
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
  const Office& office() const { return office_; }

 private:
  static std::string migrated(const std::string& database) {
    const auto connection = sql::connect(database);
    sql::migrate(*connection, (assets_folder() / "migrations").string(), system_now());
    return database;
  }

  Config config_;
  SystemRandom random_;
  Policy policy_;
  Catalogue catalogue_;
  ServerSecret secret_;
  sql::Pool pool_;
  Office office_;
};

/// The value, or what was refused as a sentence for the operator.
template <typename T>
T must(const Office& office, Result<T> result) {
  if (result) {
    if constexpr (std::is_void_v<T>)
      return;
    else
      return *std::move(result);
  }
  const auto& refusal = result.error();
  const auto& key = refusal.fields.empty() ? refusal.message : refusal.fields.front().second;
  const auto where = refusal.fields.empty() ? "" : refusal.fields.front().first.substr(1) + ": ";
  throw Failure(where + office.catalogue.sentence(Language::en, key, refusal.params));
}

std::vector<Role> roles_of(const std::vector<std::string>& texts) {
  std::vector<Role> roles;
  for (const auto& text : texts) {
    const auto role = parse_name<Role>(text);
    if (!role) throw Failure("--roles: " + text + " is no role");
    roles.push_back(*role);
  }
  return roles;
}

struct AddArguments {
  std::filesystem::path folder, password_file;
  std::string login_id, name, language = "ja";
  std::vector<std::string> roles;
};

void add(const AddArguments& arguments) {
  const StaffOffice staff(arguments.folder);
  const auto language = parse_language(arguments.language);
  if (!language) throw Failure("--language: ja or en");
  AddOfficer command{.login_id = arguments.login_id,
                     .name = arguments.name,
                     .password = {},
                     .roles = roles_of(arguments.roles),
                     .language = *language};
  command.password = read_new_password(arguments.password_file);
  PasswordHasher hasher(1);
  const auto added =
      must(staff.office(), add_officer(staff.office(), hasher, system_now(), Actor::the_engine(), command));
  std::cout << "Added " << arguments.login_id
            << ". Enter this into an authenticator app now; it is not shown again:\n  secret " << added.totp_secret
            << "\n  " << added.totp_uri << '\n';
}

void list(const std::filesystem::path& folder) {
  const StaffOffice staff(folder);
  const auto officers =
      must(staff.office(), look(staff.office(), system_now(), Actor::the_engine(),
                                [](Work& work) -> Result<std::vector<Officer>> { return work.store.officers.all(); }));
  for (const auto& officer : officers) {
    std::cout << officer.login_id << '\t' << officer.name << '\t';
    for (const auto role : officer.roles) std::cout << to_text(role) << ' ';
    if (officer.disabled_at) std::cout << "\tdisabled " << format_utc(*officer.disabled_at);
    std::cout << '\n';
  }
}

void disable(const std::filesystem::path& folder, const std::string& login_id) {
  const StaffOffice staff(folder);
  must(staff.office(), transact(staff.office(), system_now(), Actor::the_engine(),
                                [&](Work& work) { return disable_officer(work, login_id); }));
  std::cout << "Disabled " << login_id << "; its sessions have ended.\n";
}

}  // namespace

void add_staff_command(CLI::App& app) {
  auto* staff = app.add_subcommand("staff", "The authority's own people: add, list, disable");
  staff->require_subcommand(1);
  auto arguments = std::make_shared<AddArguments>();
  auto* command = staff->add_subcommand("add", "Makes an officer and enrols its TOTP");
  command->add_option("--dir", arguments->folder, "the authority's folder")->required();
  command->add_option("--login-id", arguments->login_id, "what it types to log in")->required();
  command->add_option("--name", arguments->name, "its name")->required();
  command->add_option("--roles", arguments->roles, "reception,reviewer,approver,caller,revoker,administrator,auditor")
      ->delimiter(',')
      ->required();
  command->add_option("--language", arguments->language, "ja or en")->capture_default_str();
  command->add_option("--password-file", arguments->password_file, "its first line; without it a prompt asks");
  command->callback([arguments] { add(*arguments); });
  auto* show = staff->add_subcommand("list", "Everybody, with roles");
  show->add_option("--dir", arguments->folder, "the authority's folder")->required();
  show->callback([arguments] { list(arguments->folder); });
  auto* leave = staff->add_subcommand("disable", "Ends an officer's sessions and logins for good");
  leave->add_option("--dir", arguments->folder, "the authority's folder")->required();
  leave->add_option("--login-id", arguments->login_id, "whose")->required();
  leave->callback([arguments] { disable(arguments->folder, arguments->login_id); });
}

}  // namespace madoguchi
