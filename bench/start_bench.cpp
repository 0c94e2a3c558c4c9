// From the start of `madoguchi serve` to its first answer, and what the idle service keeps in memory. Starts the
// program that stands beside this one, or argv[1], on a fresh example, and on one of a million contracts (SQLite).
// Bars: 300 ms (wall) and 40 MB (resident); at a million contracts 500 ms and 60 MB. The CPU until then is told too: on
// a busy machine the wall clock says more about the others.
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench.h"
#include "folder.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// What is started, and what it may take.
struct Size {
  std::string name;
  long contracts = 0;
  double ready_ms_bar = 0, resident_mb_bar = 0;
};
constexpr auto kIdleFor = std::chrono::seconds(3);  // every job has had its turn, then nothing is due
constexpr auto kPatience = std::chrono::seconds(30);

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what);
}

pid_t start(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) fail(command[0] + " cannot be started");
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) fail("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/// A port that was free just now, with the two after it.
std::uint16_t free_port() {
  for (std::uint16_t port = 28080; port < 29000; port += 3) {
    bool all = true;
    for (std::uint16_t i = 0; i < 3 && all; ++i) {
      const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(static_cast<std::uint16_t>(port + i));
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      all = bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
      close(fd);
    }
    if (all) return port;
  }
  fail("no free port");
}

/// Whether the public status listener says that the service is there.
bool answers(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bool good = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  if (good) {
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    char answer[64] = {};
    good = write(fd, request.data(), request.size()) == static_cast<ssize_t>(request.size()) &&
           read(fd, answer, sizeof answer - 1) > 12 && std::string(answer).starts_with("HTTP/1.1 200");
  }
  close(fd);
  return good;
}

double resident_mb(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  fail("no VmRSS");
}

/// User and system time of all threads so far.
double cpu_ms(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string field;
  std::getline(stat, field, ')');  // the name may hold spaces
  double ticks = 0;
  for (int number = 3; number <= 15 && stat >> field; ++number) {
    if (number >= 14) ticks += std::strtod(field.c_str(), nullptr);
  }
  return ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Measured {
  double ready_ms = 0;
  double cpu_ms = 0;
  double resident_mb = 0;
};
Measured measure(const std::string& program, const std::string& folder, bool idle) {
  const auto port = free_port();
  const auto began = Clock::now();
  const pid_t pid = start({program, "serve", "--dir", folder, "--port", std::to_string(port)});
  while (!answers(static_cast<std::uint16_t>(port + 2))) {
    if (Clock::now() - began > kPatience || kill(pid, 0) != 0) fail("the service did not come up");
    poll(nullptr, 0, 1);
  }
  Measured measured{.ready_ms = std::chrono::duration<double, std::milli>(Clock::now() - began).count(),
                    .cpu_ms = cpu_ms(pid)};
  if (idle) {
    poll(nullptr, 0, static_cast<int>(std::chrono::milliseconds(kIdleFor).count()));
    measured.resident_mb = resident_mb(pid);
  }
  kill(pid, SIGTERM);
  if (wait_for(pid) != 0) fail("the service did not stop cleanly");
  return measured;
}

void measure_starts(const std::string& program, int starts, const Size& size) {
  const madoguchi::bench::Folder folder("start_bench");
  const auto example = (folder.path() / "example").string();
  const auto contracts = std::to_string(size.contracts);
  const std::vector<std::string> make = {program,       "example", "--dir",          example,
                                         "--contracts", contracts, "--certificates", contracts};
  if (wait_for(start(make)) != 0) fail("no example could be made");
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
  using madoguchi::bench::report;
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

int main(int argc, char** argv) {
  return madoguchi::bench::run("start_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const auto beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "madoguchi";
    const auto program = options.words.empty() ? beside.string() : options.words.front();
    measure_starts(program, options.size(5, 1), {"the example", 0, 300, 40});
    const auto contracts = options.size(1'000'000L, 1'000L);
    measure_starts(program, options.size(5, 1),
                   {std::to_string(contracts / 1000) + " k contracts", contracts, 500, 60});
  });
}
