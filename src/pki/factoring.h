#pragma once
#include <openssl/bn.h>

/// Tests that tell an RSA modulus somebody else can factor. Internal to pki, like openssl_ptr.h.
namespace madoguchi::pki {

inline constexpr unsigned kSmallFactorBelow = 752;  // BR 6.1.6
inline constexpr int kFermatRounds = 100;           // BR 6.1.1.3

/// Divisible by a prime below kSmallFactorBelow, 2 included.
bool has_small_factor(const BIGNUM* modulus);

/// ROCA (CVE-2017-15361): each prime that the faulty library made is a power of 65537 modulo a product of small primes,
/// so the modulus is one too. Looks whether it lies in the subgroup that 65537 generates, modulo every small prime
/// where that subgroup is not everything. A good key passes for one with a chance of 2^-27.
bool has_roca_form(const BIGNUM* modulus);

/// The factors are so close that Fermat's method finds them in kFermatRounds steps from the square root on.
bool is_factored_by_fermat(const BIGNUM* modulus);

/// A prime, a power of a prime, or another number that gcd(2^n - 2, n) tells something about: for n = p^k, p divides
/// 2^n - 2 (Fermat's little theorem, k times). Of products of two independent large primes practically none does.
bool is_prime_power_like(const BIGNUM* modulus);

}  // namespace madoguchi::pki
