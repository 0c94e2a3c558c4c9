#include "mail/folder_sender.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "base/result.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

class FolderSenderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "mails_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(FolderSenderTest, LaysEachMailDownOnce) {
  FolderSender sender(folder_ / "var" / "mail");
  const auto from = *MailAddress::parse("bounce@example.jp");
  const Message message{.message_id = "abc@example.jp",
                        .from = {*MailAddress::parse("desk@example.jp"), "窓口"},
                        .to = {*MailAddress::parse("taro@example.jp"), "太郎"},
                        .subject = "件名",
                        .body = "本文\n",
                        .date = *parse_utc("2026-11-22T09:30:05Z")};
  EXPECT_EQ(sender.send(from, message).kind, SendOutcome::Kind::sent);
  EXPECT_EQ(sender.send(from, message).kind, SendOutcome::Kind::sent);
  const auto file = folder_ / "var" / "mail" / "20261122T093005Z-abc.eml";
  EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1);
  std::ifstream in(file, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), to_rfc5322(message));
  struct stat state{};
  ASSERT_EQ(stat(file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U) << "a mail may hold a code";
}

TEST_F(FolderSenderTest, AFolderThatIsGoneIsTriedAgain) {
  FolderSender sender(folder_ / "mail");
  fs::remove_all(folder_ / "mail");
  const auto from = *MailAddress::parse("bounce@example.jp");
  const Message message{.message_id = "abc@example.jp", .from = {from}, .to = {from}, .subject = "x", .body = "y\n"};
  EXPECT_EQ(sender.send(from, message).kind, SendOutcome::Kind::temporary);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THROW(FolderSender(folder_ / "file" / "mail"), Failure);
}

}  // namespace
}  // namespace madoguchi
