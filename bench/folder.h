#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace madoguchi::bench {

/// A folder of its own under TMPDIR, removed with all that is in it, whatever becomes of the bench.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / (name + ".XXXXXX")) {
    std::string made = path_.string();
    if (mkdtemp(made.data()) == nullptr) throw Failure("no folder " + made);
    path_ = made;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace madoguchi::bench
