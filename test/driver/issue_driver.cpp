/// One turn of a job in a process of its own, killed where the caller wants it (test/story/killed_*_test.cpp):
///
///   issue_driver JOB DATABASE KEY_FILE CRL_FOLDER NOW POINT SIGNED_LOG
///
/// JOB: issue | revoke | publish | lists (four shards and the full one) | incidents (batches of ten). POINT: none |
/// before:N | after:N (the N-th statement of all transactions, commits counted) | before_signing | after_signing. NOW
/// is in seconds since 1970. Every digest that the key signs is appended to SIGNED_LOG, before its answer is used, as
/// the log of a key that lives elsewhere would have it.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "job/incidents.h"
#include "job/issue_due.h"
#include "job/revoke_due.h"
#include "main/load_policy.h"
#include "secret/system_random.h"
#include "support/example_authority.h"
#include "support/failing_connection.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  ::_exit(99);  // not reached
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw Failure("not a number: " + std::string(text));
  return value;
}

Bytes read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure("cannot read " + path);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return {text.begin(), text.end()};
}

void append_line(const std::string& path, std::string line) {
  line += '\n';
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (file >= 0) ::close(file);
  if (!written) throw Failure("cannot append to " + path);
}

struct Point {
  int statement = 0;
  sql::FailingConnection::Strike strike = sql::FailingConnection::Strike::before;
  bool before_signing = false, after_signing = false;
};
Point parse_point(std::string_view text) {
  using enum sql::FailingConnection::Strike;
  if (text == "none") return {};
  if (text == "before_signing") return {.before_signing = true};
  if (text == "after_signing") return {.after_signing = true};
  if (text.starts_with("before:")) return {.statement = static_cast<int>(number(text.substr(7))), .strike = before};
  if (text.starts_with("after:")) return {.statement = static_cast<int>(number(text.substr(6))), .strike = after};
  throw Failure("unknown point: " + std::string(text));
}

void run_job(std::string_view job, const Office& office, const IssuingAuthority& authority, Time now) {
  if (job == "issue") {
    job::issue_due(office, authority, now);
  } else if (job == "revoke") {
    job::revoke_due(office, now);
  } else if (job == "publish") {
    publish_crl(office, authority, 0, [now] { return now; });
  } else if (job == "lists") {
    auto sharded = authority;
    sharded.issuer.crl_shards = 4;
    publish_crls(office, sharded, [now] { return now; });
  } else if (job == "incidents") {
    job::incidents(office, now, 1000, 10);
  } else {
    throw Failure("unknown job: " + std::string(job));
  }
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 7) throw Failure("usage: issue_driver JOB DATABASE KEY_FILE CRL_FOLDER NOW POINT SIGNED_LOG");
  const auto& [job, database, key, crl_folder] = std::tie(arguments[0], arguments[1], arguments[2], arguments[3]);
  const Time now = from_unix(number(arguments[4]));
  const Point point = parse_point(arguments[5]);
  const std::string log_path = arguments[6], source = MADOGUCHI_SOURCE_DIR;

  ExampleSigner root, signer(read_file(key));
  signer.before_signing = [&] {
    if (point.before_signing) die();
  };
  signer.after_signing = [&] {
    append_line(log_path, signer.signed_digests().back());
    if (point.after_signing) die();
  };
  const auto authority = make_example_authority(root, signer, crl_folder, now);
  signer.forget();
  Policy policy = load_policy(source + "/policy");
  policy.products.at("ev_2_0").reissue.self_service_max = 1000;  // as the tests have it: one approval for each point
  std::array<std::uint8_t, ServerSecret::kBytes> secret_bytes{};
  secret_bytes.fill(0x42);
  const ServerSecret secret(secret_bytes);
  const Catalogue catalogue = Catalogue::load(source + "/text");
  SystemRandom random;
  sql::Pool pool(database, 1);
  {
    auto failing = std::make_unique<sql::FailingConnection>(sql::connect(database), point.statement, point.strike);
    failing->instead(die);
    const sql::Pool::Lease given(pool, std::move(failing));  // back to the pool it goes: the first that it lends
  }
  const Office office{.pool = pool,
                      .policy = policy,
                      .secret = secret,
                      .catalogue = catalogue,
                      .random = random,
                      .urls = {.portal = "https://portal.example.jp",
                               .desk = "https://desk.example.jp",
                               .status = "http://status.example.jp",
                               .mail_domain = "mail.example.jp"},
                      .mail_house = {.authority = "見本認証局",
                                     .telephone = "03-0000-0003",
                                     .enquiry_address = "desk@example.jp",
                                     .portal_url = "https://portal.example.jp"}};
  run_job(job, office, authority, now);
  return 0;
}

}  // namespace
}  // namespace madoguchi

int main(int count, char** arguments) {
  try {
    return madoguchi::run({arguments + 1, arguments + count});
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "issue_driver: %s\n", failure.what());
    return 1;
  }
}
