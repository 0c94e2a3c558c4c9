#include "text/catalogue.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/result.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

/// A folder of catalogues for one test.
class CatalogueFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "catalogue_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "ja");
    fs::create_directories(folder_ / "en");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& file, const std::string& text) {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  void both(const std::string& text) {
    write("ja/a.toml", text);
    write("en/a.toml", text);
  }
  /// What load() complains of; empty if it is content.
  std::string complaint() {
    try {
      Catalogue::load(folder_);
      return "";
    } catch (const Failure& failure) {
      return failure.what();
    }
  }
  fs::path folder_;
};

TEST_F(CatalogueFiles, FillsTheSentenceOfTheLanguage) {
  write("ja/a.toml", "\"csr.small\" = \"鍵の長さが{bits}ビットです。\"\n");
  write("en/a.toml", "\"csr.small\" = \"The key has {bits} bits ({bits}).\"\n");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_EQ(catalogue.sentence(Language::ja, "csr.small", {{"bits", "1024"}}), "鍵の長さが1024ビットです。");
  EXPECT_EQ(catalogue.sentence(Language::en, "csr.small", {{"bits", "{x}"}}), "The key has {x} bits ({x}).");
  EXPECT_TRUE(catalogue.has(Language::ja, "csr.small"));
  EXPECT_FALSE(catalogue.has(Language::ja, "csr"));
}

TEST_F(CatalogueFiles, AHoleIsPrintedInAnAnswerAndRefusedInAMail) {
  both("\"a.b\" = \"x {y}\"\n");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_EQ(catalogue.sentence(Language::en, "no.such"), "no.such");
  EXPECT_EQ(catalogue.sentence(Language::en, "a.b"), "x {y}");
  EXPECT_THROW(catalogue.complete_sentence(Language::en, "a.b", {}), Failure);
  EXPECT_THROW(catalogue.complete_sentence(Language::en, "no.such", {}), Failure);
  EXPECT_EQ(catalogue.complete_sentence(Language::en, "a.b", {{"y", "z"}}), "x z");
}

TEST_F(CatalogueFiles, NamesWhatIsWrong) {
  EXPECT_NE(complaint().find("no sentences"), std::string::npos);
  both("\"a.b\" = \"x\"\n");
  EXPECT_EQ(complaint(), "");
  write("ja/b.toml", "\"a.b\" = \"again\"\n");
  EXPECT_NE(complaint().find("b.toml: \"a.b\": stands twice"), std::string::npos) << complaint();
  write("ja/b.toml", "\"a.c\" = \"only here\"\n");
  EXPECT_EQ(complaint(), "text/en lacks \"a.c\"");
  write("ja/b.toml", "# nothing\n");
  write("en/b.toml", "\"a.d\" = \"only here\"\n");
  EXPECT_EQ(complaint(), "text/ja lacks \"a.d\"");
  write("en/b.toml", "# nothing\n");
  write("en/a.toml", "\"a.b\" = \"x {y}\"\n");
  EXPECT_EQ(complaint(), "\"a.b\" has  in ja and {y} in en");
  for (const auto* bad : {"a.b = \"nested\"\n", "\"a.b\" = 5\n", "\"a.b\" = \"\"\n", "\"A.b\" = \"x\"\n",
                          "\"a.b\" = \"{\"\n", "\"a.b\" = \"}\"\n", "\"a.b\" = \"{ x}\"\n", "\"a..b\" = \"x\"\n"}) {
    both(bad);
    EXPECT_NE(complaint().find("a.toml: \""), std::string::npos) << bad << complaint();
  }
  both("\"a.b\" = \"x\n");
  EXPECT_NE(complaint().find("a.toml:1: "), std::string::npos) << complaint();
}

TEST_F(CatalogueFiles, OfficersReadSentencesOfTheirOwn) {
  both("\"a.b\" = \"ask us about {x}\"\n\"a.b.at_desk\" = \"{x} is closed\"\n\"a.c\" = \"c\"\n");
  const auto catalogue = Catalogue::load(folder_);
  EXPECT_EQ(catalogue.sentence(Language::en, "a.b", {{"x", "it"}}), "ask us about it");
  EXPECT_EQ(catalogue.at_desk().sentence(Language::en, "a.b", {{"x", "it"}}), "it is closed");
  EXPECT_EQ(catalogue.at_desk().sentence(Language::ja, "a.c"), "c");
  both("\"a.b.at_desk\" = \"closed\"\n");
  EXPECT_EQ(complaint(), "\"a.b.at_desk\" is of no sentence");
  both("\"a.b\" = \"ask us about {x}\"\n\"a.b.at_desk\" = \"closed\"\n");
  EXPECT_EQ(complaint(), "\"a.b.at_desk\" has other {placeholders} than \"a.b\"");
}

TEST(Catalogue, TheShippedOneIsWhole) {
  const auto catalogue = Catalogue::load(fs::path(MADOGUCHI_SOURCE_DIR) / "text");
  EXPECT_EQ(catalogue.sentence(Language::ja, "not_found"), "見つかりません。");
  for (const auto* key : {"contract.disputed", "reissue.disputed", "http.incident"}) {
    EXPECT_NE(catalogue.sentence(Language::ja, key).find("弊社まで"), std::string::npos) << key;
    EXPECT_EQ(catalogue.at_desk().sentence(Language::ja, key).find("弊社"), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace madoguchi
