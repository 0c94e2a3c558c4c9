#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace madoguchi {

struct ListenerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::string url;  ///< what people type; empty: http://address:port
  std::string tls_certificate, tls_key;
  std::vector<std::string> trusted_proxies;
};

struct MailConfig {
  std::string from = "desk@madoguchi.example";
  std::string from_name = "Madoguchi";
  std::string folder;  ///< not empty: mails lie there as files (the example), nothing is sent
  std::string smtp_host;
  std::uint16_t smtp_port = 587;
  std::string smtp_security = "starttls";  ///< none (loopback only) | starttls | tls
  std::string smtp_user, smtp_password_file, smtp_ca_file;
};

/// `DIR`/madoguchi.toml with every relative path made absolute. A wrong file is refused whole.
struct Config {
  std::filesystem::path folder;
  std::string database;                 ///< "sqlite:PATH" or a libpq connection string
  std::filesystem::path server_secret;  ///< outside the database; made at the first start
  std::filesystem::path passphrase;     ///< of the CA's keys: a file, empty for a prompt
  std::string authority_name;
  ListenerConfig portal, desk, status;
  MailConfig mail;
  std::filesystem::path web;  ///< built web files: portal/ and desk/; by default web/built beside policy/ and text/
};
/// `port` (--port P) replaces the listeners' ports by P, P+1, P+2 and of those in URLs on loopback.
Config load_config(const std::filesystem::path& folder, std::optional<std::uint16_t> port);

/// Where policy/, text/ and migrations/ lie: $MADOGUCHI_ASSETS, else ../share/madoguchi beside the program's folder,
/// else the source tree two folders above it. Failure if none holds migrations/.
std::filesystem::path assets_folder();

}  // namespace madoguchi
