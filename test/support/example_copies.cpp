#include "support/example_copies.h"

#include "pki/digest.h"
#include "secret/seeded_random.h"

namespace madoguchi {

std::vector<CertificateId> add_copies(const ExampleCounter& counter, const ExampleContract& contract, int count) {
  SeededRandom random(static_cast<std::uint64_t>(count) + contract.csr.spki_sha256.size() + contract.id.value[0]);
  std::vector<CertificateId> made;
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto certificate = TRY(work.store.certificates.get(contract.certificate));
    for (int i = 0; i < count; ++i) {
      certificate.id = new_id<CertificateId>(random);
      const auto serial = new_serial(random);
      certificate.serial = to_text(serial);
      certificate.spki_sha256 = sha256_hex(view_of(certificate.serial));
      certificate.crl_shard = crl_shard_of(serial, 4);
      certificate.window_certificate = certificate.id;
      work.store.certificates.add(certificate);
      made.push_back(certificate.id);
    }
    return {};
  }));
  return made;
}

}  // namespace madoguchi
