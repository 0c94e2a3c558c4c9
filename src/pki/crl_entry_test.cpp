#include "pki/crl_entry.h"

#include <gtest/gtest.h>

#include "domain/names.h"
#include "pki/certificate_der.h"

namespace madoguchi::pki {
namespace {

/// The same line by the writer of all our DER.
Bytes by_writer(const CrlEntry& entry) {
  DerWriter der(64);
  der.sequence([&] {
    der.integer(ByteView(entry.serial)).time(entry.revoked_at);
    if (entry.reason == RevocationReason::unspecified) return;
    der.sequence([&] {
      extension(der, oid::kReasonCode, Critical::no, [&] { der.enumerated(static_cast<std::uint8_t>(entry.reason)); });
    });
  });
  return der.take();
}

TEST(CrlEntry, IsWhatTheDerWriterWrites) {
  CrlEntryEncoder encoder;
  const auto check = [&](const CrlEntry& entry) {
    const auto line = encoder.encode(entry);
    EXPECT_EQ(Bytes(line.begin(), line.end()), by_writer(entry)) << to_unix(entry.revoked_at);
  };
  std::vector<Serial> serials{{}, {0x4d, 1, 2}, {0x80}, {0xff, 0xff}, {0, 0, 0x7f, 9}, {0, 0x80}};
  serials.emplace_back().back() = 1;
  serials.emplace_back().back() = 0x80;
  std::vector<Time> times;
  for (const char* text :
       {"1949-12-31T23:59:59Z", "1950-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z",
        "2026-11-29T14:47:48Z", "2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2400-02-29T09:08:07Z"}) {
    times.push_back(parse_utc(text).value());
  }
  // Days that share their place in the encoder's memory, forth and back.
  for (const int days : {0, 512, 1024, 512, 0}) times.push_back(times[4] + std::chrono::days(days) + Seconds(days));
  for (const auto& serial : serials) {
    for (const auto time : times) {
      for (const auto& [reason, name] : Names<RevocationReason>::values) check({serial, time, reason});
    }
  }
}

}  // namespace
}  // namespace madoguchi::pki
