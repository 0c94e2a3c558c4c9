// Mails that are queued, sent, tried again and given up (R108, R128), and what goes on without them (R118).
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "job/runner.h"
#include "job/send_mail.h"
#include "mail/folder_sender.h"
#include "mail/smtp_sender.h"
#include "support/each_statement.h"
#include "support/example_reissue.h"
#include "support/revocation_story.h"
#include "usecase/contact_change.h"
#include "usecase/publish_crl.h"
#include "usecase/show_contract.h"

namespace madoguchi {
namespace {

using store::MailState;

/// A relay that takes connections and says nothing, until it hangs up.
class SilentRelay {
 public:
  SilentRelay() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, any, length) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, any, &length) != 0) {
      throw Failure("cannot listen on loopback");
    }
    port_ = ntohs(address.sin_port);
  }
  SilentRelay(const SilentRelay&) = delete;
  SilentRelay& operator=(const SilentRelay&) = delete;
  ~SilentRelay() { hang_up(); }
  /// Waits until somebody wants to send.
  void wait_for_client() { client_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); }
  /// From now on nobody listens there.
  void hang_up() {
    if (listener_ >= 0) ::close(listener_);
    if (client_ >= 0) ::close(client_);
    listener_ = client_ = -1;
  }
  std::uint16_t port() const { return port_; }

 private:
  int listener_, client_ = -1;
  std::uint16_t port_ = 0;
};

class MailJob : public RevocationStory {
 protected:
  static MailAddress from() { return must(MailAddress::parse("desk@mail.example.jp")); }
  static SmtpRelay relay(std::uint16_t port) {
    return {.host = "127.0.0.1", .port = port, .security = SmtpSecurity::none};
  }
  int send(MailSender& sender) const { return send(counter_.office(), sender); }
  int send(const Office& office, MailSender& sender) const {
    const job::MailRoute route{.sender = sender, .from = from(), .from_name = "見本認証局"};
    return job::send_mail(office, route, counter_.now);
  }
  struct Line {
    std::string state;
    std::int64_t tries = 0;
    std::optional<std::string> answer;
    Time due_at{};
  };
  std::vector<Line> lines() const {
    return counter_.read([](Store& store) {
      std::vector<Line> found;
      for (const auto& row : store.sql.query("SELECT state, tries, last_answer, due_at FROM mail ORDER BY id")) {
        found.push_back({row.text(0), row.number(1), row.maybe_text(2), row.time(3)});
      }
      return found;
    });
  }
  bool all_are(const std::string& state) const {
    return std::ranges::all_of(lines(), [&](const Line& line) { return line.state == state; });
  }
  std::size_t files() const {
    const std::filesystem::directory_iterator all(folder_.path());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  TestFolder folder_;
};

// R108: sent once, each under its one Message-ID, even where the note that it was sent is lost.
TEST_P(MailJob, EachMailIsThereOnceWhicheverStatementFails) {
  must(file(wish()));
  approved_reissue(counter_, reissue_form(counter_, counter_.ev));
  FolderSender folder(folder_.path());
  const auto queued = lines().size();
  ASSERT_GT(queued, 2U);
  int n = 1;
  for (bool struck = true; struck && n < 100; ++n) {
    FailingOffice failing(counter_, n, n % 2 == 0 ? Strike::before : Strike::after);
    try {
      send(failing.office(), folder);
    } catch (const sql::SqlFailure&) {
      EXPECT_TRUE(failing.struck());
    }
    struck = failing.struck();
    counter_.now += job::kMailLeaseSeconds;
  }
  EXPECT_EQ(send(folder), 0);
  EXPECT_TRUE(all_are("sent"));
  EXPECT_EQ(files(), queued);
  EXPECT_EQ(counter_.tasks().find("mail_failed"), std::string::npos);
}

// R108: nobody listens: tried again later and later, and sent when the relay is back.
TEST_P(MailJob, RefusedConnectionsAreTriedAgain) {
  SilentRelay relay_that_is_down;
  relay_that_is_down.hang_up();
  SmtpSender smtp(relay(relay_that_is_down.port()));
  must(file(wish()));
  const auto queued = static_cast<int>(lines().size());
  auto pause = Seconds(60);
  for (int tried = 1; tried <= 4; ++tried, pause *= 2) {
    EXPECT_EQ(send(smtp), queued);
    for (const auto& line : lines()) {
      EXPECT_EQ(line.state, "queued");
      EXPECT_EQ(line.tries, tried);
      EXPECT_EQ(line.answer, "connect");
      EXPECT_EQ(line.due_at, counter_.now + pause);
    }
    counter_.now += pause - Seconds(1);
    EXPECT_EQ(send(smtp), 0);
    counter_.now += Seconds(1);
  }
  FolderSender back(folder_.path());
  EXPECT_EQ(send(back), queued);
  EXPECT_TRUE(all_are("sent"));
}

// R108, R118: given up at last; the desk sees who was not reached, and the portal says so until that is settled (R128).
TEST_P(MailJob, GivenUpMailsBecomeTasks) {
  SilentRelay relay_that_is_down;
  relay_that_is_down.hang_up();
  SmtpSender smtp(relay(relay_that_is_down.port()));
  must(file(wish()));
  for (int tried = 0; tried < job::kMailTriesMax; ++tried) {
    EXPECT_EQ(counter_.tasks().find("mail_failed"), std::string::npos);
    send(smtp);
    counter_.now += std::chrono::hours(6);
  }
  EXPECT_TRUE(all_are("failed"));
  EXPECT_NE(counter_.tasks().find("mail_failed registrant"), std::string::npos) << counter_.tasks();
  EXPECT_EQ(send(smtp), 0);
  const auto warnings = [&] {
    return must(counter_.as(counter_.applicant(), [&](Work& work) { return show_contract(work, counter_.sr.id); }))
        .warnings;
  };
  const auto execute = [&](const std::string& statement) {
    counter_.read([&](Store& store) { return store.sql.execute(statement, {counter_.sr.id}); });
  };
  EXPECT_EQ(warnings(), std::vector<std::string>{"contact.unreachable"});
  execute("UPDATE contact SET mail = 'new-' || mail WHERE contract_id = $1");
  EXPECT_EQ(warnings(), std::vector<std::string>{});
  execute("UPDATE contact SET mail = substr(mail, 5) WHERE contract_id = $1");
  EXPECT_EQ(warnings(), std::vector<std::string>{"contact.unreachable"});
  execute("UPDATE task SET closed_at = 1 WHERE kind = 'mail_failed' AND contract_id = $1");
  EXPECT_EQ(warnings(), std::vector<std::string>{});
}

// R128: what was sent to an address that was replaced meanwhile troubles nobody when it comes back; its event stays.
TEST_P(MailJob, ReplacedAddressRaisesNoTask) {
  SilentRelay relay_that_is_down;
  relay_that_is_down.hang_up();
  SmtpSender smtp(relay(relay_that_is_down.port()));
  must(file(wish()));  // told: the contacts of then
  counter_.read([&](Store& store) {
    return store.sql.execute(
        "UPDATE contact SET mail = 'new@example.jp' WHERE contract_id = $1 AND role = 'registrant'", {counter_.sr.id});
  });
  for (int tried = 0; tried < job::kMailTriesMax; ++tried) {
    send(smtp);
    counter_.now += std::chrono::hours(6);
  }
  EXPECT_TRUE(all_are("failed"));
  EXPECT_EQ(counter_.tasks().find("mail_failed registrant"), std::string::npos) << counter_.tasks();
  const auto events = counter_.read([](Store& store) {
    return store.sql.query("SELECT COUNT(*) FROM event WHERE action = 'mail.failed'").front().number(0);
  });
  EXPECT_EQ(events, static_cast<std::int64_t>(lines().size()));
}

// R3, R108: a mail with a code is never sent after the code has expired, and its body is gone either way.
TEST_P(MailJob, CodesAreNotSentTooLateAndNotKept) {
  const auto queue = [&](Time until) {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      queue_mail(work, {.address = "applicant@login.example.jp", .name = "見本 太郎", .role = "account"},
                 "one_time_code", {{"code", "12345678"}, {"expires_at", format_jst(until)}}, {}, until);
      return {};
    }));
  };
  const auto bodies = [&] {
    return counter_.read([](Store& store) {
      return store.sql.query("SELECT COUNT(*) FROM mail WHERE body_sealed IS NOT NULL OR body IS NOT NULL")
          .front()
          .number(0);
    });
  };
  FolderSender folder(folder_.path());
  queue(counter_.now);
  EXPECT_EQ(send(folder), 1);
  EXPECT_TRUE(all_are("expired"));
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(bodies(), 0);
  queue(counter_.now + Seconds(1));
  EXPECT_EQ(send(folder), 1);
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(bodies(), 0);
}

// R3: on the day of a mass revocation, too, a login code is not sent behind the mails that wait since before.
TEST_P(MailJob, WhatExpiresOvertakesWhatWaits) {
  must(file(wish()));
  counter_.now += Seconds(1);
  const auto waiting = lines().size();
  ASSERT_GT(waiting, 1U);
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    const auto until = work.now + Seconds(600);
    queue_mail(work, {.address = "applicant@login.example.jp", .name = "見本 太郎", .role = "account"}, "one_time_code",
               {{"code", "12345678"}, {"expires_at", format_jst(until)}}, {}, until);
    return {};
  }));
  const auto claim = [&](std::int64_t rows_max) {
    return must(counter_.as(counter_.engine(), [&](Work& work) -> Result<std::vector<store::QueuedMail>> {
      return work.store.mails.claim_due(counter_.now, Seconds(60), rows_max);
    }));
  };
  const auto first = claim(1);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().mail_template, "one_time_code");
  EXPECT_EQ(claim(100).size(), waiting);
  EXPECT_EQ(claim(100).size(), 0U) << "all are leased";
}

// R108: a mail that cannot be written fails alone, once, and somebody looks; those behind it go out.
TEST_P(MailJob, UnwritableMailStopsNoOther) {
  const auto queue = [&](const std::string& name) {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      queue_mail(work, {.address = "applicant@login.example.jp", .name = name, .role = "account"}, "password_changed",
                 {{"login_id", "applicant"}, {"changed_at", format_jst(counter_.now)}});
      return {};
    }));
  };
  queue("見本\t太郎");
  counter_.now += Seconds(1);
  queue("見本 太郎");
  FolderSender folder(folder_.path());
  EXPECT_EQ(send(folder), 2);
  std::multiset<std::string> ends;
  for (const auto& line : lines()) ends.insert(line.state + " " + line.answer.value_or(""));
  EXPECT_EQ(ends, (std::multiset<std::string>{"failed unwritable", "sent file"}));
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(counter_.tasks(), "mail_failed account password_changed\n");
  counter_.now += job::kMailLeaseSeconds;
  EXPECT_EQ(send(folder), 0);
}

// R118: while the relay hangs on a mail, a revocation is filed, confirmed, carried out and published.
TEST_P(MailJob, HangingRelayHoldsUpNothingButMailsThread) {
  const auto id = must(file(wish()));
  SilentRelay silent;
  SmtpSender smtp(relay(silent.port()));
  const job::MailRoute route{.sender = smtp, .from = from(), .from_name = "見本認証局"};
  const Time now = counter_.now;
  job::Runner mails({{"send_mail", [&](Time at) { return job::send_mail(counter_.office(), route, at, 1); }}},
                    [now] { return now; });
  mails.start();
  silent.wait_for_client();  // it hangs from here on
  must(call(id, CallOutcome::confirmed));
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_TRUE(publish_crl(counter_.office(), counter_.authority(), 0, counter_.clock()));
  EXPECT_EQ(crl_of(counter_), serial_of(counter_.sr.certificate) + " 5\n");
  EXPECT_TRUE(all_are("queued"));
  silent.hang_up();
  EXPECT_TRUE(mails.settle(std::chrono::seconds(30)));
  for (const auto& line : lines()) {
    EXPECT_EQ(line.state, "queued");
    EXPECT_EQ(line.tries, 1);
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, MailJob, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
