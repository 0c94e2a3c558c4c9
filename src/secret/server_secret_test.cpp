#include "secret/server_secret.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "base/result.h"
#include "secret/seal.h"
#include "secret/seeded_random.h"
#include "secret/system_random.h"
#include "secret/token.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

class SecretFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "secret_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    file_ = folder_ / "server.secret";
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string digest() { return ServerSecret::load_or_create(file_, random_).keyed_digest(purpose::event_person, "x"); }

  fs::path folder_, file_;
  SystemRandom random_;
};

TEST_F(SecretFile, IsMadeOnceAndForItsOwnerOnly) {
  const auto first = digest();
  struct stat state{};
  ASSERT_EQ(stat(file_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  EXPECT_EQ(state.st_size, 32);
  EXPECT_EQ(digest(), first);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "nothing else may be left behind";
  fs::remove(file_);
  EXPECT_NE(digest(), first);
}

TEST_F(SecretFile, IsRefusedWhenOthersCanReadIt) {
  digest();
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0601U}) {
    ASSERT_EQ(chmod(file_.c_str(), mode), 0);
    EXPECT_THROW(digest(), Failure) << std::oct << mode;
  }
  ASSERT_EQ(chmod(file_.c_str(), 0400), 0);
  EXPECT_NO_THROW(digest());
}

TEST_F(SecretFile, IsRefusedWhenItIsNoSecret) {
  std::ofstream(file_) << "31 bytes is not what it shall be";
  ASSERT_EQ(chmod(file_.c_str(), 0600), 0);
  EXPECT_NO_THROW(digest());  // 32 bytes
  std::ofstream(file_, std::ios::app) << '\n';
  EXPECT_THROW(digest(), Failure);
  fs::remove(file_);
  fs::create_directory(file_);
  EXPECT_THROW(digest(), Failure);
  file_ = folder_ / "no such folder" / "x";
  EXPECT_THROW(digest(), Failure);
}

// The digest is HMAC-SHA-256 of the text under the key HMAC-SHA-256(secret, "madoguchi/1/" + purpose), by another
// library.
TEST(ServerSecret, DigestsAreKeyedByPurpose) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(7);
  const ServerSecret secret(bytes);
  const auto hmac = [](ByteView key, std::string_view text) {
    Bytes out(32);
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), view_of(text).data(), text.size(), out.data(), &size);
    return out;
  };
  EXPECT_EQ(secret.keyed_digest("event_person", "山田"), to_hex(hmac(hmac(bytes, "madoguchi/1/event_person"), "山田")));
  EXPECT_NE(secret.keyed_digest("event_person", "x"), secret.keyed_digest("session_token", "x"));
}

TEST(Seal, OpensOnlyWhereItWasMade) {
  const ServerSecret secret({1, 2, 3});
  SeededRandom random(4);
  const std::string text = "コード: 12345678";
  const auto sealed = seal(secret, purpose::mail_body, "mail-1", text, random);
  EXPECT_EQ(unseal(secret, purpose::mail_body, "mail-1", sealed), text);
  EXPECT_EQ(std::string(text_of(sealed)).find("12345678"), std::string::npos);
  EXPECT_NE(seal(secret, purpose::mail_body, "mail-1", text, random), sealed) << "a nonce must not come twice";
  EXPECT_EQ(unseal(secret, purpose::mail_body, "m", seal(secret, purpose::mail_body, "m", "", random)), "");

  EXPECT_THROW(unseal(secret, purpose::mail_body, "mail-2", sealed), Failure);
  EXPECT_THROW(unseal(secret, purpose::totp_secret, "mail-1", sealed), Failure);
  EXPECT_THROW(unseal(ServerSecret({9}), purpose::mail_body, "mail-1", sealed), Failure);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto altered = sealed;
    altered[i] ^= 1;
    EXPECT_THROW(unseal(secret, purpose::mail_body, "mail-1", altered), Failure) << i;
    EXPECT_THROW(unseal(secret, purpose::mail_body, "mail-1", ByteView(sealed).first(i)), Failure) << i;
  }
}

TEST(Token, Has256BitsAndAForm) {
  SystemRandom random;
  const auto token = new_token(random);
  EXPECT_EQ(token.size(), 43U);
  EXPECT_TRUE(is_token_text(token));
  EXPECT_NE(token, new_token(random));
  EXPECT_FALSE(is_token_text(token + "A"));
  EXPECT_FALSE(is_token_text(std::string(43, '=')));
}

TEST(SeededRandom, RepeatsItselfHoweverItIsAsked) {
  SeededRandom a(7), b(7), c(8);
  const auto whole = a.bytes(100);
  Bytes parts;
  for (const std::size_t size : {1U, 31U, 33U, 35U}) {
    const auto part = b.bytes(size);
    parts.insert(parts.end(), part.begin(), part.end());
  }
  EXPECT_EQ(whole, parts);
  EXPECT_NE(whole, c.bytes(100));
}

}  // namespace
}  // namespace madoguchi
