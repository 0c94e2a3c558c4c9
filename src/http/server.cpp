// With server_accept.cpp and the headers of both the one place that sees Boost.Asio's sockets and coroutines (head.cpp
// sees Beast's parser). All state of connections belongs to one I/O thread, so that there are no strands and no locks;
// only handlers run elsewhere.
#include "http/server.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <span>
#include <utility>

#include "base/assert.h"
#include "base/at_once.h"
#include "http/body_source.h"
#include "http/response_text.h"
#include "http/server_core.h"

namespace madoguchi::http {

void Server::Core::start() {
  require(!thread.joinable(), "the server is started once");
  pool.emplace(options.worker_threads, std::max<std::size_t>(1, listeners.size()), options.queued_max);
  for (auto& listener : listeners) spawn(accept(*listener));
  thread = std::thread([this] { io.run(); });
}

void Server::Core::stop(milliseconds patience) {
  if (!thread.joinable()) return;
  asio::post(io, [this, patience] { begin_stop(patience); });
  thread.join();
  pool.reset();
}

void Server::Core::begin_stop(milliseconds patience) {
  stopping = true;
  for (auto& listener : listeners) {
    error_code ignored;  // closing is all that can be done with it
    listener->acceptor.close(ignored);
  }
  for (auto* connection : connections) {
    if (connection->idle) connection->cancel();
  }
  guard.reset();
  if (connections.empty()) return;
  stop_timer.expires_after(patience);
  stop_timer.async_wait([this](error_code error) {
    if (error) return;
    for (auto* connection : connections) connection->close();
  });
}

/// Counts the connection in and out, and serves it.
Awaitable<void> Server::Core::hold(std::shared_ptr<Connection> connection) {
  auto& listener = connection->listener;
  const auto group = address_group(connection->peer);
  struct Count {
    Core& core;
    Connection& connection;
    const std::string& group;
    Count(Core& c, Connection& n, const std::string& g) : core(c), connection(n), group(g) {
      core.connections.insert(&connection);
      ++connection.listener.open;
      ++connection.listener.open_by_address[group];
    }
    ~Count() {
      connection.close();
      core.connections.erase(&connection);
      --connection.listener.open;
      auto& by_address = connection.listener.open_by_address;
      if (--by_address[group] == 0) by_address.erase(group);
      if (core.stopping && core.connections.empty()) core.stop_timer.cancel();
    }
  } count(*this, *connection, group);

  if (!listener.tls) {
    co_await serve(*connection, connection->socket);
    co_await linger(*connection);
    co_return;
  }
  asio::ssl::stream<Socket&> stream(connection->socket, *listener.tls);
  connection->arm(options.head_time);
  auto [refused] = co_await stream.async_handshake(asio::ssl::stream_base::server, kTuple);
  if (refused) co_return;
  co_await serve(*connection, stream);
  connection->arm(kLingerTime);
  co_await stream.async_shutdown(kTuple);
  co_await linger(*connection);
}

/// Over a limit: told so, without reading, and closed.
Awaitable<void> Server::Core::turn_away(std::shared_ptr<Connection> connection) {
  auto& listener = connection->listener;
  ++listener.turned_away;
  const Head head{.keep_alive = false};
  auto response = problem(503, "http.too_many_connections", Language::ja, *options.catalogue);
  response.add("Retry-After", "5");
  co_await answer(*connection, connection->socket, std::move(response), head, Next::close);
  co_await linger(*connection);
  connection->close();
  --listener.turned_away;
}

template <typename Stream>
Awaitable<void> Server::Core::serve(Connection& connection, Stream& stream) {
  auto next = Next::request;
  while (next == Next::request && !stopping) next = co_await serve_one(connection, stream);
}

template <typename Stream>
Awaitable<Next> Server::Core::serve_one(Connection& connection, Stream& stream) {
  auto& listener = connection.listener;
  const bool came = co_await await_request(connection, stream);
  if (!came) co_return Next::close;
  if constexpr (std::is_same_v<Stream, Socket>) {
    auto quick = co_await find_quick(connection);
    if (quick) co_return co_await answer_quick(connection, std::move(quick));
  }
  std::optional<HeadFault> fault;
  const auto head_bytes = co_await read_head(connection, stream, fault);
  if (fault) co_return co_await reject(connection, stream, *fault, Language::ja);
  if (head_bytes == 0) co_return Next::close;
  auto head = parse_head(std::string_view(connection.buffer).substr(0, head_bytes), options.head);
  connection.buffer.erase(0, head_bytes);
  if (!head) co_return co_await reject(connection, stream, head.error(), Language::ja);

  auto request = std::move(head->request);
  const auto language = request.language;
  head->request.method = request.method;  // answer() leaves out the body of HEAD
  request.remote_address = client_address(connection.peer, request.headers, listener.options.trusted_proxies);
  auto routed = route_request(listener.site, *listener.options.router, std::move(request), head->content_length);
  if (auto* refused = std::get_if<Response>(&routed)) {
    const bool whole = connection.buffer.size() >= head->content_length;
    if (whole) connection.buffer.erase(0, head->content_length);
    co_return co_await answer(connection, stream, std::move(*refused), *head, whole ? Next::request : Next::close);
  }
  auto& found = std::get<Routed>(routed);
  if (!co_await read_body(connection, stream, *head, found.request.body)) {
    if (!connection.timed_out) co_return Next::close;
    const HeadFault slow{408, "http.too_slow"};  // named: g++ 12 destroys an aggregate made inside co_await twice
    co_return co_await reject(connection, stream, slow, language);
  }
  connection.disarm();
  auto response = co_await handle(listener, found);
  if (!response) {
    response = problem(503, "http.busy", language, *options.catalogue);
    response->add("Retry-After", "1");
  }
  co_return co_await answer(connection, stream, *std::move(response), *head, Next::request);
}

/// False if nobody is there any more.
template <typename Stream>
Awaitable<bool> Server::Core::await_request(Connection& connection, Stream& stream) {
  if (!connection.buffer.empty()) co_return true;
  connection.idle = true;
  connection.arm(options.idle_time);
  const bool came = co_await read_more(connection, stream);
  connection.idle = false;
  co_return came;
}

/// The answer to a plain request that stands whole at the front of the buffer, which it is then taken from: one that is
/// kept, or one that is made, without what the strict reader and the router would add.
Awaitable<QuickAnswer> Server::Core::find_quick(Connection& connection) {
  auto& listener = connection.listener;
  const auto& quick = listener.options.quick;
  if (!quick.find || stopping) co_return QuickAnswer();
  const auto head = read_quick_head(connection.buffer, quick.prefix);
  if (!head || connection.buffer.size() - head->head_bytes < head->content_length) co_return QuickAnswer();
  const auto body = std::string_view(connection.buffer).substr(head->head_bytes, head->content_length);
  auto answer = quick.find(*head, body, options.now());
  if (!answer && quick.make && pool->has_room(listener.lane)) {
    connection.disarm();
    // The buffer stands still meanwhile: nobody reads until the answer is out.
    answer = co_await make_quick(listener, *head, body);
  }
  if (answer) connection.buffer.erase(0, head->head_bytes + head->content_length);
  co_return answer;
}

/// One that is made here or by a worker; null if none took it or it failed: the route then tells the client.
Awaitable<QuickAnswer> Server::Core::make_quick(Listener& listener, const QuickHead& head, std::string_view body) {
  const auto begin = [this, &listener, &head, body](auto resume) {
    listener.quick.emplace_back(head, body, std::move(resume));
    if (listener.quick.size() == 1) asio::post(io, [this, &listener] { hand_over_quick(listener); });
  };
  UseAwaitable token;
  co_return co_await asio::async_initiate<UseAwaitable, void(QuickAnswer)>(begin, token);
}

void Server::Core::hand_over_quick(Listener& listener) {
  hand_over(listener, listener.quick, &Core::hand_over_quick,
            [this, &listener](QuickJob& job) { job.answer = make_one(listener.options.quick, job); });
}

/// The first few that wait are answered here, one after the other, the next few after everybody else's turn. Where one
/// would have to wait, it goes to a worker, with those behind it; so do those that would be many turns late.
template <typename Job, typename Make>
void Server::Core::hand_over(Listener& listener, std::vector<Job>& waiting, void (Core::*again)(Listener&), Make make) {
  const auto cut = [&waiting](std::size_t from) {
    const auto begin = waiting.begin() + static_cast<std::ptrdiff_t>(std::min(from, waiting.size()));
    std::vector<Job> behind(std::make_move_iterator(begin), std::make_move_iterator(waiting.end()));
    waiting.erase(begin, waiting.end());
    return behind;
  };
  auto late = cut(kHereMax);
  auto jobs = std::exchange(waiting, cut(kTogetherMax));
  if (!waiting.empty()) asio::post(io, [this, &listener, again] { (this->*again)(listener); });
  const auto answered = jobs.begin() + static_cast<std::ptrdiff_t>(answer_here(std::span(jobs), make));
  for (auto job = jobs.begin(); job != answered; ++job) job->resume(std::move(job->answer));
  jobs.erase(jobs.begin(), answered);
  to_workers(listener, std::move(jobs), make);
  to_workers(listener, std::move(late), make);
}

/// Goes to a worker and back, kTogetherMax at most together: waking one another costs two threads nearly what a
/// signature or a look into the database does. A job that no worker takes goes back as it is.
template <typename Job, typename Make>
void Server::Core::to_workers(Listener& listener, std::vector<Job> late, const Make& make) {
  for (std::span<Job> left = late; !left.empty();) {
    const auto first = left.first(std::min(kTogetherMax, left.size()));
    left = left.subspan(first.size());
    const auto jobs =
        std::make_shared<std::vector<Job>>(std::move_iterator(first.begin()), std::move_iterator(first.end()));
    const auto resume = [jobs] {
      for (auto& job : *jobs) job.resume(std::move(job.answer));
    };
    const bool taken = pool->try_submit(listener.lane, [this, make, jobs, resume] {
      for (auto& job : *jobs) make(job);
      asio::post(io, resume);
    });
    if (!taken) resume();
  }
}

/// How many of them, from the first on; of the others nothing has been done.
template <typename Job, typename Make>
std::size_t Server::Core::answer_here(std::span<Job> jobs, const Make& make) {
  std::size_t answered = 0;
  AtOnce turn;
  try {
    for (; answered < jobs.size(); ++answered) make(jobs[answered]);
  } catch (const WouldWait&) {
    jobs = jobs.first(answered);
  }
  if (turn.finish()) return answered;
  for (auto& job : jobs) job.answer = {};
  return 0;
}

QuickAnswer Server::Core::make_one(const QuickAnswers& quick, const QuickJob& job) const {
  try {
    return quick.make(job.head, job.body, options.now());
  } catch (const std::exception& exception) {
    log(LogLevel::error, "a quick answer failed", {{"what", exception.what()}});
    return {};
  }
}

/// One write, without a turn of the loop if the socket takes it at once, as it nearly always does.
Awaitable<Next> Server::Core::answer_quick(Connection& connection, QuickAnswer answer) {
  auto& output = connection.output;
  output.assign("HTTP/1.1 200 OK\r\nDate: ");
  output.append(date()).append("\r\n").append(*answer);
  connection.linger = !connection.buffer.empty();
  error_code error;
  connection.socket.non_blocking(true, error);
  const auto sent = error ? 0 : connection.socket.write_some(asio::buffer(output), error);
  if (error && error != asio::error::would_block) co_return Next::close;
  if (sent == output.size()) co_return Next::request;
  connection.arm(options.write_time);
  const auto [late, rest] =
      co_await asio::async_write(connection.socket, asio::buffer(output.data() + sent, output.size() - sent), kTuple);
  co_return late || connection.timed_out ? Next::close : Next::request;
}

/// The length of the next head at the front of the buffer; 0 with a fault, or without one if nobody is there any more.
template <typename Stream>
Awaitable<std::size_t> Server::Core::read_head(Connection& connection, Stream& stream,
                                               std::optional<HeadFault>& fault) {
  auto& buffer = connection.buffer;
  connection.arm(options.head_time);
  HeadScanner scanner(options.head);
  bool stripped = false;
  for (;;) {
    if (!stripped && buffer.starts_with("\r\n")) {  // one empty line before a request is forgiven (RFC 9112, 2.2)
      buffer.erase(0, 2);
      scanner = HeadScanner(options.head);
      stripped = true;
    }
    const auto scanned = scanner.scan(buffer);
    if (!scanned) {
      fault = scanned.error();
      co_return 0;
    }
    if (*scanned > 0) co_return *scanned;
    const bool came = co_await read_more(connection, stream);
    if (!came) {
      if (connection.timed_out) fault = HeadFault{408, "http.too_slow"};
      co_return 0;
    }
  }
}

/// False if the body did not come, or not in time.
template <typename Stream>
Awaitable<bool> Server::Core::read_body(Connection& connection, Stream& stream, const Head& head, std::string& body) {
  auto& buffer = connection.buffer;
  connection.arm(options.body_time);
  if (head.expects_continue && head.content_length > 0 && buffer.empty()) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [error, sent] = co_await asio::async_write(stream, asio::buffer(go_on.data(), go_on.size()), kTuple);
    if (error || connection.timed_out) co_return false;
  }
  while (buffer.size() < head.content_length) {
    const bool came = co_await read_more(connection, stream);
    if (!came) co_return false;
  }
  body = buffer.substr(0, head.content_length);
  buffer.erase(0, head.content_length);
  if (buffer.empty()) buffer.shrink_to_fit();
  co_return true;
}

template <typename Stream>
Awaitable<bool> Server::Core::read_more(Connection& connection, Stream& stream) {
  auto& buffer = connection.buffer;
  const auto before = buffer.size();
  buffer.resize(before + kReadBytes);
  const auto [error, got] = co_await stream.async_read_some(asio::buffer(buffer.data() + before, kReadBytes), kTuple);
  buffer.resize(before + got);
  co_return !error && !connection.timed_out;
}

/// Runs `job` on a worker and comes back to the I/O thread with what it returns. There is room in the queue. `job`
/// throws nothing.
template <typename T, typename Job>
Awaitable<T> Server::Core::on_worker(Listener& listener, Job job) {
  const auto begin = [this, &listener, &job](auto resume) {
    const bool taken = pool->try_submit(listener.lane, [this, &job, resume = std::move(resume)]() mutable {
      asio::post(io, [resume = std::move(resume), result = job()]() mutable { std::move(resume)(std::move(result)); });
    });
    require(taken, "only this thread submits, and there was room");
  };
  UseAwaitable token;
  co_return co_await asio::async_initiate<UseAwaitable, void(T)>(begin, token);
}

/// The answer of the route's handler; nothing if there was no room among the workers.
Awaitable<std::optional<Response>> Server::Core::handle(Listener& listener, const Routed& routed) {
  using Answer = std::optional<Response>;
  if (!pool->has_room(listener.lane)) co_return Answer();
  if (!routed.route->options.brief) {
    co_return co_await on_worker<Answer>(
        listener, [&listener, &routed]() -> Answer { return run_handler(listener.site, routed); });
  }
  const auto begin = [this, &listener, &routed](auto resume) {
    listener.brief.emplace_back(&routed, std::move(resume));
    if (listener.brief.size() == 1) asio::post(io, [this, &listener] { hand_over_brief(listener); });
  };
  UseAwaitable token;
  co_return co_await asio::async_initiate<UseAwaitable, void(Answer)>(begin, token);
}

void Server::Core::hand_over_brief(Listener& listener) {
  hand_over(listener, listener.brief, &Core::hand_over_brief,
            [&listener](BriefJob& job) { job.answer = run_handler(listener.site, *job.routed); });
}

template <typename Stream>
Awaitable<Next> Server::Core::answer(Connection& connection, Stream& stream, Response response, const Head& head,
                                     Next next) {
  const auto& site = connection.listener.site;
  // Bytes that came and will not be read would reset the connection, and the answer with it.
  connection.linger = next == Next::close || !connection.buffer.empty();
  if (!head.keep_alive || stopping) next = Next::close;
  std::optional<BodySource> body;
  if (response.file) {
    if (auto file = BodySource::open(*response.file)) body.emplace(*std::move(file));
    if (!body) response = problem(404, "not_found", head.request.language, *options.catalogue);
  }
  if (!body) body.emplace(std::move(response.body));
  add_security_headers(response, site.kind, site.https);
  const Framing framing{
      .body_bytes = body->size(), .keep_alive = next == Next::request, .http_1_0 = head.http_1_0, .date = date()};
  const auto text = print_head(response, framing);
  const bool bodiless = head.request.method == Method::head || has_no_body(response.status);
  const std::uint64_t size = bodiless ? 0 : body->size();
  std::uint64_t offset = 0;
  std::string_view first = text;
  do {
    const auto piece = size > offset ? body->piece(offset) : std::string_view();
    if (size > offset && piece.empty()) co_return Next::close;  // the file shrank: the answer cannot be completed
    connection.arm(options.write_time);
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(first.data(), first.size()),
                                                    asio::buffer(piece.data(), piece.size())};
    const auto [error, sent] = co_await asio::async_write(stream, buffers, kTuple);
    if (error || connection.timed_out) co_return Next::close;
    offset += piece.size();
    first = {};
  } while (offset < size);
  co_return next;
}

template <typename Stream>
Awaitable<Next> Server::Core::reject(Connection& connection, Stream& stream, const HeadFault& fault,
                                     Language language) {
  const Head head{.keep_alive = false};
  auto response = problem(fault.status, fault.key, language, *options.catalogue);
  co_return co_await answer(connection, stream, std::move(response), head, Next::close);
}

const std::string& Server::Core::date() {
  const auto now = options.now();
  if (now != date_time || date_text.empty()) {
    date_time = now;
    date_text = http_date(now);
  }
  return date_text;
}

Server::Server(ServerOptions options) : core_(std::make_unique<Core>(std::move(options))) {}
Server::~Server() {
  core_->stop(milliseconds(0));
}
void Server::start() {
  core_->start();
}
void Server::stop(milliseconds patience) {
  core_->stop(patience);
}
std::uint16_t Server::port(std::size_t index) const {
  return core_->listeners.at(index)->acceptor.local_endpoint().port();
}

}  // namespace madoguchi::http
