#include "usecase/checked_csr.h"

#include "pki/key_check.h"
#include "pki/private_key_scan.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// The task of a key whose private part was shown to us: whoever can show it can misuse it (BR 4.9.1.1 (3)).
void open_compromise_tasks(Work& work, const std::string& spki_sha256) {
  for (const auto& certificate : work.store.certificates.with_key(spki_sha256)) {
    if (!is_live(certificate, work.now)) continue;
    work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                          .kind = TaskKind::decide_claim,
                          .contract = certificate.contract,
                          .detail = "key.pasted " + certificate.id.value,
                          .opened_at = work.now,
                          .due_at = work.now + kRevocationDeadlineSeconds});
  }
}

Result<void> block_pasted_keys(Work& work, const pki::PrivateKeyFound& found) {
  for (const auto& spki_sha256 : found.spki_sha256) {
    const bool known = work.store.certificates.key_blocked(spki_sha256);
    work.store.certificates.block_key(spki_sha256, "private key pasted", work.now);
    record_event(work, "key.blocked", "key", spki_sha256, {}, CanonicalJson().text("cause", "private_key_pasted"));
    if (!known) open_compromise_tasks(work, spki_sha256);
  }
  return {};
}

}  // namespace

Result<CheckedCsr> check_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text) {
  auto csr = pki::read_csr(text);
  if (!csr) {
    if (const auto found = pki::find_private_key(text)) {
      TRY(transact(office, now, actor, [&](Work& work) { return block_pasted_keys(work, *found); }));
    }
    return std::unexpected(std::move(csr).error());
  }
  const auto good = look(office, now, actor, [&](Work& work) -> Result<void> {
    TRY(pki::check_key(csr->spki_der,
                       [&](ByteView fingerprint) { return work.store.certificates.weak_key_listed(fingerprint); }));
    if (work.store.certificates.key_blocked(csr->spki_sha256)) return refuse_field("/csr", "key.blocked");
    return {};
  });
  if (!good) return std::unexpected(good.error());
  return CheckedCsr(*std::move(csr));
}

}  // namespace madoguchi
