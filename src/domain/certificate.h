#pragma once
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"
#include "domain/revocation.h"

namespace madoguchi {

/// 証明書. Its bytes never change; an intent existed first, an approved application before that.
struct Certificate {
  CertificateId id;
  std::string issuer;  ///< short id of the issuing CA
  std::string serial;  ///< 32 hex digits
  ContractId contract;
  std::optional<ApplicationId> application{};  ///< absent only for what an example or an import begins with
  Bytes der{};
  std::string spki_sha256;
  std::string common_name;
  std::string organization;  ///< O of the subject, whatever the contract says since
  Time not_before{};
  Time not_after{};  ///< inclusive
  std::int64_t crl_shard = 0;
  Time issued_at{};
  CertificateId window_certificate;  ///< whose issue began this reissue window (R57)
  bool counted = false;              ///< a customer-caused reissue
  std::optional<Time> revoked_at{};
  std::optional<RevocationReason> revocation_reason{};
};

/// R99: 有効 / 失効予定 / 失効 / 満了.
enum class CertificateState : std::uint8_t { valid, revocation_scheduled, revoked, expired };
template <>
struct Names<CertificateState> {
  static constexpr auto values = std::to_array<std::pair<CertificateState, std::string_view>>({
      MADOGUCHI_NAME(CertificateState, valid),
      MADOGUCHI_NAME(CertificateState, revocation_scheduled),
      MADOGUCHI_NAME(CertificateState, revoked),
      MADOGUCHI_NAME(CertificateState, expired),
  });
};
/// A revocation outlives the expiry: revoked stays revoked.
inline CertificateState state_at(const Certificate& certificate, bool schedule_pending, Time now) {
  if (certificate.revoked_at) return CertificateState::revoked;
  if (now > certificate.not_after) return CertificateState::expired;
  return schedule_pending ? CertificateState::revocation_scheduled : CertificateState::valid;
}
inline bool is_live(const Certificate& certificate, Time now) {
  return !certificate.revoked_at && now <= certificate.not_after;
}

}  // namespace madoguchi
