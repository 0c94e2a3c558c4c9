#include "main/incident_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/result.h"
#include "main/config.h"
#include "main/incident_desk.h"
#include "main/passphrase_source.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

struct IncidentArguments {
  std::string desk_url, login_id, totp;
  std::filesystem::path folder, password_file;
  std::string incident, plan_digest;
  std::string cause, finding, known_since, issued_from, issued_until, product;
  std::filesystem::path serials, keys, names, organizations;
  bool watch = false;
};

/// A code is worthless half a minute later: it may be seen.
std::string ask_for_code() {
  std::cerr << "Code of the authenticator app: " << std::flush;
  std::string code;
  std::getline(std::cin, code);
  return code;
}

IncidentDesk log_in(const IncidentArguments& arguments) {
  if (arguments.desk_url.empty() == arguments.folder.empty()) throw Failure("give --desk or --dir, one of them");
  const auto url = arguments.folder.empty() ? arguments.desk_url : load_config(arguments.folder, {}).desk.url;
  const auto password = read_password(arguments.password_file);
  return {url, arguments.login_id, password, arguments.totp.empty() ? ask_for_code() : arguments.totp};
}

void watch(IncidentDesk& desk, const std::string& incident) {
  desk.watch(incident, [](const ApiAnswer& now) { std::cout << print_progress(now) << std::endl; });
}

void open(const IncidentArguments& arguments) {
  json::object body{{"cause", arguments.cause}, {"finding", arguments.finding}};
  if (!arguments.known_since.empty()) body["known_since"] = arguments.known_since;
  if (!arguments.issued_from.empty()) {
    json::object query{{"issued_from", arguments.issued_from}, {"issued_until", arguments.issued_until}};
    if (!arguments.product.empty()) query["product"] = arguments.product;
    body["query"] = std::move(query);
  }
  std::vector<std::pair<std::string, std::filesystem::path>> lists;
  const auto add = [&](const char* kind, const std::filesystem::path& file) {
    if (!file.empty()) lists.emplace_back(kind, file);
  };
  add("serial", arguments.serials);
  add("spki_sha256", arguments.keys);
  add("dns_name", arguments.names);
  add("organization", arguments.organizations);
  auto desk = log_in(arguments);
  const auto opened = desk.open(std::move(body), lists);
  std::cout << print_incident(desk.plan(opened.text("/id")))
            << "\nNothing is revoked yet. Another officer approves exactly this plan:\n  madoguchi incident approve "
            << opened.text("/number") << " --plan DIGEST\n";
}

void list(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  const auto all = desk.list();
  for (const auto& one : all.at("/incidents").as_array()) {
    const auto text = [&](const char* member) { return std::string(one.at(member).as_string()); };
    std::cout << text("number") << '\t' << text("state") << '\t' << text("cause") << '\t' << text("deadline_at") << '\t'
              << text("id") << '\n';
  }
}

void show(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  std::cout << print_incident(desk.show(arguments.incident));
}

void plan(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  std::cout << print_incident(desk.plan(arguments.incident));
}

void approve(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  std::cout << print_incident(desk.approve(arguments.incident, arguments.plan_digest));
  if (arguments.watch) watch(desk, arguments.incident);
}

void withdraw(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  std::cout << print_incident(desk.withdraw(arguments.incident));
}

void follow(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  watch(desk, arguments.incident);
}

void items(const IncidentArguments& arguments) {
  auto desk = log_in(arguments);
  std::cout << "serial\tresult\taction\tat\tcommon_name\tcontract\n";
  desk.items(arguments.incident, [](const json::value& item) {
    const auto text = [&](const char* member) { return std::string(item.at(member).as_string()); };
    const auto* at = item.as_object().if_contains("at");
    std::cout << text("serial") << '\t' << text("result") << '\t' << text("action") << '\t'
              << (at ? std::string(at->as_string()) : "") << '\t' << text("common_name") << '\t' << text("contract")
              << '\n';
  });
}

using Arguments = std::shared_ptr<IncidentArguments>;

CLI::App* add(CLI::App& incident, const Arguments& arguments, const char* name, const char* what,
              void (*run)(const IncidentArguments&)) {
  auto* command = incident.add_subcommand(name, what);
  command->add_option("--desk", arguments->desk_url, "the desk's URL");
  command->add_option("--dir", arguments->folder, "or the authority's folder, whose madoguchi.toml names it");
  command->add_option("--login-id", arguments->login_id, "whose word it is")->required();
  command->add_option("--password-file", arguments->password_file, "its first line; without it a prompt asks");
  command->add_option("--totp", arguments->totp, "the authenticator's code; without it a prompt asks");
  command->callback([arguments, run] { run(*arguments); });
  return command;
}

void add_open(CLI::App& incident, const Arguments& arguments) {
  auto* command = add(incident, arguments, "open", "Opens an incident and makes its plan; nothing is revoked", open);
  command->add_option("--cause", arguments->cause, "a line of BR 4.9.1.1: key_compromise, misuse, not_as_required, …")
      ->required();
  command->add_option("--finding", arguments->finding, "what was found; for the file")->required();
  command->add_option("--known-since", arguments->known_since, "2026-11-22T09:30:00Z: the clock runs from then");
  command->add_option("--serials", arguments->serials, "file: serial numbers, 32 hexadecimal digits a line");
  command->add_option("--keys", arguments->keys, "file: SHA-256 of SubjectPublicKeyInfo, 64 digits a line");
  command->add_option("--names", arguments->names, "file: DNS names of contracts, one a line");
  command->add_option("--organizations", arguments->organizations,
                      "file: organizations, letter for letter, one a line");
  auto* from = command->add_option("--issued-from", arguments->issued_from, "all issued from then");
  auto* until = command->add_option("--issued-until", arguments->issued_until, "until then, both ends in");
  from->needs(until);
  until->needs(from);
  command->add_option("--product", arguments->product, "of that product only")->needs(from);
}

}  // namespace

void add_incident_command(CLI::App& app) {
  auto* incident =
      app.add_subcommand("incident", "Mass revocation, over the desk: plan, approve by two people, follow");
  incident->require_subcommand(1);
  const auto arguments = std::make_shared<IncidentArguments>();
  add_open(*incident, arguments);
  add(*incident, arguments, "list", "The newest incidents", list);
  const auto about_one = [&](const char* name, const char* what, void (*run)(const IncidentArguments&)) {
    auto* command = add(*incident, arguments, name, what, run);
    command->add_option("INCIDENT", arguments->incident, "its number or id")->required();
    return command;
  };
  about_one("show", "One incident: its plan, its progress", show);
  about_one("items", "What becomes of each certificate, one a line, separated by tabs", items);
  about_one("plan", "Makes a new plan", plan);
  auto* yes =
      about_one("approve", "The second officer's word for exactly that plan; it is carried out at once", approve);
  yes->add_option("--plan", arguments->plan_digest, "the digest of the plan that was looked at")->required();
  yes->add_flag("--watch", arguments->watch, "and follow it to its end");
  about_one("watch", "Follows it until lists and mails are out", follow);
  about_one("withdraw", "Gives it up, before it is approved", withdraw);
}

}  // namespace madoguchi
