#include "mail/smtp_sender.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <mutex>

#include "base/assert.h"
#include "base/log.h"

namespace madoguchi {
namespace {

void ready_curl() {
  static const CURLcode state = [] {
    // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us, and TLS writes to a connection that the relay closed.
    struct sigaction now{};
    if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
    return curl_global_init(CURL_GLOBAL_DEFAULT);
  }();
  if (state != CURLE_OK) throw Failure("libcurl cannot start");
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
    throw Failure("libcurl refuses option " + std::to_string(option));
  }
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// What libcurl tells of one transfer.
struct Dialogue {
  std::string_view left;    // of the mail, to be sent
  std::string verb;         // "RCPT"
  std::string last_answer;  // "550 5.1.1"
  bool over = false;        // QUIT was sent: what is answered to that is of no interest
};

/// "550 5.1.1" of "550 5.1.1 <x@example.jp>: no such user": the code, and the enhanced one (RFC 3463) if it has its
/// form.
std::string codes_of(std::string_view line) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), is_digit)) return {};
  std::string out(line.substr(0, 3));
  if (line.size() < 5) return out;
  const auto word = line.substr(4, line.find_first_of(" \r\n", 4) - 4);
  const bool enhanced = word.size() >= 5 && word.size() <= 9 && std::ranges::count(word, '.') == 2 &&
                        std::ranges::all_of(word, [&](char c) { return c == '.' || is_digit(c); });
  return enhanced ? out + ' ' + std::string(word) : out;
}

/// Known verbs only: after "AUTH LOGIN" the lines are the user's name and password themselves.
void note_verb(std::string_view line, Dialogue& dialogue) {
  dialogue.over = dialogue.over || line.starts_with("QUIT");
  for (const std::string_view verb : {"EHLO ", "HELO ", "STARTTLS", "AUTH ", "MAIL ", "RCPT ", "DATA"}) {
    if (line.starts_with(verb)) dialogue.verb = verb.substr(0, 4);
  }
}

extern "C" {
std::size_t give_text(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& left = static_cast<Dialogue*>(user)->left;
  const auto part = std::min(size * count, left.size());
  std::memcpy(buffer, left.data(), part);
  left.remove_prefix(part);
  return part;
}
std::size_t take_answer(char* line, std::size_t size, std::size_t count, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  auto codes = codes_of({line, size * count});
  if (!codes.empty() && !dialogue.over) dialogue.last_answer = std::move(codes);
  return size * count;
}
int take_verb(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  if (type == CURLINFO_HEADER_OUT) note_verb({data, size}, *static_cast<Dialogue*>(user));
  return 0;
}
}

/// The relay answered and both sides know where they are; all else leaves a connection not to be used again.
bool is_smtp_answer(std::string_view answer) {
  return answer.starts_with('4') || answer.starts_with('5');
}

SendOutcome judge(CURLcode result, const Dialogue& dialogue) {
  using Kind = SendOutcome::Kind;
  const auto& answer = dialogue.last_answer;
  if (result == CURLE_OK) return {Kind::sent, answer};
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return {Kind::temporary, "connect"};
    case CURLE_OPERATION_TIMEDOUT:
      return {Kind::temporary, "timeout"};
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
      return {Kind::temporary, "tls"};
    case CURLE_LOGIN_DENIED:
      return {Kind::temporary, "login " + answer};
    default:
      break;
  }
  // libcurl reports a refused login as a broken connection at times; the verb tells better than the error.
  if (dialogue.verb == "AUTH" || answer.starts_with("334") || answer.starts_with("53")) {
    return {Kind::temporary, "login " + answer};
  }
  const bool ours = dialogue.verb == "RCPT" || dialogue.verb == "DATA";
  const bool said = result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY;
  if (ours && said && answer.starts_with('5')) return {Kind::permanent, answer};
  if (said && is_smtp_answer(answer)) return {Kind::temporary, answer};
  return {Kind::temporary, "broken"};
}

}  // namespace

struct SmtpSender::Connection {
  explicit Connection(SmtpRelay configuration) : relay(std::move(configuration)) { renew(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { curl_easy_cleanup(handle); }

  void renew();
  void configure();

  SmtpRelay relay;
  CURL* handle = nullptr;
  std::mutex mutex;
};

/// A handle without a kept connection. libcurl 7.88 keeps one whose answer to the end of a mail never came, and would
/// take a late "250" for the next mail's. It is cut, not closed: libcurl would say QUIT and wait two minutes.
void SmtpSender::Connection::renew() {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (handle != nullptr && curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK &&
      socket != CURL_SOCKET_BAD) {
    ::shutdown(socket, SHUT_RDWR);
  }
  curl_easy_cleanup(handle);
  handle = curl_easy_init();
  if (handle == nullptr) throw Failure("libcurl has no handle");
  configure();
}

void SmtpSender::Connection::configure() {
  const bool literal = relay.host.find(':') != std::string::npos;
  const auto url = std::string(relay.security == SmtpSecurity::tls ? "smtps" : "smtp") + "://" +
                   (literal ? "[" + relay.host + "]" : relay.host) + ":" + std::to_string(relay.port) +
                   (relay.helo_name.empty() ? "" : "/" + relay.helo_name);
  set(handle, CURLOPT_URL, url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(handle, CURLOPT_PROXY, "");  // whatever the environment says
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_UPLOAD, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(relay.connect_timeout.count()));
  set(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(relay.send_timeout.count()));
  set(handle, CURLOPT_TIMEOUT, static_cast<long>(relay.send_timeout.count()));
  set(handle, CURLOPT_USE_SSL, relay.security == SmtpSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!relay.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, relay.ca_file.c_str());
    set(handle, CURLOPT_CAPATH, nullptr);  // this file and nothing else
  }
  if (!relay.user.empty()) {
    set(handle, CURLOPT_USERNAME, relay.user.c_str());
    set(handle, CURLOPT_PASSWORD, relay.password.c_str());
  }
  set(handle, CURLOPT_READFUNCTION, give_text);
  set(handle, CURLOPT_HEADERFUNCTION, take_answer);
  set(handle, CURLOPT_WRITEFUNCTION, take_answer);
  set(handle, CURLOPT_DEBUGFUNCTION, take_verb);
  set(handle, CURLOPT_VERBOSE, 1L);  // for the debug function; nothing is printed
}

SmtpSender::SmtpSender(SmtpRelay relay) {
  ready_curl();
  if (relay.host.empty() || relay.host.find_first_of("/@?#[] ") != std::string::npos || relay.port == 0) {
    throw Failure("mail relay: a host name or address and a port are needed");
  }
  if (relay.helo_name.find_first_of("/@?# ") != std::string::npos) throw Failure("mail relay: a bad helo name");
  for (const auto& text : {relay.host, relay.user, relay.password, relay.ca_file, relay.helo_name}) {
    if (has_control(text)) throw Failure("mail relay: a control character in its configuration");
  }
  if (relay.security == SmtpSecurity::none && !is_loopback(relay.host)) {
    throw Failure("mail relay: mails hold one-time codes; without TLS they go to this machine only");
  }
  connection_ = std::make_unique<Connection>(std::move(relay));
}

SmtpSender::~SmtpSender() = default;

SendOutcome SmtpSender::send(const MailAddress& envelope_from, const Message& message) {
  const auto text = to_rfc5322(message);
  const std::lock_guard lock(connection_->mutex);
  auto* const handle = connection_->handle;
  Dialogue dialogue{.left = text};
  const auto from = '<' + envelope_from.text() + '>';
  const auto to = '<' + message.to.address.text() + '>';
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(curl_slist_append(nullptr, to.c_str()),
                                                                      curl_slist_free_all);
  if (!recipients) throw Failure("no memory for a mail");
  set(handle, CURLOPT_MAIL_FROM, from.c_str());
  set(handle, CURLOPT_MAIL_RCPT, recipients.get());
  set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(text.size()));
  set(handle, CURLOPT_READDATA, &dialogue);
  set(handle, CURLOPT_HEADERDATA, &dialogue);
  set(handle, CURLOPT_WRITEDATA, &dialogue);
  set(handle, CURLOPT_DEBUGDATA, &dialogue);
  const auto result = curl_easy_perform(handle);
  set(handle, CURLOPT_MAIL_RCPT, nullptr);
  const auto outcome = judge(result, dialogue);
  if (result != CURLE_OK && !is_smtp_answer(outcome.answer)) connection_->renew();
  if (outcome.kind != SendOutcome::Kind::sent) {
    log(LogLevel::warning, "a mail was not taken",
        {{"relay", connection_->relay.host},
         {"message_id", message.message_id},
         {"answer", outcome.answer},
         {"verb", dialogue.verb},
         {"curl", curl_easy_strerror(result)}});
  }
  return outcome;
}

}  // namespace madoguchi
