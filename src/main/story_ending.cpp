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
  int lists = 0;
  for (const auto& entry : fs::directory_iterator(stage.folder() / "crl")) {
    if (entry.path().extension() != ".crl") continue;
    const auto name = entry.path().stem().string();  // <issuer>-0
    const auto issuer = name.substr(0, name.rfind('-'));
    const auto list = stage.fetch("/crl/" + issuer + "/0.crl");
    expect(list.header("Content-Type") == "application/pkix-crl", "the media type of a CRL");
    expect(list.body == file_text(entry.path()), "the CRL of the status listener to be the file in crl/");
    expect(!stage.fetch("/ca/" + issuer + ".cer").body.empty(), "the certificate of the CA beside its CRL");
    ++lists;
  }
  expect(lists == 2, "the lists of the root and of the issuing CA");
  stage.tell("relying parties fetch the lists and certificates of both CAs");
}

}  // namespace

void play_ending(StoryStage& stage) {
  stage.return_to_the_present();
  fetch_lists(stage);
}

}  // namespace madoguchi
