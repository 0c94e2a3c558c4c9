#include "usecase/example_mailbox.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <tuple>

#include "base/utf8.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".eml";
constexpr std::size_t kTimeLength = 16;  // "20261122T093005Z"
constexpr std::size_t kNameBytesMax = 200;

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// When the mail of this file's name was sent; absent for a name that FolderSender does not write. What passes holds
/// neither '/' nor a dot but that of its ending.
std::optional<Time> time_of(std::string_view name) {
  if (name.size() > kNameBytesMax || !name.ends_with(kEnding)) return {};
  const auto stem = name.substr(0, name.size() - kEnding.size());
  if (stem.size() < kTimeLength + 2 || stem[kTimeLength] != '-' || !std::ranges::all_of(stem, is_plain)) return {};
  auto text = std::string(stem.substr(0, kTimeLength));
  for (const auto& [at, mark] : {std::pair{4, '-'}, {7, '-'}, {13, ':'}, {16, ':'}}) {
    text.insert(static_cast<std::size_t>(at), 1, mark);
  }
  return parse_utc(text);
}

struct Found {
  std::string name;
  Time sent_at{};
  fs::file_time_type written{};
  auto order() const { return std::tie(sent_at, written, name); }
};

/// The names of the newest `count` mails. A file that goes while we look is passed over.
std::vector<Found> newest_files(const fs::path& folder, std::size_t count) {
  std::vector<Found> found;
  std::error_code error;
  std::size_t looked_at = 0;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (++looked_at > kExampleFolderFilesMax) break;
    auto name = each->path().filename().string();
    const auto sent_at = time_of(name);
    std::error_code gone;
    const auto written = each->last_write_time(gone);
    if (sent_at && !gone) found.push_back({.name = std::move(name), .sent_at = *sent_at, .written = written});
  }
  const auto newer = [](const Found& left, const Found& right) { return right.order() < left.order(); };
  std::ranges::sort(found, newer);
  if (found.size() > count) found.resize(count);
  return found;
}

/// The bytes of a plain file; absent if it is none (a link is none), too large or gone.
std::optional<std::string> bytes_of(const fs::path& path) {
  std::error_code error;
  const auto status = fs::symlink_status(path, error);
  if (error || !fs::is_regular_file(status)) return {};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(kExampleMailBytesMax + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad() || in.gcount() == 0) return {};
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kExampleMailBytesMax) return {};
  return bytes;
}

bool is_text(const ReadMessage& message) {
  return std::ranges::all_of(
      std::array{&message.from, &message.to, &message.subject, &message.date, &message.message_id, &message.body},
      [](const std::string* text) { return utf8_characters(*text).has_value(); });
}

ReadMessage message_of(const std::string& bytes) {
  try {
    auto message = read_message(bytes);
    if (!is_text(message)) throw Failure("a mail is not UTF-8");
    return message;
  } catch (const Failure&) {  // shown as it is: whoever put it there wants to see it
    ReadMessage message;
    std::ranges::copy_if(bytes, std::back_inserter(message.body),
                         [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
    return message;
  }
}

std::optional<ExampleMail> mail_of(const fs::path& folder, const std::string& name, Time sent_at) {
  const auto bytes = bytes_of(folder / name);
  if (!bytes) return {};
  return ExampleMail{.name = name, .sent_at = sent_at, .message = message_of(*bytes)};
}

}  // namespace

std::vector<ExampleMail> newest_example_mails(const fs::path& folder, std::size_t count) {
  std::vector<ExampleMail> mails;
  if (folder.empty()) return mails;
  for (const auto& each : newest_files(folder, std::min(count, kExampleMailsMax))) {
    if (auto mail = mail_of(folder, each.name, each.sent_at)) mails.push_back(std::move(*mail));
  }
  return mails;
}

Result<ExampleMail> read_example_mail(const fs::path& folder, std::string_view name) {
  const auto sent_at = time_of(name);
  auto mail = sent_at && !folder.empty() ? mail_of(folder, std::string(name), *sent_at) : std::nullopt;
  if (!mail) return refuse(ErrorCode::not_found, "not_found");
  return *std::move(mail);
}

}  // namespace madoguchi
