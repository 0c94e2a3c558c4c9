#include "main/story_mailbox.h"

#include <gtest/gtest.h>

#include <fstream>

#include "mail/message.h"

namespace madoguchi {
namespace {

Message message(std::string subject, std::string body) {
  return {.message_id = "a@b.example",
          .from = {.address = *MailAddress::parse("desk@b.example"), .name = "窓口"},
          .to = {.address = *MailAddress::parse("hanako@reiji.example"),
                 .name = "例示 花子、情報システム部のとても長い名前"},
          .subject = std::move(subject),
          .body = std::move(body)};
}

TEST(StoryMailbox, ReadsWhatWeWrite) {
  const std::string subject =
      "【Madoguchi】ログイン用ワンタイムパスワードのお知らせ、とても長い件名は何行にもなります (EX-2026-0001)";
  const std::string body = "例示 花子 様\n\nワンタイムパスワード: 12345678\n有効期限: 2026-11-22 18:30 JST\n";
  const auto mail = read_mail(to_rfc5322(message(subject, body)));
  EXPECT_EQ(mail.to, "hanako@reiji.example");
  EXPECT_EQ(mail.subject, subject);
  EXPECT_EQ(mail.body, body);
  EXPECT_EQ(code_in(mail, 8), "12345678");
  EXPECT_ANY_THROW(code_in(mail, 6));
  EXPECT_ANY_THROW(code_in({.body = "12345678 87654321"}, 8));
  EXPECT_EQ(read_mail(to_rfc5322(message("Plain", "short\nlines\n"))).body, "short\nlines\n");
}

TEST(StoryMailbox, ReadsQuotedPrintable) {
  const auto mail = read_mail(
      "Subject: =?UTF-8?Q?a_=E7=AA=93?=\r\nTo: a@b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      "x=3Dy=\r\nz=E5=8F=A3\r\n");
  EXPECT_EQ(mail.subject, "a 窓");
  EXPECT_EQ(mail.body, "x=yz口\n");
}

TEST(StoryMailbox, TakesEachMailOnceByItsKindAndReader) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "story_mailbox_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  StoryMailbox mailbox(folder, catalogue);
  const auto put = [&](const std::string& name, const std::string& subject) {
    std::ofstream(folder / name) << to_rfc5322(message(subject, "12345678\n"));
  };
  put("2.eml", "【X】ログイン用ワンタイムパスワードのお知らせ");
  put("1.eml", "【X】証明書発行のお知らせ(www.example.jp)");
  EXPECT_FALSE(mailbox.has("other@reiji.example", "one_time_code"));
  EXPECT_EQ(code_in(mailbox.take("hanako@reiji.example", "one_time_code"), 8), "12345678");
  EXPECT_ANY_THROW(mailbox.take("hanako@reiji.example", "one_time_code"));
  EXPECT_EQ(mailbox.untaken(), "hanako@reiji.example: 【X】証明書発行のお知らせ(www.example.jp)\n");
  EXPECT_TRUE(mailbox.has("hanako@reiji.example", "certificate_issued"));
  EXPECT_ANY_THROW(mailbox.has("hanako@reiji.example", "no_such_mail"));
}

}  // namespace
}  // namespace madoguchi
