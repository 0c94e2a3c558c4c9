#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "mail/sender.h"

namespace madoguchi {

/// How the connection to the relay is protected.
enum class SmtpSecurity : std::uint8_t {
  none,      ///< to loopback only
  starttls,  ///< required: a relay that does not offer it gets no mail
  tls,       ///< from the first byte (smtps)
};

struct SmtpRelay {
  std::string host;
  std::uint16_t port = 587;
  SmtpSecurity security = SmtpSecurity::starttls;
  std::string user{};       ///< empty: no AUTH
  std::string password{};   ///< never logged
  std::string ca_file{};    ///< PEM; empty: the system's
  std::string helo_name{};  ///< empty: the machine's host name
  std::chrono::seconds connect_timeout{15};
  std::chrono::seconds send_timeout{60};  ///< for the whole of one mail
};

/// Sends over one kept SMTP connection (libcurl). Safe to share between threads; mails go one after the other.
/// One object is one relay with one configuration for its life: libcurl reuses a connection after STARTTLS whatever CA
/// file the next transfer names, so a changed configuration must be a new object.
class SmtpSender : public MailSender {
 public:
  /// Throws Failure when the configuration cannot be: no host, AUTH or no TLS at all towards another machine, control
  /// characters.
  explicit SmtpSender(SmtpRelay relay);
  ~SmtpSender() override;

  /// Permanent only when the relay refused this recipient or this content (5xx after RCPT or DATA). What it says
  /// against us (login, TLS, greeting, sender) is temporary: an operator has to mend it, and no contact is to blame.
  SendOutcome send(const MailAddress& envelope_from, const Message& message) override;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace madoguchi
