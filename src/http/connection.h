#pragma once
// Only for server.cpp: sees Boost.Asio.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/dispatch.h"
#include "http/listener.h"

namespace madoguchi::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

// A fixed executor type all through: asio's type-erased one costs 14 % (measured).
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <typename T>
using Awaitable = asio::awaitable<T, Executor>;
using UseAwaitable = asio::use_awaitable_t<Executor>;
inline constexpr asio::as_tuple_t<UseAwaitable> kTuple{};

/// A plain request whose answer is to be made. Head and body stand in the connection's buffer.
struct QuickJob {
  QuickHead head;
  std::string_view body;
  std::move_only_function<void(QuickAnswer)> resume;  ///< on the I/O thread, once
  QuickAnswer answer{};
};

/// A brief request (RouteOptions) that waits for its answer; nothing if there was no room for it among the workers.
struct BriefJob {
  const Routed* routed;
  std::move_only_function<void(std::optional<Response>)> resume;  ///< on the I/O thread, once
  std::optional<Response> answer{};
};

/// An open listener and what it counts.
struct Listener {
  ListenerOptions options;
  Site site;
  Acceptor acceptor;
  std::optional<asio::ssl::context> tls;
  std::size_t lane = 0;
  std::size_t open = 0;
  std::size_t turned_away = 0;
  std::map<std::string, std::size_t> open_by_address;
  std::vector<QuickJob> quick;  ///< that came in this turn or before it
  std::vector<BriefJob> brief;  ///< that came in this turn or before it
};

/// One accepted socket. Its deadline is a timer that cancels whatever the socket waits for.
struct Connection : std::enable_shared_from_this<Connection> {
  Connection(Socket accepted, Listener& owner, std::string address)
      : socket(std::move(accepted)), timer(socket.get_executor()), listener(owner), peer(std::move(address)) {}

  Socket socket;
  Timer timer;
  Listener& listener;
  std::string peer;
  std::string buffer;  ///< received, not yet used
  std::string output;  ///< a quick answer on its way
  Clock::time_point deadline = Clock::time_point::max();
  Clock::time_point wakes_at{};  ///< of the timer, while `waiting`; at the deadline or before it
  bool waiting = false;
  bool timed_out = false;
  bool idle = false;    ///< waits for the first byte of a request
  bool linger = false;  ///< an answer went out before the close: wait until the client has read it

  void arm(milliseconds time) {
    timed_out = false;
    deadline = Clock::now() + time;
    if (!waiting || wakes_at > deadline) wait();  // a wait that ends earlier looks again: most requests set no timer
  }
  void disarm() { deadline = Clock::time_point::max(); }
  void cancel() {
    error_code ignored;  // of a socket that is closed already
    socket.cancel(ignored);
  }
  void close() {
    disarm();
    timer.cancel();
    error_code ignored;  // nothing can be done about a socket that does not close
    socket.close(ignored);
  }

 private:
  void wait() {
    waiting = true;
    wakes_at = deadline;
    timer.expires_at(deadline);
    timer.async_wait([weak = weak_from_this()](error_code error) {
      const auto self = weak.lock();
      if (error || !self) return;  // another wait has taken its place, or nobody waits any more
      self->waiting = false;
      if (self->deadline == Clock::time_point::max()) return;
      if (Clock::now() < self->deadline) {
        self->wait();
      } else {
        self->timed_out = true;
        self->cancel();
      }
    });
  }
};

/// TLS 1.2 and 1.3 with these files. Throws Failure if they cannot be read or do not belong together.
inline asio::ssl::context make_tls(const TlsFiles& files) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION);
  try {
    context.use_certificate_chain_file(files.certificate_chain.string());
    context.use_private_key_file(files.private_key.string(), asio::ssl::context::pem);
  } catch (const boost::system::system_error& error) {
    throw Failure("TLS files " + files.certificate_chain.string() + ", " + files.private_key.string() + ": " +
                  error.code().message());
  }
  return context;
}

}  // namespace madoguchi::http
