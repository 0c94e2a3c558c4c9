#include "mail/read_message.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/result.h"

namespace madoguchi {
namespace {

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

}  // namespace

ReadMessage read_message(std::string_view text) {
  std::string lines;
  std::ranges::copy_if(text, std::back_inserter(lines), [](char c) { return c != '\r'; });
  const auto end = lines.find("\n\n");
  if (end == std::string::npos) throw Failure("a mail has no body");
  const auto head = "\n" + lines.substr(0, end);
  const auto body = std::string_view(lines).substr(end + 2);
  const auto encoding = header(head, "Content-Transfer-Encoding");
  ReadMessage message;
  message.from = decode_words(header(head, "From"));
  message.to = decode_words(header(head, "To"));
  message.subject = decode_words(header(head, "Subject"));
  message.date = header(head, "Date");
  message.message_id = header(head, "Message-ID");
  std::erase_if(message.message_id, [](char c) { return c == '<' || c == '>'; });
  message.body = encoding == "base64"             ? decode_base64(body)
                 : encoding == "quoted-printable" ? decode_quoted(body, false)
                                                  : std::string(body);
  std::erase(message.body, '\r');
  return message;
}

}  // namespace madoguchi
