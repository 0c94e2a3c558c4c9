#pragma once
#include <boost/json/value.hpp>
#include <memory>
#include <string>

#include "http/message.h"
#include "support/example_counter.h"

namespace madoguchi::test {

/// The portal and the desk over an ExampleCounter without sockets: every route, sessions, the CSRF check, problems in
/// the caller's language, the body limits. Each answer is held against api/*.yaml; a fault fails the test.
class ExampleApi {
 public:
  explicit ExampleApi(ExampleCounter& counter);
  ~ExampleApi();
  ExampleApi(const ExampleApi&) = delete;
  ExampleApi& operator=(const ExampleApi&) = delete;

  struct Answer {
    int status = 0;
    std::string body;
    std::string etag;
    std::string location;
    http::Headers headers;
    boost::json::value json;

    std::string text(std::string_view pointer) const;  ///< a string at a JSON pointer; "" if there is none
    bool has(std::string_view pointer) const;
    std::size_t size(std::string_view pointer) const;  ///< of an array
    std::string header(std::string_view name) const {  ///< "" if there is none
      return std::string(http::find_header(headers, name).value_or(""));
    }
    std::string code() const { return text("/code"); }
    /// "403 account.held", or "400 input.invalid /contacts/registrant/phone=phone.length".
    std::string told() const;
  };
  /// Calls as `actor` (a session is opened for it once); its door follows from its kind.
  Answer get(const Actor& actor, const std::string& target);
  Answer post(const Actor& actor, const std::string& target, const std::string& body,
              const http::Headers& headers = {});
  Answer send(http::Method method, const Actor& actor, const std::string& target, const std::string& body,
              const http::Headers& headers = {});

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace madoguchi::test
