#pragma once
// What PKCS#11 itself needs: the library, the names of its errors. Internal to pki.
#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace madoguchi::pki {

/// An answer that is not CKR_OK.
class TokenFailure : public Failure {
 public:
  TokenFailure(const char* call, CK_RV answer);
  CK_RV answer() const { return answer_; }
  /// The session, the login or a handle went, the token is there: log in anew and try again.
  bool session_is_lost() const;
  /// The token went, or does not tell what ails it: the library must be initialised anew, for it looks for tokens then.
  bool token_is_gone() const;

 private:
  CK_RV answer_;
};

inline void must_answer(CK_RV answer, const char* call) {
  if (answer != CKR_OK) throw TokenFailure(call, answer);
}

/// A loaded PKCS#11 library. RTLD_LOCAL, so that its symbols do not get in the way of ours.
class Pkcs11Library {
 public:
  explicit Pkcs11Library(const std::string& path);
  Pkcs11Library(const Pkcs11Library&) = delete;
  Pkcs11Library& operator=(const Pkcs11Library&) = delete;
  ~Pkcs11Library();
  const CK_FUNCTION_LIST& call() const { return *functions_; }

  /// C_Initialize with CKF_OS_LOCKING_OK: the library is called from several threads at once.
  void initialize();
  /// Never throws: a token that is gone may refuse it.
  void finalize() noexcept;
  /// The slot whose token has this label. Failure if there is none, or more than one.
  CK_SLOT_ID slot_of(const std::string& label) const;

 private:
  void* handle_;
  CK_FUNCTION_LIST* functions_ = nullptr;
  bool initialized_ = false;
};

}  // namespace madoguchi::pki
