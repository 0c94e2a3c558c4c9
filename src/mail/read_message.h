#pragma once
#include <string>
#include <string_view>

namespace madoguchi {

/// A mail file as its reader sees it: words and body decoded, a header that is missing is empty.
struct ReadMessage {
  std::string from, to;  ///< "窓口 <desk@b.example>"
  std::string subject;
  std::string date;        ///< as it stands in the mail
  std::string message_id;  ///< without its angle brackets
  std::string body;        ///< lines end with '\n'
};

/// Reads what to_rfc5322 writes, for who looks into the example's mail folder: RFC 2047 words in headers, base64 or
/// quoted-printable bodies, UTF-8. Throws Failure for what our own service never writes.
ReadMessage read_message(std::string_view text);

}  // namespace madoguchi
