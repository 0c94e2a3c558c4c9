#include "pki/crl_entry.h"

#include <algorithm>

#include "base/assert.h"
#include "pki/certificate_der.h"

namespace madoguchi::pki {
namespace {

/// crlEntryExtensions with a reasonCode, never critical; nothing for unspecified (rules 1.11.5).
Bytes reason_extension(RevocationReason reason) {
  DerWriter der(32);
  if (reason != RevocationReason::unspecified) {
    der.sequence([&] {
      extension(der, oid::kReasonCode, Critical::no, [&] { der.enumerated(static_cast<std::uint8_t>(reason)); });
    });
  }
  return der.take();
}

}  // namespace

CrlEntryEncoder::CrlEntryEncoder() {
  for (std::size_t code = 0; code < reasons_.size(); ++code) {
    reasons_[code] = reason_extension(static_cast<RevocationReason>(code));
  }
}

ByteView CrlEntryEncoder::time(Time time) {
  constexpr std::size_t kTail = 7;  // hhmmssZ
  const auto date = std::chrono::floor<std::chrono::days>(time);
  const auto number = static_cast<std::int64_t>(date.time_since_epoch().count());
  auto& day = days_.at(static_cast<std::size_t>(number) % days_.size());
  if (day.number != number) {
    DerWriter der(32);
    der.time(time);
    require(der.size() <= day.time.size(), "a time has a bounded length");
    std::ranges::copy(der.view(), day.time.begin());
    day.size = der.size();
    day.number = number;
  }
  const auto second = static_cast<unsigned>((time - date).count());
  std::uint8_t* at = day.time.data() + day.size - kTail;
  for (const unsigned part : {second / 3600, second / 60 % 60, second % 60}) {
    *at++ = static_cast<std::uint8_t>('0' + part / 10);
    *at++ = static_cast<std::uint8_t>('0' + part % 10);
  }
  return {day.time.data(), day.size};
}

ByteView CrlEntryEncoder::encode(const CrlEntry& entry) {
  constexpr std::size_t kShortMax = 127;  // a length of one octet
  auto* const content = line_.data() + 2;
  const auto* first = std::ranges::find_if(entry.serial, [](std::uint8_t octet) { return octet != 0; });
  const auto octets = static_cast<std::size_t>(entry.serial.end() - first);
  const bool sign_octet = octets == 0 || (*first & 0x80) != 0;  // zero is one zero octet
  auto* at = content;
  *at++ = static_cast<std::uint8_t>(der_tag::kInteger);
  *at++ = static_cast<std::uint8_t>(octets + (sign_octet ? 1 : 0));
  if (sign_octet) *at++ = 0;
  at = std::copy(first, entry.serial.end(), at);
  const auto revoked_at = time(entry.revoked_at);
  at = std::ranges::copy(revoked_at, at).out;
  at = std::ranges::copy(reasons_.at(static_cast<std::size_t>(entry.reason)), at).out;
  const auto length = static_cast<std::size_t>(at - content);
  require(length <= kShortMax && length + 2 <= line_.size(), "a line of a CRL is short");
  line_[0] = static_cast<std::uint8_t>(der_tag::kSequence);
  line_[1] = static_cast<std::uint8_t>(length);
  return {line_.data(), length + 2};
}

}  // namespace madoguchi::pki
