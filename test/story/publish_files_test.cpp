// What `madoguchi publish` leaves in a folder: the same as the status listener says, and written only if it changed.
#include "usecase/publish_files.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

#include <fstream>

#include "http/status_routes.h"
#include "support/ocsp_story.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;
using pki::CertIdForm;

constexpr std::int64_t kLists = 1;  // of the issuing CA; the example's root has none
constexpr std::int64_t kCaCertificates = 2;
constexpr std::int64_t kCertificates = 3;
constexpr std::int64_t kAnswers = 2 * kCertificates;
constexpr std::int64_t kAll = kLists + kCaCertificates + kAnswers;

class Publish : public OcspStory {
 protected:
  Publish() {
    counter.run_jobs();
    http::add_status_routes(router, counter.authority());
  }
  std::string publish() {
    const auto done = publish_files(counter.office(), counter.authority(), *responder, folder, counter.now);
    return std::to_string(done.written) + "/" + std::to_string(done.unchanged) + "/" + std::to_string(done.removed);
  }
  static std::string counts(std::int64_t written, std::int64_t unchanged, std::int64_t removed = 0) {
    return std::to_string(written) + "/" + std::to_string(unchanged) + "/" + std::to_string(removed);
  }
  fs::path answer_of(const CertificateId& id, CertIdForm form = CertIdForm::sha1) {
    const auto path = folder / "ocsp" / counter.authority().issuer.id / to_base64(request(id, form));
    return path.has_filename() ? path : path / "index.html";
  }
  static std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string served(const std::vector<std::string>& segments) {
    http::Request made{.method = http::Method::get, .segments = segments, .listener = http::ListenerKind::status};
    const http::Site site{.kind = http::ListenerKind::status,
                          .catalogue = &counter.office().catalogue,
                          .random = &counter.office().random};
    const auto response = http::dispatch(site, router, std::move(made));
    EXPECT_EQ(response.status, 200) << segments.back();
    return response.file ? content(*response.file) : response.body;
  }

  TestFolder place;
  fs::path folder = fs::path(place.path()) / "out";
};

TEST_P(Publish, WritesWhatTheListenerServesUnderTheSamePaths) {
  EXPECT_EQ(publish(), counts(kAll, 0));
  const auto& authority = counter.authority();
  for (const std::vector<std::string>& path : {std::vector<std::string>{"crl", authority.issuer.id, "0.crl"},
                                               {"ca", authority.issuer.id + ".cer"},
                                               {"ca", authority.root_id + ".cer"}}) {
    fs::path file = folder;
    for (const auto& segment : path) file /= segment;
    EXPECT_FALSE(content(file).empty()) << file;
    EXPECT_EQ(content(file), served(path)) << file;
  }
  for (const auto& id : {counter.ev.certificate, counter.sr.certificate, counter.other.certificate}) {
    EXPECT_EQ(said_by(content(answer_of(id)), request(id)), "good");
    EXPECT_EQ(said_by(content(answer_of(id, CertIdForm::sha256)), request(id, CertIdForm::sha256), CertIdForm::sha256),
              "good");
  }
  struct stat found{};
  ASSERT_EQ(stat(answer_of(counter.ev.certificate).c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0644U);
  EXPECT_EQ(from_unix(found.st_mtim.tv_sec), counter.now);
}

// The base 64 of a request by SHA-256 has no padding: one in 64 ends in a slash.
TEST_P(Publish, ANameThatEndsInASlashIsAFileToo) {
  std::string serial = certificate(counter.ev.certificate).serial;
  for (const char* end : {"3f", "7f", "bf", "ff"}) {  // the last six bits are ones
    serial.replace(30, 2, end);
    auto connection = counter.office().pool.lend();
    connection->execute("UPDATE certificate SET serial = $1 WHERE id = $2", {serial, counter.ev.certificate.value});
    ASSERT_TRUE(to_base64(request(counter.ev.certificate, CertIdForm::sha256)).ends_with('/')) << serial;
    publish();
    const auto path = answer_of(counter.ev.certificate, CertIdForm::sha256);
    EXPECT_EQ(path.filename(), "index.html");
    EXPECT_EQ(said_by(content(path), request(counter.ev.certificate, CertIdForm::sha256), CertIdForm::sha256), "good");
    EXPECT_EQ(publish(), counts(0, kAll));
  }
}

TEST_P(Publish, WritesAgainOnlyWhatChanged) {
  publish();
  key.forget();
  EXPECT_EQ(publish(), counts(0, kAll));
  EXPECT_TRUE(key.signed_digests().empty());

  revoke(counter.ev.certificate, RevocationReason::key_compromise);
  counter.run_jobs();                                       // the CRL
  EXPECT_EQ(publish(), counts(2 + kLists, kAll - kLists));  // both answers were looked at twice: changed, then current
  EXPECT_EQ(said_by(content(answer_of(counter.ev.certificate)), request(counter.ev.certificate)), "revoked");
  EXPECT_EQ(said_by(content(answer_of(counter.sr.certificate)), request(counter.sr.certificate)), "good");
  EXPECT_EQ(publish(), counts(0, kAll));

  counter.now += kOcspLifetimeSeconds / 2;
  EXPECT_EQ(publish(), counts(kAnswers, kAll - kAnswers));
  EXPECT_EQ(publish(), counts(0, kAll));

  std::ofstream(folder / "ca" / (counter.authority().root_id + ".cer")) << "spoilt";
  fs::resize_file(answer_of(counter.sr.certificate), 0);  // what a power failure may leave
  fs::remove(answer_of(counter.other.certificate));
  EXPECT_EQ(publish(), counts(3, kAll - 3));
}

// Signing takes its time: what is revoked meanwhile, and told by an answer, stands on the list of the same run.
TEST_P(Publish, ListsAreCopiedAfterTheAnswersWereSigned) {
  bool began = false;
  key.before_signing = [&] {
    if (std::exchange(began, true)) return;
    revoke(counter.ev.certificate);
    counter.run_jobs();
  };
  publish();
  key.before_signing = {};
  ASSERT_TRUE(began);
  const auto serial = *parse_serial(certificate(counter.ev.certificate).serial);
  const auto list = content(folder / "crl" / counter.authority().issuer.id / "0.crl");
  EXPECT_NE(list.find(text_of(serial)), std::string::npos);
}

// A run that signed nothing more, or never said that it was through, is taken up.
TEST_P(Publish, ARunThatWasCutOffIsTakenUp) {
  key.fail_next = 1;
  EXPECT_THROW(publish(), Failure);
  publish();
  revoke(counter.ev.certificate);
  revoke(counter.sr.certificate);
  int left = 2;
  key.before_signing = [&] {
    if (left-- == 0) throw Failure("the power went out");
  };
  EXPECT_THROW(publish(), Failure);
  key.before_signing = {};
  const auto draft = answer_of(counter.ev.certificate).string() + ".Xy1z9Q";
  std::ofstream(draft) << "half";
  publish();
  EXPECT_EQ(said_by(content(answer_of(counter.ev.certificate)), request(counter.ev.certificate)), "revoked");
  EXPECT_EQ(said_by(content(answer_of(counter.sr.certificate)), request(counter.sr.certificate)), "revoked");
  EXPECT_FALSE(fs::exists(draft));
  EXPECT_EQ(publish(), counts(0, kAll));
}

// A database that was put back from a copy, or another authority in the same folder, is not ahead of itself.
TEST_P(Publish, ThePositionIsOfOneIssuer) {
  publish();
  std::ofstream(folder / ".published") << "0123456789abcdef 99999\n";
  revoke(counter.ev.certificate);
  publish();
  EXPECT_EQ(said_by(content(answer_of(counter.ev.certificate)), request(counter.ev.certificate)), "revoked");
}

TEST_P(Publish, AnswersOfCertificatesThatHaveEndedGo) {
  publish();
  counter.now = certificate(counter.ev.certificate).not_after + kOcspLifetimeSeconds + Seconds(1);
  key.forget();
  identity.not_after = counter.now + std::chrono::days(30);
  responder->set_identity(identity);
  publish();
  EXPECT_FALSE(fs::exists(answer_of(counter.ev.certificate)));
  EXPECT_TRUE(key.signed_digests().empty() || fs::exists(answer_of(counter.other.certificate)));
  EXPECT_TRUE(fs::exists(folder / "ocsp" / counter.authority().issuer.id));
}

TEST_P(Publish, AnswersOfAFormerResponderAreMadeAnew) {
  publish();
  counter.now += Seconds(60);
  identity.not_before = counter.now;
  responder->set_identity(identity);
  EXPECT_EQ(publish(), counts(kAnswers, kAll - kAnswers));
}

TEST_P(Publish, OneRunAtATime) {
  fs::create_directories(folder);
  const int other = open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(flock(other, LOCK_EX | LOCK_NB), 0);
  EXPECT_THROW(publish(), Failure);
  close(other);
  EXPECT_EQ(publish(), counts(kAll, 0));
}

INSTANTIATE_TEST_SUITE_P(Sql, Publish, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
