#include "usecase/example_mailbox.h"

#include <gtest/gtest.h>

#include <fstream>

#include "mail/folder_sender.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

class ExampleMailbox : public testing::Test {
 protected:
  ExampleMailbox() { fs::remove_all(parent_); }
  ~ExampleMailbox() override { fs::remove_all(parent_); }
  void send(const std::string& id, Time at, const std::string& subject, const std::string& body) {
    FolderSender sender(folder_);
    const auto desk = *MailAddress::parse("desk@b.example");
    Message message{.message_id = id + "@b.example",
                    .from = {.address = desk, .name = "窓口"},
                    .to = {.address = *MailAddress::parse("hanako@reiji.example"), .name = "例示 花子"},
                    .subject = subject,
                    .body = body};
    message.date = at;
    ASSERT_EQ(sender.send(desk, message).kind, SendOutcome::Kind::sent);
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  std::string refused(std::string_view name) const {
    const auto mail = read_example_mail(folder_, name);
    return mail ? "read" : mail.error().message;
  }

  // Of each test alone: they run beside each other.
  fs::path parent_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
  fs::path folder_ = parent_ / "mail";
  Time at_ = *parse_utc("2026-11-22T09:30:05Z");
};

TEST_F(ExampleMailbox, ShowsEachMailAsItsReaderSeesIt) {
  send("a-1", at_, "ワンタイムパスワードのお知らせ", "コード: 12345678\n");
  send("b-2", at_ + Seconds(1), "Plain", "<b>not HTML</b>\n");
  const auto mails = newest_example_mails(folder_, 10);
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(mails[0].message.subject, "Plain");
  EXPECT_EQ(mails[1].message.subject, "ワンタイムパスワードのお知らせ");
  EXPECT_EQ(mails[1].message.to, "例示 花子 <hanako@reiji.example>");
  EXPECT_EQ(mails[1].message.from, "窓口 <desk@b.example>");
  EXPECT_EQ(mails[1].message.message_id, "a-1@b.example");
  EXPECT_EQ(mails[1].sent_at, at_);
  EXPECT_EQ(read_example_mail(folder_, mails[0].name)->message.body, "<b>not HTML</b>\n");
  EXPECT_EQ(newest_example_mails(folder_, 1).size(), 1U);
  EXPECT_TRUE(newest_example_mails(folder_ / "nowhere", 10).empty());
  EXPECT_TRUE(newest_example_mails({}, 10).empty());
}

TEST_F(ExampleMailbox, LeavesItsFolderForNobody) {
  send("a-1", at_, "x", "y\n");
  const auto secret = parent_ / "20261122T093005Z-secret.eml";
  std::ofstream(secret) << "Subject: secret\r\n\r\nsecret\r\n";
  fs::create_symlink(secret, folder_ / "20261122T093006Z-link.eml");
  for (const std::string name :
       {"../20261122T093005Z-secret.eml", "20261122T093005Z-../../x.eml", "20261122T093005Z-a.b.eml", "..", "",
        "20261122T093005Z-.eml", "20269922T093005Z-a.eml", "20261122T093006Z-link.eml", "20261122T093005Z-none.eml",
        "20261122T093005Z-a-1.eml/", "/etc/passwd"}) {
    EXPECT_EQ(refused(name), "not_found") << name;
  }
  EXPECT_EQ(refused("20261122T093005Z-" + std::string(300, 'a') + ".eml"), "not_found");
  EXPECT_EQ(refused("20261122T093005Z-a-1.eml"), "read");
  EXPECT_EQ(newest_example_mails(folder_, 10).size(), 1U);
}

TEST_F(ExampleMailbox, PassesOverWhatIsTooLargeAndShowsWhatIsBroken) {
  send("a-1", at_, "x", "y\n");
  put("20261122T093007Z-large.eml", "Subject: x\r\n\r\n" + std::string(kExampleMailBytesMax, 'x'));
  put("20261122T093008Z-broken.eml", "no mail at all\n\xff\x01");
  put("20261122T093009Z-bytes.eml", "Subject: \xff\xfe\r\n\r\nbody\r\n");
  put("notes.txt", "x");
  const auto mails = newest_example_mails(folder_, 10);
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_EQ(mails[0].message.body, "Subject: \n\nbody\n");
  EXPECT_EQ(mails[1].message.body, "no mail at all\n");
}

}  // namespace
}  // namespace madoguchi
