#pragma once
#include <memory>

#include "main/house.h"

namespace madoguchi {

namespace http {
class Server;
}
namespace job {
class Runner;
}

/// A house that is open: its three listeners and its jobs. Used by `serve` and by the story.
class Service {
 public:
  /// Opens the listeners (ports are known then) and starts jobs and server. Failure if a listener may not be opened.
  explicit Service(House& house);
  /// Stops cleanly.
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  std::uint16_t portal_port() const;
  std::uint16_t desk_port() const;
  std::uint16_t status_port() const;
  /// Waits until the jobs have done all that is due now. False if they have not within 30 s.
  bool settle();
  /// Lets requests under way finish, then the job that runs. May be called twice.
  void stop();

 private:
  House& house_;
  std::unique_ptr<job::Runner> runner_, incident_runner_, mail_runner_, status_runner_, feed_runner_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace madoguchi
