#include "http/body_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace madoguchi::http {

BodySource::BodySource(BodySource&& other) noexcept
    : text_(std::move(other.text_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

BodySource::~BodySource() {
  if (file_ >= 0) ::close(file_);
}

std::optional<BodySource> BodySource::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  BodySource source(file, 0);
  struct stat status{};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return {};
  source.size_ = static_cast<std::uint64_t>(status.st_size);
  return source;
}

std::string_view BodySource::piece(std::uint64_t offset) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kBodyPieceBytes, size_ - offset));
  if (file_ < 0) return std::string_view(text_).substr(static_cast<std::size_t>(offset), wanted);
  text_.resize(wanted);
  const auto got = ::pread(file_, text_.data(), wanted, static_cast<off_t>(offset));
  return std::string_view(text_).substr(0, got > 0 ? static_cast<std::size_t>(got) : 0);
}

}  // namespace madoguchi::http
