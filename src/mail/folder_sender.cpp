#include "mail/folder_sender.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "base/log.h"
#include "base/result.h"

namespace madoguchi {
namespace {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// "20261122T093005Z".
std::string file_time(Time time) {
  auto text = format_utc(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

FolderSender::FolderSender(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw Failure("cannot make the mail folder " + folder_.string() + ": " + error.message());
}

SendOutcome FolderSender::send(const MailAddress& /*envelope_from*/, const Message& message) {
  const auto text = to_rfc5322(message);
  const auto id = message.message_id.substr(0, message.message_id.find('@'));
  const auto file = folder_ / (file_time(message.date) + '-' + id + ".eml");
  auto name = (folder_ / ".XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());  // mode 0600
  if (descriptor < 0) return {SendOutcome::Kind::temporary, "disk"};
  const bool written = write_all(descriptor, text) && ::fsync(descriptor) == 0;
  const bool closed = ::close(descriptor) == 0;
  if (!written || !closed || ::rename(name.c_str(), file.c_str()) != 0) {
    ::unlink(name.c_str());
    log(LogLevel::warning, "a mail could not be written", {{"folder", folder_.string()}});
    return {SendOutcome::Kind::temporary, "disk"};
  }
  return {SendOutcome::Kind::sent, "file"};
}

}  // namespace madoguchi
