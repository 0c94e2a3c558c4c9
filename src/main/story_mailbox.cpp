#include "main/story_mailbox.h"

#include <algorithm>
#include <fstream>

#include "base/result.h"
#include "mail/read_message.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMailBytesMax = 1024 * 1024;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string bare_address(const std::string& mailbox) {
  const auto open = mailbox.rfind('<');
  if (open == std::string::npos) return mailbox;
  return mailbox.substr(open + 1, mailbox.find('>', open) - open - 1);
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || text.size() > kMailBytesMax) throw Failure(path.string() + " cannot be read");
  return text;
}

/// Does `text` hold the pieces of `pattern` between '\1' marks, in their order?
bool fits(std::string_view text, std::string_view pattern) {
  for (std::size_t from = 0;;) {
    const auto mark = pattern.find('\1');
    const auto found = text.find(pattern.substr(0, mark), from);
    if (found == std::string_view::npos) return false;
    if (mark == std::string_view::npos) return true;
    from = found + mark;
    pattern.remove_prefix(mark + 1);
  }
}

}  // namespace

StoryMail read_mail(std::string_view text) {
  auto message = read_message(text);
  return {.to = bare_address(message.to), .subject = std::move(message.subject), .body = std::move(message.body)};
}

std::string code_in(const StoryMail& mail, std::size_t digits) {
  std::string code;
  const std::string_view text = mail.body;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    while (i + length < text.size() && is_digit(text[i + length])) ++length;
    if (length == digits) {
      if (!code.empty()) throw Failure("two codes in the mail \"" + mail.subject + "\"");
      code = text.substr(i, length);
    }
    i += length + 1;
  }
  if (code.empty()) throw Failure("no code in the mail \"" + mail.subject + "\"");
  return code;
}

StoryMailbox::StoryMailbox(fs::path folder, const Catalogue& catalogue)
    : folder_(std::move(folder)), catalogue_(catalogue) {}

void StoryMailbox::look() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == ".eml" && !seen_.contains(entry.path().filename())) files.push_back(entry.path());
  }
  std::ranges::sort(files);  // the names begin with the time
  for (const auto& file : files) {
    mails_.push_back(read_mail(read_file(file)));
    seen_.insert(file.filename());
  }
}

std::vector<StoryMail>::iterator StoryMailbox::find(std::string_view address, std::string_view name) {
  const auto key = "mail." + std::string(name) + ".subject";
  if (!catalogue_.has(Language::ja, key)) throw Failure("no mail is called " + std::string(name));
  SentenceParams marks;
  for (const auto& placeholder : catalogue_.placeholders(key)) marks.emplace_back(placeholder, "\1");
  return std::ranges::find_if(mails_, [&](const StoryMail& mail) {
    return mail.to == address && (fits(mail.subject, catalogue_.sentence(Language::ja, key, marks)) ||
                                  fits(mail.subject, catalogue_.sentence(Language::en, key, marks)));
  });
}

bool StoryMailbox::has(std::string_view address, std::string_view name) {
  look();
  return find(address, name) != mails_.end();
}

StoryMail StoryMailbox::take(std::string_view address, std::string_view name) {
  look();
  const auto found = find(address, name);
  if (found == mails_.end()) {
    throw Failure("no mail " + std::string(name) + " to " + std::string(address) + "; untaken are:\n" + untaken());
  }
  auto mail = std::move(*found);
  mails_.erase(found);
  return mail;
}

std::string StoryMailbox::untaken() {
  look();
  std::string out;
  for (const auto& mail : mails_) out += mail.to + ": " + mail.subject + "\n";
  return out;
}

}  // namespace madoguchi
