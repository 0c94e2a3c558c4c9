#include "usecase/ocsp_responder.h"

#include <algorithm>

#include "base/assert.h"
#include "base/at_once.h"
#include "pki/digest.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kChangesAtOnce = 5'000;
constexpr const char* kAfterEverySerial = "g";  // serials are hexadecimal

OcspReply only(pki::OcspError error) {
  return {.der = pki::ocsp_error(error)};
}

std::int64_t newest_change(const Office& office, const std::string& issuer) {
  const auto found = look(office, Time{}, Actor::the_engine(),
                          [&](Work& work) -> Result<std::int64_t> { return work.store.status.newest_change(issuer); });
  require(found.has_value(), "reading the feed cannot be refused");
  return *found;
}

}  // namespace

struct OcspResponder::Signed {
  Bytes der;
  Time this_update{}, next_update{};
  bool expired = false;  ///< the certificate
};

OcspResponder::OcspResponder(const Office& office, const IssuingAuthority& authority, pki::Signer& key,
                             pki::OcspResponderIdentity identity, Printer printer, std::size_t cache_bytes_max)
    : office_(office),
      authority_(authority),
      key_(key),
      issuer_(authority.certificate_der),
      printer_(std::move(printer)),
      cache_(cache_bytes_max),
      identity_(std::make_shared<const pki::OcspResponderIdentity>(std::move(identity))),
      position_{.number = newest_change(office, authority.issuer.id), .serial = kAfterEverySerial} {}

std::shared_ptr<const pki::OcspResponderIdentity> OcspResponder::identity() const {
  const std::scoped_lock lock(identity_mutex_);
  return identity_;
}

void OcspResponder::set_identity(pki::OcspResponderIdentity identity) {
  auto fresh = std::make_shared<const pki::OcspResponderIdentity>(std::move(identity));
  const std::scoped_lock lock(identity_mutex_);
  identity_ = std::move(fresh);
}

std::optional<OcspKey> OcspResponder::asked_for(const pki::OcspRequest& request) const {
  if (!issuer_.is_asked(request)) return {};
  const auto serial = pki::own_serial(request.serial);
  if (!serial) return {};
  return OcspKey{.form = *request.form, .serial = *serial};
}

std::shared_ptr<const KeptAnswer> OcspResponder::kept(ByteView request_der, Time now) {
  const auto request = pki::read_ocsp_request(request_der);
  if (!request || request->nonce) return {};
  const auto key = asked_for(*request);
  return key ? cache_.find(*key, now) : nullptr;
}

/// A signer waits for a token that is away: once, not every worker with every request.
void OcspResponder::must_have_key() {
  const std::unique_lock probing(probe_mutex_, std::try_to_lock);
  if (!probing) throw Failure("the last answer failed, and another request is trying");
  key_.must_be_there();
}

std::optional<OcspResponder::Signed> OcspResponder::sign(const OcspKey& key, const std::optional<ByteView>& nonce,
                                                         Time now) {
  if (failures_.is_failing()) {
    if (AtOnce::here() != nullptr) throw WouldWait();
    must_have_key();
  }
  const auto serial = to_text(key.serial);
  const auto status =
      look(office_, now, Actor::the_engine(), [&](Work& work) -> Result<std::optional<store::CertificateStatus>> {
        return work.store.status.find(authority_.issuer.id, serial);
      });
  require(status.has_value(), "reading a status cannot be refused");
  if (!*status) return {};
  const auto by = identity();
  const Time next_update = std::min(now + kOcspLifetimeSeconds, by->not_after);
  Bytes der = pki::sign_ocsp_answer({.cert_id = issuer_.cert_id(key.form, key.serial),
                                     .revoked_at = (*status)->revoked_at,
                                     .reason = (*status)->reason,
                                     .this_update = now,
                                     .next_update = next_update,
                                     .nonce = nonce},
                                    *by, key_);
  failures_.worked();
  return Signed{
      .der = std::move(der), .this_update = now, .next_update = next_update, .expired = (*status)->not_after < now};
}

std::optional<Bytes> OcspResponder::sign_for(const OcspKey& key, Time now) {
  auto made = sign(key, {}, now);
  if (!made) return {};
  return std::move(made->der);
}

/// Null if the serial was never assigned.
std::shared_ptr<const KeptAnswer> OcspResponder::sign_and_keep(const OcspKey& key, Time now) {
  std::int64_t seen = 0;
  {
    const std::scoped_lock lock(gate_);
    seen = changes_seen_;
  }
  const auto made = sign(key, {}, now);
  if (!made) return {};
  auto answer = std::make_shared<KeptAnswer>();
  answer->der_bytes = made->der.size();
  answer->tag = sha256_hex(made->der);
  answer->this_update = made->this_update;
  answer->next_update = made->next_update;
  answer->wire = printer_(*answer, made->der);
  const std::scoped_lock lock(gate_);
  if (changes_seen_ == seen && !made->expired) cache_.keep(key, answer);
  return answer;
}

OcspReply OcspResponder::answer(ByteView request_der, Time now) {
  const auto request = pki::read_ocsp_request(request_der);
  if (!request) return only(pki::OcspError::malformed_request);
  const auto key = asked_for(*request);
  if (!key) return only(pki::OcspError::unauthorized);
  try {
    if (request->nonce) {
      auto made = sign(*key, request->nonce, now);
      return made ? OcspReply{.der = std::move(made->der)} : only(pki::OcspError::unauthorized);
    }
    if (auto found = cache_.find(*key, now)) return {.kept = std::move(found)};
    // What several share inside AtOnce may have been read before a change that was seen since: it must not be kept.
    if (AtOnce::here() != nullptr) throw WouldWait();
    if (auto made = sign_and_keep(*key, now)) return {.kept = std::move(made)};
    return only(pki::OcspError::unauthorized);
  } catch (const Failure& failure) {
    failures_.failed(failure.what(), now);
    return only(pki::OcspError::try_later);
  }
}

int OcspResponder::follow_changes() {
  const std::scoped_lock follow(follow_mutex_);
  auto position = position_;
  const auto changed = look(office_, Time{}, Actor::the_engine(), [&](Work& work) -> Result<std::vector<std::string>> {
    return work.store.status.changed_after(authority_.issuer.id, position, kChangesAtOnce);
  });
  require(changed.has_value(), "reading the feed cannot be refused");
  if (changed->empty()) return 0;
  const std::scoped_lock lock(gate_);
  ++changes_seen_;
  for (const auto& text : *changed) {
    if (const auto serial = parse_serial(text)) cache_.forget(*serial);
  }
  position_ = position;
  return static_cast<int>(changed->size());
}

int OcspResponder::refresh(Time now, std::size_t answers_max) {
  if (now < look_at_) return 0;
  const auto due = cache_.past_half_life(now, answers_max);
  if (due.empty()) look_at_ = now + kOcspLookAgainSeconds;
  if (!due.empty()) key_.must_be_there();
  for (const auto& key : due) {
    const auto fresh = sign_and_keep(key, now);
    // Not kept anew: it has expired, or something changed just now. Whoever asks again makes it again.
    if (const auto still = cache_.find(key, now); still && still != fresh) cache_.forget(key.serial);
  }
  return static_cast<int>(due.size());
}

}  // namespace madoguchi
