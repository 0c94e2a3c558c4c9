#include "main/passphrase_source.h"

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/result.h"
#include "pki/pkcs11_signer.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

/// `what` the file holds, for whoever reads why it is not taken: "passphrase".
std::string read_line_of(const fs::path& path, const std::string& what) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) throw Failure("cannot read the " + what + " file " + path.string());
  if ((status.st_mode & (S_IWGRP | S_IROTH | S_IWOTH)) != 0) {
    throw Failure("the " + what + " file " + path.string() + " may be read or changed by others: chmod 600");
  }
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) throw Failure("the " + what + " file " + path.string() + " is empty");
  return line;
}

/// Switches the terminal's echo off while it lives.
class SilentTerminal {
 public:
  SilentTerminal() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) {
      throw Failure("no terminal to ask for the passphrase: give --passphrase-file or --passphrase-env-credential");
    }
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }

 private:
  termios before_{};
};

std::string ask(const char* question) {
  const SilentTerminal silent;
  std::cerr << question << std::flush;
  std::string line;
  std::getline(std::cin, line);
  std::cerr << '\n';
  return line;
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// The one line, from wherever it lies.
std::string secret_line(const PassphraseSource& source, const char* question) {
  if (!source.file.empty() && !source.credential.empty()) throw Failure("give one source of the passphrase");
  if (!source.file.empty()) return read_line_of(source.file, "passphrase");
  if (source.credential.empty()) return ask(question);
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || source.credential.find('/') != std::string::npos) {
    throw Failure("no credential " + source.credential + ": CREDENTIALS_DIRECTORY is not set, or the name has a slash");
  }
  return read_line_of(fs::path(folder) / source.credential, "passphrase");
}

pki::Passphrase bounded(pki::Passphrase secret, std::size_t bytes_min, std::size_t bytes_max, const char* refusal) {
  const std::size_t length = secret.reveal().size();
  if (length < bytes_min || length > bytes_max) throw Failure(refusal);
  return secret;
}

}  // namespace

pki::Passphrase read_passphrase(const PassphraseSource& source, bool confirm) {
  pki::Passphrase passphrase(secret_line(source, "Passphrase of the CA's keys: "));
  if (confirm && source.file.empty() && source.credential.empty()) {
    const pki::Passphrase again(ask("Once more: "));
    if (again.reveal() != passphrase.reveal()) throw Failure("the two passphrases differ");
  }
  return bounded(std::move(passphrase), pki::kPassphraseBytesMin, pki::kPassphraseBytesMax,
                 "the passphrase of the CA's keys has 12 to 1024 bytes");
}

pki::Passphrase read_pin(const PassphraseSource& source) {
  return bounded(pki::Passphrase(secret_line(source, "PIN of the token: ")), pki::kPinBytesMin, pki::kPinBytesMax,
                 "the PIN of a token has 4 to 255 bytes");
}

std::string read_new_password(const fs::path& file) {
  if (!file.empty()) return read_line_of(file, "password");
  auto password = ask("New password: ");
  if (ask("Once more: ") != password) throw Failure("the two passwords differ");
  return password;
}

std::string read_password(const fs::path& file) {
  return file.empty() ? ask("Password: ") : read_line_of(file, "password");
}

std::string read_relay_password(const fs::path& file) {
  return read_line_of(file, "SMTP password");
}

void require_passphrase_elsewhere(const PassphraseSource& source, const fs::path& folder, const fs::path& keys_folder) {
  if (source.file.empty()) return;
  if (is_inside(source.file, folder) || is_inside(source.file, keys_folder)) {
    throw Failure("the passphrase file " + source.file.string() +
                  " lies beside the keys: put it elsewhere (the example authority alone may have it there)");
  }
}

}  // namespace madoguchi
