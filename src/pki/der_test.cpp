#include "pki/der.h"

#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/objects.h>

#include <string>

#include "base/result.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

std::string hex(const DerWriter& der) {
  return to_hex(der.view());
}

TEST(Der, LengthsAreMinimal) {
  EXPECT_EQ(to_hex(der_header(0x30, 0).view()), "3000");
  EXPECT_EQ(to_hex(der_header(0x30, 127).view()), "307f");
  EXPECT_EQ(to_hex(der_header(0x30, 128).view()), "308180");
  EXPECT_EQ(to_hex(der_header(0x30, 255).view()), "3081ff");
  EXPECT_EQ(to_hex(der_header(0x30, 256).view()), "30820100");
  EXPECT_EQ(to_hex(der_header(0x30, 65536).view()), "3083010000");
  EXPECT_EQ(to_hex(der_header(0x30, 0xffffffff).view()), "3084ffffffff");
  EXPECT_THROW(der_header(0x30, 0x100000000), Failure);
}

TEST(Der, IntegersArePositiveAndMinimal) {
  EXPECT_EQ(hex(DerWriter().integer(0)), "020100");
  EXPECT_EQ(hex(DerWriter().integer(127)), "02017f");
  EXPECT_EQ(hex(DerWriter().integer(128)), "02020080");
  EXPECT_EQ(hex(DerWriter().integer(256)), "02020100");
  EXPECT_EQ(hex(DerWriter().integer(Bytes{})), "020100");
  EXPECT_EQ(hex(DerWriter().integer(Bytes{0, 0, 0x7f, 1})), "02027f01");
  EXPECT_EQ(hex(DerWriter().integer(Bytes{0xff, 1})), "020300ff01");
}

TEST(Der, OpensslReadsOurIntegers) {
  for (const std::uint64_t value :
       {0ULL, 1ULL, 127ULL, 128ULL, 65535ULL, 0x7fffffffffffffffULL, 0xffffffffffffffffULL}) {
    const Bytes der = DerWriter().integer(value).take();
    const unsigned char* at = der.data();
    const OpensslPtr<ASN1_INTEGER, &ASN1_INTEGER_free> read(
        d2i_ASN1_INTEGER(nullptr, &at, static_cast<long>(der.size())));
    ASSERT_TRUE(read);
    std::uint64_t back = 0;
    ASSERT_EQ(ASN1_INTEGER_get_uint64(&back, read.get()), 1);
    EXPECT_EQ(back, value);
  }
}

TEST(Der, OpensslReadsOurOids) {
  for (const char* dotted : {"2.5.29.15", "1.2.840.113549.1.1.11", "2.23.140.1.2.2", "1.3.6.1.4.1.311.60.2.1.3",
                             "0.9.2342.19200300.100.1.25", "2.999.1", "1.2.18446744073709551"}) {
    const Bytes der = DerWriter().oid(dotted).take();
    const unsigned char* at = der.data();
    const Asn1ObjectPtr read(d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(der.size())));
    ASSERT_TRUE(read) << dotted;
    char text[100];
    OBJ_obj2txt(text, sizeof text, read.get(), 1);
    EXPECT_STREQ(text, dotted);
  }
}

TEST(Der, RefusesWhatIsNoOid) {
  for (const char* text :
       {"", "1", "3.1", "1.40", "1..2", "1.2.", ".1.2", "1.02", "1.-2", "1.2.a", "1.2 ", "1.2.99999999999999999999"}) {
    EXPECT_FALSE(oid_content(text)) << text;
  }
  EXPECT_THROW(DerWriter().oid("1"), Failure);
}

TEST(Der, TimesFollowTheRuleOf2050) {
  const auto at = [](const char* text) { return *parse_utc(text); };
  const auto content = [](const DerWriter& der) { return std::string(text_of(der.view().subspan(2))); };
  EXPECT_EQ(content(DerWriter().time(at("2026-11-22T09:30:05Z"))), "261122093005Z");
  const Bytes last_utc = DerWriter().time(at("2049-12-31T23:59:59Z")).take();
  EXPECT_EQ(last_utc[0], der_tag::kUtcTime);
  EXPECT_EQ(text_of(ByteView(last_utc).subspan(2)), "491231235959Z");
  const Bytes first_generalized = DerWriter().time(at("2050-01-01T00:00:00Z")).take();
  EXPECT_EQ(first_generalized[0], der_tag::kGeneralizedTime);
  EXPECT_EQ(text_of(ByteView(first_generalized).subspan(2)), "20500101000000Z");
  EXPECT_EQ(content(DerWriter().time(at("1949-12-31T23:59:59Z"))), "19491231235959Z");
}

TEST(Der, OpensslReadsOurTimes) {
  for (const std::int64_t seconds : {0LL, 951782400LL, 1795340000LL, 2524607999LL, 2524608000LL, 4102444800LL}) {
    const Bytes der = DerWriter().time(from_unix(seconds)).take();
    const unsigned char* at = der.data();
    const OpensslPtr<ASN1_TIME, &ASN1_TIME_free> read(d2i_ASN1_TIME(nullptr, &at, static_cast<long>(der.size())));
    ASSERT_TRUE(read);
    EXPECT_EQ(ASN1_TIME_cmp_time_t(read.get(), seconds), 0) << seconds;
  }
}

TEST(Der, NamedBitsDropTrailingZeros) {
  EXPECT_EQ(hex(DerWriter().named_bits(0)), "030100");
  EXPECT_EQ(hex(DerWriter().named_bits(1)), "03020780");                // digitalSignature
  EXPECT_EQ(hex(DerWriter().named_bits(1 | 1 << 2)), "030205a0");       // with keyEncipherment
  EXPECT_EQ(hex(DerWriter().named_bits(1 << 5 | 1 << 6)), "03020106");  // keyCertSign, cRLSign
  EXPECT_EQ(hex(DerWriter().named_bits(1 << 8)), "0303070080");
}

TEST(Der, StringsKeepTheirAlphabets) {
  EXPECT_EQ(hex(DerWriter().printable_string("JP")), "13024a50");
  EXPECT_EQ(hex(DerWriter().utf8_string("例")), "0c03e4be8b");
  EXPECT_THROW(DerWriter().printable_string("a_b"), Failure);
  EXPECT_THROW(DerWriter().printable_string("a*b"), Failure);
  EXPECT_THROW(DerWriter().ia5_string("例"), Failure);
}

TEST(Der, NestsAndMeasuresAfterwards) {
  DerWriter der;
  const std::string long_text(300, 'x');
  der.sequence([&] {
    der.set([&] { der.boolean(true).null(); });
    der.wrapped([&] { der.utf8_string(long_text); });
    der.bit_string(Bytes{1, 2});
    der.enumerated(4);
  });
  const Bytes out = der.take();
  EXPECT_EQ(to_hex(ByteView(out).subspan(0, 19)),
            "30820143"
            "31050101ff0500"
            "04820130"
            "0c82012c");
  EXPECT_EQ(to_hex(ByteView(out).subspan(out.size() - 8)), "03030001020a0104");
  const unsigned char* at = out.data();
  long length = 0;
  int tag = 0;
  int tag_class = 0;
  EXPECT_EQ(ASN1_get_object(&at, &length, &tag, &tag_class, static_cast<long>(out.size())), V_ASN1_CONSTRUCTED);
  EXPECT_EQ(static_cast<std::size_t>(length) + 4, out.size());
}

}  // namespace
}  // namespace madoguchi::pki
