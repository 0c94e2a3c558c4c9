#include "support/example_authority.h"

#include "main/load_profiles.h"
#include "pki/ca_certificate.h"
#include "secret/seeded_random.h"

namespace madoguchi {

IssuingAuthority make_example_authority(ExampleSigner& root, ExampleSigner& issuing, const std::string& crl_folder,
                                        Time now) {
  const Validity validity = Validity::from(now - std::chrono::days(400), now + std::chrono::days(3650)).value();
  const Bytes root_name = pki::ca_name("JP", "見本認証局", "Example Root CA");
  const Bytes root_id = pki::key_id_of(root.public_key());
  SeededRandom random(1);
  IssuingAuthority made;
  made.issuer.subject_der = pki::ca_name("JP", "見本認証局", "Example Issuing CA");
  made.issuer.key_id = pki::key_id_of(issuing.public_key());
  made.issuer.id = to_hex(made.issuer.key_id).substr(0, 16);
  made.issuer.algorithm = issuing.algorithm();
  made.issuer.status_url = "http://status.example.jp";
  made.issuer.not_before = validity.not_before();
  made.issuer.not_after = validity.not_after();
  made.root_der = pki::sign_ca_certificate({.serial = new_serial(random),
                                            .issuer_der = root_name,
                                            .subject_der = root_name,
                                            .validity = validity,
                                            .spki_der = root.public_key(),
                                            .key_id = root_id},
                                           root);
  made.certificate_der = pki::sign_ca_certificate({.serial = new_serial(random),
                                                   .issuer_der = root_name,
                                                   .subject_der = made.issuer.subject_der,
                                                   .validity = validity,
                                                   .spki_der = issuing.public_key(),
                                                   .key_id = made.issuer.key_id,
                                                   .authority_key_id = root_id,
                                                   .policy_oids = {"2.23.140.1.2.2", "2.23.140.1.1"},
                                                   .crl_url = "http://status.example.jp/crl/root/0.crl",
                                                   .ca_issuers_url = "http://status.example.jp/ca/root.cer"},
                                                  root);
  for (auto& [id, profile] : load_profiles(std::string(MADOGUCHI_SOURCE_DIR) + "/policy")) {
    made.profiles.emplace(id, profile);
  }
  made.signer = &issuing;
  made.crl_folder = crl_folder;
  return made;
}

}  // namespace madoguchi
