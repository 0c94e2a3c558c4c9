#pragma once
#include <cstdint>
#include <expected>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace madoguchi {

/// Why a request was refused. The list is closed; http/problem.cpp maps each to a status, once.
enum class ErrorCode : std::uint8_t {
  invalid,          ///< the input is malformed; `fields` says where
  unauthenticated,  ///< no session, or a wrong factor
  forbidden,        ///< this person may not do this
  not_found,        ///< does not exist, or is not the caller's to see (R7)
  wrong_state,      ///< the state machine has no such step from here
  conflict,         ///< somebody else got there first (a unique key, an open application)
  stale,            ///< the record changed since the caller read it (If-Match)
  policy,           ///< a rule of the authority forbids it
  too_large,        ///< over a limit on bytes
  too_many,         ///< over a limit on tries; try later
  unavailable,      ///< the machine cannot serve this now; try later
};

/// Something the caller may be told and can act on. What breaks in the world is a Failure, thrown.
struct Refusal {
  ErrorCode code;
  std::string message;                                        ///< key in text/, never a sentence
  std::vector<std::pair<std::string, std::string>> fields{};  ///< JSON pointer of the field -> message key
  std::vector<std::pair<std::string, std::string>> params{};  ///< values for the sentence's {placeholders}
};

template <typename T>
using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(ErrorCode code, std::string message) {
  return std::unexpected(Refusal{.code = code, .message = std::move(message)});
}
/// One bad field: `pointer` as RFC 6901 ("/csr"), `key` the sentence for it.
inline std::unexpected<Refusal> refuse_field(std::string pointer, std::string key) {
  return std::unexpected(Refusal{
      .code = ErrorCode::invalid, .message = "input.invalid", .fields = {{std::move(pointer), std::move(key)}}});
}

/// The world broke: disk, database, network, a bug. Thrown; caught once per entry (http, job, main).
/// Its text goes to the log only and holds no secret and no personal data.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {
template <typename T>
T take(Result<T>& result) {
  return std::move(*result);
}
inline void take(Result<void>&) {}
}  // namespace detail

}  // namespace madoguchi

/// The value of a Result, or return its refusal from the enclosing function.
#define TRY(expression)                                                       \
  __extension__({                                                             \
    auto try_result_ = (expression);                                          \
    if (!try_result_) return std::unexpected(std::move(try_result_).error()); \
    ::madoguchi::detail::take(try_result_);                                   \
  })
