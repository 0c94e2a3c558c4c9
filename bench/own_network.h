#pragma once
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

namespace madoguchi::bench {

/// Moves this process, and all that it starts from now on, into a network of its own that holds nothing but loopback:
/// a server that can only be bound to every address is reached by nobody else there. False if the machine does not let
/// us (no privilege, no user namespaces); nothing has changed then. Before any thread is started.
inline bool enter_own_network() {
  const auto uid = std::to_string(getuid()), gid = std::to_string(getgid());
  if (unshare(CLONE_NEWNET) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
    // Stays who it is.
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << uid << " " << uid << " 1";
    std::ofstream("/proc/self/gid_map") << gid << " " << gid << " 1";
  }
  const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq loopback{};
  std::ranges::copy(std::string_view("lo"), loopback.ifr_name);
  loopback.ifr_flags = IFF_UP | IFF_RUNNING;
  const bool up = ioctl(any, SIOCSIFFLAGS, &loopback) == 0;
  close(any);
  return up;
}

}  // namespace madoguchi::bench
