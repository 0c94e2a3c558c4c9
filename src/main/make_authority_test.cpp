#include "main/make_authority.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "main/load_authority.h"
#include "main/passphrase_source.h"
#include "pki/crl.h"
#include "pki/pki_fixture.h"

namespace madoguchi {
namespace {

using namespace fixture;
namespace fs = std::filesystem;

AuthorityOptions options(const TemporaryFolder& folder) {
  return {.folder = folder.file("a"), .name = "Trust \"Test\" 窓口", .status_url = "http://status.example.jp:8082"};
}
std::string failure_of(const AuthorityOptions& options) {
  CountingRandom random;
  try {
    make_authority(options, passphrase(), random, kNow);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "made";
}

TEST(Authority, IsMadeAndLoadedAgain) {
  const TemporaryFolder folder;
  auto wanted = options(folder);
  wanted.example = true;
  wanted.relaxed.names = true;
  ASSERT_EQ(failure_of(wanted), "made");
  const auto authority = load_authority(wanted.folder, passphrase());
  EXPECT_EQ(authority.files.name, "Example Trust \"Test\" 窓口");
  EXPECT_TRUE(authority.files.example);
  const IssuerInfo& issuer = authority.issuer();
  EXPECT_EQ(issuer.id, to_hex(issuer.key_id).substr(0, 16));
  EXPECT_EQ(crl_url(issuer, 0), "http://status.example.jp:8082/crl/" + issuer.id + "/0.crl");
  EXPECT_EQ(issuer.mode, AuthorityMode::private_authority);
  EXPECT_EQ(issuer.relaxed, (RelaxedRules{.validity = false, .names = true}));
  EXPECT_EQ(issuer.not_before, kNow - kNotBeforeSkewSeconds);
  EXPECT_EQ(Validity::from(issuer.not_before, issuer.not_after)->days(), 3650);
  EXPECT_EQ(authority.signer->algorithm(), SignatureAlgorithm::ecdsa_p256_sha256);
  EXPECT_NE(authority.files.root_id, issuer.id);
  const auto crl = pki::read_own_crl(wanted.folder / "crl" / crl_file_name(authority.files.root_id, 0));
  EXPECT_EQ(crl.number, to_unix(kNow));
  EXPECT_EQ(fs::status(wanted.folder / "keys").permissions(), fs::perms::owner_all);

  EXPECT_NE(failure_of(wanted).find("exists already"), std::string::npos) << "nothing is overwritten";
  EXPECT_THROW(load_authority(wanted.folder, pki::Passphrase("wrong example battery")), Failure);
}

TEST(Authority, KeysMayLieElsewhere) {
  const TemporaryFolder folder;
  auto wanted = options(folder);
  wanted.keys_folder = folder.file("elsewhere");
  ASSERT_EQ(failure_of(wanted), "made");
  EXPECT_TRUE(fs::exists(folder.file("elsewhere/root.key")));
  EXPECT_FALSE(fs::exists(wanted.folder / "keys"));
  EXPECT_TRUE(load_authority(wanted.folder, passphrase()).signer);
}

TEST(Authority, WrongOptionsFailBeforeAnythingIsWritten) {
  const TemporaryFolder folder;
  const auto with = [&](auto change) {
    auto wanted = options(folder);
    change(wanted);
    const std::string said = failure_of(wanted);
    EXPECT_FALSE(fs::exists(wanted.folder)) << said;
    return said.substr(0, said.find(':'));
  };
  EXPECT_EQ(with([](auto& o) { o.name = ""; }), "--name");
  EXPECT_EQ(with([](auto& o) { o.name = std::string(54, 'x'); }), "--name");
  EXPECT_EQ(with([](auto& o) { o.name = "a\nb"; }), "--name");
  EXPECT_EQ(with([](auto& o) { o.country = "jp"; }), "--country");
  EXPECT_EQ(with([](auto& o) { o.status_url = "https://status.example.jp"; }), "--status-url");
  EXPECT_EQ(with([](auto& o) { o.status_url = "http://status.example.jp/"; }), "--status-url");
  EXPECT_EQ(with([](auto& o) {
              o.mode = AuthorityMode::public_authority;
              o.relaxed.validity = true;
            }),
            "--relax");
}

TEST(Authority, RootCrlIsRenewedWithAHigherNumber) {
  const TemporaryFolder folder;
  const auto wanted = options(folder);
  ASSERT_EQ(failure_of(wanted), "made");
  const auto root_id = read_authority(wanted.folder).root_id;
  const fs::path crl = wanted.folder / "crl" / crl_file_name(root_id, 0);
  renew_root_crl(wanted.folder, {}, passphrase(), kNow);
  EXPECT_EQ(pki::read_own_crl(crl).number, to_unix(kNow) + 1);
  fs::rename(wanted.folder / "keys" / "root.key", folder.file("offline.key"));
  EXPECT_THROW(renew_root_crl(wanted.folder, {}, passphrase(), kNow), Failure);
  renew_root_crl(wanted.folder, folder.file("offline.key"), passphrase(), kNow + Seconds(100));
  EXPECT_EQ(pki::read_own_crl(crl).number, to_unix(kNow) + 100);
  EXPECT_THROW(renew_root_crl(wanted.folder, wanted.folder / "keys" / "issuing.key", passphrase(), kNow), Failure);
}

TEST(Authority, ATamperedFolderIsRefused) {
  const TemporaryFolder folder;
  const auto wanted = options(folder);
  ASSERT_EQ(failure_of(wanted), "made");
  const fs::path ca = wanted.folder / "ca";
  fs::copy_file(wanted.folder / "keys" / "root.key", wanted.folder / "keys" / "issuing.key",
                fs::copy_options::overwrite_existing);
  EXPECT_THROW(load_authority(wanted.folder, passphrase()), Failure) << "another key";
  const std::string toml = read_file(ca / "authority.toml");
  std::ofstream(ca / "authority.toml", std::ios::app) << "\nextra = 1\n";
  EXPECT_THROW(read_authority(wanted.folder), Failure) << "an unknown key";
  std::ofstream(ca / "authority.toml") << toml;
  EXPECT_NO_THROW(read_authority(wanted.folder));
  fs::copy_file(ca / "issuing.pem", ca / "root.pem", fs::copy_options::overwrite_existing);
  EXPECT_THROW(read_authority(wanted.folder), Failure) << "a root that is none";
}

TEST(Passphrase, IsReadFromAFileOrACredential) {
  const TemporaryFolder folder;
  const fs::path file = folder.file("secret");
  const auto write = [&](const std::string& text, fs::perms mode) {
    std::ofstream(file) << text;
    fs::permissions(file, mode);
  };
  const auto owner = fs::perms::owner_read | fs::perms::owner_write;
  write("correct example battery\nsecond line\n", owner);
  EXPECT_EQ(read_passphrase({.file = file}).reveal(), "correct example battery");
  setenv("CREDENTIALS_DIRECTORY", folder.file("").c_str(), 1);
  EXPECT_EQ(read_passphrase({.credential = "secret"}).reveal(), "correct example battery");
  EXPECT_THROW(read_passphrase({.credential = "../secret"}), Failure);
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_THROW(read_passphrase({.credential = "secret"}), Failure);
  write("correct example battery\n", owner | fs::perms::others_read);
  EXPECT_THROW(read_passphrase({.file = file}), Failure) << "readable by others";
  write("short\n", owner);
  EXPECT_THROW(read_passphrase({.file = file}), Failure);
  write("", owner);
  EXPECT_THROW(read_passphrase({.file = file}), Failure);
  EXPECT_THROW(read_passphrase({.file = folder.file("none")}), Failure);
}

TEST(Passphrase, DoesNotLieBesideTheKeys) {
  const TemporaryFolder folder;
  const fs::path a = folder.file("a");
  const fs::path keys = folder.file("keys");
  EXPECT_THROW(require_passphrase_elsewhere({.file = a / "x" / "secret"}, a, keys), Failure);
  EXPECT_THROW(require_passphrase_elsewhere({.file = keys / "secret"}, a, keys), Failure);
  EXPECT_THROW(require_passphrase_elsewhere({.file = a / ".." / "keys" / "secret"}, a, keys), Failure);
  EXPECT_NO_THROW(require_passphrase_elsewhere({.file = folder.file("ab") + "/secret"}, a, keys));
  EXPECT_NO_THROW(require_passphrase_elsewhere({.credential = "secret"}, a, keys));
}

}  // namespace
}  // namespace madoguchi
