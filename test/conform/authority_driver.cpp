// Issues with an authority of `madoguchi ca init` what test/conform/authority.sh has judged by other people's tools.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "domain/crl_number.h"
#include "main/load_authority.h"
#include "main/load_profiles.h"
#include "main/passphrase_source.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

Bytes read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure("cannot read " + path.string());
  return Bytes(std::istreambuf_iterator<char>(file), {});
}
void write_text(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text)) throw Failure("cannot write " + path.string());
}

struct Driver {
  Authority authority;
  CertificateProfiles profiles;
  fs::path out;
  Time now;
  SystemRandom random{};
  std::vector<pki::CrlEntry> revoked{};

  Serial issue(const std::string& profile_id, const Bytes& spki, const std::string& name, std::int64_t shards = 0) {
    const CertificateProfile& profile = profiles.at(profile_id);
    const IssuanceRequest wanted{.subject = {.country = "JP",
                                             .state_or_province = "Tokyo",
                                             .locality = "千代田区例町",
                                             .organization = "株式会社例 Example",
                                             .business_category = "Private Organization",
                                             .jurisdiction_country = "JP",
                                             .registration_number = "0100-01-000000",
                                             .common_name = "www.example.jp"},
                                 .dns_names = {"www.example.jp", "xn--r8jz45g.jp", "api.example.jp"},
                                 .spki_der = spki,
                                 .product_days_max = 199,
                                 .contract_ends_at = now + std::chrono::days(700)};
    IssuerInfo issuer = authority.issuer();
    issuer.crl_shards = shards;
    auto plan = plan_issuance(wanted, profile, issuer, random, now);
    if (!plan) throw Failure(plan.error().message);
    auto linted = lint(std::move(*plan), profile, now);
    if (!linted) throw Failure(linted.error().message + ": " + linted.error().params.at(0).second);
    auto prepared = pki::prepare(std::move(*linted), authority.issuer());
    const Serial serial = prepared.plan().serial;
    write_text(out / (name + ".pem"),
               pki::to_pem(pki::sign_certificate(std::move(prepared), *authority.signer), "CERTIFICATE"));
    return serial;
  }
  void revoke(const Serial& serial, RevocationReason reason) { revoked.push_back({serial, now, reason}); }
  void publish(const std::string& name, const std::string& distribution_point) {
    std::ranges::sort(revoked, {}, &pki::CrlEntry::serial);
    auto next = revoked.begin();
    const pki::CrlHead head{.number = next_crl_number({}, now),
                            .this_update = now,
                            .next_update = now + std::chrono::days(4),
                            .distribution_point = distribution_point};
    pki::write_crl(
        authority.issuer(), head,
        [&](pki::CrlEntry& entry) {
          if (next == revoked.end()) return false;
          entry = *next++;
          return true;
        },
        *authority.signer, (out / (name + ".crl")).string());
  }
};

/// Certificates <profile>-<key>-good.pem and -revoked.pem for each SPKI file, revoked-<reason>.pem, and two CRLs.
void drive(const fs::path& folder, const fs::path& passphrase_file, const fs::path& policy, const fs::path& out,
           const std::vector<fs::path>& spki_files) {
  Driver driver{.authority = load_authority(folder, read_passphrase({.file = passphrase_file})),
                .profiles = load_profiles(policy),
                .out = out,
                .now = system_now()};
  for (const fs::path& file : spki_files) {
    const Bytes spki = read_bytes(file);
    for (const std::string profile : {"ov", "ev"}) {
      const std::string name = profile + "-" + file.stem().string();
      driver.issue(profile, spki, name + "-good");
      driver.revoke(driver.issue(profile, spki, name + "-revoked"), RevocationReason::superseded);
    }
  }
  for (const auto& [reason, name] : Names<RevocationReason>::values) {
    driver.revoke(driver.issue("ov", read_bytes(spki_files.front()), "revoked-" + std::string(name)), reason);
  }
  driver.publish("full", "");
  driver.issue("ov", read_bytes(spki_files.front()), "shard-good", 1);
  driver.revoke(driver.issue("ov", read_bytes(spki_files.front()), "shard-revoked", 1), RevocationReason::superseded);
  driver.publish("shard", crl_url(driver.authority.issuer(), 1));
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fprintf(stderr, "usage: %s AUTHORITY PASSPHRASE_FILE POLICY OUT SPKI_DER...\n", argv[0]);
    return 2;
  }
  try {
    madoguchi::drive(argv[1], argv[2], argv[3], argv[4], {argv + 5, argv + argc});
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
