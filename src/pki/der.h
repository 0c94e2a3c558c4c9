#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

/// Our own DER writer (X.690): everything that the authority signs is written here. It only writes; untrusted DER is
/// read by OpenSSL.
namespace madoguchi::pki {

/// Identifier octets of the types we write.
namespace der_tag {
inline constexpr std::uint8_t kBoolean = 0x01;
inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kBitString = 0x03;
inline constexpr std::uint8_t kOctetString = 0x04;
inline constexpr std::uint8_t kNull = 0x05;
inline constexpr std::uint8_t kOid = 0x06;
inline constexpr std::uint8_t kEnumerated = 0x0a;
inline constexpr std::uint8_t kUtf8String = 0x0c;
inline constexpr std::uint8_t kPrintableString = 0x13;
inline constexpr std::uint8_t kIa5String = 0x16;
inline constexpr std::uint8_t kUtcTime = 0x17;
inline constexpr std::uint8_t kGeneralizedTime = 0x18;
inline constexpr std::uint8_t kSequence = 0x30;
inline constexpr std::uint8_t kSet = 0x31;
/// Context-specific [n], primitive (IMPLICIT over a string) or constructed (EXPLICIT, or IMPLICIT over a sequence).
constexpr std::uint8_t primitive(unsigned number) {
  return static_cast<std::uint8_t>(0x80 | number);
}
constexpr std::uint8_t constructed(unsigned number) {
  return static_cast<std::uint8_t>(0xa0 | number);
}
}  // namespace der_tag

/// Tag and length octets of a value of `content_bytes`, at most 6. The length is minimal, as DER demands.
struct DerHeader {
  std::uint8_t octets[6];
  std::uint8_t size;
  ByteView view() const { return {octets, size}; }
};
/// Throws Failure over 2^32 - 1 bytes.
DerHeader der_header(std::uint8_t tag, std::uint64_t content_bytes);

/// The content octets of an OID given as "2.23.140.1.2.2"; absent if it is not one (each arc below 2^63).
std::optional<Bytes> oid_content(std::string_view dotted);

/// Writes forwards into one buffer; a constructed value is written where it stands and its length put in before it
/// afterwards, so that the code reads in the order of the ASN.1. A broken precondition is a Failure, never bad DER.
class DerWriter {
 public:
  explicit DerWriter(std::size_t capacity_bytes = 1024) { out_.reserve(capacity_bytes); }

  /// DER that exists already.
  DerWriter& raw(ByteView der);
  DerWriter& primitive(std::uint8_t tag, ByteView content);
  DerWriter& boolean(bool value);
  DerWriter& null();
  DerWriter& integer(std::uint64_t value);
  /// A positive INTEGER from its big-endian magnitude of any length: leading zeros go, a sign octet comes if needed.
  DerWriter& integer(ByteView magnitude);
  DerWriter& enumerated(std::uint8_t value);  ///< 0..127
  DerWriter& oid(std::string_view dotted);
  DerWriter& octet_string(ByteView content);
  DerWriter& bit_string(ByteView content);  ///< whole octets, no unused bits
  /// A named bit list (X.680, 22.7): bit n of `bits` is named bit n; trailing zero bits are left out.
  DerWriter& named_bits(std::uint16_t bits);
  DerWriter& utf8_string(std::string_view text);
  DerWriter& printable_string(std::string_view text);  ///< its alphabet only
  DerWriter& ia5_string(std::string_view text);        ///< ASCII only
  /// UTCTime through 2049, GeneralizedTime from 2050 on and before 1950 (RFC 5280, 4.1.2.5); years 0 to 9999.
  DerWriter& time(Time time);
  DerWriter& generalized_time(Time time);  ///< whole seconds, whatever the year (RFC 6960, 4.2.2.1)

  /// A value whose content is what `body` writes into this writer.
  template <typename Body>
  DerWriter& constructed(std::uint8_t tag, Body&& body) {
    const std::size_t start = out_.size();
    body();
    close(tag, start);
    return *this;
  }
  template <typename Body>
  DerWriter& sequence(Body&& body) {
    return constructed(der_tag::kSequence, body);
  }
  template <typename Body>
  DerWriter& set(Body&& body) {  ///< the caller writes one element, or sorts
    return constructed(der_tag::kSet, body);
  }
  /// An OCTET STRING that holds the DER which `body` writes (extnValue).
  template <typename Body>
  DerWriter& wrapped(Body&& body) {
    return constructed(der_tag::kOctetString, body);
  }

  ByteView view() const { return out_; }
  std::size_t size() const { return out_.size(); }
  void clear() { out_.clear(); }
  Bytes take() { return std::move(out_); }

 private:
  void close(std::uint8_t tag, std::size_t start);
  DerWriter& time_as(Time time, bool utc_time);
  Bytes out_;
};

/// True if `text` consists of characters of PrintableString only.
bool is_printable_string(std::string_view text);

}  // namespace madoguchi::pki
