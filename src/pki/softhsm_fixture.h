#pragma once
#include <gtest/gtest.h>
#include <p11-kit/pkcs11.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "pki/pkcs11_module.h"
#include "pki/pkcs11_signer.h"
#include "pki/pki_fixture.h"

namespace madoguchi::fixture {

/// A SoftHSM of its own with one token, which can be pulled out.
class SoftHsm {
 public:
  static constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";
  static constexpr const char* kPin = "4711-example";

  SoftHsm() {
    std::filesystem::create_directory(folder_.file("tokens"));
    std::ofstream(folder_.file("softhsm2.conf"))
        << "directories.tokendir = " << folder_.file("tokens") << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    setenv("SOFTHSM2_CONF", folder_.file("softhsm2.conf").c_str(), 1);
    pki::Pkcs11Library library(kModule);
    library.initialize();
    std::string label = "example token";
    label.resize(32, ' ');
    std::string pin = kPin;
    const auto& call = library.call();
    const auto text = [](std::string& value) { return reinterpret_cast<CK_UTF8CHAR*>(value.data()); };
    CK_SLOT_ID slot = 0;
    CK_ULONG count = 1;
    pki::must_answer(call.C_GetSlotList(CK_TRUE, &slot, &count), "C_GetSlotList");
    pki::must_answer(call.C_InitToken(slot, text(pin), pin.size(), text(label)), "C_InitToken");
    const CK_SLOT_ID made = library.slot_of("example token");
    CK_SESSION_HANDLE session = 0;
    pki::must_answer(call.C_OpenSession(made, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session),
                     "C_OpenSession");
    pki::must_answer(call.C_Login(session, CKU_SO, text(pin), pin.size()), "C_Login");
    pki::must_answer(call.C_InitPIN(session, text(pin), pin.size()), "C_InitPIN");
  }

  pki::TokenOptions options() const {
    return {.module = kModule, .token = "example token", .key_prefix = "example ", .wait = std::chrono::seconds(20)};
  }
  std::unique_ptr<pki::KeyStore> open(const pki::TokenOptions& options) const {
    return pki::token_keys(options, pki::Passphrase(kPin));
  }
  std::unique_ptr<pki::KeyStore> open() const { return open(options()); }

  void pull_out() const { std::filesystem::rename(folder_.file("tokens"), folder_.file("away")); }
  void put_back() const { std::filesystem::rename(folder_.file("away"), folder_.file("tokens")); }

 private:
  TemporaryFolder folder_;
};

}  // namespace madoguchi::fixture
