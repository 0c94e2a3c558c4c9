#include "mail/message.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/bytes.h"
#include "base/result.h"
#include "base/utf8.h"

namespace madoguchi {
namespace {

Message sample() {
  return {.message_id = "abc.1@mail.example.jp",
          .from = {*MailAddress::parse("desk@example.jp"), "例示認証局 窓口"},
          .to = {*MailAddress::parse("taro@example.jp"), "Taro \"T\" Example"},
          .subject = "Your code",
          .body = "Line 1\n.\n",
          .date = *parse_utc("2026-11-22T15:30:05Z")};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "every line ends in CRLF";
    if (end == std::string::npos) break;
    lines.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

TEST(Message, IsAMailOfTheRfc) {
  EXPECT_EQ(to_rfc5322(sample()),
            "Date: Mon, 23 Nov 2026 00:30:05 +0900\r\n"
            "From: =?UTF-8?B?5L6L56S66KqN6Ki85bGAIOeqk+WPow==?= <desk@example.jp>\r\n"
            "To: =?UTF-8?B?VGFybyAiVCIgRXhhbXBsZQ==?= <taro@example.jp>\r\n"
            "Message-ID: <abc.1@mail.example.jp>\r\n"
            "Subject: Your code\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Language: ja\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "\r\n"
            "Line 1\r\n"
            ".\r\n");
  auto unnamed = sample();
  unnamed.to.name = "";
  EXPECT_NE(to_rfc5322(unnamed).find("\r\nTo: <taro@example.jp>\r\n"), std::string::npos);
  unnamed.to.name = "Taro Example (desk)";
  EXPECT_NE(to_rfc5322(unnamed).find("\r\nTo: \"Taro Example (desk)\" <taro@example.jp>\r\n"), std::string::npos);
}

// RFC 2047 section 2 and 5: words of at most 75 characters, lines of at most 76, no character cut in two.
TEST(Message, SplitsWordsBetweenCharacters) {
  std::string subject;
  for (int i = 0; i < 60; ++i) {
    subject += i % 3 == 0 ? "a" : i % 3 == 1 ? "鷗" : "😀";
    std::string decoded;
    std::istringstream in(encoded_words(subject, 9));
    std::string word;
    std::size_t column = 9;
    while (in >> word) {
      EXPECT_LE(word.size(), 75U);
      EXPECT_LE(column + word.size(), 76U) << word;
      column = 1;
      ASSERT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?=")) << word;
      const auto part = from_base64(word.substr(10, word.size() - 12));
      ASSERT_TRUE(part);
      EXPECT_TRUE(decode_utf8(text_of(*part))) << "a character was cut in two";
      decoded += text_of(*part);
    }
    EXPECT_EQ(decoded, subject);
  }
}

TEST(Message, KeepsItsLinesShortAndSevenBit) {
  auto message = sample();
  for (int i = 0; i < 30; ++i) message.subject += "長い件名";
  for (int i = 0; i < 20; ++i) message.to.name += "株式会社 例 ";
  for (int i = 0; i < 200; ++i) message.body += "とても長い一行、";
  for (const auto& line : lines_of(to_rfc5322(message))) {
    EXPECT_LE(line.size(), 78U) << line;
    for (const char c : line) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << line;
  }
  auto ascii = sample();
  ascii.body = std::string(76, 'x') + "\n";
  EXPECT_NE(to_rfc5322(ascii).find(": 7bit\r\n"), std::string::npos);
  ascii.body = std::string(77, 'x') + "\n";
  EXPECT_NE(to_rfc5322(ascii).find(": base64\r\n"), std::string::npos);
}

// R39: nothing that comes from a person makes a header of its own.
TEST(Message, RefusesControlCharactersInHeaders) {
  for (const auto& bad :
       std::vector<std::string>{"x\r\nBcc: a@example.jp", "x\n", "\rx", std::string("x\0y", 3), "x\x7f", "x\t",
                                std::string("x\xc2\x85"), std::string("x\xe2\x80\xa8y"), std::string("\xff")}) {
    auto message = sample();
    message.subject = bad;
    EXPECT_THROW(to_rfc5322(message), Failure);
    message = sample();
    message.to.name = bad;
    EXPECT_THROW(to_rfc5322(message), Failure);
    message = sample();
    message.from.name = bad;
    EXPECT_THROW(to_rfc5322(message), Failure);
    message = sample();
    message.message_id = bad + "@example.jp";
    EXPECT_THROW(to_rfc5322(message), Failure);
  }
  for (const auto& bad : std::vector<std::string>{"", "x", "@x", "x@", "x@y@z", "x y@z", "<x@y>"}) {
    auto message = sample();
    message.message_id = bad;
    EXPECT_THROW(to_rfc5322(message), Failure) << bad;
  }
  for (const auto& bad : std::vector<std::string>{std::string("x\0", 2), std::string("x\r\n"), std::string("\xe3\x81"),
                                                  std::string(kMailBodyBytesMax + 1, 'x')}) {
    auto message = sample();
    message.body = bad;
    EXPECT_THROW(to_rfc5322(message), Failure);
  }
}

TEST(Message, ASubjectThatLooksEncodedIsEncoded) {
  auto message = sample();
  message.subject = "=?UTF-8?B?xx?=";
  EXPECT_EQ(to_rfc5322(message).find("=?UTF-8?B?xx?="), std::string::npos);
}

}  // namespace
}  // namespace madoguchi
