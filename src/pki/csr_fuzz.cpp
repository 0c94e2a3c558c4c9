#include <cstdlib>

#include "base/utf8.h"
#include "pki/csr.h"
#include "pki/key_check.h"
#include "pki/match_names.h"
#include "pki/private_key_scan.h"

using namespace madoguchi;

namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

/// A refusal that names the field, or a request whose promises hold.
void look_at(std::string_view text) {
  const auto csr = pki::read_csr(text);
  if (!csr) {
    expect(!csr.error().fields.empty() && csr.error().fields[0].first == "/csr");
    expect((csr.error().fields[0].second == "csr.private_key") == pki::find_private_key(text).has_value());
    return;
  }
  expect(!pki::find_private_key(text));
  expect(pki::read_csr(to_base64(csr->der))->sha256 == csr->sha256);
  for (const auto& field : csr->subject) expect(decode_utf8(field.value).has_value());
  const pki::WantedNames wanted{
      .country = "JP", .organization = "Example", .common_name = csr->common_name, .dns_names = csr->dns_names};
  expect(pki::compare_names(*csr, wanted).size() >= 6);
}

void look_at_key(ByteView spki) {
  const auto read = pki::read_key(spki);
  const auto checked = pki::check_key(spki, [](ByteView) { return false; }, {.p521_allowed = true});
  expect(read || !checked);
  expect(!checked || public_key_info(spki) == *read);  // the second opinion agrees
}

}  // namespace

/// Whatever a customer pastes; for DER, the fuzzer is spared the base 64 and may reach a key without a request.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  look_at({reinterpret_cast<const char*>(data), size});
  if (size > 0 && data[0] == 0x30) {
    look_at(to_base64({data, size}));
    look_at_key({data, size});
  }
  return 0;
}
