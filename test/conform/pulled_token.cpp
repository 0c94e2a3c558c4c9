// A PKCS#11 module for tests: SoftHSM, whose token is pulled out in the middle of a signature. In the folder named by
// PULLED_TOKEN a file `at-signature` asks for it: the next C_Sign makes `away` of it and fails. While `away` is there,
// no slot has a token and nothing that was open works.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

CK_FUNCTION_LIST* softhsm = nullptr;
CK_FUNCTION_LIST pulled;

std::string file(const char* name) {
  const char* folder = std::getenv("PULLED_TOKEN");
  return std::string(folder != nullptr ? folder : "/nowhere") + "/" + name;
}
bool is_away() {
  return access(file("away").c_str(), F_OK) == 0;
}

CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG length, CK_BYTE* signature, CK_ULONG* signature_length) {
  if (std::rename(file("at-signature").c_str(), file("away").c_str()) == 0) return CKR_DEVICE_REMOVED;
  if (is_away()) return CKR_DEVICE_REMOVED;
  return softhsm->C_Sign(session, data, length, signature, signature_length);
}
CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* how, CK_OBJECT_HANDLE key) {
  return is_away() ? CKR_DEVICE_REMOVED : softhsm->C_SignInit(session, how, key);
}
CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE* wanted, CK_ULONG count) {
  return is_away() ? CKR_DEVICE_REMOVED : softhsm->C_FindObjectsInit(session, wanted, count);
}
CK_RV slots(CK_BBOOL with_token, CK_SLOT_ID* list, CK_ULONG* count) {
  if (!is_away()) return softhsm->C_GetSlotList(with_token, list, count);
  *count = 0;
  return CKR_OK;
}
CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void* context, CK_NOTIFY notify, CK_SESSION_HANDLE* session) {
  return is_away() ? CKR_TOKEN_NOT_PRESENT : softhsm->C_OpenSession(slot, flags, context, notify, session);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  if (softhsm == nullptr) {
    void* module = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    using Get = CK_RV (*)(CK_FUNCTION_LIST**);
    const auto get = module != nullptr ? reinterpret_cast<Get>(dlsym(module, "C_GetFunctionList")) : nullptr;
    if (get == nullptr || get(&softhsm) != CKR_OK) return CKR_GENERAL_ERROR;
    pulled = *softhsm;
    pulled.C_Sign = sign;
    pulled.C_SignInit = sign_init;
    pulled.C_FindObjectsInit = find_init;
    pulled.C_GetSlotList = slots;
    pulled.C_OpenSession = open_session;
  }
  *list = &pulled;
  return CKR_OK;
}
