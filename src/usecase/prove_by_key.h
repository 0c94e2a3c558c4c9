#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "usecase/record.h"

/// Proofs by a certificate's private key (R63, R83; rules 2.4.1).
namespace madoguchi {

/// A text to be signed. It carries its own time and a keyed digest: nothing is stored for it.
struct KeyChallenge {
  std::string text;  ///< one line of ASCII, without a line feed
  Time expires_at{};
};
inline constexpr Seconds kChallengeSeconds{24 * 3600};

/// For the certificate with this serial (32 hex digits, either case, separators do not count). Says nothing of whose it
/// is: anybody who holds its key may come, without a login. Refuses field /serial certificate.not_found.
Result<KeyChallenge> make_key_challenge(Work& work, std::string_view serial);

struct KeyProof {
  std::string challenge;  ///< the text, as it was given out
  Bytes signature;        ///< over that text
};
/// Somebody else than the subscriber, or the subscriber, shows that the key is in other hands: every unexpired
/// certificate with it, of all customers, is revoked or tightened to keyCompromise, and the key is blocked for good
/// (R63; BR 6.1.1.3 (4)). An open claim about the key ends with it. Without a login. Twice is as once. Refuses fields
/// /challenge key_proof.challenge_unknown, key_proof.challenge_expired; /signature key_proof.wrong.
Result<void> prove_compromise(Work& work, const KeyProof& proof);

/// The same by the private key itself, wherever it was pasted. It is read, and forgotten: neither stored nor logged
/// (R117). Refuses field /private_key key_proof.no_key if none can be read, key_proof.key_unknown if none of our
/// certificates has it: the key is blocked all the same, and that is kept.
Result<void> prove_compromise_by_private_key(const Office& office, Time now, const Actor& actor, std::string_view text);

/// R83: the last substitute for the call: whoever asked for the revocation signs with the certificate's key. The reason
/// stays as asked, no key is blocked. The challenge must be younger than the request. Refuses as prove_compromise, and
/// /challenge key_proof.other_certificate; wrong_state; stale.
struct ProveRequest {
  ApplicationId application;
  std::int64_t version = 0;
  KeyProof proof;
};
Result<Application> prove_request(Work& work, const ProveRequest& command);

/// A text from outside, and where it stood ("/reason_text").
struct OutsideText {
  std::string pointer;
  std::string_view text;
};
/// R117: whoever puts a private key into any text has shown it, whatever the text was for. Every one of `texts` is
/// looked at; the keys found count as compromised (take_pasted_keys), in a transaction of its own, and the texts are
/// refused: field <pointer> csr.private_key. Nothing of them is kept or logged.
Result<void> refuse_private_keys(const Office& office, Time now, const Actor& actor,
                                 const std::vector<OutsideText>& texts);

/// Of keys that nobody here has or asks for, so many are blocked for one text; anybody can make thousands of them.
inline constexpr std::size_t kUnknownKeysMax = 16;
/// What follows on a key that somebody has shown: it is blocked, and what has it is revoked. Also for keys that could
/// not be read (none). Every key of ours, and kUnknownKeysMax others.
Result<std::int64_t> take_pasted_keys(Work& work, const std::vector<std::string>& spki_sha256);

}  // namespace madoguchi
