#include "usecase/prove_by_key.h"

#include <algorithm>

#include "pki/key_proof.h"
#include "pki/private_key_scan.h"
#include "secret/token.h"
#include "usecase/execute_revocation.h"

namespace madoguchi {
namespace {

// "madoguchi-key-proof <issuer> <serial> <time> <nonce> <digest>", one space between
constexpr std::string_view kLabel = "madoguchi-key-proof";
inline constexpr std::size_t kChallengeBytesMax = 400;

std::string only_hex_digits(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (c == ' ' || c == ':' || c == '-') continue;
    digits += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return digits;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

struct ReadChallenge {
  Certificate certificate;
  Time made_at{};
};
/// Ours, and not too old.
Result<ReadChallenge> read_challenge(Work& work, std::string_view text) {
  const auto unknown = [] { return refuse_field("/challenge", "key_proof.challenge_unknown"); };
  if (text.size() > kChallengeBytesMax) return unknown();
  const auto words = words_of(text);
  if (words.size() != 6 || words[0] != kLabel) return unknown();
  const auto digest = work.office.secret.keyed_digest(purpose::key_challenge, text.substr(0, text.rfind(' ')));
  const auto made_at = parse_utc(words[3]);
  if (!equal_in_constant_time(digest, words[5]) || !made_at) return unknown();
  if (*made_at > work.now || work.now - *made_at > kChallengeSeconds) {
    return refuse_field("/challenge", "key_proof.challenge_expired");
  }
  auto certificate = work.store.certificates.find(std::string(words[1]), std::string(words[2]));
  if (!certificate) return unknown();
  return ReadChallenge{.certificate = *std::move(certificate), .made_at = *made_at};
}

Result<ReadChallenge> check_proof(Work& work, const KeyProof& proof) {
  auto challenge = TRY(read_challenge(work, proof.challenge));
  TRY(pki::check_key_proof(challenge.certificate.der, proof.challenge, proof.signature));
  return challenge;
}

/// The claims that waited for two officers about this key: the proof has decided them. The first one carries out.
Result<void> close_claims(Work& work, const std::string& spki_sha256) {
  for (auto& claim : work.store.applications.open_claims_of_key(spki_sha256)) {
    auto confirmed = TRY(take_engine_step(work, std::move(claim), ApplicationAction::confirm_substitute));
    TRY(after_confirmation(work, std::move(confirmed), RevocationBasis::substitute_key));
  }
  return {};
}

Result<std::int64_t> take_proved_key(Work& work, const std::string& spki_sha256, std::string_view why) {
  TRY(close_claims(work, spki_sha256));
  return revoke_compromised_key(work, spki_sha256, why);
}

}  // namespace

Result<KeyChallenge> make_key_challenge(Work& work, std::string_view serial) {
  const auto certificate = work.store.certificates.find_by_serial(only_hex_digits(serial));
  if (!certificate) return refuse_field("/serial", "certificate.not_found");
  const std::string text = std::string(kLabel) + ' ' + certificate->issuer + ' ' + certificate->serial + ' ' +
                           format_utc(work.now) + ' ' + new_token(work.random());
  return KeyChallenge{.text = text + ' ' + work.office.secret.keyed_digest(purpose::key_challenge, text),
                      .expires_at = work.now + kChallengeSeconds};
}

Result<void> prove_compromise(Work& work, const KeyProof& proof) {
  const auto challenge = TRY(check_proof(work, proof));
  record_event(work, "key.proved", "certificate", challenge.certificate.id.value, challenge.certificate.contract,
               CanonicalJson().text("challenge", digest_of(std::string_view(proof.challenge))));
  TRY(take_proved_key(work, challenge.certificate.spki_sha256, "proof by signature"));
  return {};
}

Result<std::int64_t> take_pasted_keys(Work& work, const std::vector<std::string>& spki_sha256) {
  std::int64_t changed = 0;
  std::size_t unknown = 0;
  for (const auto& key : spki_sha256) {
    const bool ours =
        !work.store.certificates.with_key(key).empty() || !work.store.applications.asking_for_key(key).empty();
    if (!ours && ++unknown > kUnknownKeysMax) continue;
    changed += TRY(take_proved_key(work, key, "private key pasted"));
  }
  return changed;
}

Result<void> refuse_private_keys(const Office& office, Time now, const Actor& actor,
                                 const std::vector<OutsideText>& texts) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  std::vector<std::string> keys;
  for (const auto& [pointer, text] : texts) {
    const auto found = pki::find_private_key(text);
    if (!found) continue;
    refusal.fields.emplace_back(pointer, "csr.private_key");
    keys.insert(keys.end(), found->spki_sha256.begin(), found->spki_sha256.end());
  }
  if (refusal.fields.empty()) return {};
  const auto taken = transact(office, now, actor, [&](Work& work) { return take_pasted_keys(work, keys); });
  if (!taken) throw Failure("a private key that was shown could not be dealt with: " + taken.error().message);
  return std::unexpected(std::move(refusal));
}

Result<void> prove_compromise_by_private_key(const Office& office, Time now, const Actor& actor,
                                             std::string_view text) {
  const auto found = pki::find_private_key(text);
  if (!found || found->spki_sha256.empty()) return refuse_field("/private_key", "key_proof.no_key");
  const auto known = transact(office, now, actor, [&](Work& work) -> Result<bool> {
    TRY(take_pasted_keys(work, found->spki_sha256));
    return std::ranges::any_of(found->spki_sha256,
                               [&](const std::string& key) { return !work.store.certificates.with_key(key).empty(); });
  });
  if (!known) return std::unexpected(known.error());
  if (!*known) return refuse_field("/private_key", "key_proof.key_unknown");
  return {};
}

Result<Application> prove_request(Work& work, const ProveRequest& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  const auto challenge = TRY(check_proof(work, command.proof));
  const auto asked = certificates_asked_for(work, matter);
  const bool concerns = std::ranges::any_of(asked, [&](const Certificate& certificate) {
    return certificate.id == challenge.certificate.id && is_live(certificate, work.now);
  });
  if (!concerns) return refuse_field("/challenge", "key_proof.other_certificate");
  if (challenge.made_at < matter.request.received_at) {
    return refuse_field("/challenge", "key_proof.challenge_expired");
  }
  if (matter.application.kind != ApplicationKind::revocation) {
    return refuse(ErrorCode::wrong_state, "application.wrong_state");
  }
  record_event(work, "key.proved", "application", matter.application.id.value, matter.contract.id,
               CanonicalJson().text("challenge", digest_of(std::string_view(command.proof.challenge))));
  auto confirmed = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::confirm_substitute));
  return after_confirmation(work, std::move(confirmed), RevocationBasis::substitute_key);
}

}  // namespace madoguchi
