#include "pki/csr.h"

#include <iostream>
#include <iterator>

#include "pki/key_check.h"

using namespace madoguchi;

/// Reads a CSR from standard input and prints what was understood, a fact a line, or why it was refused.
int main() {
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  const auto csr = pki::read_csr(text);
  if (!csr) {
    std::cout << "refused " << csr.error().fields.at(0).second << "\n";
    return 1;
  }
  std::cout << "key " << to_text(csr->key.kind) << " " << csr->key.bits << "\n"
            << "spki_sha256 " << csr->spki_sha256 << "\n"
            << "signature " << csr->signature_algorithm << "\n";
  for (const auto& field : csr->subject) std::cout << "subject " << field.name << "=" << field.value << "\n";
  for (const auto& name : csr->dns_names) std::cout << "dns " << name << "\n";
  for (const auto& kind : csr->other_names) std::cout << "other " << kind << "\n";
  for (const auto& extension : csr->ignored) std::cout << "ignored " << extension << "\n";
  const auto checked = pki::check_key(csr->spki_der, [](ByteView) { return false; });
  std::cout << "check " << (checked ? "ok" : checked.error().fields.at(0).second) << "\n";
  return 0;
}
