#include "support/openapi_check.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace madoguchi::test {
namespace {

namespace json = boost::json;
using Files = std::map<std::string, json::object, std::less<>>;
using Faults = std::vector<std::string>;

constexpr int kRefsMax = 64;  // deeper is a circle

/// A node of a document and the file it stands in, which its $refs are relative to.
struct Node {
  const json::value* value = nullptr;
  std::string file;
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::istringstream stream{std::string(text)};
  for (std::string piece; std::getline(stream, piece, separator);) out.push_back(piece);
  return out;
}

const json::value* member(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  return object ? object->if_contains(name) : nullptr;
}

/// Follows $ref until there is none.
Node resolve(const Files& files, Node node) {
  for (int steps = 0; steps < kRefsMax; ++steps) {
    const auto* reference = member(*node.value, "$ref");
    if (!reference) return node;
    const std::string text(reference->as_string());
    const auto hash = text.find('#');
    if (hash != 0 && hash != std::string::npos) node.file = text.substr(0, hash);
    const auto file = files.find(node.file);
    if (hash == std::string::npos || file == files.end()) throw std::runtime_error("$ref to no file: " + text);
    const auto steps_down = split(std::string_view(text).substr(hash + 1), '/');
    const json::object* object = &file->second;
    for (std::size_t i = 1; i < steps_down.size(); ++i) {
      node.value = object->if_contains(steps_down[i]);
      if (!node.value || !node.value->is_object()) throw std::runtime_error("$ref leads nowhere: " + text);
      object = &node.value->get_object();
    }
  }
  throw std::runtime_error("$ref in a circle");
}

std::string_view type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::int64:
    case json::kind::uint64:
      return "integer";
    case json::kind::double_:
      return "number";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
  }
  return "?";
}

bool has_type(const json::value& value, std::string_view type) {
  const auto actual = type_of(value);
  return actual == type || (type == "number" && actual == "integer");
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

/// Checks one value against one schema; faults are told with the value's JSON pointer.
class SchemaCheck {
 public:
  explicit SchemaCheck(const Files& files) : files_(files) {}

  Faults check(const Node& unresolved, const json::value& value, const std::string& at) {
    const Node schema = resolve(files_, unresolved);
    Faults faults;
    if (const auto* verdict = schema.value->if_bool()) {
      if (!*verdict) faults.push_back(at + ": not allowed");
      return faults;
    }
    for (const auto& [keyword, rule] : schema.value->as_object()) {
      append(faults, keyword_faults(schema, keyword, rule, value, at));
    }
    return faults;
  }

 private:
  static void append(Faults& faults, Faults more) {
    faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  static Faults unless(bool holds, const std::string& at, std::string_view keyword, const json::value& rule,
                       const json::value& value) {
    if (holds) return {};
    return {at + ": " + json::serialize(value) + " breaks " + std::string(keyword) + " " + json::serialize(rule)};
  }

  Faults keyword_faults(const Node& schema, std::string_view keyword, const json::value& rule, const json::value& value,
                        const std::string& at) {
    static const std::set<std::string_view> silent{"description", "title",   "format",     "examples",
                                                   "default",     "example", "deprecated", "discriminator"};
    if (silent.contains(keyword)) return {};
    if (keyword == "type") return unless(fits_type(rule, value), at, keyword, rule, value);
    if (keyword == "const") return unless(value == rule, at, keyword, rule, value);
    if (keyword == "enum") {
      return unless(std::ranges::find(rule.as_array(), value) != rule.as_array().end(), at, keyword, rule, value);
    }
    if (keyword == "minLength" || keyword == "maxLength" || keyword == "minimum" || keyword == "maximum" ||
        keyword == "minItems" || keyword == "maxItems") {
      return unless(fits_bound(keyword, rule, value), at, keyword, rule, value);
    }
    if (keyword == "required") return required(rule, value, at);
    if (keyword == "properties") return properties(schema, rule, value, at);
    if (keyword == "additionalProperties") return additional(schema, rule, value, at);
    if (keyword == "items") return items({&rule, schema.file}, value, at);
    if (keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf") return choices(schema, keyword, value, at);
    return {at + ": the check does not know the keyword " + std::string(keyword)};
  }

  static bool fits_type(const json::value& rule, const json::value& value) {
    if (const auto* one = rule.if_string()) return has_type(value, *one);
    return std::ranges::any_of(rule.as_array(),
                               [&](const json::value& one) { return has_type(value, one.as_string()); });
  }

  static bool fits_bound(std::string_view keyword, const json::value& rule, const json::value& value) {
    const auto bound = rule.to_number<double>();
    double actual = 0;
    if (keyword.ends_with("Length")) {
      if (!value.is_string()) return true;
      actual = static_cast<double>(code_points(value.get_string()));
    } else if (keyword.ends_with("Items")) {
      if (!value.is_array()) return true;
      actual = static_cast<double>(value.get_array().size());
    } else {
      if (!value.is_number()) return true;
      actual = value.to_number<double>();
    }
    return keyword.starts_with("min") ? actual >= bound : actual <= bound;
  }

  static Faults required(const json::value& rule, const json::value& value, const std::string& at) {
    Faults faults;
    if (!value.is_object()) return faults;
    for (const auto& name : rule.as_array()) {
      if (!value.get_object().contains(name.as_string())) {
        faults.push_back(at + ": lacks " + std::string(name.as_string()));
      }
    }
    return faults;
  }

  Faults properties(const Node& schema, const json::value& rule, const json::value& value, const std::string& at) {
    Faults faults;
    if (!value.is_object()) return faults;
    for (const auto& [name, below] : rule.as_object()) {
      const auto* given = value.get_object().if_contains(name);
      if (given) append(faults, check({&below, schema.file}, *given, at + "/" + std::string(name)));
    }
    return faults;
  }

  Faults additional(const Node& schema, const json::value& rule, const json::value& value, const std::string& at) {
    Faults faults;
    if (!value.is_object()) return faults;
    const auto* known = member(*schema.value, "properties");
    for (const auto& [name, given] : value.get_object()) {
      if (known && known->as_object().contains(name)) continue;
      append(faults, check({&rule, schema.file}, given, at + "/" + std::string(name)));
    }
    return faults;
  }

  Faults items(const Node& rule, const json::value& value, const std::string& at) {
    Faults faults;
    if (!value.is_array()) return faults;
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
      append(faults, check(rule, value.get_array()[i], at + "/" + std::to_string(i)));
    }
    return faults;
  }

  Faults choices(const Node& schema, std::string_view keyword, const json::value& value, const std::string& at) {
    const auto& options = schema.value->at(keyword).as_array();
    Faults all;
    std::size_t fitting = 0;
    for (const auto& option : options) {
      auto faults = check({&option, schema.file}, value, at);
      if (faults.empty()) ++fitting;
      append(all, std::move(faults));
    }
    if (keyword == "allOf") return all;
    if (keyword == "anyOf" ? fitting > 0 : fitting == 1) return {};
    all.insert(all.begin(), at + ": fits " + std::to_string(fitting) + " of " + std::string(keyword));
    return all;
  }

  const Files& files_;
};

bool fits_template(std::string_view path, std::string_view pattern) {
  const auto have = split(path, '/');
  const auto want = split(pattern, '/');
  return have.size() == want.size() && std::ranges::equal(have, want, [](const auto& segment, const auto& wanted) {
           return segment == wanted || (wanted.starts_with('{') && !segment.empty());
         });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

/// Refuses a $ref that leads nowhere, wherever it stands: a schema that is never used is checked as well.
void check_references(const Files& files, const Node& node) {
  if (const auto* array = node.value->if_array()) {
    for (const auto& item : *array) check_references(files, {&item, node.file});
  } else if (const auto* object = node.value->if_object()) {
    resolve(files, node);
    for (const auto& [name, item] : *object) check_references(files, {&item, node.file});
  }
}

/// The schema of the body for this media type. An answer without content has none, and must have no body.
Faults check_content(const Files& files, const Node& response, std::string_view content_type, std::string_view body) {
  const auto* content = member(*response.value, "content");
  if (!content) return body.empty() ? Faults{} : Faults{"a body where none is documented"};
  const std::string media_type = lower(content_type.substr(0, content_type.find(';')));
  const auto* media = member(*content, media_type);
  if (!media) return {"the media type \"" + media_type + "\" is not documented"};
  const auto* schema = member(*media, "schema");
  if (!schema || !media_type.ends_with("json")) return {};
  boost::system::error_code error;
  const auto value = json::parse(body, error);
  if (error) return {"the body is not JSON: " + error.message()};
  return SchemaCheck(files).check({schema, response.file}, value, "");
}

enum class Header : std::uint8_t { absent, if_sent, needed };

Header header_of(const Files& files, const std::string& file, const json::value& operation, std::string_view name) {
  const auto* parameters = member(operation, "parameters");
  if (!parameters) return Header::absent;
  for (const auto& one : parameters->as_array()) {
    const auto parameter = resolve(files, {&one, file});
    if (parameter.value->at("in").as_string() != "header") continue;
    if (std::string_view(parameter.value->at("name").as_string()) != name) continue;
    const auto* needed = member(*parameter.value, "required");
    return needed && needed->as_bool() ? Header::needed : Header::if_sent;
  }
  return Header::absent;
}

/// The reason in an x- member: a sentence.
bool has_reason(const json::value& operation, std::string_view name) {
  constexpr std::size_t kSentence = 12;
  const auto* reason = member(operation, name);
  return reason && reason->is_string() && reason->get_string().size() >= kSentence;
}

bool has_can(const Files& files, const Node& unresolved) {
  const auto schema = resolve(files, unresolved);
  const auto* required = member(*schema.value, "required");
  if (!required) return false;
  return std::ranges::find(required->as_array(), json::value("can")) != required->as_array().end();
}

/// The answer itself, or each line of a list in it.
bool says_can(const Files& files, const std::string& file, const json::value& operation) {
  const auto* responses = member(operation, "responses");
  const auto* ok = responses ? member(*responses, "200") : nullptr;
  if (!ok) return false;
  const auto response = resolve(files, {ok, file});
  const auto* content = member(*response.value, "content");
  const auto* media = content ? member(*content, "application/json") : nullptr;
  const auto* unresolved = media ? member(*media, "schema") : nullptr;
  if (!unresolved) return false;
  const auto schema = resolve(files, {unresolved, response.file});
  if (has_can(files, schema)) return true;
  const auto* properties = member(*schema.value, "properties");
  return properties && std::ranges::any_of(properties->as_object(), [&](const auto& property) {
           const auto value = resolve(files, {&property.value(), schema.file});
           const auto* items = member(*value.value, "items");
           return items && has_can(files, {items, value.file});
         });
}

Faults guard_faults(const Files& files, const std::string& file, std::string_view path, std::string_view method,
                    const json::value& operation) {
  const auto if_match = header_of(files, file, operation, "If-Match");
  const auto key = header_of(files, file, operation, "Idempotency-Key");
  const bool reads = method == "get";
  const bool may_be_stale = !reads && path.find('{') != std::string_view::npos;
  const bool may_come_twice = method == "post";
  const bool guards_stale = if_match != Header::absent;
  const bool guards_twice = key == Header::needed || if_match == Header::needed;
  Faults faults;
  const auto judge = [&](std::string_view name, bool matters, bool guarded, std::string_view lacks) {
    const bool excused = member(operation, name) != nullptr;
    if (excused && (!matters || guarded)) faults.push_back(std::string(name) + " excuses nothing");
    if (matters && !guarded && !has_reason(operation, name)) faults.push_back(std::string(lacks));
  };
  judge("x-stale", may_be_stale, guards_stale, "neither If-Match nor x-stale");
  judge("x-twice", may_come_twice, guards_twice, "neither Idempotency-Key, If-Match nor x-twice");
  judge("x-can", reads, reads && says_can(files, file, operation), "neither can nor x-can");
  for (const auto& [name, unused] : operation.as_object()) {
    if (name.starts_with("x-") && name != "x-stale" && name != "x-twice" && name != "x-can") {
      faults.push_back(std::string(name) + " is not known");
    }
  }
  return faults;
}

}  // namespace

OpenApi OpenApi::parse(const std::map<std::string, std::string>& files, std::string_view main_file) {
  OpenApi api;
  api.main_ = main_file;
  for (const auto& [name, text] : files) api.files_.emplace(name, json::parse(text).as_object());
  for (const auto& [name, document] : api.files_) {
    const json::value whole(document);
    check_references(api.files_, {&whole, name});
  }
  return api;
}

OpenApi OpenApi::load(std::string_view name) {
  std::map<std::string, std::string> files;
  for (const auto& stem : {std::string(name), std::string("common")}) {
    const auto path = std::string(MADOGUCHI_BINARY_DIR) + "/api/" + stem + ".json";
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path + ": build the target madoguchi_api_json");
    std::ostringstream text;
    text << file.rdbuf();  // each test reads them: not byte by byte
    files[stem + ".yaml"] = text.str();
  }
  return parse(files, std::string(name) + ".yaml");
}

std::string OpenApi::path_of(std::string_view target) const {
  const auto path = target.substr(0, target.find('?'));
  std::string best;
  for (const auto& [pattern, unused] : files_.find(main_)->second.at("paths").as_object()) {
    if (!fits_template(path, pattern)) continue;
    // '{' sorts after letters and digits: of two patterns that fit, the smaller has the earlier literal.
    if (best.empty() || std::string_view(pattern) < best) best = pattern;
  }
  return best;
}

std::vector<std::string> OpenApi::check(std::string_view method, std::string_view target, int status,
                                        std::string_view content_type, std::string_view body) const {
  const auto path = path_of(target);
  const auto text = std::to_string(status);
  const std::string what = std::string(method) + " " + std::string(target) + " -> " + text;
  if (path.empty()) return {what + ": the path is not documented"};
  const auto& operations = files_.find(main_)->second.at("paths").as_object().at(path);
  const auto* operation = member(operations, lower(method));
  if (!operation) return {what + ": the method is not documented for " + path};
  const auto& responses = operation->at("responses");
  const auto* response = member(responses, text);
  if (!response && status >= 400) response = member(responses, text.substr(0, 1) + "XX");
  if (!response) return {what + ": the status is not documented for " + path};
  auto faults = check_content(files_, resolve(files_, {response, main_}), content_type, body);
  for (auto& fault : faults) fault = what + ": " + fault;
  return faults;
}

std::vector<std::string> OpenApi::unguarded() const {
  std::vector<std::string> out;
  for (const auto& named : operations()) {
    const auto space = named.find(' ');
    const auto path = named.substr(space + 1);
    const auto method = lower(named.substr(0, space));
    const auto& operation = files_.find(main_)->second.at("paths").at(path).at(method);
    for (const auto& fault : guard_faults(files_, main_, path, method, operation)) out.push_back(named + ": " + fault);
  }
  return out;
}

bool OpenApi::must_send(std::string_view method, std::string_view target, std::string_view header) const {
  const auto path = path_of(target);
  const auto& paths = files_.find(main_)->second.at("paths").as_object();
  const auto* operations = path.empty() ? nullptr : paths.if_contains(path);
  const auto* operation = operations ? member(*operations, lower(method)) : nullptr;
  return operation && header_of(files_, main_, *operation, header) == Header::needed;
}

std::vector<std::string> OpenApi::operations() const {
  static const std::set<std::string_view> methods{"get", "post", "put", "patch", "delete"};
  std::vector<std::string> out;
  for (const auto& [path, operations] : files_.find(main_)->second.at("paths").as_object()) {
    for (const auto& [name, unused] : operations.as_object()) {
      if (!methods.contains(name)) continue;
      std::string method(name);
      for (char& c : method) c = static_cast<char>(c - 32);
      out.push_back(method + " " + std::string(path));
    }
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace madoguchi::test
