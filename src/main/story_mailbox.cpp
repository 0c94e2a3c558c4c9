#include "main/story_mailbox.h"

#include <algorithm>
#include <fstream>

#include "base/bytes.h"
#include "base/result.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMailBytesMax = 1024 * 1024;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  throw Failure("a mail holds a broken quoted-printable word");
}

/// RFC 2045, 6.7, and with `in_word` RFC 2047's Q, where '_' is a space.
std::string decode_quoted(std::string_view text, bool in_word) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
    } else if (text[i] == '=' && i + 2 < text.size()) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += in_word && text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  std::string packed;
  std::ranges::copy_if(text, std::back_inserter(packed), [](char c) { return c != '\n' && c != ' '; });
  const auto bytes = from_base64(packed);
  if (!bytes) throw Failure("a mail holds broken base64");
  return std::string(text_of(*bytes));
}

/// RFC 2047: "=?UTF-8?B?…?=" words, the white space between two of them dropped.
std::string decode_words(std::string_view text) {
  constexpr std::string_view kStart = "=?UTF-8?";
  std::string out;
  bool after_word = false;
  while (!text.empty()) {
    const auto start = text.find(kStart);
    const auto between = text.substr(0, start);
    if (!after_word || between.find_first_not_of(" \n\t") != std::string_view::npos) out += between;
    if (start == std::string_view::npos) break;
    text.remove_prefix(start + kStart.size());
    const auto end = text.find("?=", 2);
    if (end == std::string_view::npos || text[1] != '?') throw Failure("a mail holds a broken encoded word");
    const auto word = text.substr(2, end - 2);
    out += text.front() == 'B' ? decode_base64(word) : decode_quoted(word, true);
    text.remove_prefix(end + 2);
    after_word = true;
  }
  return out;
}

/// The header `name` unfolded, "" if absent.
std::string header(std::string_view head, std::string_view name) {
  const auto wanted = "\n" + std::string(name) + ":";
  const auto at = head.find(wanted);
  if (at == std::string_view::npos) return {};
  std::string value;
  auto rest = head.substr(at + wanted.size());
  for (;;) {
    const auto end = rest.find('\n');
    value += rest.substr(0, end);
    if (end == std::string_view::npos || end + 1 >= rest.size() || rest[end + 1] != ' ') break;
    rest.remove_prefix(end + 1);
  }
  const auto first = value.find_first_not_of(' ');
  return first == std::string::npos ? "" : value.substr(first);
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
  std::string lines;
  std::ranges::copy_if(text, std::back_inserter(lines), [](char c) { return c != '\r'; });
  const auto end = lines.find("\n\n");
  if (end == std::string::npos) throw Failure("a mail has no body");
  const auto head = "\n" + lines.substr(0, end);
  const auto body = std::string_view(lines).substr(end + 2);
  const auto encoding = header(head, "Content-Transfer-Encoding");
  StoryMail mail{.to = bare_address(header(head, "To")), .subject = decode_words(header(head, "Subject"))};
  mail.body = encoding == "base64"             ? decode_base64(body)
              : encoding == "quoted-printable" ? decode_quoted(body, false)
                                               : std::string(body);
  std::erase(mail.body, '\r');
  return mail;
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
