#include "pki/pkcs11_signer.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "pki/der.h"
#include "pki/pkcs11_token.h"

namespace madoguchi::pki {
namespace {

// prime256v1 as CKA_EC_PARAMS, an OBJECT IDENTIFIER.
constexpr std::uint8_t kP256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::size_t kP256PointBytes = 65;  // 04, x, y
constexpr std::size_t kP256HalfBytes = 32;
// DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2, note 1).
constexpr std::uint8_t kDigestInfo[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                        0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::size_t kSignatureBytesMax = 512;  // RSA-4096
constexpr CK_ULONG kAttributeBytesMax = 4096;

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t bytes) {
  return {type, const_cast<void*>(value), static_cast<CK_ULONG>(bytes)};
}
template <typename T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const T& value) {
  return attribute(type, &value, sizeof value);
}

std::vector<CK_OBJECT_HANDLE> find(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, CK_OBJECT_CLASS kind,
                                   const std::string& label) {
  CK_ATTRIBUTE wanted[] = {attribute(CKA_CLASS, kind), attribute(CKA_LABEL, label.data(), label.size())};
  must_answer(call.C_FindObjectsInit(session, wanted, std::size(wanted)), "C_FindObjectsInit");
  std::array<CK_OBJECT_HANDLE, 2> found{};
  CK_ULONG count = 0;
  const CK_RV answer = call.C_FindObjects(session, found.data(), found.size(), &count);
  must_answer(call.C_FindObjectsFinal(session), "C_FindObjectsFinal");
  must_answer(answer, "C_FindObjects");
  return {found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count)};
}

/// The one object of that label; a second one would leave open which of them signs.
CK_OBJECT_HANDLE find_one(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, CK_OBJECT_CLASS kind,
                          const std::string& label) {
  const auto found = find(call, session, kind, label);
  if (found.size() > 1) throw Failure("PKCS#11: the token has more than one key called " + label);
  if (found.empty()) throw Failure("PKCS#11: the token has no key called " + label);
  return found.front();
}

Bytes read(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  CK_ATTRIBUTE wanted{type, nullptr, 0};
  must_answer(call.C_GetAttributeValue(session, object, &wanted, 1), "C_GetAttributeValue");
  if (wanted.ulValueLen == 0 || wanted.ulValueLen > kAttributeBytesMax) {
    throw Failure("PKCS#11: an attribute of a key is empty or too long");
  }
  Bytes value(wanted.ulValueLen);
  wanted.pValue = value.data();
  must_answer(call.C_GetAttributeValue(session, object, &wanted, 1), "C_GetAttributeValue");
  value.resize(wanted.ulValueLen);
  return value;
}

CK_KEY_TYPE key_type(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
  CK_KEY_TYPE type = 0;
  CK_ATTRIBUTE wanted = attribute(CKA_KEY_TYPE, type);
  wanted.pValue = &type;
  must_answer(call.C_GetAttributeValue(session, object, &wanted, 1), "C_GetAttributeValue");
  return type;
}

Bytes p256_spki(Bytes point, ByteView parameters) {
  if (!std::ranges::equal(parameters, kP256)) throw Failure("a CA's key is P-256 or RSA");
  // An OCTET STRING around the point; some tokens give the bare point.
  if (point.size() == kP256PointBytes + 2 && point[0] == der_tag::kOctetString && point[1] == kP256PointBytes) {
    point.erase(point.begin(), point.begin() + 2);
  }
  if (point.size() != kP256PointBytes || point[0] != 0x04) throw Failure("PKCS#11: CKA_EC_POINT is no point of P-256");
  DerWriter der;
  der.sequence([&] {
    der.sequence([&] { der.oid("1.2.840.10045.2.1").raw(kP256); });
    der.bit_string(point);
  });
  return der.take();
}

Bytes rsa_spki(ByteView modulus, ByteView exponent) {
  DerWriter key;
  key.sequence([&] { key.integer(modulus).integer(exponent); });
  DerWriter der;
  der.sequence([&] {
    der.sequence([&] { der.oid("1.2.840.113549.1.1.1").null(); });
    der.bit_string(key.view());
  });
  return der.take();
}

/// r and s as the token gives them, as Ecdsa-Sig-Value (RFC 3279, 2.2.3).
Bytes ecdsa_value(ByteView r_and_s) {
  if (r_and_s.size() != 2 * kP256HalfBytes) throw Failure("PKCS#11: an ECDSA signature of another length");
  DerWriter der(80);
  der.sequence([&] { der.integer(r_and_s.first(kP256HalfBytes)).integer(r_and_s.subspan(kP256HalfBytes)); });
  return der.take();
}

Bytes sign_with(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key,
                CK_MECHANISM_TYPE mechanism, ByteView data) {
  CK_MECHANISM how{mechanism, nullptr, 0};
  must_answer(call.C_SignInit(session, &how, key), "C_SignInit");
  Bytes signature(kSignatureBytesMax);
  CK_ULONG length = signature.size();
  must_answer(call.C_Sign(session, const_cast<std::uint8_t*>(data.data()), data.size(), signature.data(), &length),
              "C_Sign");
  signature.resize(length);
  return signature;
}

class TokenSigner : public Signer {
 public:
  TokenSigner(std::shared_ptr<Pkcs11Token> token, std::string label, WhenAway when_away)
      : token_(std::move(token)), label_(std::move(label)), is_patient_(when_away == WhenAway::wait) {
    token_->with_session([this](const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t) {
      const auto private_key = find_one(call, session, CKO_PRIVATE_KEY, label_);
      const auto public_key = find_one(call, session, CKO_PUBLIC_KEY, label_);
      const auto type = key_type(call, session, private_key);
      if (type == CKK_EC) {
        public_key_ =
            p256_spki(read(call, session, public_key, CKA_EC_POINT), read(call, session, public_key, CKA_EC_PARAMS));
        algorithm_ = SignatureAlgorithm::ecdsa_p256_sha256;
        return;
      }
      const auto modulus = read(call, session, public_key, CKA_MODULUS);
      const bool known = modulus.size() == 256 || modulus.size() == 384 || modulus.size() == 512;
      if (type != CKK_RSA || !known) throw Failure("a CA's key is P-256, or RSA of 2048, 3072 or 4096 bits");
      public_key_ = rsa_spki(modulus, read(call, session, public_key, CKA_PUBLIC_EXPONENT));
      algorithm_ = SignatureAlgorithm::rsa_sha256;
    });
  }
  SignatureAlgorithm algorithm() const override { return algorithm_; }
  const Bytes& public_key() const override { return public_key_; }
  void must_be_there() override {
    token_->with_session(
        [this](const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t) {
          if (find(call, session, CKO_PRIVATE_KEY, label_).empty()) {
            throw TokenFailure("look for the key", CKR_TOKEN_NOT_PRESENT);
          }
        },
        false);
  }

 private:
  Bytes sign_digest(const Sha256& sha256) override {
    Bytes signature;
    const auto sign = [&](const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t generation) {
      const CK_OBJECT_HANDLE key = handle(call, session, generation);
      if (algorithm_ == SignatureAlgorithm::ecdsa_p256_sha256) {
        signature = ecdsa_value(sign_with(call, session, key, CKM_ECDSA, sha256));
        return;
      }
      Bytes info(std::begin(kDigestInfo), std::end(kDigestInfo));
      info.insert(info.end(), sha256.begin(), sha256.end());
      signature = sign_with(call, session, key, CKM_RSA_PKCS, info);
    };
    token_->with_session(sign, is_patient_);
    return signature;
  }

  /// A key that was there at start and is not now went with its token.
  CK_OBJECT_HANDLE handle(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t generation) {
    const std::scoped_lock lock(mutex_);
    if (known_ && known_->first == generation) return known_->second;
    const auto found = find(call, session, CKO_PRIVATE_KEY, label_);
    if (found.empty()) throw TokenFailure("look for the key", CKR_TOKEN_NOT_PRESENT);
    known_ = {generation, found.front()};
    return found.front();
  }

  std::shared_ptr<Pkcs11Token> token_;
  std::string label_;
  bool is_patient_;
  SignatureAlgorithm algorithm_ = SignatureAlgorithm::ecdsa_p256_sha256;
  Bytes public_key_;
  std::mutex mutex_;
  std::optional<std::pair<std::uint64_t, CK_OBJECT_HANDLE>> known_;
};

CK_ULONG rsa_bits(CaKeyKind kind) {
  switch (kind) {
    case CaKeyKind::p256:
      break;
    case CaKeyKind::rsa2048:
      return 2048;
    case CaKeyKind::rsa3072:
      return 3072;
    case CaKeyKind::rsa4096:
      return 4096;
  }
  return 0;
}

void generate(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, const std::string& label, CaKeyKind kind) {
  constexpr CK_BBOOL kYes = CK_TRUE;
  constexpr CK_BBOOL kNo = CK_FALSE;
  constexpr std::uint8_t kExponent[] = {0x01, 0x00, 0x01};
  const CK_ULONG bits = rsa_bits(kind);
  const CK_ATTRIBUTE name = attribute(CKA_LABEL, label.data(), label.size());
  std::vector<CK_ATTRIBUTE> open = {attribute(CKA_TOKEN, kYes), name, attribute(CKA_VERIFY, kYes)};
  if (bits == 0) {
    open.push_back(attribute(CKA_EC_PARAMS, kP256));
  } else {
    open.push_back(attribute(CKA_MODULUS_BITS, bits));
    open.push_back(attribute(CKA_PUBLIC_EXPONENT, kExponent));
  }
  std::vector<CK_ATTRIBUTE> secret = {attribute(CKA_TOKEN, kYes),      name,
                                      attribute(CKA_PRIVATE, kYes),    attribute(CKA_SENSITIVE, kYes),
                                      attribute(CKA_EXTRACTABLE, kNo), attribute(CKA_SIGN, kYes),
                                      attribute(CKA_DECRYPT, kNo),     attribute(CKA_UNWRAP, kNo)};
  CK_MECHANISM how{bits == 0 ? CKM_EC_KEY_PAIR_GEN : CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
  CK_OBJECT_HANDLE public_key = 0;
  CK_OBJECT_HANDLE private_key = 0;
  must_answer(call.C_GenerateKeyPair(session, &how, open.data(), open.size(), secret.data(), secret.size(), &public_key,
                                     &private_key),
              "C_GenerateKeyPair");
}

class TokenKeys : public KeyStore {
 public:
  TokenKeys(const TokenOptions& options, Passphrase pin)
      : token_(Pkcs11Token::open(options, std::move(pin))), prefix_(options.key_prefix) {}

  std::unique_ptr<Signer> create(const std::string& name, CaKeyKind kind) override {
    const std::string label = prefix_ + name;
    token_->with_session([&](const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t) {
      for (const CK_OBJECT_CLASS each : {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
        if (!find(call, session, each, label).empty()) {
          throw Failure("PKCS#11: the token has a key called " + label + " already");
        }
      }
      generate(call, session, label, kind);
    });
    return open(name);
  }
  using KeyStore::open;
  std::unique_ptr<Signer> open(const std::string& name, WhenAway when_away) override {
    return std::make_unique<TokenSigner>(token_, prefix_ + name, when_away);
  }

 private:
  std::shared_ptr<Pkcs11Token> token_;
  std::string prefix_;
};

}  // namespace

std::unique_ptr<KeyStore> token_keys(const TokenOptions& options, Passphrase pin) {
  return std::make_unique<TokenKeys>(options, std::move(pin));
}

}  // namespace madoguchi::pki
