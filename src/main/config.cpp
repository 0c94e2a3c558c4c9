#include "main/config.h"

#include <cstdlib>

#include "main/toml_reader.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

std::string absolute_in(const fs::path& folder, const std::string& path) {
  if (path.empty() || fs::path(path).is_absolute()) return path;
  return (folder / path).lexically_normal().string();
}

ListenerConfig load_listener(TomlReader reader, const fs::path& folder) {
  ListenerConfig listener{.address = reader.maybe_text("address").value_or("127.0.0.1"),
                          .port = static_cast<std::uint16_t>(reader.number("port", 0, 65535)),
                          .url = reader.maybe_text("url").value_or(""),
                          .tls_certificate = absolute_in(folder, reader.maybe_text("tls_certificate").value_or("")),
                          .tls_key = absolute_in(folder, reader.maybe_text("tls_key").value_or(""))};
  if (listener.tls_certificate.empty() != listener.tls_key.empty()) {
    reader.fail("tls_key", "tls_certificate and tls_key belong together");
  }
  if (reader.has("trusted_proxies")) {
    reader.texts("trusted_proxies", [&](const std::string& proxy) { listener.trusted_proxies.push_back(proxy); });
  }
  reader.done();
  return listener;
}

MailConfig load_mail(TomlReader reader, const fs::path& folder) {
  MailConfig mail{.from = reader.text("from"), .from_name = reader.text("from_name")};
  mail.folder = absolute_in(folder, reader.maybe_text("folder").value_or(""));
  mail.smtp_host = reader.maybe_text("smtp_host").value_or("");
  if (mail.folder.empty() == mail.smtp_host.empty()) reader.fail("smtp_host", "give either smtp_host or folder");
  if (!mail.smtp_host.empty()) {
    mail.smtp_port = static_cast<std::uint16_t>(reader.number("smtp_port", 1, 65535));
    mail.smtp_security = reader.text("smtp_security");
    mail.smtp_user = reader.maybe_text("smtp_user").value_or("");
    mail.smtp_password_file = absolute_in(folder, reader.maybe_text("smtp_password_file").value_or(""));
    mail.smtp_ca_file = absolute_in(folder, reader.maybe_text("smtp_ca_file").value_or(""));
  }
  reader.done();
  return mail;
}

/// A proxy's name does not follow our port.
bool names_loopback(std::string_view url) {
  return url.contains("://127.") || url.contains("://localhost") || url.contains("://[::1]");
}

void settle_port(ListenerConfig& listener, std::optional<std::uint16_t> port, std::uint16_t offset) {
  if (port) {
    listener.port = static_cast<std::uint16_t>(*port == 0 ? 0 : *port + offset);
    if (names_loopback(listener.url)) listener.url.clear();
  }
  if (listener.url.empty()) {
    listener.url =
        (listener.tls_key.empty() ? "http://" : "https://") + listener.address + ":" + std::to_string(listener.port);
  }
}

}  // namespace

Config load_config(const fs::path& folder, std::optional<std::uint16_t> port) {
  if (port && *port > 65533) throw Failure("--port: P, P+1 and P+2 must be at most 65535");
  auto file = TomlReader::file(folder / "madoguchi.toml");
  Config config{.folder = fs::absolute(folder).lexically_normal()};
  config.database = file.text("database");
  if (config.database.starts_with("sqlite:")) {
    config.database = "sqlite:" + absolute_in(config.folder, config.database.substr(7));
  }
  config.server_secret = absolute_in(config.folder, file.text("server_secret"));
  config.passphrase = absolute_in(config.folder, file.maybe_text("passphrase_file").value_or(""));
  config.authority_name = file.text("authority_name");
  config.portal = load_listener(file.table("portal"), config.folder);
  config.desk = load_listener(file.table("desk"), config.folder);
  config.status = load_listener(file.table("status"), config.folder);
  settle_port(config.portal, port, 0);
  settle_port(config.desk, port, 1);
  settle_port(config.status, port, 2);
  config.mail = load_mail(file.table("mail"), config.folder);
  config.web = absolute_in(config.folder, file.maybe_text("web_folder").value_or(""));
  if (config.web.empty()) config.web = assets_folder() / "web" / "built";
  file.done();
  return config;
}

fs::path assets_folder() {
  std::vector<fs::path> tried;
  if (const char* named = std::getenv("MADOGUCHI_ASSETS"))
    tried.emplace_back(named);  // NOLINT(concurrency-mt-unsafe): at start
  const auto program = fs::read_symlink("/proc/self/exe").parent_path();
  tried.push_back(program / ".." / "share" / "madoguchi");
  tried.push_back(program / ".." / "..");
  for (const auto& folder : tried) {
    if (fs::is_directory(folder / "migrations")) return fs::canonical(folder);
  }
  throw Failure("policy/, text/ and migrations/ are not beside the program: name their folder in MADOGUCHI_ASSETS");
}

}  // namespace madoguchi
