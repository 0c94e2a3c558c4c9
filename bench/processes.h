#pragma once
// Other programs that a bench starts, watches and ends; and a bounded load on a server among them.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

extern char** environ;

namespace madoguchi::bench {

/// A program of others or of ours. Its output goes nowhere. Ended with SIGTERM, and waited for.
class Process {
 public:
  explicit Process(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
    }
    const int failed = posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw Failure(command[0] + " cannot be started");
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { stop(); }
  /// Ends it in good order; how it ended, 0 for well.
  int stop() {
    if (pid_ > 0) kill(pid_, SIGTERM);
    return wait();
  }
  /// How it ended; 0 for well.
  int wait() {
    if (pid_ <= 0) return 0;
    int status = 0;
    waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  }
  /// It stays to be waited for: its number is not given to another process.
  bool is_running() const {
    siginfo_t ended{};
    return pid_ > 0 && waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == 0;
  }
  /// CPU time of all its threads.
  double cpu_us() const {
    clockid_t clock{};
    timespec now{};
    if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &now) != 0) throw Failure("a process has ended");
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
  }
  double resident_mb() const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
    throw Failure("a process has ended");
  }

 private:
  pid_t pid_ = 0;
};

inline void run_to_end(const std::vector<std::string>& command) {
  if (Process(command).wait() != 0) throw Failure(command[0] + " failed");
}

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket of ours, closed with it.
class Socket {
 public:
  Socket() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  int fd() const { return fd_; }
  bool connects(std::uint16_t port) const {
    const auto address = loopback(port);
    const int yes = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  bool binds(std::uint16_t port) const {
    const auto address = loopback(port);
    return bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

 private:
  int fd_;
};

/// An HTTP answer with a length.
inline bool is_whole(const std::string& all) {
  const auto head = all.find("\r\n\r\n");
  const auto length = all.find("Content-Length: ");
  if (head == std::string::npos || length == std::string::npos || length > head) return false;
  return all.size() >= head + 4 + std::strtoul(all.c_str() + length + 16, nullptr, 10);
}

/// One request over a connection of its own, and the answer.
inline std::string ask_and_close(std::uint16_t port, const std::string& request) {
  const Socket socket;
  if (!socket.connects(port)) throw Failure("cannot connect");
  if (::send(socket.fd(), request.data(), request.size(), MSG_NOSIGNAL) != std::ssize(request)) {
    throw Failure("a server does not read");
  }
  std::string all;
  std::array<char, 16384> buffer{};
  for (;;) {
    const auto read = recv(socket.fd(), buffer.data(), buffer.size(), 0);
    if (read < 0) throw Failure("a server resets a connection");
    if (read == 0) return all;
    all.append(buffer.data(), static_cast<std::size_t>(read));
    if (is_whole(all)) return all;
  }
}

/// A port that was free just now, with the `more` after it.
inline std::uint16_t free_port(std::uint16_t more = 0) {
  for (std::uint16_t port = 28080; port < 31000; port = static_cast<std::uint16_t>(port + 1 + more)) {
    bool all = true;
    for (std::uint16_t i = 0; i <= more && all; ++i) all = Socket().binds(static_cast<std::uint16_t>(port + i));
    if (all) return port;
  }
  throw Failure("no free port");
}

/// Waits until the process listens.
inline void wait_for_port(const std::string& name, const Process& process, std::uint16_t port) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!Socket().connects(port)) {
    if (std::chrono::steady_clock::now() > patience || !process.is_running()) throw Failure(name + " does not come up");
    poll(nullptr, 0, 5);
  }
}

/// The same request again and again, from one thread, over some connections at once; each sends the next one when its
/// answer is there.
class Load {
 public:
  /// `awake`: the client never sleeps while it waits, so that the server is not charged with waking it (on a virtual
  /// machine some 50 us of the server's CPU for each answer to a client that sleeps).
  Load(std::uint16_t port, std::string request, std::size_t connections, bool awake = false)
      : port_(port), request_(std::move(request)), connections_(connections), awake_(awake) {
    ask_once();  // what a server keeps may look otherwise than what it makes
    first_ = ask_once();
    if (!first_.starts_with("HTTP/1.1 200") && !first_.starts_with("HTTP/1.0 200")) {
      throw Failure("a server answers: " + first_.substr(0, 200));
    }
  }
  /// Head and body.
  const std::string& first_answer() const { return first_; }
  std::string_view body() const { return std::string_view(first_).substr(first_.find("\r\n\r\n") + 4); }

  /// `count` requests over connections that stay.
  void run(int count) const {
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    std::vector<Socket> sockets(std::min<std::size_t>(connections_, static_cast<std::size_t>(count)));
    std::vector<std::string> got(sockets.size());
    int left_to_send = count;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (!sockets[i].connects(port_)) throw Failure("cannot connect");
      epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
      epoll_ctl(poller, EPOLL_CTL_ADD, sockets[i].fd(), &event);
      send(sockets[i]);
      --left_to_send;
    }
    std::array<epoll_event, 64> events{};
    std::array<char, 16384> buffer{};
    for (int answered = 0; answered < count;) {
      const int ready = wait(poller, events);
      if (ready <= 0) throw Failure("a server does not answer");
      for (int e = 0; e < ready; ++e) {
        const auto i = events.at(static_cast<std::size_t>(e)).data.u64;
        const auto read = recv(sockets[i].fd(), buffer.data(), buffer.size(), 0);
        if (read <= 0) throw Failure("a server closes a connection");
        got[i].append(buffer.data(), static_cast<std::size_t>(read));
        if (!is_whole(got[i])) continue;
        got[i].clear();
        ++answered;
        if (left_to_send-- > 0) send(sockets[i]);
      }
    }
    close(poller);
  }

 private:
  /// How many of `events` are there within 10 s.
  int wait(int poller, std::array<epoll_event, 64>& events) const {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    int ready = 0;
    while (awake_ && ready == 0 && std::chrono::steady_clock::now() < patience) {
      ready = epoll_wait(poller, events.data(), events.size(), 0);
    }
    return ready == 0 && !awake_ ? epoll_wait(poller, events.data(), events.size(), 10'000) : ready;
  }
  void send(const Socket& socket) const {
    if (::send(socket.fd(), request_.data(), request_.size(), MSG_NOSIGNAL) != std::ssize(request_)) {
      throw Failure("a server does not read");
    }
  }
  /// Until Content-Length is there, or the server closes.
  std::string ask_once() const {
    const Socket socket;
    if (!socket.connects(port_)) throw Failure("cannot connect");
    send(socket);
    std::string all;
    std::array<char, 16384> buffer{};
    for (;;) {
      const auto read = recv(socket.fd(), buffer.data(), buffer.size(), 0);
      if (read <= 0) return all;
      all.append(buffer.data(), static_cast<std::size_t>(read));
      if (is_whole(all)) return all;
    }
  }

  std::uint16_t port_;
  std::string request_;
  std::size_t connections_;
  bool awake_;
  std::string first_;
};

}  // namespace madoguchi::bench
