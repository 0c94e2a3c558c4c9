#include "base/new_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/result.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

class NewFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::temp_directory_path() / "madoguchi-new-file.XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = folder_ / "it.pem";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

  fs::path folder_, path_;
};

TEST_F(NewFileTest, TakesThePlaceInOneStepForEverybodyToRead) {
  std::ofstream(path_) << "the old one";
  {
    NewFile file(path_.string());
    file.append(view_of("the new one, longer"));
    EXPECT_EQ(content(), "the old one");
    file.replace(path_.string());
  }
  EXPECT_EQ(content(), "the new one, longer");
  struct stat status{};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0644U);
  EXPECT_EQ(files(), 1);
}

TEST_F(NewFileTest, ManyAreSyncedTogetherAndKeepTheTimeGivenThem) {
  for (const std::string text : {"one", "two"}) {
    NewFile file(path_.string());
    file.append(view_of(text));
    file.set_modified(from_unix(1'700'000'000));
    file.replace_unsynced(path_.string());
  }
  sync_file_system(folder_.string());
  EXPECT_EQ(content(), "two");
  struct stat status{};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mtim.tv_sec, 1'700'000'000);
  EXPECT_EQ(status.st_mode & 0777, 0644U);
  EXPECT_EQ(files(), 1);
  EXPECT_THROW(sync_file_system((folder_ / "missing").string()), Failure);
}

TEST_F(NewFileTest, LeavesNothingBehindIfItIsGivenUp) {
  std::ofstream(path_) << "the old one";
  {
    NewFile(path_.string()).append(view_of("half of"));
  }
  EXPECT_EQ(content(), "the old one");
  EXPECT_EQ(files(), 1);
}

TEST_F(NewFileTest, ReadsPiecesAndWritesAnywhere) {
  NewFile file(path_.string());
  file.skip_to(4);
  file.append(view_of("5678"));
  file.write_at(0, view_of("1234"));
  std::string all;
  Bytes buffer(3);
  file.read(1, 8, buffer, [&](ByteView piece) { all += text_of(piece); });
  EXPECT_EQ(all, "2345678");
  EXPECT_THROW(file.read(7, 9, buffer, [](ByteView) {}), Failure) << "past the end";
}

TEST_F(NewFileTest, SaysWhereItCannotBe) {
  EXPECT_THROW(NewFile((folder_ / "missing" / "it.pem").string()), Failure);
}

}  // namespace
}  // namespace madoguchi
