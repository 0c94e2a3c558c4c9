// From the start of `madoguchi serve` to its first answer, and what the idle service keeps in memory. Starts the
// program that stands beside this one, or argv[1], on a fresh example, and on one of a million contracts (SQLite).
// Bars: 300 ms (wall) and 40 MB (resident); at a million contracts 500 ms and 60 MB. The CPU until then is told too: on
// a busy machine the wall clock says more about the others.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bench.h"
#include "folder.h"
#include "processes.h"

namespace madoguchi {
namespace {

using Clock = std::chrono::steady_clock;

/// What is started, and what it may take.
struct Size {
  std::string name;
  long contracts = 0;
  double ready_ms_bar = 0, resident_mb_bar = 0;
};
constexpr auto kIdleFor = std::chrono::seconds(3);  // every job has had its turn, then nothing is due
constexpr auto kPatience = std::chrono::seconds(30);

/// Whether the public status listener says that the service is there.
bool answers(std::uint16_t port) {
  const bench::Socket socket;
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  char answer[64] = {};
  return socket.connects(port) &&
         send(socket.fd(), request.data(), request.size(), MSG_NOSIGNAL) == std::ssize(request) &&
         recv(socket.fd(), answer, sizeof answer - 1, 0) > 12 && std::string(answer).starts_with("HTTP/1.1 200");
}

struct Measured {
  double ready_ms = 0;
  double cpu_ms = 0;
  double resident_mb = 0;
};
Measured measure(const std::string& program, const std::string& folder, bool idle) {
  const auto port = bench::free_port(2);
  const auto began = Clock::now();
  bench::Process service({program, "serve", "--dir", folder, "--port", std::to_string(port)});
  while (!answers(static_cast<std::uint16_t>(port + 2))) {
    if (Clock::now() - began > kPatience || !service.is_running()) throw Failure("the service did not come up");
    poll(nullptr, 0, 1);
  }
  Measured measured{.ready_ms = std::chrono::duration<double, std::milli>(Clock::now() - began).count(),
                    .cpu_ms = service.cpu_us() / 1000};
  if (idle) {
    poll(nullptr, 0, static_cast<int>(std::chrono::milliseconds(kIdleFor).count()));
    measured.resident_mb = service.resident_mb();
  }
  if (service.stop() != 0) throw Failure("the service did not stop cleanly");
  return measured;
}

void measure_starts(const std::string& program, int starts, const Size& size) {
  const bench::Folder folder("start_bench");
  const auto example = (folder.path() / "example").string();
  const auto contracts = std::to_string(size.contracts);
  bench::run_to_end({program, "example", "--dir", example, "--contracts", contracts, "--certificates", contracts});
  std::vector<double> ready;
  std::vector<double> cpu;
  ready.reserve(starts);
  cpu.reserve(starts);
  for (int i = 0; i < starts; ++i) {
    const auto measured = measure(program, example, false);
    ready.push_back(measured.ready_ms);
    cpu.push_back(measured.cpu_ms);
  }
  const double resident = measure(program, example, true).resident_mb;
  std::ranges::sort(ready);
  std::ranges::sort(cpu);
  using bench::report;
  report({.what = "start to ready, " + size.name,
          .value = cpu[cpu.size() / 2],
          .unit = "ms CPU",
          .held = ready[ready.size() / 2],
          .held_unit = "ms",
          .bar = size.ready_ms_bar});
  report({.what = "idle, " + size.name,
          .value = resident,
          .unit = "MB",
          .held = resident,
          .held_unit = "MB",
          .bar = size.resident_mb_bar});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("start_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "madoguchi";
    const auto program = options.words.empty() ? beside.string() : options.words.front();
    madoguchi::measure_starts(program, options.size(5, 1), {"the example", 0, 300, 40});
    const auto contracts = options.size(1'000'000L, 1'000L);
    madoguchi::measure_starts(program, options.size(5, 1),
                              {std::to_string(contracts / 1000) + " k contracts", contracts, 500, 60});
  });
}
