#include "pki/file_signer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "base/at_once.h"
#include "domain/public_key_info.h"
#include "pki/openssl_ptr.h"
#include "pki/pki_fixture.h"

namespace madoguchi::pki {
namespace {

using namespace fixture;

TEST(KeyFile, IsEncryptedAndOpensAgain) {
  for (const auto& [kind, name] : Names<CaKeyKind>::values) {
    if (kind == CaKeyKind::rsa4096) continue;  // seconds of prime search, and no code of its own
    const TemporaryFolder folder;
    const std::string path = folder.file("ca.key");
    const auto made = create_key_file(kind, path, passphrase());
    check_signer(*made);
    EXPECT_TRUE(public_key_info(made->public_key())) << name;
    EXPECT_TRUE(read_file(path).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    struct stat status{};
    ASSERT_EQ(stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);

    const auto opened = open_key_file(path, passphrase());
    check_signer(*opened);
    EXPECT_EQ(opened->public_key(), made->public_key());
    EXPECT_EQ(opened->algorithm(),
              kind == CaKeyKind::p256 ? SignatureAlgorithm::ecdsa_p256_sha256 : SignatureAlgorithm::rsa_sha256);
    EXPECT_EQ(opened->is_brief(), kind == CaKeyKind::p256);
    {
      const AtOnce turn;
      if (opened->is_brief()) {
        check_signer(*opened);
      } else {
        EXPECT_THROW(check_signer(*opened), WouldWait) << name;
      }
    }
    EXPECT_THROW(open_key_file(path, Passphrase("wrong example battery")), Failure);
    EXPECT_THROW(create_key_file(kind, path, passphrase()), Failure) << "an existing key is never overwritten";
    EXPECT_EQ(ERR_peek_error(), 0U) << "no error is left in the queue";
  }
}

TEST(KeyFile, UsesThePromisedIterations) {
  const TemporaryFolder folder;
  create_key_file(CaKeyKind::p256, folder.file("ca.key"), passphrase());
  const auto pem = read_file(folder.file("ca.key"));
  std::string base64;
  std::istringstream lines(pem);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("-")) base64 += line;
  }
  // INTEGER 600000, hmacWithSHA256, aes-256-cbc
  const std::string hex = to_hex(from_base64(base64).value());
  EXPECT_NE(hex.find("0203"
                     "0927c0"
                     "300c06082a864886f70d0209"),
            std::string::npos);
  EXPECT_NE(hex.find("060960864801650304012a"), std::string::npos);
}

TEST(KeyFile, RefusesWhatIsNoEncryptedCaKey) {
  const TemporaryFolder folder;
  EXPECT_THROW(open_key_file(folder.file("none.key"), passphrase()), Failure);
  std::ofstream(folder.file("text.key")) << "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  EXPECT_THROW(open_key_file(folder.file("text.key"), passphrase()), Failure);
  EXPECT_THROW(create_key_file(CaKeyKind::p256, folder.file("short.key"), Passphrase("short")), Failure);
  EXPECT_FALSE(std::filesystem::exists(folder.file("short.key")));
}

TEST(ConcurrentSigner, ServesSeveralThreads) {
  SmallAuthority authority(CaKeyKind::p256);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k) check_signer(*authority.key);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace madoguchi::pki
