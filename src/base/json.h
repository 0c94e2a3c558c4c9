#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace madoguchi {

/// `text` as a JSON string with its quotes, in the canonical escaping of RFC 8785.
std::string json_quote(std::string_view text);
void append_json_quoted(std::string& out, std::string_view text);

/// Writes a flat or nested JSON object in canonical form (RFC 8785): members sorted by UTF-16 code units (our names
/// are ASCII), no white space, integers only. For events, hashes of what was shown, and logs. The API's JSON is http's.
class CanonicalJson {
 public:
  CanonicalJson& text(std::string_view name, std::string_view value);
  CanonicalJson& number(std::string_view name, std::int64_t value);  ///< |value| < 2^53
  CanonicalJson& boolean(std::string_view name, bool value);
  CanonicalJson& object(std::string_view name, const CanonicalJson& value);
  CanonicalJson& texts(std::string_view name, const std::vector<std::string>& values);
  CanonicalJson& objects(std::string_view name, const std::vector<CanonicalJson>& values);
  std::string print() const;

 private:
  std::map<std::string, std::string, std::less<>> members_;  // name -> printed value
};

}  // namespace madoguchi
