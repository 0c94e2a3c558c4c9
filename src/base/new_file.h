#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/time.h"

namespace madoguchi {

/// A file beside `path` that has no name in the end, or takes the place of `path` in one step: readers see the old file
/// or the new one, also after a power failure. Everything throws Failure, naming the file and what the system says.
class NewFile {
 public:
  explicit NewFile(const std::string& path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  void append(ByteView data);
  void write_at(std::int64_t offset, ByteView data);
  /// Where the next append() goes.
  void skip_to(std::int64_t offset);
  /// Calls `each` with the octets from `start` up to `end`, a buffer at a time.
  template <typename Each>
  void read(std::int64_t start, std::int64_t end, Bytes& buffer, Each each) {
    while (start < end) {
      const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(end - start, std::ssize(buffer)));
      const auto got = read_at(start, buffer, wanted);
      each(ByteView(buffer).first(got));
      start += static_cast<std::int64_t>(got);
    }
  }
  /// Takes the name away: what is left goes with this object.
  void forget_name();
  /// The file's time, for who compares it; else it is the time of writing.
  void set_modified(Time at);
  /// On the disk, mode 0644, in the place of `path`, and the folder knows it.
  void replace(const std::string& path);
  /// The same for one of many: on the disk only after sync_file_system().
  void replace_unsynced(const std::string& path);

 private:
  std::size_t read_at(std::int64_t offset, Bytes& buffer, std::size_t wanted) const;

  std::string name_;
  int descriptor_;
  bool named_ = true;
};

/// Everything written so far to the file system of `folder` is on the disk. Throws Failure.
void sync_file_system(const std::string& folder);

}  // namespace madoguchi
