#pragma once
#include <array>
#include <cstdint>

#include "pki/crl.h"

/// For crl.cpp alone.
namespace madoguchi::pki {

/// The lines of a CRL in DER, by the million: what repeats from line to line (the extension of a reason, the date of a
/// day) is made once, by DerWriter.
class CrlEntryEncoder {
 public:
  CrlEntryEncoder();
  /// Valid until the next call.
  ByteView encode(const CrlEntry& entry);

 private:
  struct Day {
    std::int64_t number = INT64_MIN;      ///< since 1970
    std::size_t size = 0;                 ///< of its times in DER, which end with hhmmssZ
    std::array<std::uint8_t, 20> time{};  ///< of the last one asked for
  };
  ByteView time(Time time);

  std::array<Bytes, 10> reasons_;
  std::array<Day, 512> days_;  ///< by their number modulo 512: longer than a certificate lives
  std::array<std::uint8_t, 96> line_{};
};

}  // namespace madoguchi::pki
