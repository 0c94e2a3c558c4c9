#pragma once
// A client of our own API: for `madoguchi story` and for tests. Blocking, one connection, cookies kept.
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace madoguchi {

using ApiHeaders = std::vector<std::pair<std::string, std::string>>;

/// An answer of the server.
struct ApiAnswer {
  int status = 0;
  ApiHeaders headers;
  std::string body;
  boost::json::value json;  ///< of a JSON body; null otherwise

  std::string header(std::string_view name) const;  ///< "" if absent; any case
  /// The member at an RFC 6901 pointer, "/contracts/0/id". Throws Failure that prints the answer if there is none, or
  /// none of that type.
  const boost::json::value& at(std::string_view pointer) const;
  std::string text(std::string_view pointer) const;
  std::int64_t number(std::string_view pointer) const;
  bool flag(std::string_view pointer) const;
  std::size_t size(std::string_view pointer) const;  ///< of an array
  bool has(std::string_view pointer) const;
  /// The message key of a problem, "" for anything else.
  std::string code() const;
};

class ApiClient {
 public:
  /// `base_url` like "http://127.0.0.1:8080". Throws Failure when a request cannot be carried out; any status is an
  /// answer.
  explicit ApiClient(std::string base_url);
  ~ApiClient();
  ApiClient(ApiClient&&) noexcept;
  ApiClient& operator=(ApiClient&&) noexcept;

  ApiAnswer get(std::string_view target, const ApiHeaders& headers = {});
  /// Calls that change something bring X-Madoguchi: 1; headers given here win over it and over Content-Type.
  ApiAnswer post(std::string_view target, const boost::json::value& body, const ApiHeaders& headers = {});
  ApiAnswer put(std::string_view target, const boost::json::value& body, const ApiHeaders& headers = {});
  ApiAnswer patch(std::string_view target, const boost::json::value& body, const ApiHeaders& headers = {});
  ApiAnswer del(std::string_view target, const ApiHeaders& headers = {});
  /// Any method and any body; without one if `body` is empty.
  ApiAnswer send(std::string_view method, std::string_view target, std::string_view body, const ApiHeaders& headers);

  /// Sent with every request from now on, as Accept-Language.
  void set_language(std::string language);
  void forget_cookies();

  /// Called with every answer, before it is returned: tests hold it against api/*.yaml here.
  std::function<void(std::string_view method, std::string_view target, const ApiAnswer&)> on_answer;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace madoguchi
