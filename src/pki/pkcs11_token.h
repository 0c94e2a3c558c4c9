#pragma once
#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "pki/pkcs11_module.h"
#include "pki/pkcs11_signer.h"

namespace madoguchi::pki {

/// One token, logged in: a bounded pool of sessions and a bounded queue before it. Internal to pki.
class Pkcs11Token {
 public:
  /// Shared with whoever has it open in this process already.
  static std::shared_ptr<Pkcs11Token> open(const TokenOptions& options, Passphrase pin);
  Pkcs11Token(const TokenOptions& options, Passphrase pin);
  Pkcs11Token(const Pkcs11Token&) = delete;
  Pkcs11Token& operator=(const Pkcs11Token&) = delete;
  ~Pkcs11Token();

  /// `generation` changes whenever handles of objects have become worthless.
  using Use = std::function<void(const CK_FUNCTION_LIST& call, CK_SESSION_HANDLE session, std::uint64_t generation)>;
  /// Runs `use` with a session of its own. If it throws a TokenFailure that says that session or token are lost, they
  /// are got back and `use` runs again: until TokenOptions::wait is over, however long the library takes to answer, but
  /// once in any case; not `patient`, twice at most. A session it failed with is closed.
  void with_session(const Use& use, bool patient = true);

 private:
  class Lease;
  using Deadline = std::chrono::steady_clock::time_point;
  struct Session {
    CK_SESSION_HANDLE handle = 0;
    std::uint64_t generation = 0;
  };
  const CK_FUNCTION_LIST& call() const { return library_->call(); }
  void must_be_this_process() const;
  Deadline deadline() const;
  Session take(Deadline until);
  CK_SESSION_HANDLE open_session() const;
  void give_back(Session session, bool good);
  /// What was used under this generation is lost; `anew`: with the library's whole state.
  void spoil(std::uint64_t generation, bool anew);
  void make_ready(Deadline until);
  CK_SESSION_HANDLE log_in_again(bool anew);
  void log_in(CK_SESSION_HANDLE session);
  void pause();

  const TokenOptions options_;
  const Passphrase pin_;
  const pid_t process_;
  std::unique_ptr<Pkcs11Library> library_;
  CK_SLOT_ID slot_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<CK_SESSION_HANDLE> idle_;
  int sessions_max_;
  int in_use_ = 0;
  int waiting_ = 0;
  std::uint64_t generation_ = 0;
  bool ready_ = false;
  bool anew_ = true;         ///< what is not ready needs the library's initialisation
  bool recovering_ = false;  ///< one thread makes it ready; no session is lent meanwhile
  bool missed_ = false;      ///< the log was told that the token is gone
  bool pin_refused_ = false;
};

}  // namespace madoguchi::pki
