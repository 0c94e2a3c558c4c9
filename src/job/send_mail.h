#pragma once
#include "domain/mail_address.h"
#include "mail/sender.h"
#include "usecase/work.h"

namespace madoguchi::job {

/// How long a mail is tried before it is given up and its contact becomes a task for the desk (R108).
inline constexpr int kMailTriesMax = 12;
/// Longer than the slowest send: nobody else takes the mail meanwhile.
inline constexpr Seconds kMailLeaseSeconds{5 * 60};

struct MailRoute {
  MailSender& sender;
  MailAddress from;  ///< envelope and header; bounces go there
  std::string from_name;
};

/// Sends at most `mails_max` queued mails that are due; returns how many it dealt with. A mail is sent at least once,
/// always under its one Message-ID; one with a code is never sent after the code has expired, and its body is erased
/// once it is closed. A mail that never arrives becomes a task, unless its address was replaced (R128). A temporary
/// answer is tried again after 1, 2, 4, … minutes, at most 6 hours apart.
int send_mail(const Office& office, const MailRoute& route, Time now, int mails_max = 20);

}  // namespace madoguchi::job
