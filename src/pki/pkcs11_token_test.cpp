// A token that is slow, or bears little: SoftHSM's own functions, some of them called later or less often than asked.
#include "pki/pkcs11_token.h"

#include <dlfcn.h>

#include <atomic>
#include <thread>

#include "pki/softhsm_fixture.h"

namespace madoguchi::pki {
namespace {

using fixture::SoftHsm;

std::atomic<int> sessions_asked = 0;
std::atomic<int> sessions_borne = 0;
CK_C_OpenSession open_session_itself = nullptr;

/// In this process C_OpenSession of SoftHSM is another function, until this goes.
class OtherOpenSession {
 public:
  explicit OtherOpenSession(CK_C_OpenSession other) : handle_(dlopen(SoftHsm::kModule, RTLD_NOW | RTLD_LOCAL)) {
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(handle_, "C_GetFunctionList"));
    must_answer(get(&list_), "C_GetFunctionList");
    sessions_asked = 0;
    open_session_itself = std::exchange(list_->C_OpenSession, other);
  }
  OtherOpenSession(const OtherOpenSession&) = delete;
  OtherOpenSession& operator=(const OtherOpenSession&) = delete;
  ~OtherOpenSession() {
    list_->C_OpenSession = open_session_itself;
    dlclose(handle_);
  }

 private:
  void* handle_;
  CK_FUNCTION_LIST* list_ = nullptr;
};

constexpr std::chrono::milliseconds kWait{500};
constexpr std::chrono::milliseconds kSlow{300};

CK_RV fail_slowly(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE*) {
  ++sessions_asked;
  std::this_thread::sleep_for(kSlow);  // allow sleep: the slowness itself
  return CKR_DEVICE_ERROR;
}

CK_RV bear_few(CK_SLOT_ID slot, CK_FLAGS flags, void* application, CK_NOTIFY notify, CK_SESSION_HANDLE* session) {
  ++sessions_asked;
  if (sessions_borne == 0) return CKR_SESSION_COUNT;
  --sessions_borne;
  return open_session_itself(slot, flags, application, notify, session);
}

// R70: what is promised is a time, not a number of looks: a library that answers late does not hold a thread longer.
TEST(SlowToken, HoldsAThreadForItsTimeNotForItsLooks) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.wait = kWait;
  Pkcs11Token token(options, Passphrase(SoftHsm::kPin));
  const OtherOpenSession slow(&fail_slowly);
  const auto use = [&](bool patient) {
    sessions_asked = 0;
    token.with_session([](const CK_FUNCTION_LIST&, CK_SESSION_HANDLE,
                          std::uint64_t) { throw TokenFailure("sign", CKR_DEVICE_REMOVED); },
                       patient);
  };
  EXPECT_THROW(use(true), TokenFailure);  // a session is idle: the first look asks for none
  EXPECT_LE(sessions_asked, 2);
  EXPECT_THROW(use(true), TokenFailure);
  EXPECT_EQ(sessions_asked, 2);
  EXPECT_THROW(use(false), TokenFailure);
  EXPECT_EQ(sessions_asked, 2);
}

// A token that bore fewer sessions once, when others had them, is asked for all of them when it is found again.
TEST(SlowToken, IsAskedForAllSessionsAgain) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.sessions = 3;
  options.wait = kWait;
  sessions_borne = 1;
  const OtherOpenSession few(&bear_few);
  Pkcs11Token token(options, Passphrase(SoftHsm::kPin));
  const auto nested = [&] {
    token.with_session([&](const CK_FUNCTION_LIST&, CK_SESSION_HANDLE, std::uint64_t) {
      token.with_session([](const CK_FUNCTION_LIST&, CK_SESSION_HANDLE, std::uint64_t) {});
    });
  };
  EXPECT_THROW(nested(), Failure);
  sessions_borne = 8;
  int looks = 0;
  token.with_session([&](const CK_FUNCTION_LIST&, CK_SESSION_HANDLE, std::uint64_t) {
    if (++looks == 1) throw TokenFailure("sign", CKR_SESSION_HANDLE_INVALID);
  });
  EXPECT_EQ(looks, 2);
  nested();
}

}  // namespace
}  // namespace madoguchi::pki
