#include <fstream>

#include "base/result.h"
#include "main/story_chapters.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Failure(path.string() + " cannot be read");
  return text;
}

/// R70: what lies in crl/ is what relying parties are given, for both CAs.
void fetch_lists(StoryStage& stage) {
  std::int64_t lists = 0;
  for (const auto& entry : fs::directory_iterator(stage.folder() / "crl")) {
    if (entry.path().extension() != ".crl") continue;
    const auto name = entry.path().stem().string();  // <issuer>-<shard>
    const auto issuer = name.substr(0, name.rfind('-'));
    const auto list = stage.fetch("/crl/" + issuer + "/" + name.substr(name.rfind('-') + 1) + ".crl");
    expect(list.header("Content-Type") == "application/pkix-crl", "the media type of a CRL");
    expect(list.body == file_text(entry.path()), "the CRL of the status listener to be the file in crl/");
    expect(!stage.fetch("/ca/" + issuer + ".cer").body.empty(), "the certificate of the CA beside its CRL");
    ++lists;
  }
  expect(lists == 1 + stage.issuing_lists(), "the list of the root and those of the issuing CA");
  stage.tell("relying parties fetch the lists and certificates of both CAs");
}

/// R67: the file that everybody who may see the contract can download.
void download(StoryStage& stage, const std::string& id, const std::string& serial) {
  const auto file = stage.officer("uketsuke").get("/api/v1/certificates/" + id + "/file?format=pem");
  expect(file.body.starts_with("-----BEGIN CERTIFICATE-----"), "a certificate in PEM: " + file.body);
  fs::create_directories(stage.folder() / "certificates");
  const auto path = stage.folder() / "certificates" / (serial + ".pem");
  std::ofstream out(path, std::ios::binary);
  out << file.body;
  out.close();
  if (!out) throw Failure(path.string() + " cannot be written");
}

/// What the desk's screen says of one certificate, held against what was told.
void judge_certificate(StoryStage& stage, const ApiAnswer& detail, const std::string& line) {
  const auto serial = detail.text(line + "/serial");
  const auto state = detail.text(line + "/state");
  const auto told = stage.revoked().find(serial);
  expect((state == "revoked") == (told != stage.revoked().end()), serial + " to be as it was told: " + detail.body);
  const bool listed = stage.listed(detail.text(line + "/issuer"), serial);
  expect(listed == (state == "revoked"), "the list to name what is revoked, and nothing else: " + serial);
  download(stage, detail.text(line + "/id"), serial);
  auto last = "certificate " + serial + " " + detail.text(line + "/common_name") + " " + state;
  if (state == "revoked") {
    expect(detail.text(line + "/revocation_reason") == told->second, "the reason that was told: " + detail.body);
    last.append(" ").append(told->second);
  }
  stage.add_line(last);
}

/// One line for each certificate of the authority: serial, name, state, reason.
void look_at_certificates(StoryStage& stage) {
  auto& officer = stage.officer("uketsuke");
  std::size_t certificates = 0;
  std::string next;
  do {
    const auto page = officer.get("/api/v1/contracts" + (next.empty() ? "" : "?cursor=" + next));
    for (std::size_t i = 0; i < page.size("/contracts"); ++i) {
      const auto detail = officer.get("/api/v1/contracts/" + page.text("/contracts/" + std::to_string(i) + "/id"));
      for (std::size_t c = 0; c < detail.size("/certificates"); ++c, ++certificates) {
        judge_certificate(stage, detail, "/certificates/" + std::to_string(c));
      }
    }
    next = page.has("/next") ? page.text("/next") : "";
  } while (!next.empty());
  expect(certificates > stage.revoked().size(), "some certificates to be good");
}

}  // namespace

void play_ending(StoryStage& stage) {
  stage.return_to_the_present();
  fetch_lists(stage);
  look_at_certificates(stage);
}

}  // namespace madoguchi
