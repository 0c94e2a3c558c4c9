#include "main/ca_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/result.h"
#include "main/load_authority.h"
#include "main/make_authority.h"
#include "main/passphrase_source.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

template <typename E>
E choice(const std::string& option, const std::string& text) {
  const auto value = parse_name<E>(text);
  if (!value) throw Failure(option + ": " + text + " is not one of the choices");
  return *value;
}

void add_passphrase_options(CLI::App& command, PassphraseSource& source) {
  auto* file = command.add_option("--passphrase-file", source.file,
                                  "file whose first line is the keys' passphrase, or the token's PIN");
  command.add_option("--passphrase-env-credential", source.credential, "name in systemd's $CREDENTIALS_DIRECTORY")
      ->excludes(file);
}

struct InitArguments {
  AuthorityOptions options;
  PassphraseSource passphrase;
  TokenPlace token;
  std::string key = "p256";
  std::string mode = "private";
  std::vector<std::string> relax;
};

void init(InitArguments& arguments) {
  AuthorityOptions& options = arguments.options;
  options.key = choice<pki::CaKeyKind>("--key", arguments.key);
  options.mode = choice<AuthorityMode>("--mode", arguments.mode);
  for (const std::string& group : arguments.relax) {
    if (group != "validity" && group != "names") throw Failure("--relax: validity or names");
    (group == "validity" ? options.relaxed.validity : options.relaxed.names) = true;
  }
  if (arguments.token.module.empty() != arguments.token.label.empty()) {
    throw Failure("--pkcs11 and --token belong together");
  }
  if (!arguments.token.module.empty()) options.token = arguments.token;
  if (options.keys_folder.empty()) options.keys_folder = options.folder / "keys";
  if (!options.example) require_passphrase_elsewhere(arguments.passphrase, options.folder, options.keys_folder);
  const KeyPlace place{.folder = options.keys_folder, .token = options.token};
  const auto passphrase = read_secret(place, arguments.passphrase, true);
  SystemRandom random;
  make_authority(options, passphrase, random, system_now());
  const AuthorityFiles files = read_authority(options.folder);
  std::cout << files.name << "\n  issuing CA " << files.issuer.id << ", " << ca_issuers_url(files.issuer)
            << "\n  CRL        " << crl_url(files.issuer, files.issuer.crl_shards > 0 ? 1 : kFullCrlShard)
            << (files.issuer.crl_shards > 1 ? " and so on, to " + std::to_string(files.issuer.crl_shards) : "")
            << "\n  root       " << files.root_id << "\n  keys       ";
  if (files.keys.token) {
    std::cout << "token " << files.keys.token->label << ", \"" << files.keys.token->key_prefix << kRootKey
              << "\" and \"" << files.keys.token->key_prefix << kIssuingKey << "\"\n";
  } else {
    std::cout << files.keys.folder.string() << " (take root.key offline; `ca renew-root-crl` needs it twice a year)\n";
  }
}

void add_init(CLI::App& ca) {
  auto arguments = std::make_shared<InitArguments>();
  AuthorityOptions& options = arguments->options;
  CLI::App* command = ca.add_subcommand("init", "Makes a root and an issuing CA");
  command->add_option("--dir", options.folder, "the authority's folder")->required();
  command->add_option("--name", options.name, "the organisation; the CAs are named after it")->required();
  command->add_option("--country", options.country, "its country, two letters")->capture_default_str();
  command->add_option("--key", arguments->key, "p256, rsa2048, rsa3072 or rsa4096")->capture_default_str();
  command->add_option("--mode", arguments->mode, "private, or public (which refuses to issue: not built yet)")
      ->capture_default_str();
  command->add_option("--relax", arguments->relax, "what a private authority switches off: validity, names");
  command->add_option("--status-url", options.status_url, "http://host[:port] of CRLs, fixed for good")->required();
  command
      ->add_option("--crl-shards", options.crl_shards, "among how many CRLs certificates are spread; 0: one full list")
      ->capture_default_str();
  command->add_option("--keys-dir", options.keys_folder, "where the encrypted keys lie (default: DIR/keys)");
  auto* module = command->add_option("--pkcs11", arguments->token.module,
                                     "PKCS#11 library: the keys are made in a token, and cannot leave it");
  command->add_option("--token", arguments->token.label, "the token's label; needs --pkcs11")->needs(module);
  command->add_option("--key-prefix", arguments->token.key_prefix,
                      "before the keys' names in the token (default: the organisation's name)");
  command->add_flag("--example", options.example, "an example authority: its name says so");
  add_passphrase_options(*command, arguments->passphrase);
  command->callback([arguments] { init(*arguments); });
}

void add_renew_root_crl(CLI::App& ca) {
  struct Arguments {
    std::filesystem::path folder, root_key;
    PassphraseSource passphrase;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = ca.add_subcommand("renew-root-crl", "Writes the root's CRL anew; needs the root's key");
  command->add_option("--dir", arguments->folder, "the authority's folder")->required();
  command->add_option("--root-key", arguments->root_key, "the root's key file, if it was taken away");
  add_passphrase_options(*command, arguments->passphrase);
  command->callback([arguments] {
    const Time now = system_now();
    const KeyPlace place = arguments->root_key.empty() ? read_authority(arguments->folder).keys : KeyPlace{};
    renew_root_crl(arguments->folder, arguments->root_key, read_secret(place, arguments->passphrase), now);
    std::cout << "next update " << format_utc(now + kRootCrlDays) << "\n";
  });
}

}  // namespace

void add_ca_command(CLI::App& app) {
  CLI::App* ca = app.add_subcommand("ca", "The authority's root and issuing CA");
  ca->require_subcommand(1);
  add_init(*ca);
  add_renew_root_crl(*ca);
}

}  // namespace madoguchi
