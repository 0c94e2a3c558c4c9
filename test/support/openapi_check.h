#pragma once
#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace madoguchi::test {

/// api/portal.yaml or api/desk.yaml, to hold answers of the running server against.
///
/// Knows of JSON Schema: type (also a list), properties, required, additionalProperties, items, enum, const, oneOf,
/// anyOf, allOf, minLength, maxLength, minimum, maximum, minItems, maxItems, $ref (in the file and to
/// "common.yaml#/…"); description, title, format, examples and default say nothing. Any other keyword is a fault, so
/// that nothing is ignored in silence.
class OpenApi {
 public:
  /// `name` is "portal" or "desk". Throws if the build has not made its JSON, or a $ref leads nowhere.
  static OpenApi load(std::string_view name);
  /// From texts: file name -> JSON. For the tests of this check.
  static OpenApi parse(const std::map<std::string, std::string>& files, std::string_view main_file);

  /// What is wrong with this answer, one line a fault: an undocumented path, method, status or media type, or a body
  /// that does not fit its schema. Empty if all is well. `target` is as requested: "/api/v1/contracts/abc?x=y".
  std::vector<std::string> check(std::string_view method, std::string_view target, int status,
                                 std::string_view content_type, std::string_view body) const;

  /// The path template that `target` belongs to, "" if none. A literal segment wins over a {parameter}.
  std::string path_of(std::string_view target) const;
  /// "GET /api/v1/session" …, sorted: to compare with Router::routes().
  std::vector<std::string> operations() const;

  /// What is not guarded against a stale screen (R23) and a double post (R96), one line a fault. A call that changes
  /// something and names what exists takes If-Match, or its member x-stale says why an old screen does no harm; a POST
  /// takes Idempotency-Key, or must send If-Match, or its member x-twice says what the second one does. A reason beside
  /// the header that it excuses is a fault, as is any other x- member. And a GET whose answer does not say what the
  /// caller can do (R22), by a required member can of its own or of each line of a list, or in its member x-can why
  /// not.
  std::vector<std::string> unguarded() const;
  /// True if the call must send this header; `target` as in check().
  bool must_send(std::string_view method, std::string_view target, std::string_view header) const;

 private:
  std::map<std::string, boost::json::object, std::less<>> files_;
  std::string main_;
};

}  // namespace madoguchi::test
