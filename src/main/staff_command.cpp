#include "main/staff_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "main/console_office.h"
#include "main/passphrase_source.h"
#include "secret/password.h"
#include "usecase/manage_officers.h"

namespace madoguchi {
namespace {

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
  const ConsoleOffice staff(arguments.folder);
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
  const ConsoleOffice staff(folder);
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
  const ConsoleOffice staff(folder);
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
