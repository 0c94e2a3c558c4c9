#include "sql/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/result.h"

namespace madoguchi::sql {
namespace {

/// The process id that the holder wrote, for the message only.
std::string read_holder(int file) {
  char text[16];
  const ssize_t length = ::pread(file, text, sizeof text, 0);
  std::string holder;
  for (ssize_t i = 0; i < length && text[i] >= '0' && text[i] <= '9'; ++i) holder += text[i];
  return holder.empty() ? "unknown" : holder;
}

}  // namespace

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

FolderLock lock_folder(const std::string& folder) {
  const std::string path = folder + "/lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw Failure("cannot write in the folder " + folder + ": " + std::strerror(errno));
  FolderLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) throw Failure("cannot lock " + path + ": " + std::strerror(errno));
    throw Failure("another service already runs on the folder " + folder + " (process " + read_holder(file) +
                  "); stop it first or choose another folder");
  }
  const std::string holder = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, holder.data(), holder.size(), 0) < 0) {
    throw Failure("cannot write " + path + ": " + std::strerror(errno));
  }
  return lock;
}

}  // namespace madoguchi::sql
