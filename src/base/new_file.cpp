#include "base/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/result.h"

namespace madoguchi {
namespace {

[[noreturn]] void fail_on(const std::string& what, const std::string& path) {
  throw Failure("cannot " + what + " " + path + ": " + std::strerror(errno));
}

/// The current one if it has no name.
struct Folder {
  explicit Folder(const std::string& name)
      : descriptor(open(name.empty() ? "." : name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (is_open()) close(descriptor);
  }
  bool is_open() const { return descriptor >= 0; }
  int descriptor;
};

}  // namespace

NewFile::NewFile(const std::string& path) : name_(path + ".XXXXXX"), descriptor_(mkostemp(name_.data(), O_CLOEXEC)) {
  if (descriptor_ < 0) fail_on("create", name_);
}

NewFile::~NewFile() {
  close(descriptor_);
  forget_name();
}

void NewFile::forget_name() {
  if (!std::exchange(named_, false)) return;
  unlink(name_.c_str());
}

void NewFile::append(ByteView data) {
  while (!data.empty()) {
    const ssize_t written = ::write(descriptor_, data.data(), data.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_on("write", name_);
    data = data.subspan(static_cast<std::size_t>(written));
  }
}

void NewFile::write_at(std::int64_t offset, ByteView data) {
  if (pwrite(descriptor_, data.data(), data.size(), offset) != static_cast<ssize_t>(data.size())) {
    fail_on("write", name_);
  }
}

void NewFile::skip_to(std::int64_t offset) {
  if (lseek(descriptor_, offset, SEEK_SET) != offset) fail_on("seek in", name_);
}

std::size_t NewFile::read_at(std::int64_t offset, Bytes& buffer, std::size_t wanted) const {
  for (;;) {
    const ssize_t got = pread(descriptor_, buffer.data(), wanted, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail_on("read", name_);
    return static_cast<std::size_t>(got);
  }
}

void NewFile::set_modified(Time at) {
  const timespec time{.tv_sec = static_cast<time_t>(to_unix(at)), .tv_nsec = 0};
  const std::array<timespec, 2> times{time, time};
  if (futimens(descriptor_, times.data()) != 0) fail_on("set the time of", name_);
}

void NewFile::replace(const std::string& path) {
  if (fdatasync(descriptor_) != 0) fail_on("sync", name_);
  replace_unsynced(path);
  const Folder folder(std::filesystem::path(path).parent_path().string());
  if (!folder.is_open() || fsync(folder.descriptor) != 0) fail_on("sync the folder of", path);
}

void NewFile::replace_unsynced(const std::string& path) {
  if (fchmod(descriptor_, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH) != 0) fail_on("set the mode of", name_);
  if (rename(name_.c_str(), path.c_str()) != 0) fail_on("rename to", path);
  named_ = false;
}

void sync_file_system(const std::string& folder) {
  const Folder open(folder);
  if (!open.is_open() || syncfs(open.descriptor) != 0) fail_on("sync the file system of", folder);
}

}  // namespace madoguchi
