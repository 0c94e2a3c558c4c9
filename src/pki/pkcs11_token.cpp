#include "pki/pkcs11_token.h"

#include <unistd.h>

#include <map>

#include "base/log.h"

namespace madoguchi::pki {
namespace {

constexpr std::chrono::milliseconds kLookAgain{250};  // PKCS#11 tells nobody when a token comes back

/// The tokens that are open, by their module: C_Initialize belongs to the whole process.
struct OpenTokens {
  std::mutex mutex;
  std::map<std::string, std::weak_ptr<Pkcs11Token>> by_module;
};
OpenTokens& open_tokens() {
  static OpenTokens tokens;
  return tokens;
}

void check(const TokenOptions& options, const Passphrase& pin) {
  if (options.module.empty() || options.token.empty()) throw Failure("PKCS#11: name a module and a token");
  if (options.sessions < 1 || options.sessions > kTokenSessionsMax) throw Failure("PKCS#11: sessions: 1 to 64");
  const std::size_t length = pin.reveal().size();
  if (length < kPinBytesMin || length > kPinBytesMax) throw Failure("PKCS#11: a PIN has 4 to 255 bytes");
}

}  // namespace

/// A session while it is used; given back as broken unless kept.
class Pkcs11Token::Lease {
 public:
  Lease(Pkcs11Token& token, Deadline until) : token_(token), session_(token.take(until)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() { token_.give_back(session_, good_); }
  const Session& session() const { return session_; }
  void keep() { good_ = true; }

 private:
  Pkcs11Token& token_;
  Session session_;
  bool good_ = false;
};

std::shared_ptr<Pkcs11Token> Pkcs11Token::open(const TokenOptions& options, Passphrase pin) {
  auto& tokens = open_tokens();
  const std::scoped_lock lock(tokens.mutex);
  auto& place = tokens.by_module[options.module];
  if (auto open = place.lock()) {
    if (open->options_.token != options.token || open->pin_.reveal() != pin.reveal()) {
      throw Failure("PKCS#11: this process has another token of " + options.module +
                    " open, or has it with another PIN");
    }
    return open;
  }
  auto token = std::make_shared<Pkcs11Token>(options, std::move(pin));
  place = token;
  return token;
}

Pkcs11Token::Pkcs11Token(const TokenOptions& options, Passphrase pin)
    : options_(options), pin_(std::move(pin)), process_(getpid()), sessions_max_(options.sessions) {
  check(options_, pin_);
  library_ = std::make_unique<Pkcs11Library>(options_.module);
  make_ready(deadline());
}

Pkcs11Token::~Pkcs11Token() {
  if (getpid() != process_) static_cast<void>(library_.release());  // the parent's: a child leaves it alone
}

void Pkcs11Token::must_be_this_process() const {
  if (getpid() != process_) throw Failure("PKCS#11: a forked child may not use the token that its parent opened");
}

Pkcs11Token::Deadline Pkcs11Token::deadline() const {
  return std::chrono::steady_clock::now() + options_.wait;  // allow steady-clock: how long a thread waits, no rule
}

void Pkcs11Token::with_session(const Use& use, bool patient) {
  must_be_this_process();
  const Deadline until = deadline();
  std::uint64_t generation = 0;
  for (std::int64_t looks = 1;; ++looks) {
    try {
      make_ready(until);
      Lease lease(*this, until);
      generation = lease.session().generation;
      use(call(), lease.session().handle, generation);
      lease.keep();
      return;
    } catch (const TokenFailure& failure) {
      if (!failure.session_is_lost() && !failure.token_is_gone()) throw;
      if (looks > 1 && std::chrono::steady_clock::now() >= until) throw;  // allow steady-clock: as above
      if (looks > 2 && !patient) throw;
      spoil(generation, failure.token_is_gone() || looks > 1);
    }
    if (patient && looks > 2) pause();
  }
}

Pkcs11Token::Session Pkcs11Token::take(Deadline until) {
  std::unique_lock lock(mutex_);
  if (waiting_ >= kTokenWaitingMax) throw Failure("PKCS#11: too many signatures wait for the token");
  for (;;) {
    ++waiting_;
    const bool in_time = changed_.wait_until(
        lock, until, [this] { return !recovering_ && (!idle_.empty() || in_use_ < sessions_max_); });
    --waiting_;
    if (!in_time) throw Failure("PKCS#11: no session of the token was free in time");
    if (!ready_) throw TokenFailure("take a session", CKR_TOKEN_NOT_PRESENT);
    Session session{.generation = generation_};
    if (!idle_.empty()) {
      session.handle = idle_.back();
      idle_.pop_back();
      ++in_use_;
      return session;
    }
    try {
      session.handle = open_session();
      ++in_use_;
      return session;
    } catch (const TokenFailure& failure) {
      if (failure.answer() != CKR_SESSION_COUNT || in_use_ == 0) throw;
      sessions_max_ = in_use_;  // the token bears no more: wait for one of them
    }
  }
}

CK_SESSION_HANDLE Pkcs11Token::open_session() const {
  CK_SESSION_HANDLE session = 0;
  must_answer(call().C_OpenSession(slot_, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session),
              "C_OpenSession");
  return session;
}

void Pkcs11Token::give_back(Session session, bool good) {
  {
    const std::scoped_lock lock(mutex_);
    --in_use_;
    if (good && session.generation == generation_) {
      idle_.push_back(session.handle);
    } else if (session.generation == generation_) {
      call().C_CloseSession(session.handle);  // whatever it answers: the handle is not used again
    }
  }
  changed_.notify_all();
}

void Pkcs11Token::spoil(std::uint64_t generation, bool anew) {
  const std::scoped_lock lock(mutex_);
  if (generation != generation_) return;  // somebody got it back meanwhile
  ready_ = false;
  anew_ = anew_ || anew;
}

void Pkcs11Token::pause() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kLookAgain, [this] { return ready_; });
}

void Pkcs11Token::make_ready(Deadline until) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_until(lock, until, [this] { return !recovering_; })) {
    throw Failure("PKCS#11: the token is still being looked for");
  }
  if (ready_) return;
  if (pin_refused_) throw Failure("PKCS#11: the token refused its PIN, which is not shown to it again");
  recovering_ = true;
  const bool quiet = changed_.wait_until(lock, until, [this] { return in_use_ == 0; });
  const bool anew = anew_;
  idle_.clear();
  ++generation_;
  lock.unlock();
  CK_SESSION_HANDLE session = 0;
  std::exception_ptr failed;
  try {
    if (!quiet) throw Failure("PKCS#11: a session is in use for too long to look for the token anew");
    session = log_in_again(anew);
  } catch (const Failure& failure) {
    failed = std::current_exception();
    if (!missed_) log(LogLevel::warning, "the token is not there", {{"failure", failure.what()}});
  }
  lock.lock();
  recovering_ = false;
  ready_ = !failed;
  sessions_max_ = options_.sessions;  // what it bears is found out anew: another token, or others have gone
  if (ready_) idle_.push_back(session);
  anew_ = failed != nullptr;
  if (!failed && missed_) log(LogLevel::info, "the token is back", {{"token", options_.token}});
  missed_ = failed != nullptr;
  changed_.notify_all();
  lock.unlock();
  if (failed) std::rethrow_exception(failed);
}

/// Alone: no session is lent, and none will be before it is done.
CK_SESSION_HANDLE Pkcs11Token::log_in_again(bool anew) {
  if (anew) {
    library_->finalize();
    library_->initialize();
    slot_ = library_->slot_of(options_.token);
  } else {
    must_answer(call().C_CloseAllSessions(slot_), "C_CloseAllSessions");
  }
  const CK_SESSION_HANDLE session = open_session();
  log_in(session);
  return session;
}

void Pkcs11Token::log_in(CK_SESSION_HANDLE session) {
  Passphrase pin(pin_.reveal());  // C_Login takes what it may change
  const std::string& text = pin.reveal();
  const CK_RV answer = call().C_Login(session, CKU_USER, reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(text.data())),
                                      static_cast<CK_ULONG>(text.size()));
  if (answer == CKR_USER_ALREADY_LOGGED_IN) return;
  pin_refused_ = answer == CKR_PIN_INCORRECT || answer == CKR_PIN_LOCKED || answer == CKR_PIN_LEN_RANGE ||
                 answer == CKR_PIN_EXPIRED || answer == CKR_PIN_INVALID;
  must_answer(answer, "C_Login");
}

}  // namespace madoguchi::pki
