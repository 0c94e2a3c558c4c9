#include "pki/pkcs11_module.h"

#include <dlfcn.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace madoguchi::pki {
namespace {

/// Those that an operator meets; the others are told by their number.
constexpr auto kAnswers = std::to_array<std::pair<CK_RV, std::string_view>>({
    {CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR"},
    {CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED"},
    {CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD"},
    {CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR"},
    {CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY"},
    {CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED"},
    {CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"},
    {CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED"},
    {CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED"},
    {CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID"},
    {CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID"},
    {CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED"},
    {CKR_SESSION_COUNT, "CKR_SESSION_COUNT"},
    {CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN"},
    {CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID"},
    {CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID"},
    {CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
    {CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT"},
    {CKR_PIN_LOCKED, "CKR_PIN_LOCKED"},
    {CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE"},
    {CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED"},
    {CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED"},
    {CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED"},
    {CKR_CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED"},
});

std::string name_of(CK_RV answer) {
  for (const auto& [value, name] : kAnswers) {
    if (value == answer) return std::string(name);
  }
  return "answer " + std::to_string(answer);
}

std::string loader_error() {
  const char* text = dlerror();  // NOLINT(concurrency-mt-unsafe): glibc keeps it by thread
  return text != nullptr ? text : "unknown error";
}

}  // namespace

TokenFailure::TokenFailure(const char* call, CK_RV answer)
    : Failure(std::string("PKCS#11: ") + call + ": " + name_of(answer)), answer_(answer) {}

bool TokenFailure::session_is_lost() const {
  return answer_ == CKR_SESSION_HANDLE_INVALID || answer_ == CKR_SESSION_CLOSED || answer_ == CKR_USER_NOT_LOGGED_IN ||
         answer_ == CKR_KEY_HANDLE_INVALID || answer_ == CKR_OBJECT_HANDLE_INVALID;
}
bool TokenFailure::token_is_gone() const {
  return answer_ == CKR_DEVICE_REMOVED || answer_ == CKR_TOKEN_NOT_PRESENT || answer_ == CKR_TOKEN_NOT_RECOGNIZED ||
         answer_ == CKR_DEVICE_ERROR || answer_ == CKR_SLOT_ID_INVALID || answer_ == CKR_CRYPTOKI_NOT_INITIALIZED ||
         answer_ == CKR_GENERAL_ERROR || answer_ == CKR_FUNCTION_FAILED;
}

Pkcs11Library::Pkcs11Library(const std::string& path) : handle_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) throw Failure("PKCS#11: cannot load " + path + ": " + loader_error());
  const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(handle_, "C_GetFunctionList"));
  if (get == nullptr || get(&functions_) != CKR_OK || functions_ == nullptr) {
    dlclose(handle_);
    throw Failure("PKCS#11: " + path + " is no PKCS#11 library");
  }
}

Pkcs11Library::~Pkcs11Library() {
  finalize();
  dlclose(handle_);
}

void Pkcs11Library::initialize() {
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  must_answer(functions_->C_Initialize(&arguments), "C_Initialize");
  initialized_ = true;
}

void Pkcs11Library::finalize() noexcept {
  if (initialized_) functions_->C_Finalize(nullptr);
  initialized_ = false;
}

CK_SLOT_ID Pkcs11Library::slot_of(const std::string& label) const {
  CK_ULONG count = 0;
  must_answer(functions_->C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList");
  std::vector<CK_SLOT_ID> slots(count);
  if (count > 0) must_answer(functions_->C_GetSlotList(CK_TRUE, slots.data(), &count), "C_GetSlotList");
  slots.resize(count);
  std::vector<CK_SLOT_ID> found;
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    if (functions_->C_GetTokenInfo(slot, &info) != CKR_OK) continue;  // gone since the list was made
    std::string_view name(reinterpret_cast<const char*>(info.label), sizeof info.label);
    name = name.substr(0, name.find_last_not_of(' ') + 1);
    if (name == label && (info.flags & CKF_TOKEN_INITIALIZED) != 0) found.push_back(slot);
  }
  if (found.empty()) throw TokenFailure(("look for the token " + label).c_str(), CKR_TOKEN_NOT_PRESENT);
  if (found.size() > 1) throw Failure("PKCS#11: more than one token is called " + label);
  return found.front();
}

}  // namespace madoguchi::pki
