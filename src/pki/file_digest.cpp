#include "pki/file_digest.h"

#include <filesystem>
#include <fstream>

#include "pki/sha256_stream.h"

namespace madoguchi::pki {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

}  // namespace

std::optional<std::string> sha256_of_file(const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure("cannot read " + path);
  Sha256Stream hash;
  Bytes piece(kPieceBytes);
  while (file) {
    file.read(reinterpret_cast<char*>(piece.data()), std::ssize(piece));
    hash.add(ByteView(piece).first(static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad()) throw Failure("cannot read " + path);
  return to_hex(hash.finish());
}

}  // namespace madoguchi::pki
