#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "http/head.h"
#include "http/listener.h"
#include "text/catalogue.h"

namespace madoguchi::http {

struct ServerOptions {
  std::vector<ListenerOptions> listeners;
  const Catalogue* catalogue = nullptr;  ///< outlives the server
  Random* random = nullptr;              ///< for incident ids; outlives the server
  std::function<Time()> now;             ///< for the Date header
  std::size_t worker_threads = 6;        ///< that run handlers, shared by all listeners in turn, one kept for each
  std::size_t queued_max = 64;           ///< requests of one listener waiting for a worker; beyond: 503
  HeadLimits head;
  std::chrono::milliseconds head_time{10'000};   ///< from the first byte to the end of the head, else 408
  std::chrono::milliseconds body_time{30'000};   ///< for the whole body, else 408
  std::chrono::milliseconds idle_time{60'000};   ///< between two requests, then closed without a word
  std::chrono::milliseconds write_time{30'000};  ///< for each 64 KiB of the answer, then closed
};

/// HTTP/1.1 on several listeners: one thread reads and writes, a pool of workers runs the handlers.
///
/// Every answer is of a Router's handler or a problem document. A connection is closed after an answer to a malformed
/// request, since nobody can know where the next one starts. Bodies come with Content-Length only (411 otherwise).
class Server {
 public:
  /// Opens the listeners, so that port() is known, but accepts nobody yet. Throws Failure if an address cannot be had
  /// or a TLS file not be read, and for a listener that check_listener refuses.
  explicit Server(ServerOptions options);
  /// Stops at once.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to accept; returns at once.
  void start();
  /// Accepts nobody more, closes idle connections, lets requests under way finish for at most `patience`, then closes
  /// what is left. Handlers that run are waited for in any case. Returns when all is done; may be called twice, but not
  /// from a handler.
  void stop(std::chrono::milliseconds patience);

  /// The port of options.listeners[index] as bound.
  std::uint16_t port(std::size_t index) const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace madoguchi::http
