// A CRL of one million entries with reasons, by both kinds of key: wall and CPU time, peak memory of the process, and
// the ratio to hashing and writing as many bytes. Bars: 0.4 s and 32 MB above idle.
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "bench.h"
#include "domain/issuance_fixture.h"
#include "pki/ca_certificate.h"
#include "pki/crl.h"
#include "pki/file_signer.h"

namespace madoguchi {
namespace {

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
pki::CrlSource source(std::int64_t entries) {
  return [entries, made = std::int64_t{0}](pki::CrlEntry& entry) mutable {
    if (made == entries) return false;
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

void measure(pki::CaKeyKind kind, std::int64_t entries, int rounds) {
  const auto folder = std::filesystem::temp_directory_path() / ("crl_bench" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const auto signer = pki::create_key_file(kind, folder / "key", pki::Passphrase("correct example battery"));
  IssuerInfo issuer = fixture::issuer();
  issuer.key_id = pki::key_id_of(signer->public_key());
  issuer.algorithm = signer->algorithm();
  const pki::CrlHead head{.number = to_unix(fixture::kNow),
                          .this_update = fixture::kNow,
                          .next_update = fixture::kNow + std::chrono::days(4)};
  std::vector<double> walls, cpus, ratios;
  const double idle = peak_mb();
  for (int round = 0; round < rounds; ++round) {
    const double cpu = cpu_s();
    const auto start = std::chrono::steady_clock::now();
    const auto facts = pki::write_crl(issuer, head, source(entries), *signer, folder / "0.crl");
    walls.push_back(seconds_since(start));
    cpus.push_back(cpu_s() - cpu);
    ratios.push_back(walls.back() / floor_s(folder / "floor", facts.bytes));
  }
  const auto name = std::to_string(entries) + " entries, " + std::string(to_text(kind));
  bench::report(
      {.what = "CRL, " + name,
       .value = bench::median(cpus),
       .unit = "s CPU",
       .held = bench::median(walls),
       .held_unit = "s",
       .bar = 0.4,
       .note = "hashing and writing as many bytes takes 1/" + std::to_string(bench::median(ratios)).substr(0, 4)});
  bench::report({.what = "memory above idle, CRL, " + name,
                 .value = peak_mb() - idle,
                 .unit = "MB",
                 .held = peak_mb() - idle,
                 .held_unit = "MB",
                 .bar = 32});
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  using madoguchi::pki::CaKeyKind;
  return madoguchi::bench::run("crl_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    for (const auto kind : {CaKeyKind::p256, CaKeyKind::rsa2048}) {
      madoguchi::measure(kind, options.size<std::int64_t>(1'000'000, 1'000), options.size(5, 1));
    }
  });
}
