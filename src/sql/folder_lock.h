#pragma once
#include <string>
#include <utility>

namespace madoguchi::sql {

/// Holds `<folder>/lock` until it is destroyed or the process ends, however it ends.
class FolderLock {
 public:
  explicit FolderLock(int file) : file_(file) {}
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  int file_;
};

/// Keeps two services off one SQLite folder: a second one would sign with the same keys and run the same jobs without
/// knowing of the first. Throws Failure, with a sentence for the operator that names the holder's process, if the
/// folder is in use or cannot be written. The file itself stays; only its lock counts.
FolderLock lock_folder(const std::string& folder);

}  // namespace madoguchi::sql
