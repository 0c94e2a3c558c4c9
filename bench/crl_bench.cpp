// A CRL of one million entries with reasons, by both kinds of key: wall and CPU time, peak memory of the process, and
// the ratio to hashing and writing as many bytes. Bars: 0.5 s and 50 MB.
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "domain/issuance_fixture.h"
#include "pki/ca_certificate.h"
#include "pki/crl.h"
#include "pki/file_signer.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kEntries = 1'000'000;
constexpr int kRounds = 5;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}
double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Serials spread like random ones, ascending, as a cursor over the database gives them.
pki::CrlSource source() {
  return [made = std::int64_t{0}](pki::CrlEntry& entry) mutable {
    if (made == kEntries) return false;
    ++made;
    entry.serial = {kSerialFirstOctet};
    const auto spread = static_cast<std::uint64_t>(made) * 0x0000'0F00'1234'5677ULL;
    for (std::size_t i = 0; i < 8; ++i) entry.serial[i + 1] = static_cast<std::uint8_t>(spread >> (56 - 8 * i));
    entry.revoked_at = fixture::kNow - Seconds(made);
    entry.reason = RevocationReason::superseded;
    return true;
  };
}

/// The floor: hash as many bytes twice and write them twice, synced once.
double floor_s(const std::string& path, std::int64_t bytes) {
  const auto start = std::chrono::steady_clock::now();
  const Bytes block(256 * 1024, 0x5a);
  EVP_MD_CTX* hash = EVP_MD_CTX_new();
  EVP_DigestInit_ex(hash, EVP_sha256(), nullptr);
  for (int pass = 0; pass < 2; ++pass) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (std::int64_t done = 0; done < bytes; done += std::ssize(block)) {
      EVP_DigestUpdate(hash, block.data(), block.size());
      if (write(file, block.data(), block.size()) != std::ssize(block)) throw Failure("write");
    }
    if (pass == 1) fdatasync(file);
    close(file);
  }
  EVP_MD_CTX_free(hash);
  std::filesystem::remove(path);
  return seconds_since(start);
}

void measure(pki::CaKeyKind kind) {
  const auto folder = std::filesystem::temp_directory_path() / ("crl_bench" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const auto signer = pki::create_key_file(kind, folder / "key", pki::Passphrase("correct example battery"));
  IssuerInfo issuer = fixture::issuer();
  issuer.key_id = pki::key_id_of(signer->public_key());
  issuer.algorithm = signer->algorithm();
  const pki::CrlHead head{.number = to_unix(fixture::kNow),
                          .this_update = fixture::kNow,
                          .next_update = fixture::kNow + std::chrono::days(4)};
  for (int round = 0; round < kRounds; ++round) {
    const double cpu = cpu_s();
    const auto start = std::chrono::steady_clock::now();
    const auto facts = pki::write_crl(issuer, head, source(), *signer, folder / "0.crl");
    const double wall = seconds_since(start);
    const double spent = cpu_s() - cpu;
    const double floor = floor_s(folder / "floor", facts.bytes);
    std::printf(
        "%-8s %lld entries %.1f MB  wall %.3f s  CPU %.3f s  peak %.1f MB  floor %.3f s  ratio %.2f (bars 0.5 s, 50 "
        "MB)\n",
        std::string(to_text(kind)).c_str(), static_cast<long long>(facts.entries),
        static_cast<double>(facts.bytes) / 1e6, wall, spent, peak_mb(), floor, wall / floor);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace madoguchi

int main() {
  madoguchi::measure(madoguchi::pki::CaKeyKind::p256);
  madoguchi::measure(madoguchi::pki::CaKeyKind::rsa2048);
  return 0;
}
