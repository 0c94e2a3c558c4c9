#include "pki/pkcs11_signer.h"

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "pki/softhsm_fixture.h"

namespace madoguchi::pki {
namespace {

using fixture::SoftHsm;

/// The library as somebody else in this process sees it: the same state.
const CK_FUNCTION_LIST& same_library() {
  void* const handle = dlopen(SoftHsm::kModule, RTLD_NOW | RTLD_LOCAL);
  const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(handle, "C_GetFunctionList"));
  CK_FUNCTION_LIST* list = nullptr;
  must_answer(get(&list), "C_GetFunctionList");
  dlclose(handle);  // the store's own handle keeps it
  return *list;
}
CK_SLOT_ID first_slot(const CK_FUNCTION_LIST& call) {
  CK_SLOT_ID slots[8] = {};
  CK_ULONG count = std::size(slots);
  must_answer(call.C_GetSlotList(CK_TRUE, slots, &count), "C_GetSlotList");
  return slots[0];
}
std::string failure_of(const std::function<void()>& step) {
  try {
    step();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "no failure";
}

TEST(TokenKeys, AreMadeInTheTokenAndSign) {
  const SoftHsm hsm;
  for (const auto kind : {CaKeyKind::p256, CaKeyKind::rsa2048, CaKeyKind::rsa3072}) {
    const auto name = std::string(to_text(kind));
    Bytes public_key;
    {
      const auto store = hsm.open();
      const auto made = store->create(name, kind);
      for (int i = 0; i < 20; ++i) check_signer(*made);  // r and s with leading zeros and sign bits, too
      public_key = made->public_key();
      EXPECT_NE(failure_of([&] { store->create(name, kind); }).find("already"), std::string::npos);
    }
    const auto opened = hsm.open()->open(name);  // outlives its store
    check_signer(*opened);
    opened->must_be_there();
    EXPECT_EQ(opened->public_key(), public_key);
    EXPECT_EQ(opened->algorithm(),
              kind == CaKeyKind::p256 ? SignatureAlgorithm::ecdsa_p256_sha256 : SignatureAlgorithm::rsa_sha256);
  }
  EXPECT_NE(failure_of([&] { hsm.open()->open("none"); }).find("no key called example none"), std::string::npos);
}

TEST(TokenKeys, AreSensitiveAndCannotBeTakenOut) {
  const SoftHsm hsm;
  const auto store = hsm.open();
  const auto signer = store->create("issuing", CaKeyKind::p256);
  const auto& call = same_library();
  CK_SESSION_HANDLE session = 0;
  must_answer(call.C_OpenSession(first_slot(call), CKF_SERIAL_SESSION, nullptr, nullptr, &session), "C_OpenSession");
  CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE wanted{CKA_CLASS, &kind, sizeof kind};
  CK_OBJECT_HANDLE key = 0;
  CK_ULONG count = 0;
  must_answer(call.C_FindObjectsInit(session, &wanted, 1), "C_FindObjectsInit");
  must_answer(call.C_FindObjects(session, &key, 1, &count), "C_FindObjects");
  must_answer(call.C_FindObjectsFinal(session), "C_FindObjectsFinal");
  ASSERT_EQ(count, 1U);
  for (const auto& [type, expected] : {std::pair{CKA_SENSITIVE, CK_TRUE},
                                       {CKA_EXTRACTABLE, CK_FALSE},
                                       {CKA_NEVER_EXTRACTABLE, CK_TRUE},
                                       {CKA_LOCAL, CK_TRUE},
                                       {CKA_PRIVATE, CK_TRUE}}) {
    CK_BBOOL value = 2;
    CK_ATTRIBUTE asked{static_cast<CK_ATTRIBUTE_TYPE>(type), &value, sizeof value};
    must_answer(call.C_GetAttributeValue(session, key, &asked, 1), "C_GetAttributeValue");
    EXPECT_EQ(value, expected) << type;
  }
  std::uint8_t secret[64];
  CK_ATTRIBUTE asked{CKA_VALUE, secret, sizeof secret};
  EXPECT_EQ(call.C_GetAttributeValue(session, key, &asked, 1), CKR_ATTRIBUTE_SENSITIVE);
}

TEST(TokenKeys, RefuseWhatCannotWork) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.wait = std::chrono::milliseconds(10);
  const auto opened = [&](const TokenOptions& wanted, const char* pin) {
    return failure_of([&] { token_keys(wanted, Passphrase(pin)); });
  };
  const auto wrong = opened(options, "wrong-example-pin");
  EXPECT_NE(wrong.find("CKR_PIN_INCORRECT"), std::string::npos) << wrong;
  EXPECT_EQ(wrong.find("wrong-example-pin"), std::string::npos);
  EXPECT_NE(opened(options, "123").find("4 to 255 bytes"), std::string::npos);
  auto other = options;
  other.token = "another token";
  EXPECT_NE(opened(other, SoftHsm::kPin).find("CKR_TOKEN_NOT_PRESENT"), std::string::npos);
  const auto store = hsm.open(options);
  EXPECT_NE(opened(other, SoftHsm::kPin).find("another token"), std::string::npos);
  EXPECT_NE(opened(options, "wrong-example-pin").find("another PIN"), std::string::npos);
  other.module = "/usr/lib/x86_64-linux-gnu/libcrypto.so.3";
  EXPECT_NE(opened(other, SoftHsm::kPin).find("no PKCS#11 library"), std::string::npos);
  other.module = "/nowhere/module.so";
  EXPECT_NE(opened(other, SoftHsm::kPin).find("cannot load"), std::string::npos);
}

TEST(TokenKeys, ComeBackAfterLostSessionsAndLogin) {
  const SoftHsm hsm;
  const auto signer = hsm.open()->create("issuing", CaKeyKind::p256);
  const auto& call = same_library();
  must_answer(call.C_CloseAllSessions(first_slot(call)), "C_CloseAllSessions");
  check_signer(*signer);
  CK_SESSION_HANDLE session = 0;
  must_answer(call.C_OpenSession(first_slot(call), CKF_SERIAL_SESSION, nullptr, nullptr, &session), "C_OpenSession");
  must_answer(call.C_Logout(session), "C_Logout");
  check_signer(*signer);
  must_answer(call.C_Finalize(nullptr), "C_Finalize");
  check_signer(*signer);
}

TEST(TokenKeys, TokenPulledOutIsWaitedForAndNoticed) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.wait = std::chrono::milliseconds(300);
  const auto signer = hsm.open(options)->create("issuing", CaKeyKind::p256);
  hsm.pull_out();
  EXPECT_THROW(signer->must_be_there(), Failure);
  EXPECT_THROW(check_signer(*signer), Failure);
  EXPECT_THROW(check_signer(*signer), Failure);
  hsm.put_back();
  signer->must_be_there();
  check_signer(*signer);
}

// An OCSP answer is rather refused than waited for; what was lost otherwise is got back all the same.
TEST(TokenKeys, AKeyMayBeToldNotToWait) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.wait = std::chrono::hours(1);  // this test ends long before
  const auto keys = hsm.open(options);
  keys->create("ocsp", CaKeyKind::p256);
  const auto signer = keys->open("ocsp", WhenAway::fail);
  hsm.pull_out();
  EXPECT_THROW(check_signer(*signer), Failure);
  hsm.put_back();
  check_signer(*signer);
  must_answer(same_library().C_Finalize(nullptr), "C_Finalize");
  check_signer(*signer);
}

TEST(TokenKeys, ForkedChildIsRefused) {
  const SoftHsm hsm;
  const auto signer = hsm.open()->create("issuing", CaKeyKind::p256);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto said = failure_of([&] { check_signer(*signer); });
    _exit(said.find("forked child") != std::string::npos ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  check_signer(*signer);
}

// More threads than sessions; the token goes and comes back under them, and no signature is lost.
TEST(ConcurrentTokenKeys, LoseNoSignatureToATokenThatGoesAndComesBack) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.sessions = 2;
  const auto signer = hsm.open(options)->create("issuing", CaKeyKind::p256);
  std::atomic<int> signed_so_far = 0;
  std::atomic<int> lost = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) {
        try {
          check_signer(*signer);
          ++signed_so_far;
        } catch (const Failure&) {
          ++lost;
        }
        signed_so_far.notify_all();
      }
    });
  }
  for (const int mark : {20, 150, 300}) {
    for (int now = signed_so_far; now < mark; now = signed_so_far) signed_so_far.wait(now);
    hsm.pull_out();
    hsm.put_back();
  }
  threads.clear();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(signed_so_far, 400);
}

TEST(TokenKeys, NumberOfSessionsIsBounded) {
  const SoftHsm hsm;
  auto options = hsm.options();
  options.sessions = 0;
  EXPECT_THROW(hsm.open(options), Failure);
  options.sessions = kTokenSessionsMax + 1;
  EXPECT_THROW(hsm.open(options), Failure);
}

}  // namespace
}  // namespace madoguchi::pki
