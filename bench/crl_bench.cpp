// A CRL of one million entries with reasons, by both kinds of key, written from lines at hand: wall and CPU time, peak
// memory of the process, and the ratio to hashing and writing as many bytes. Bars: 0.4 s and 32 MB above idle. Then the
// same with its lines read from SQLite and from PostgreSQL, as publishing does: how soon a list that long can be out,
// without a bar. Beside it, by P-256, OpenSSL's own
// CRL code (X509_CRL_add0_revoked, sort, sign, i2d) on as many entries, bar 15 times its CPU; and, with a hundred
// thousand, `openssl ca -gencrl`, whose database is a text file that it reads whole.
#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>

#include "bench.h"
#include "domain/issuance_fixture.h"
#include "folder.h"
#include "memory.h"
#include "pki/ca_certificate.h"
#include "pki/crl.h"
#include "pki/file_signer.h"
#include "sql/migrate.h"
#include "usecase/crl_lines.h"

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
      {.what = "CRL, " + name + ", written from lines at hand",
       .value = bench::median(cpus),
       .unit = "s CPU",
       .held = bench::median(walls),
       .held_unit = "s",
       .bar = 0.4,
       .note = "hashing and writing as many bytes takes 1/" + std::to_string(bench::median(ratios)).substr(0, 4)});
  bench::report({.what = "memory above idle, CRL, " + name + ", written from lines at hand",
                 .value = peak_mb() - idle,
                 .unit = "MB",
                 .held = peak_mb() - idle,
                 .held_unit = "MB",
                 .bar = 32});
  std::filesystem::remove_all(folder);
}

/// As many lines of one shard in a database of their own, added in the order of no serial, as revocations come.
void fill(sql::Connection& connection, const std::string& issuer, std::int64_t entries) {
  sql::migrate(connection, MADOGUCHI_SOURCE_DIR "/migrations", fixture::kNow);
  constexpr std::size_t kRowsAtOnce = 1'000;
  constexpr std::size_t kColumns = 8;
  std::vector<pki::CrlEntry> lines;
  const auto next = source(entries);
  for (pki::CrlEntry entry; next(entry);) lines.push_back(entry);
  std::ranges::shuffle(lines, std::mt19937_64(1));
  std::vector<sql::Parameter> values;
  sql::Transaction transaction(connection);
  const auto flush = [&] {
    connection.add_rows(
        "revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, recorded_at, "
        "published_number)",
        kColumns, values);
    values.clear();
  };
  for (const auto& entry : lines) {
    for (sql::Parameter value : {sql::Parameter(issuer), sql::Parameter(1), sql::Parameter(to_text(entry.serial)),
                                 sql::Parameter(entry.revoked_at), sql::Parameter(to_text(entry.reason)),
                                 sql::Parameter(fixture::kNow + std::chrono::days(100)),
                                 sql::Parameter(entry.revoked_at), sql::Parameter(1)}) {
      values.push_back(std::move(value));
    }
    if (values.size() == kColumns * kRowsAtOnce) flush();
  }
  if (!values.empty()) flush();
  transaction.keep();
}

void measure_from_database(const std::string& name, const std::string& database, std::int64_t entries, int rounds) {
  const bench::Folder folder("crl_bench");
  const auto signer =
      pki::create_key_file(pki::CaKeyKind::p256, folder.path() / "key", pki::Passphrase("correct example battery"));
  IssuerInfo issuer = fixture::issuer();
  issuer.key_id = pki::key_id_of(signer->public_key());
  issuer.algorithm = signer->algorithm();
  const auto connection = sql::connect(database);
  fill(*connection, issuer.id, entries);
  const pki::CrlHead head{.number = to_unix(fixture::kNow),
                          .this_update = fixture::kNow,
                          .next_update = fixture::kNow + std::chrono::days(4)};
  std::vector<double> walls, cpus;
  bench::forget_peak();
  const double idle = bench::status_mb("VmRSS:");
  for (int round = 0; round < rounds; ++round) {
    const double cpu = cpu_s();
    const auto start = std::chrono::steady_clock::now();
    const sql::Transaction snapshot(*connection, sql::Access::read);
    store::CrlTable crls(*connection);
    CrlLines lines(crls, issuer.id, 1, 1, [] {});
    const auto facts = pki::write_crl(
        issuer, head, [&](pki::CrlEntry& entry) { return lines.next(entry); }, *signer, folder.path() / "1.crl");
    if (facts.entries != entries) throw Failure("lines are missing");
    walls.push_back(seconds_since(start));
    cpus.push_back(cpu_s() - cpu);
  }
  const auto what = "CRL, " + std::to_string(entries) + " entries, p256, read from the database, " + name;
  bench::report(
      {.what = what, .value = bench::median(cpus), .unit = "s CPU", .held = bench::median(walls), .held_unit = "s"});
  const double gained = bench::status_mb("VmHWM:") - idle;
  bench::report(
      {.what = "memory above idle, " + what, .value = gained, .unit = "MB", .held = gained, .held_unit = "MB"});
}

void measure_from_databases(std::int64_t entries, int rounds) {
  const bench::Folder folder("crl_bench");
  measure_from_database("SQLite", "sqlite:" + (folder.path() / "lines.db").string(), entries, rounds);
  if (const char* server = std::getenv("MADOGUCHI_TEST_POSTGRES")) {
    sql::connect(server)->execute(
        "CREATE DATABASE crl_bench TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    measure_from_database("PostgreSQL", std::string(server) + " dbname=crl_bench", entries, rounds);
  }
}

template <typename T, void (*Free)(T*)>
struct FreeIt {
  void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeIt<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeIt<X509, X509_free>>;
using Crl = std::unique_ptr<X509_CRL, FreeIt<X509_CRL, X509_CRL_free>>;

void must(bool good, const char* what) {
  if (!good) throw Failure(std::string("OpenSSL: ") + what);
}

/// A self-signed issuer, for both ways of OpenSSL's.
struct Issuer {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate{X509_new()};
  Issuer() {
    must(key && certificate, "a key");
    auto* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 365L * 24 * 3600);
    auto* name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Bench CA"), -1, -1, 0);
    X509_set_issuer_name(x509, name);
    X509_set_pubkey(x509, key.get());
    must(X509_sign(x509, key.get(), EVP_sha256()) > 0, "a certificate");
  }
};

/// The same list by OpenSSL's own code, from the same source to a file.
void write_by_openssl(const Issuer& issuer, std::int64_t entries, const std::string& path) {
  const Crl crl(X509_CRL_new());
  must(crl != nullptr, "a CRL");
  X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.certificate.get()));
  const std::unique_ptr<ASN1_TIME, FreeIt<ASN1_TIME, ASN1_TIME_free>> time(ASN1_TIME_new());
  X509_CRL_set1_lastUpdate(crl.get(), ASN1_TIME_set(time.get(), to_unix(fixture::kNow)));
  X509_CRL_set1_nextUpdate(crl.get(), ASN1_TIME_set(time.get(), to_unix(fixture::kNow) + 4L * 24 * 3600));
  const auto next = source(entries);
  const std::unique_ptr<ASN1_ENUMERATED, FreeIt<ASN1_ENUMERATED, ASN1_ENUMERATED_free>> reason(ASN1_ENUMERATED_new());
  const std::unique_ptr<ASN1_INTEGER, FreeIt<ASN1_INTEGER, ASN1_INTEGER_free>> serial(ASN1_INTEGER_new());
  for (pki::CrlEntry entry; next(entry);) {
    X509_REVOKED* revoked = X509_REVOKED_new();
    must(revoked != nullptr, "an entry");
    ASN1_STRING_set(serial.get(), entry.serial.data(), static_cast<int>(entry.serial.size()));
    X509_REVOKED_set_serialNumber(revoked, serial.get());
    X509_REVOKED_set_revocationDate(revoked, ASN1_TIME_set(time.get(), to_unix(entry.revoked_at)));
    ASN1_ENUMERATED_set(reason.get(), static_cast<long>(entry.reason));
    X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, reason.get(), 0, 0);
    must(X509_CRL_add0_revoked(crl.get(), revoked) == 1, "adding an entry");
  }
  X509_CRL_sort(crl.get());
  must(X509_CRL_sign(crl.get(), issuer.key.get(), EVP_sha256()) > 0, "signing a CRL");
  const std::unique_ptr<BIO, FreeIt<BIO, BIO_free_all>> file(BIO_new_file(path.c_str(), "wb"));
  must(file && i2d_X509_CRL_bio(file.get(), crl.get()) == 1, "writing a CRL");
}

/// What `openssl ca` works from: its configuration, its text database, key and certificate.
void prepare_ca(const std::filesystem::path& folder, const Issuer& issuer, std::int64_t entries) {
  std::ofstream(folder / "ca.cnf") << "[ca]\ndefault_ca=c\n[c]\ndatabase=" << (folder / "index.txt").string()
                                   << "\ncrlnumber=" << (folder / "crlnumber").string()
                                   << "\ndefault_md=sha256\ndefault_crl_days=4\n";
  std::ofstream(folder / "crlnumber") << "01\n";
  std::ofstream(folder / "index.txt.attr") << "unique_subject = no\n";
  std::ofstream index(folder / "index.txt");
  const auto next = source(entries);
  for (pki::CrlEntry entry; next(entry);) {
    auto serial = to_text(entry.serial);
    for (auto& digit : serial) digit = static_cast<char>(std::toupper(digit));
    index << "R\t301231235959Z\t260601000000Z,superseded\t" << serial << "\tunknown\t/CN=www.example.jp\n";
  }
  const std::unique_ptr<BIO, FreeIt<BIO, BIO_free_all>> file(BIO_new_file((folder / "ca.pem").c_str(), "wb"));
  must(file && PEM_write_bio_X509(file.get(), issuer.certificate.get()) == 1 &&
           PEM_write_bio_PKCS8PrivateKey(file.get(), issuer.key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
       "writing the issuer");
}

double children_cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Ours and one of OpenSSL's ways in turn; `theirs` writes a list as long and says what it took.
template <typename Theirs>
void compare(const char* with, std::int64_t entries, int rounds, std::optional<double> bar,
             const std::filesystem::path& folder, Theirs theirs) {
  const auto signer =
      pki::create_key_file(pki::CaKeyKind::p256, folder / "key", pki::Passphrase("correct example battery"));
  IssuerInfo issuer = fixture::issuer();
  issuer.key_id = pki::key_id_of(signer->public_key());
  issuer.algorithm = signer->algorithm();
  const pki::CrlHead head{.number = to_unix(fixture::kNow),
                          .this_update = fixture::kNow,
                          .next_update = fixture::kNow + std::chrono::days(4)};
  std::vector<double> ours, others, ratios;
  for (int round = 0; round < rounds; ++round) {
    const double cpu = cpu_s();
    pki::write_crl(issuer, head, source(entries), *signer, folder / "0.crl");
    ours.push_back(cpu_s() - cpu);
    others.push_back(theirs());
    ratios.push_back(others.back() / ours.back());
  }
  std::filesystem::remove(folder / "key");
  bench::report({.what = "CRL, " + std::to_string(entries) + " entries, beside " + with,
                 .value = bench::median(ours),
                 .unit = "s CPU",
                 .against = with,
                 .reference = bench::median(others),
                 .held = bench::median(ratios),
                 .held_unit = "times faster",
                 .bar = bar,
                 .at_least = true});
}

void compare_with_openssl(const bench::Options& options) {
  const auto folder = std::filesystem::temp_directory_path() / ("crl_bench_openssl" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const Issuer issuer;
  const auto million = options.size<std::int64_t>(1'000'000, 1'000);
  compare("OpenSSL's CRL code", million, options.size(3, 1), 15.0, folder, [&] {
    const double cpu = cpu_s();
    write_by_openssl(issuer, million, folder / "openssl.crl");
    return cpu_s() - cpu;
  });
  const auto fewer = options.size<std::int64_t>(100'000, 1'000);
  prepare_ca(folder, issuer, fewer);
  const auto file = [&](const char* name) { return (folder / name).string(); };
  const std::string command = "openssl ca -gencrl -config " + file("ca.cnf") + " -cert " + file("ca.pem") +
                              " -keyfile " + file("ca.pem") + " -out " + file("ca.crl") + " 2>" + file("said");
  compare("openssl ca -gencrl", fewer, options.size(3, 1), std::nullopt, folder, [&] {
    const double cpu = children_cpu_s();
    if (std::system(command.c_str()) != 0) throw Failure("openssl ca -gencrl failed");
    return children_cpu_s() - cpu;
  });
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
    madoguchi::measure_from_databases(options.size<std::int64_t>(1'000'000, 1'000), options.size(3, 1));
    madoguchi::compare_with_openssl(options);
  });
}
