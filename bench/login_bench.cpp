// What the first half of a login costs (password checked, code made, its mail queued; SQLite, durable), right and with
// an unknown login ID, against libsodium's argon2id alone at the same cost: 19 MiB, two passes. Told, not judged: the
// cost is chosen, and both must cost the same (R4).
#include <sodium.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench.h"
#include "folder.h"
#include "main/house.h"
#include "main/make_example.h"
#include "usecase/begin_login.h"

namespace madoguchi {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = std::size_t{19} * 1024 * 1024;
constexpr std::string_view kPassword = "example-portal-password-1";

void hash_alone() {
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(out, kPassword.data(), kPassword.size(), kPasses, kMemoryBytes) != 0) throw Failure("argon2id");
}

void measure(const std::filesystem::path& folder, int rounds, int each) {
  make_example(folder, system_now());
  House house(load_config(folder, {}), true);
  Time now = house.now();
  std::uint32_t client = 0;
  const auto begin = [&](const std::string& login_id, bool good) {
    now += std::chrono::hours(2);  // no limit on tries and codes is in the way
    const auto begun = begin_login(house.office(), house.hasher(), now,
                                   {login_id, std::string(kPassword), "192.0.2." + std::to_string(++client % 250)});
    if (begun.has_value() != good) throw Failure("the login was not answered as it should be");
  };
  std::vector<double> alone, right, unknown, right_ratios, unknown_ratios;
  for (int round = 0; round < rounds; ++round) {
    alone.push_back(bench::us_each(each, hash_alone) / 1000);
    right.push_back(bench::us_each(each, [&] { begin("reiji", true); }) / 1000);
    unknown.push_back(bench::us_each(each, [&] { begin("nobody", false); }) / 1000);
    right_ratios.push_back(right.back() / alone.back());
    unknown_ratios.push_back(unknown.back() / alone.back());
  }
  const auto tell = [&](const std::string& what, const std::vector<double>& values, const std::vector<double>& ratios) {
    bench::report({.what = what,
                   .value = bench::median(values),
                   .unit = "ms CPU",
                   .against = "argon2id alone",
                   .reference = bench::median(alone),
                   .held = bench::median(ratios)});
  };
  tell("login, first half", right, right_ratios);
  tell("login, first half, unknown login ID", unknown, unknown_ratios);
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("login_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder folder("login_bench");
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    madoguchi::measure(folder.path() / "example", options.size(9, 1), options.size(10, 1));
  });
}
