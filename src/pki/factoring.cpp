#include "pki/factoring.h"

#include <algorithm>
#include <array>
#include <vector>

#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

constexpr BN_ULONG kWordError = static_cast<BN_ULONG>(-1);

unsigned remainder(const BIGNUM* number, unsigned divisor) {
  const BN_ULONG word = BN_mod_word(number, divisor);
  must(word != kWordError, "BN_mod_word");
  return static_cast<unsigned>(word);
}

bool is_prime(unsigned number) {
  for (unsigned d = 2; d * d <= number; ++d) {
    if (number % d == 0) return false;
  }
  return number >= 2;
}

BnPtr new_number(const BIGNUM* from = nullptr) {
  BnPtr number(from == nullptr ? BN_new() : BN_dup(from));
  must(number != nullptr, "BN_new");
  return number;
}
BnCtxPtr new_context() {
  BnCtxPtr context(BN_CTX_new());
  must(context != nullptr, "BN_CTX_new");
  return context;
}

/// The largest root with root * root <= number, by Newton's method from above.
BnPtr floor_square_root(const BIGNUM* number, BN_CTX* context) {
  BnPtr root = new_number();
  if (BN_is_zero(number)) return root;
  must(BN_set_bit(root.get(), (BN_num_bits(number) + 1) / 2) == 1, "BN_set_bit");
  for (BnPtr next = new_number();;) {
    must(BN_div(next.get(), nullptr, number, root.get(), context) == 1, "BN_div");
    must(BN_add(next.get(), next.get(), root.get()) == 1, "BN_add");
    must(BN_rshift1(next.get(), next.get()) == 1, "BN_rshift1");
    if (BN_cmp(next.get(), root.get()) >= 0) return root;
    std::swap(root, next);
  }
}

/// residues[m][r]: r is a square modulo m. Sifts out all but one in about 170 before the costly root.
bool can_be_square(const BIGNUM* number) {
  static constexpr std::array<unsigned, 5> kModuli = {64, 63, 65, 11, 17};
  return std::ranges::all_of(kModuli, [&](unsigned m) {
    const unsigned r = remainder(number, m);
    for (unsigned x = 0; x < m; ++x) {
      if (x * x % m == r) return true;
    }
    return false;
  });
}

bool is_square(const BIGNUM* number, BN_CTX* context) {
  if (!can_be_square(number)) return false;
  const BnPtr root = floor_square_root(number, context);
  const BnPtr square = new_number();
  must(BN_sqr(square.get(), root.get(), context) == 1, "BN_sqr");
  return BN_cmp(square.get(), number) == 0;
}

/// A small prime and which remainders are powers of 65537 modulo it.
struct RocaPrime {
  unsigned prime;
  std::vector<bool> is_power;
};

std::vector<RocaPrime> roca_primes() {
  constexpr unsigned kLast = 167;  // the 39th prime: ROCA's product for the shortest keys; longer ones contain it
  std::vector<RocaPrime> primes;
  for (unsigned prime = 3; prime <= kLast; ++prime) {
    if (!is_prime(prime)) continue;
    RocaPrime entry{prime, std::vector<bool>(prime)};
    unsigned order = 0;
    for (unsigned power = 1; !entry.is_power[power]; power = power * (65537 % prime) % prime, ++order) {
      entry.is_power[power] = true;
    }
    if (order < prime - 1) primes.push_back(std::move(entry));
  }
  return primes;
}

}  // namespace

bool has_small_factor(const BIGNUM* modulus) {
  for (unsigned prime = 2; prime < kSmallFactorBelow; ++prime) {
    if (is_prime(prime) && remainder(modulus, prime) == 0) return true;
  }
  return false;
}

bool has_roca_form(const BIGNUM* modulus) {
  static const std::vector<RocaPrime> kPrimes = roca_primes();
  return std::ranges::all_of(kPrimes, [&](const RocaPrime& entry) {
    return static_cast<bool>(entry.is_power[remainder(modulus, entry.prime)]);
  });
}

bool is_factored_by_fermat(const BIGNUM* modulus) {
  // n = a^2 - b^2 = (a - b)(a + b): try a from the square root upwards until a^2 - n is a square.
  const BnCtxPtr context = new_context();
  BnPtr a = floor_square_root(modulus, context.get());
  const BnPtr rest = new_number();  // a^2 - n
  must(BN_sqr(rest.get(), a.get(), context.get()) == 1, "BN_sqr");
  must(BN_sub(rest.get(), rest.get(), modulus) == 1, "BN_sub");
  for (int round = 0; round <= kFermatRounds; ++round) {
    if (!BN_is_negative(rest.get()) && is_square(rest.get(), context.get())) return true;
    must(BN_add(rest.get(), rest.get(), a.get()) == 1 && BN_add_word(a.get(), 1) == 1 &&
             BN_add(rest.get(), rest.get(), a.get()) == 1,  // (a + 1)^2 = a^2 + a + (a + 1)
         "BN_add");
  }
  return false;
}

bool is_prime_power_like(const BIGNUM* modulus) {
  if (!BN_is_odd(modulus)) return true;
  const BnCtxPtr context = new_context();
  const BnPtr two = new_number();
  const BnPtr power = new_number();
  must(BN_set_word(two.get(), 2) == 1, "BN_set_word");
  must(BN_mod_exp(power.get(), two.get(), modulus, modulus, context.get()) == 1, "BN_mod_exp");
  must(BN_sub_word(power.get(), 2) == 1, "BN_sub_word");
  must(BN_gcd(power.get(), power.get(), modulus, context.get()) == 1, "BN_gcd");
  return !BN_is_one(power.get());
}

}  // namespace madoguchi::pki
