#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace madoguchi::http {

/// At most so much of an answer's body is held or written at once.
inline constexpr std::size_t kBodyPieceBytes = 64 * 1024;

/// The body of an answer, in pieces: a text, or a file that stays open while it is sent.
class BodySource {
 public:
  explicit BodySource(std::string text) : text_(std::move(text)), size_(text_.size()) {}
  BodySource(BodySource&& other) noexcept;
  BodySource& operator=(BodySource&&) = delete;
  ~BodySource();

  /// Absent if there is no such regular file.
  static std::optional<BodySource> open(const std::filesystem::path& path);

  std::uint64_t size() const { return size_; }
  /// The next at most kBodyPieceBytes from `offset`; the view holds until the next call. Empty if the file shrank.
  std::string_view piece(std::uint64_t offset);

 private:
  BodySource(int file, std::uint64_t size) : file_(file), size_(size) {}
  std::string text_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace madoguchi::http
