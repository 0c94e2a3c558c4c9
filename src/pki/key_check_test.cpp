#include "pki/key_check.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "pki/factoring.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

using BuildPtr = OpensslPtr<OSSL_PARAM_BLD, &OSSL_PARAM_BLD_free>;
using ParamPtr = OpensslPtr<OSSL_PARAM, &OSSL_PARAM_free>;

BnPtr number(const char* hex) {
  BIGNUM* out = nullptr;
  BN_hex2bn(&out, hex);
  return BnPtr(out);
}
BnPtr times(const BIGNUM* a, const BIGNUM* b) {
  BnPtr out(BN_new());
  const BnCtxPtr context(BN_CTX_new());
  must(BN_mul(out.get(), a, b, context.get()) == 1, "BN_mul");
  return out;
}
/// The first prime at or above `from`, which becomes it.
void to_next_prime(BIGNUM* from) {
  const BnCtxPtr context(BN_CTX_new());
  BN_set_bit(from, 0);
  while (BN_check_prime(from, context.get(), nullptr) != 1) BN_add_word(from, 2);
}
/// A fixed prime of 1024 bits with both upper bits set; `variant` tells them apart.
BnPtr prime_1024(unsigned variant) {
  Bytes bytes;
  for (unsigned i = 0; i < 4; ++i) {
    const Bytes block = sha256(view_of("prime " + std::to_string(variant) + "/" + std::to_string(i)));
    bytes.insert(bytes.end(), block.begin(), block.end());
  }
  bytes[0] |= 0xC0;
  BnPtr out(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  to_next_prime(out.get());
  return out;
}

Bytes rsa_spki(const BIGNUM* modulus, unsigned exponent = 65537) {
  const BnPtr e(BN_new());
  BN_set_word(e.get(), exponent);
  const BuildPtr build(OSSL_PARAM_BLD_new());
  must(OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
           OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
       "push");
  const ParamPtr params(OSSL_PARAM_BLD_to_param(build.get()));
  const KeyCtxPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_fromdata_init(context.get()) == 1 &&
           EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) == 1,
       "fromdata");
  const KeyPtr owner(key);
  return to_der(key, i2d_PUBKEY);
}
Bytes spki_of(const KeyPtr& key) {
  return to_der(key.get(), i2d_PUBKEY);
}

bool on_no_list(ByteView) {
  return false;
}
std::string verdict(ByteView spki, KeyRules rules = {}) {
  const auto result = check_key(spki, on_no_list, rules);
  if (result) return "ok";
  const Refusal& refusal = result.error();
  EXPECT_EQ(refusal.code, ErrorCode::invalid);
  EXPECT_EQ(refusal.fields.at(0).first, "/csr");
  std::string text = refusal.fields.at(0).second;
  for (const auto& [name, value] : refusal.params) text += " " + name + "=" + value;
  return text;
}

TEST(KeyCheck, TakesRsaOfThreeSizesWith65537) {  // rules 1.2.1
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_RSA_gen(2048)))), "ok");
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_RSA_gen(3072)))), "ok");
  const BnPtr p = prime_1024(1);
  const BnPtr q = prime_1024(2);
  const BnPtr n = times(p.get(), q.get());
  EXPECT_EQ(verdict(rsa_spki(n.get())), "ok");
  EXPECT_EQ(verdict(rsa_spki(n.get(), 3)), "key.rsa_exponent");
  EXPECT_EQ(verdict(rsa_spki(n.get(), 65539)), "key.rsa_exponent");
  const BnPtr r = prime_1024(3);
  const BnPtr s = prime_1024(4);
  const BnPtr rs = times(r.get(), s.get());
  EXPECT_EQ(verdict(rsa_spki(times(n.get(), rs.get()).get())), "ok");  // 4096 bits
}

TEST(KeyCheck, RefusesOtherSizes) {
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_RSA_gen(1024)))), "key.rsa_size bits=1024");
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_RSA_gen(2056)))), "key.rsa_size bits=2056");
  BnPtr huge(BN_new());
  BN_set_bit(huge.get(), 9000);
  BN_set_bit(huge.get(), 0);
  EXPECT_EQ(verdict(rsa_spki(huge.get())), "key.rsa_size bits=9001");
  EXPECT_EQ(read_key(rsa_spki(huge.get())).error().fields.at(0).second, "key.rsa_size");
  EXPECT_EQ(read_key(spki_of(KeyPtr(EVP_RSA_gen(1024)))), (PublicKeyInfo{KeyKind::rsa, 1024}));
}

TEST(KeyCheck, RefusesAModulusWithASmallFactor) {
  for (const unsigned small : {2U, 3U, 5U, 743U, 751U}) {  // 751 is the last prime below 752
    BnPtr n(BN_new());
    BN_set_bit(n.get(), 2047);
    BN_sub_word(n.get(), BN_mod_word(n.get(), small));
    BN_add_word(n.get(), small);
    ASSERT_EQ(BN_mod_word(n.get(), small), 0U);
    EXPECT_EQ(verdict(rsa_spki(n.get())), "key.rsa_factor") << small;
  }
}

TEST(KeyCheck, RefusesAPrimeAndAPrimePower) {
  BnPtr prime(BN_new());
  BN_set_bit(prime.get(), 2047);
  BN_add_word(prime.get(), 12345);
  to_next_prime(prime.get());
  EXPECT_EQ(verdict(rsa_spki(prime.get())), "key.rsa_factor");
  const BnPtr p = prime_1024(5);
  EXPECT_EQ(verdict(rsa_spki(times(p.get(), p.get()).get())), "key.fermat");  // its square root is whole: round 0
  BnPtr third(BN_new());                                                      // 683 bits, the cube has 2048
  BN_set_bit(third.get(), 682);
  BN_set_bit(third.get(), 679);
  BN_set_bit(third.get(), 680);
  BN_add_word(third.get(), 777);
  to_next_prime(third.get());
  const BnPtr cube = times(times(third.get(), third.get()).get(), third.get());
  ASSERT_EQ(BN_num_bits(cube.get()), 2048);
  EXPECT_EQ(verdict(rsa_spki(cube.get())), "key.rsa_factor");
}

/// n = p * q with q the first prime beyond p + distance.
BnPtr close_primes(const BIGNUM* p, const BIGNUM* distance) {
  const BnPtr q(BN_new());
  BN_add(q.get(), p, distance);
  to_next_prime(q.get());
  return times(p, q.get());
}

TEST(KeyCheck, RefusesWhatFermatFindsInAHundredRounds) {  // BR 6.1.1.3
  const BnPtr p = prime_1024(6);
  const BnPtr two(BN_new());
  BN_set_word(two.get(), 2);
  EXPECT_EQ(verdict(rsa_spki(close_primes(p.get(), two.get()).get())), "key.fermat");  // twins, nearly
  // Fermat needs about d^2 / 8p rounds for q = p + d. With d^2 = 2^(2k) and p in [3/4 * 2^1024, 2^1024):
  const BnPtr d(BN_new());
  BN_set_bit(d.get(), 516);  // 2^1032 / 8p: 32 to 43 rounds
  EXPECT_EQ(verdict(rsa_spki(close_primes(p.get(), d.get()).get())), "key.fermat");
  BN_zero(d.get());
  BN_set_bit(d.get(), 517);  // 128 to 171 rounds
  EXPECT_EQ(verdict(rsa_spki(close_primes(p.get(), d.get()).get())), "ok");
}

/// A prime as the faulty library of ROCA made them: k * M + (65537^a mod M), M the product of the first 126 primes.
BnPtr roca_prime(unsigned a, unsigned long k) {
  const BnCtxPtr context(BN_CTX_new());
  BnPtr product(BN_new());
  BN_one(product.get());
  int count = 0;
  for (unsigned candidate = 2; count < 126; ++candidate) {
    bool prime = true;
    for (unsigned d = 2; d * d <= candidate; ++d) prime = prime && candidate % d != 0;
    if (prime) BN_mul_word(product.get(), candidate), ++count;
  }
  BnPtr exponent(BN_new()), generator(BN_new()), out(BN_new());
  BN_set_word(exponent.get(), a);
  BN_set_word(generator.get(), 65537);
  BN_mod_exp(out.get(), generator.get(), exponent.get(), product.get(), context.get());
  BnPtr offset(BN_dup(product.get()));
  BN_mul_word(offset.get(), k);
  BN_add(out.get(), out.get(), offset.get());
  while (BN_check_prime(out.get(), context.get(), nullptr) != 1) BN_add(out.get(), out.get(), product.get());
  return out;
}

TEST(KeyCheck, RefusesRoca) {
  const BnPtr p = roca_prime(123456, 0x1D000000000000);
  const BnPtr q = roca_prime(654321, 0x1A800000000000);
  const BnPtr n = times(p.get(), q.get());
  ASSERT_EQ(BN_num_bits(n.get()), 2048);
  EXPECT_TRUE(has_roca_form(p.get()));
  EXPECT_EQ(verdict(rsa_spki(n.get())), "key.roca");
  const BnPtr good = prime_1024(7);
  EXPECT_FALSE(has_roca_form(times(p.get(), good.get()).get()));  // one such prime alone has another form
  int hits = 0;
  for (unsigned i = 0; i < 2000; ++i) {
    const Bytes bytes = sha256(view_of(std::to_string(i)));
    hits += has_roca_form(BnPtr(BN_bin2bn(bytes.data(), 32, nullptr)).get()) ? 1 : 0;
  }
  EXPECT_EQ(hits, 0);
}

TEST(KeyCheck, TakesTheCurvesOfTheRules) {  // rules 1.2.2
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_EC_gen("P-256")))), "ok");
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_EC_gen("P-384")))), "ok");
  const Bytes p521 = spki_of(KeyPtr(EVP_EC_gen("P-521")));
  EXPECT_EQ(verdict(p521), "key.unsupported algorithm=secp521r1");
  EXPECT_EQ(verdict(p521, {.p521_allowed = true}), "ok");
  EXPECT_EQ(read_key(p521), (PublicKeyInfo{KeyKind::p521, 521}));
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_EC_gen("secp224r1")))), "key.unsupported algorithm=secp224r1");
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_EC_gen("secp256k1")))), "key.unsupported algorithm=secp256k1");
  EXPECT_EQ(verdict(spki_of(KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")))),
            "key.unsupported algorithm=ED25519");
}

TEST(KeyCheck, RefusesAPointThatIsNone) {
  const Bytes good = spki_of(KeyPtr(EVP_EC_gen("P-256")));
  Bytes off_curve = good;
  off_curve.back() ^= 1;
  EXPECT_EQ(verdict(off_curve), "key.broken");
  Bytes beyond = good;  // coordinates not below the field's prime
  std::fill(beyond.begin() + 27, beyond.end(), 0xFF);
  EXPECT_EQ(verdict(beyond), "key.broken");
  const KeyPtr key(EVP_EC_gen("P-256"));
  EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "compressed");
  const Bytes compressed = spki_of(key);
  ASSERT_LT(compressed.size(), good.size());
  EXPECT_EQ(verdict(compressed), "key.encoding");
  EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "hybrid");
  EXPECT_EQ(verdict(spki_of(key)), "key.encoding");
  const KeyPtr explicit_key(EVP_EC_gen("P-256"));
  EVP_PKEY_set_utf8_string_param(explicit_key.get(), OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_EXPLICIT);
  EXPECT_EQ(verdict(spki_of(explicit_key)), "key.unsupported algorithm=EC");
}

TEST(KeyCheck, RefusesOtherEncodingsOfAGoodKey) {
  const Bytes good = spki_of(KeyPtr(EVP_RSA_gen(2048)));
  const std::string hex = to_hex(good);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = hex;
    const auto at = changed.find(from);
    EXPECT_NE(at, changed.npos);
    changed.replace(at, from.size(), to);
    return *from_hex(changed);
  };
  Bytes trailing = good;
  trailing.push_back(0);
  EXPECT_EQ(verdict(trailing), "key.encoding");
  EXPECT_EQ(verdict(Bytes(good.begin(), good.end() - 1)), "key.encoding");
  EXPECT_EQ(verdict({}), "key.encoding");
  EXPECT_EQ(verdict(*from_hex("0500")), "key.encoding");
  EXPECT_EQ(verdict(*from_hex("3000")), "key.encoding");
  // The outer lengths follow the change: AlgorithmIdentifier without NULL, modulus with a superfluous zero octet.
  const auto shorter = with("30820122300d06092a864886f70d0101010500", "30820120300b06092a864886f70d010101");
  EXPECT_EQ(verdict(shorter), "key.unsupported algorithm=rsaEncryption");
  const auto padded = *from_hex([&] {
    std::string changed = hex;
    changed.replace(0, 8, "30820123");
    changed.replace(changed.find("0382010f"), 8, "03820110");
    changed.replace(changed.find("3082010a"), 8, "3082010b");
    changed.replace(changed.find("0282010100"), 10, "028201020000");
    return changed;
  }());
  EXPECT_EQ(verdict(padded), "key.encoding");
}

TEST(KeyCheck, AsksTheListsForBothFingerprints) {  // rules 1.2.3
  const BnPtr n = times(prime_1024(1).get(), prime_1024(2).get());
  const Bytes spki = rsa_spki(n.get());
  std::vector<Bytes> asked;
  const auto note = [&](ByteView fingerprint) {
    asked.emplace_back(fingerprint.begin(), fingerprint.end());
    return false;
  };
  EXPECT_TRUE(check_key(spki, note));
  EXPECT_EQ(asked, (std::vector<Bytes>{*debian_fingerprint(spki), sha256(spki)}));
  for (const Bytes& listed : asked) {
    const auto result = check_key(spki, [&](ByteView f) { return Bytes(f.begin(), f.end()) == listed; });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().fields.at(0).second, "key.known_weak");
  }
  const Bytes ec = spki_of(KeyPtr(EVP_EC_gen("P-256")));
  EXPECT_FALSE(check_key(ec, [&](ByteView f) { return Bytes(f.begin(), f.end()) == sha256(ec); }));
  EXPECT_FALSE(debian_fingerprint(ec));
}

TEST(KeyCheck, FingerprintsAsOpensslBlacklistDoes) {
  // printf 'Modulus=%s\n' ... | sha1sum | cut -c 21-40, of a modulus with a leading zero nibble
  const BnPtr n =
      number("0C0FFEE0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001");
  EXPECT_EQ(to_hex(*debian_fingerprint(rsa_spki(n.get()))), "7cb8de327639f9c5a4f8");
}

}  // namespace
}  // namespace madoguchi::pki
