#pragma once
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// R47. `ca_error` is the desk's own (R57: not counted).
enum class ReissueReason : std::uint8_t {
  server_failure,
  key_lost,
  unusable_certificate,
  other,
  continuation,
  ca_error,
  first_issue
};
template <>
struct Names<ReissueReason> {
  static constexpr auto values = std::to_array<std::pair<ReissueReason, std::string_view>>({
      MADOGUCHI_NAME(ReissueReason, server_failure),
      MADOGUCHI_NAME(ReissueReason, key_lost),
      MADOGUCHI_NAME(ReissueReason, unusable_certificate),
      MADOGUCHI_NAME(ReissueReason, other),
      MADOGUCHI_NAME(ReissueReason, continuation),
      MADOGUCHI_NAME(ReissueReason, ca_error),
      MADOGUCHI_NAME(ReissueReason, first_issue),
  });
};

/// What becomes of the certificate in use: 後日失効 / 即日失効 (R58–R61); `none` where nothing is replaced.
enum class OldCertificateEnd : std::uint8_t { deferred, immediate, none };
template <>
struct Names<OldCertificateEnd> {
  static constexpr auto values = std::to_array<std::pair<OldCertificateEnd, std::string_view>>({
      MADOGUCHI_NAME(OldCertificateEnd, deferred),
      MADOGUCHI_NAME(OldCertificateEnd, immediate),
      MADOGUCHI_NAME(OldCertificateEnd, none),
  });
};

/// The content of a reissue, continuation or first issue.
struct Reissue {
  ApplicationId application;
  std::optional<CertificateId> old_certificate{};  ///< absent only for a first issue
  ReissueReason reason = ReissueReason::other;
  std::string reason_text;
  OldCertificateEnd old_certificate_end = OldCertificateEnd::deferred;
  Bytes csr{};   ///< DER
  Bytes spki{};  ///< DER
  std::string spki_sha256;
  bool counted = true;
  std::optional<ReissueGrantId> grant{};
};

/// R54, R55: the desk lets the customer file one reissue outside self-service. Used up by the issue, not by the filing.
struct ReissueGrant {
  ReissueGrantId id;
  ContractId contract;
  std::string reason;  ///< the desk's, internal
  OfficerId opened_by;
  Time opened_at{};
  Time expires_at{};
  std::optional<ApplicationId> used_by{};
  std::optional<Time> closed_at{};
};

/// R120, BR 9.6.3: what was accepted, by whom, when. Without an account: on paper, recorded by the desk (R104).
struct AgreementAcceptance {
  ApplicationId application;
  std::string version;
  std::string text_sha256;
  std::optional<AccountId> account{};
  Time accepted_at{};
};

enum class IssuanceState : std::uint8_t { due, intended, done, lost, closed };
template <>
struct Names<IssuanceState> {
  static constexpr auto values = std::to_array<std::pair<IssuanceState, std::string_view>>({
      MADOGUCHI_NAME(IssuanceState, due),
      MADOGUCHI_NAME(IssuanceState, intended),
      MADOGUCHI_NAME(IssuanceState, done),
      MADOGUCHI_NAME(IssuanceState, lost),
      MADOGUCHI_NAME(IssuanceState, closed),
  });
};

/// One attempt to issue for one approved application. The intent fills the optional part, before anything is signed.
struct Issuance {
  IssuanceId id;
  ApplicationId application;
  IssuanceState state = IssuanceState::due;
  Time due_at{};
  Time leased_until{};
  std::int64_t failures = 0;
  std::optional<CertificateId> certificate{};
  std::optional<std::string> issuer{};
  std::optional<std::string> serial{};
  std::optional<Bytes> tbs{};
  std::optional<Time> not_before{};
  std::optional<Time> not_after{};
  std::optional<std::int64_t> crl_shard{};
  std::optional<Time> intended_at{};
  std::optional<Time> closed_at{};
};

}  // namespace madoguchi
