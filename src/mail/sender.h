#pragma once
#include <cstdint>
#include <string>

#include "mail/message.h"

namespace madoguchi {

/// How one try to hand a mail over ended.
struct SendOutcome {
  enum class Kind : std::uint8_t {
    sent,       ///< the next host has taken it over
    temporary,  ///< try again later, with the same Message-ID; it may even have arrived
    permanent,  ///< this mail will never be taken (R108: the contact is unreachable)
  };
  Kind kind = Kind::sent;
  /// For the row and the log: an SMTP code ("250", "550 5.1.1") or a word of ours ("connect", "tls", "login"). Never
  /// the server's sentence, which may repeat the address.
  std::string answer;
};

/// Hands mails over. Two versions exist: SMTP, and a folder of files for the example authority.
class MailSender {
 public:
  virtual ~MailSender() = default;
  /// `envelope_from` is where bounces go. What the network or the relay does wrong is an outcome, not a Failure.
  virtual SendOutcome send(const MailAddress& envelope_from, const Message& message) = 0;
};

}  // namespace madoguchi
