#pragma once
#include <string>
#include <string_view>

#include "base/language.h"
#include "base/time.h"
#include "domain/mail_address.h"

namespace madoguchi {

inline constexpr std::size_t kMailNameBytesMax = 1000;
inline constexpr std::size_t kMailSubjectBytesMax = 1000;
inline constexpr std::size_t kMailBodyBytesMax = 64 * 1024;

/// An address and, perhaps empty, the name a reader sees beside it.
struct Mailbox {
  MailAddress address;
  std::string name{};
};

/// One mail to one person, as plain text.
struct Message {
  std::string message_id;  ///< "<left>@<host>" without the brackets; the same for every try (R108)
  Mailbox from;
  Mailbox to;
  std::string subject;  ///< one line of UTF-8
  std::string body;     ///< UTF-8, lines end with '\n'
  Time date;
  Language language = Language::ja;
};

/// The mail as it goes over the wire: CRLF, 7-bit, header lines of at most 78 characters where the addresses allow,
/// body lines of at most 76; names and subject as RFC 2047 words split between characters, the body as base64 unless it
/// is short-lined ASCII; Auto-Submitted: auto-generated (RFC 3834). Throws Failure when a header would hold a control
/// character, or a text is not UTF-8 or over its limit: what comes from people is checked long before.
std::string to_rfc5322(const Message& message);

/// `text` as the RFC 2047 words of one header line that has `column` characters already, folded with CRLF and a space.
std::string encoded_words(std::string_view text, std::size_t column);

}  // namespace madoguchi
