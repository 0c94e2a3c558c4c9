#include "job/issue_due.h"

#include "pki/ca_certificate.h"
#include "usecase/issue_certificate.h"

namespace madoguchi::job {
namespace {

std::optional<Issuance> claim_one(const Office& office, Time now) {
  auto claimed = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<std::vector<Issuance>> {
    return work.store.issuances.claim_due(now, kIssueLeaseSeconds, 1);
  });
  if (!claimed || claimed->empty()) return {};
  return claimed->front();
}

void log_failure(const Issuance& issuance, std::string_view step, const std::exception& failure) {
  log(LogLevel::error, "an issuance failed",
      {{"issuance", issuance.id.value}, {"step", step}, {"error", failure.what()}});
}

/// The signature, and OpenSSL's opinion of it, before anything is kept.
Bytes sign_and_verify(const IssuingAuthority& authority, pki::PreparedCertificate prepared) {
  Bytes der = pki::sign_certificate(std::move(prepared), *authority.signer);
  if (!pki::is_signed_by(der, authority.certificate_der)) throw Failure("the signature does not hold");
  return der;
}

/// From the committed intent on. If the certificate cannot be kept, its serial is given up.
void finish(const Office& office, const IssuingAuthority& authority, const Issuance& issuance,
            pki::PreparedCertificate prepared, Time now) {
  const auto engine = Actor::the_engine();
  try {
    const Bytes der = sign_and_verify(authority, std::move(prepared));
    const auto kept =
        transact(office, now, engine, [&](Work& work) { return keep_certificate(work, authority, issuance.id, der); });
    if (kept) return;
    log(LogLevel::warning, "a certificate was not kept",
        {{"issuance", issuance.id.value}, {"because", kept.error().message}});
  } catch (const std::exception& failure) {
    log_failure(issuance, "sign or keep", failure);
  }
  const Time due_at = now + issue_back_off(issuance.failures + 1);
  const auto lost = transact(office, now, engine, [&](Work& work) { return lose_intent(work, issuance.id, due_at); });
  if (!lost) {
    log(LogLevel::error, "an intent could not be closed",
        {{"issuance", issuance.id.value}, {"because", lost.error().message}});
  }
}

/// Asked before an intent is written, so that a token that is away costs neither serials nor time: what is due is taken
/// up the moment it is back. Throws what the signer says, for the log and the desk's alarm.
void must_have_key(const Office& office, const IssuingAuthority& authority, const Issuance& issuance, Time now) {
  try {
    authority.signer->must_be_there();
  } catch (const Failure&) {
    transact(office, now, Actor::the_engine(), [&](Work& work) { return hold_issue(work, issuance.id); }).value();
    throw;
  }
}

void issue_one(const Office& office, const IssuingAuthority& authority, const Issuance& issuance, Time now) {
  const auto engine = Actor::the_engine();
  std::optional<pki::PreparedCertificate> prepared;
  try {
    auto begun = transact(office, now, engine, [&](Work& work) { return begin_issue(work, authority, issuance.id); });
    if (!begun) {
      log(LogLevel::info, "an issuance was not begun",
          {{"issuance", issuance.id.value}, {"because", begun.error().message}});
      return;  // somebody else moved it; the lease ends by itself
    }
    prepared = std::move(begun->prepared);
  } catch (const std::exception& failure) {
    log_failure(issuance, "begin", failure);
    transact(office, now, engine, [&](Work& work) { return postpone_issue(work, issuance.id); }).value();
    return;
  }
  if (prepared) finish(office, authority, issuance, *std::move(prepared), now);
}

}  // namespace

int issue_due(const Office& office, const IssuingAuthority& authority, Time now, int rows_max) {
  int dealt_with = 0;
  while (dealt_with < rows_max) {
    const auto issuance = claim_one(office, now);
    if (!issuance) break;
    must_have_key(office, authority, *issuance, now);
    issue_one(office, authority, *issuance, now);
    ++dealt_with;
  }
  return dealt_with;
}

}  // namespace madoguchi::job
