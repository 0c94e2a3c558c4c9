#include "main/publish_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "main/console_office.h"
#include "main/load_authority.h"
#include "main/responder_files.h"
#include "usecase/publish_files.h"

namespace madoguchi {
namespace {

/// Beside the service: with the responder's key alone, not the CA's. CRLs are those that the service has published.
void publish(const std::filesystem::path& dir, const std::filesystem::path& out) {
  const ConsoleOffice console(dir);
  const auto files = read_authority(dir);
  const auto keys = open_keys(files.keys, read_secret(files.keys, {.file = console.config().passphrase}));
  const auto responder_files = read_responder(dir, *keys, files.issuing_der);
  const Time now = console.now();
  if (responder_files.identity.not_after <= now) {
    throw Failure("the certificate of the OCSP responder, ca/ocsp.pem, has ended: the running service renews it");
  }
  IssuingAuthority authority;
  authority.issuer = files.issuer;
  authority.certificate_der = files.issuing_der;
  authority.root_der = files.root_der;
  authority.root_id = files.root_id;
  authority.crl_folder = dir / "crl";
  const auto no_wire = [](const KeptAnswer&, ByteView) { return std::string(); };
  OcspResponder responder(console.office(), authority, *responder_files.key, responder_files.identity, no_wire);
  const auto done = publish_files(console.office(), authority, responder, out, now);
  std::cout << done.written << " written, " << done.unchanged << " unchanged, " << done.removed << " removed\n";
}

}  // namespace

void add_publish_command(CLI::App& app) {
  struct Arguments {
    std::filesystem::path dir, out;
  };
  const auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("publish", "Writes CRLs, CA certificates and OCSP answers as static files");
  command->add_option("--dir", arguments->dir, "the authority's folder")->required();
  command->add_option("out", arguments->out, "the folder to write into; only what changed is written")->required();
  command->callback([arguments] { publish(arguments->dir, arguments->out); });
}

}  // namespace madoguchi
