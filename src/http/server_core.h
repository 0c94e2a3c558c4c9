#pragma once
// Only for server.cpp and server_accept.cpp: sees Boost.Asio.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <set>
#include <span>
#include <thread>

#include "base/log.h"
#include "http/connection.h"
#include "http/server.h"
#include "http/worker_pool.h"

namespace madoguchi::http {

inline constexpr std::size_t kReadBytes = 8 * 1024;
inline constexpr milliseconds kLingerTime{2000};
/// Answers that one thread makes one after the other, of requests that came in one turn of the loop.
inline constexpr std::size_t kTogetherMax = 8;
/// Of those that wait for their turn on the thread that reads. More go to workers, and so to other cores.
inline constexpr std::size_t kHereMax = 64;

/// What follows an answer.
enum class Next : std::uint8_t { request, close };

struct Server::Core {
  explicit Core(ServerOptions given);

  void open(ListenerOptions listener);
  void start();
  void stop(milliseconds patience);
  void begin_stop(milliseconds patience);

  Awaitable<void> accept(Listener& listener);
  void admit(Listener& listener, Socket socket);
  Awaitable<void> hold(std::shared_ptr<Connection> connection);
  Awaitable<void> turn_away(std::shared_ptr<Connection> connection);
  Awaitable<void> linger(Connection& connection);

  template <typename Stream>
  Awaitable<void> serve(Connection& connection, Stream& stream);
  template <typename Stream>
  Awaitable<Next> serve_one(Connection& connection, Stream& stream);
  template <typename Stream>
  Awaitable<bool> await_request(Connection& connection, Stream& stream);
  Awaitable<QuickAnswer> find_quick(Connection& connection);
  Awaitable<QuickAnswer> make_quick(Listener& listener, const QuickHead& head, std::string_view body);
  void hand_over_quick(Listener& listener);
  template <typename Job, typename Make>
  void hand_over(Listener& listener, std::vector<Job>& waiting, void (Core::*again)(Listener&), Make make);
  template <typename Job, typename Make>
  void to_workers(Listener& listener, std::vector<Job> late, const Make& make);
  template <typename Job, typename Make>
  static std::size_t answer_here(std::span<Job> jobs, const Make& make);
  void hand_over_brief(Listener& listener);
  QuickAnswer make_one(const QuickAnswers& quick, const QuickJob& job) const;
  Awaitable<Next> answer_quick(Connection& connection, QuickAnswer answer);
  template <typename Stream>
  Awaitable<std::size_t> read_head(Connection& connection, Stream& stream, std::optional<HeadFault>& fault);
  template <typename Stream>
  Awaitable<bool> read_body(Connection& connection, Stream& stream, const Head& head, std::string& body);
  template <typename Stream>
  Awaitable<bool> read_more(Connection& connection, Stream& stream);
  Awaitable<std::optional<Response>> handle(Listener& listener, const Routed& routed);
  template <typename T, typename Job>
  Awaitable<T> on_worker(Listener& listener, Job job);
  template <typename Stream>
  Awaitable<Next> answer(Connection& connection, Stream& stream, Response response, const Head& head, Next next);
  template <typename Stream>
  Awaitable<Next> reject(Connection& connection, Stream& stream, const HeadFault& fault, Language language);

  template <typename Work>
  void spawn(Work work);
  const std::string& date();

  ServerOptions options;
  asio::io_context io{1};
  asio::executor_work_guard<Executor> guard{io.get_executor()};
  std::vector<std::unique_ptr<Listener>> listeners;
  std::set<Connection*> connections;
  Timer stop_timer{io.get_executor()};
  bool stopping = false;
  Time date_time{};
  std::string date_text;
  std::optional<WorkerPool> pool;
  std::thread thread;
};

/// Runs a coroutine of its own; what escapes from it is a bug and is logged.
template <typename Work>
void Server::Core::spawn(Work work) {
  asio::co_spawn(io.get_executor(), std::move(work), [](const std::exception_ptr& escaped) {
    if (!escaped) return;
    try {
      std::rethrow_exception(escaped);
    } catch (const std::exception& exception) {
      log(LogLevel::error, "connection ended by an exception", {{"what", exception.what()}});
    }
  });
}

}  // namespace madoguchi::http
