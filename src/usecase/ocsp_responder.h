#pragma once
#include <functional>
#include <memory>
#include <mutex>

#include "base/calm_log.h"
#include "pki/ocsp_response.h"
#include "usecase/issuing_authority.h"
#include "usecase/ocsp_cache.h"
#include "usecase/work.h"

namespace madoguchi {

/// thisUpdate to nextUpdate: at least 8 hours and at most 10 days by BR 4.9.9, 7 days by Microsoft's programme.
inline constexpr Seconds kOcspLifetimeSeconds{4 * 24 * 3600};
inline constexpr Seconds kOcspLookAgainSeconds{60};
inline constexpr std::size_t kOcspCacheBytesMax = std::size_t{64} << 20;

/// Our answer to a request: one that is kept and may be kept by others, or one for this request alone.
struct OcspReply {
  std::shared_ptr<const KeptAnswer> kept{};
  Bytes der{};  ///< if nothing is kept: an answer with the request's nonce, or an error
};

/// The delegated OCSP responder of the issuing CA (RFC 6960, RFC 5019; rules 1.12). Any thread.
class OcspResponder {
 public:
  /// Sets `wire` of an answer whose other fields stand: `der` is the OCSPResponse.
  using Printer = std::function<std::string(const KeptAnswer& answer, ByteView der)>;

  /// `key` is the responder's, and may be slow. All references outlive it. Reads the database once.
  OcspResponder(const Office& office, const IssuingAuthority& authority, pki::Signer& key,
                pki::OcspResponderIdentity identity, Printer printer, std::size_t cache_bytes_max = kOcspCacheBytesMax);

  /// What is kept for the request; null if nothing is, or the request wants its nonce back. Waits for nobody.
  std::shared_ptr<const KeptAnswer> kept(ByteView request_der, Time now);

  /// The answer to a request, whatever it is (RFC 5019, 2.2.3):
  ///   malformedRequest  read_ocsp_request() says so
  ///   unauthorized      another issuer or hash, a serial that was never assigned: no database or signature is spent
  ///                     on what cannot be ours
  ///   tryLater          the database or the signer fails; told to the log, calmly. While they do, one request at a
  ///                     time tries them, without waiting for a token that is away; the others are answered at once
  ///   good, revoked     signed, with the nonce if there was one, kept otherwise
  OcspReply answer(ByteView request_der, Time now);

  /// Signs the answer for one certificate anew, for a file; absent if the serial was never assigned. Throws Failure.
  std::optional<Bytes> sign_for(const OcspKey& key, Time now);

  /// Forgets what has changed in the database since the last call; how many serials. Run every second by every node.
  int follow_changes();
  /// Signs anew, at most `answers_max`, what is past half its life; how many. Once nothing is left it looks again after
  /// kOcspLookAgainSeconds: half a life is two days. One caller at a time.
  int refresh(Time now, std::size_t answers_max = 200);

  const pki::OcspIssuer& issuer() const { return issuer_; }
  std::shared_ptr<const pki::OcspResponderIdentity> identity() const;
  void set_identity(pki::OcspResponderIdentity identity);
  std::size_t kept_bytes() const { return cache_.bytes(); }

 private:
  struct Signed;
  std::optional<OcspKey> asked_for(const pki::OcspRequest& request) const;
  void must_have_key();
  std::optional<Signed> sign(const OcspKey& key, const std::optional<ByteView>& nonce, Time now);
  std::shared_ptr<const KeptAnswer> sign_and_keep(const OcspKey& key, Time now);

  const Office& office_;
  const IssuingAuthority& authority_;
  pki::Signer& key_;
  pki::OcspIssuer issuer_;
  Printer printer_;
  OcspCache cache_;
  mutable std::mutex identity_mutex_;
  std::shared_ptr<const pki::OcspResponderIdentity> identity_;
  /// An answer read from the database before a change was seen must not be kept after it.
  std::mutex gate_;
  std::int64_t changes_seen_ = 0;
  CalmLog failures_{"OCSP requests cannot be answered", "OCSP requests are answered again", "answer", "tryLater"};
  std::mutex probe_mutex_;  ///< held by the one that tries whether the key is back
  std::mutex follow_mutex_;
  store::ChangePosition position_;
  Time look_at_{};  ///< when refresh() next looks through all that is kept
};

}  // namespace madoguchi
