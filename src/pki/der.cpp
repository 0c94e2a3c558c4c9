#include "pki/der.h"

#include <algorithm>
#include <charconv>

#include "base/assert.h"

namespace madoguchi::pki {

DerHeader der_header(std::uint8_t tag, std::uint64_t content_bytes) {
  require(content_bytes <= 0xffffffffU, "a DER value is below 4 GiB");
  DerHeader header{.octets = {tag}, .size = 1};
  if (content_bytes < 0x80) {
    header.octets[header.size++] = static_cast<std::uint8_t>(content_bytes);
    return header;
  }
  int length_octets = 1;
  while ((content_bytes >> (8 * length_octets)) != 0) ++length_octets;
  header.octets[header.size++] = static_cast<std::uint8_t>(0x80 | length_octets);
  for (int i = length_octets - 1; i >= 0; --i) {
    header.octets[header.size++] = static_cast<std::uint8_t>(content_bytes >> (8 * i));
  }
  return header;
}

namespace {

/// Appends `arc` in base 128, high groups first (X.690, 8.19.2).
void append_arc(Bytes& out, std::uint64_t arc) {
  int shift = 63;
  while (shift > 0 && (arc >> shift) == 0) shift -= 7;
  for (; shift > 0; shift -= 7) out.push_back(static_cast<std::uint8_t>(0x80 | ((arc >> shift) & 0x7f)));
  out.push_back(static_cast<std::uint8_t>(arc & 0x7f));
}

}  // namespace

std::optional<Bytes> oid_content(std::string_view dotted) {
  Bytes out;
  std::uint64_t first = 0;
  int arcs = 0;
  const char* at = dotted.data();
  const char* const end = at + dotted.size();
  while (true) {
    std::uint64_t arc = 0;
    const auto [next, error] = std::from_chars(at, end, arc);
    const bool leading_zero = next - at > 1 && *at == '0';
    if (error != std::errc{} || leading_zero || arc >= (std::uint64_t{1} << 63) - 80) return {};
    ++arcs;
    if (arcs == 1) {
      if (arc > 2) return {};
      first = arc;
    } else if (arcs == 2) {
      if (first < 2 && arc > 39) return {};
      append_arc(out, first * 40 + arc);
    } else {
      append_arc(out, arc);
    }
    if (next == end) break;
    if (*next != '.') return {};
    at = next + 1;
  }
  if (arcs < 2) return {};
  return out;
}

bool is_printable_string(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
  });
}

DerWriter& DerWriter::raw(ByteView der) {
  out_.insert(out_.end(), der.begin(), der.end());
  return *this;
}

DerWriter& DerWriter::primitive(std::uint8_t tag, ByteView content) {
  raw(der_header(tag, content.size()).view());
  return raw(content);
}

void DerWriter::close(std::uint8_t tag, std::size_t start) {
  const DerHeader header = der_header(tag, out_.size() - start);
  out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(start), header.octets, header.octets + header.size);
}

DerWriter& DerWriter::boolean(bool value) {
  const std::uint8_t octet = value ? 0xff : 0x00;
  return primitive(der_tag::kBoolean, {&octet, 1});
}

DerWriter& DerWriter::null() {
  return primitive(der_tag::kNull, {});
}

DerWriter& DerWriter::integer(std::uint64_t value) {
  std::uint8_t octets[8];
  for (int i = 0; i < 8; ++i) octets[i] = static_cast<std::uint8_t>(value >> (8 * (7 - i)));
  return integer(ByteView(octets, 8));
}

DerWriter& DerWriter::integer(ByteView magnitude) {
  while (!magnitude.empty() && magnitude.front() == 0) magnitude = magnitude.subspan(1);
  const bool sign_octet = magnitude.empty() || (magnitude.front() & 0x80) != 0;  // zero is one zero octet
  raw(der_header(der_tag::kInteger, magnitude.size() + (sign_octet ? 1 : 0)).view());
  if (sign_octet) out_.push_back(0);
  return raw(magnitude);
}

DerWriter& DerWriter::enumerated(std::uint8_t value) {
  require(value < 0x80, "our enumerated values fit seven bits");
  return primitive(der_tag::kEnumerated, {&value, 1});
}

DerWriter& DerWriter::oid(std::string_view dotted) {
  const auto content = oid_content(dotted);
  require(content.has_value(), "an OID is dotted decimal");
  return primitive(der_tag::kOid, *content);
}

DerWriter& DerWriter::octet_string(ByteView content) {
  return primitive(der_tag::kOctetString, content);
}

DerWriter& DerWriter::bit_string(ByteView content) {
  raw(der_header(der_tag::kBitString, content.size() + 1).view());
  out_.push_back(0);  // unused bits
  return raw(content);
}

DerWriter& DerWriter::named_bits(std::uint16_t bits) {
  std::uint8_t octets[3] = {0, 0, 0};
  int last = -1;
  for (int bit = 0; bit < 16; ++bit) {
    if ((bits >> bit & 1) == 0) continue;
    octets[1 + bit / 8] = static_cast<std::uint8_t>(octets[1 + bit / 8] | 0x80 >> (bit % 8));
    last = bit;
  }
  octets[0] = static_cast<std::uint8_t>(last < 0 ? 0 : 7 - last % 8);
  return primitive(der_tag::kBitString, {octets, static_cast<std::size_t>(last < 0 ? 1 : 2 + last / 8)});
}

DerWriter& DerWriter::utf8_string(std::string_view text) {
  return primitive(der_tag::kUtf8String, view_of(text));
}

DerWriter& DerWriter::printable_string(std::string_view text) {
  require(is_printable_string(text), "PrintableString has its own alphabet");
  return primitive(der_tag::kPrintableString, view_of(text));
}

DerWriter& DerWriter::ia5_string(std::string_view text) {
  require(std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; }), "IA5String is ASCII");
  return primitive(der_tag::kIa5String, view_of(text));
}

DerWriter& DerWriter::time(Time time) {
  const int year = static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)).year());
  return time_as(time, year >= 1950 && year < 2050);
}

DerWriter& DerWriter::generalized_time(Time time) {
  return time_as(time, false);
}

DerWriter& DerWriter::time_as(Time time, bool utc_time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto second = static_cast<unsigned>((time - day).count());
  const int year = static_cast<int>(date.year());
  require(year >= 0 && year <= 9999, "a year has four digits");
  char text[15];
  char* at = text;
  const auto two_digits = [&at](unsigned value) {
    *at++ = static_cast<char>('0' + value / 10);
    *at++ = static_cast<char>('0' + value % 10);
  };
  if (!utc_time) two_digits(static_cast<unsigned>(year) / 100);
  two_digits(static_cast<unsigned>(year) % 100);
  two_digits(static_cast<unsigned>(date.month()));
  two_digits(static_cast<unsigned>(date.day()));
  two_digits(second / 3600);
  two_digits(second / 60 % 60);
  two_digits(second % 60);
  *at++ = 'Z';
  return primitive(utc_time ? der_tag::kUtcTime : der_tag::kGeneralizedTime,
                   view_of({text, static_cast<std::size_t>(at - text)}));
}

}  // namespace madoguchi::pki
