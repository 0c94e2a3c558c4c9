// Listeners and who gets in; see server.cpp.
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>

#include "base/assert.h"
#include "http/server_core.h"

namespace madoguchi::http {
namespace {

constexpr std::size_t kLingerBytesMax = 1024 * 1024;
constexpr milliseconds kAcceptPause{100};   // when the process has no file descriptors left
constexpr std::size_t kTurnedAwayMax = 64;  // connections over the limit that are told so at one time

}  // namespace

Server::Core::Core(ServerOptions given) : options(std::move(given)) {
  require(options.catalogue && options.random && options.now, "the server has a catalogue, random bytes and a clock");
  for (auto& listener : options.listeners) open(std::move(listener));
}

void Server::Core::open(ListenerOptions given) {
  const auto where = given.address + ":" + std::to_string(given.port);
  if (const auto checked = check_listener(given); !checked) {
    const auto& refusal = checked.error();
    throw Failure(options.catalogue->sentence(Language::en, refusal.message, refusal.params));
  }
  for (auto& proxy : given.trusted_proxies) proxy = *canonical_address(proxy);
  const Site site{.kind = given.kind,
                  .public_url = given.public_url,
                  .https = given.public_url.starts_with("https://"),  // TLS of our own asks for such a URL
                  .catalogue = given.kind == ListenerKind::desk ? &options.catalogue->at_desk() : options.catalogue,
                  .random = options.random};
  auto listener = std::make_unique<Listener>(Listener{std::move(given), site, Acceptor(io.get_executor()), {}});
  listener->lane = listeners.size();
  if (listener->options.tls) listener->tls.emplace(make_tls(*listener->options.tls));
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(listener->options.address), listener->options.port);
    listener->acceptor.open(endpoint.protocol());
    listener->acceptor.set_option(asio::socket_base::reuse_address(true));
    listener->acceptor.bind(endpoint);
    listener->acceptor.listen();
  } catch (const boost::system::system_error& error) {
    throw Failure("listener " + where + ": " + error.code().message());
  }
  listeners.push_back(std::move(listener));
}

Awaitable<void> Server::Core::accept(Listener& listener) {
  while (!stopping) {
    auto [error, socket] = co_await listener.acceptor.async_accept(kTuple);
    if (stopping) co_return;
    if (!error) {
      admit(listener, std::move(socket));
    } else if (error != asio::error::connection_aborted) {
      log(LogLevel::warning, "cannot accept a connection", {{"what", error.message()}});
      Timer pause(io.get_executor(), kAcceptPause);
      co_await pause.async_wait(kTuple);
    }
  }
}

void Server::Core::admit(Listener& listener, Socket socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(tcp::no_delay(true), error);
  const auto peer = canonical_address(endpoint.address().to_string()).value_or("");
  const auto& limits = listener.options;
  const bool proxy = std::ranges::find(limits.trusted_proxies, peer) != limits.trusted_proxies.end();
  const auto from_there = listener.open_by_address.find(address_group(peer));
  const bool crowded = !proxy && from_there != listener.open_by_address.end() &&
                       from_there->second >= limits.connections_per_address_max;
  auto connection = std::make_shared<Connection>(std::move(socket), listener, peer);
  if (listener.open < limits.connections_max && !crowded) {
    spawn(hold(std::move(connection)));
  } else if (!listener.tls && listener.turned_away < kTurnedAwayMax) {
    spawn(turn_away(std::move(connection)));
  }
}

/// A socket closed with bytes unread is reset, and the answer may be lost with it: half-close, and read the rest away.
Awaitable<void> Server::Core::linger(Connection& connection) {
  if (!connection.linger) co_return;
  error_code ignored;  // the client may be gone
  connection.socket.shutdown(tcp::socket::shutdown_send, ignored);
  connection.arm(kLingerTime);
  for (std::size_t bytes = 0; bytes < kLingerBytesMax;) {
    connection.buffer.resize(kReadBytes);
    const auto [error, got] =
        co_await connection.socket.async_read_some(asio::buffer(connection.buffer.data(), kReadBytes), kTuple);
    if (error || connection.timed_out) co_return;
    bytes += got;
  }
}

}  // namespace madoguchi::http
