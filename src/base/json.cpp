#include "base/json.h"

#include <algorithm>

namespace madoguchi {

void append_json_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  out += '"';
  if (std::ranges::all_of(text, is_plain)) {  // nearly every text: copied in one go
    out.append(text).append("\"");
    return;
  }
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += hex[static_cast<unsigned char>(c) >> 4];
          out += hex[static_cast<unsigned char>(c) & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

std::string json_quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_json_quoted(out, text);
  return out;
}

CanonicalJson& CanonicalJson::text(std::string_view name, std::string_view value) {
  members_.insert_or_assign(std::string(name), json_quote(value));
  return *this;
}
CanonicalJson& CanonicalJson::number(std::string_view name, std::int64_t value) {
  members_.insert_or_assign(std::string(name), std::to_string(value));
  return *this;
}
CanonicalJson& CanonicalJson::boolean(std::string_view name, bool value) {
  members_.insert_or_assign(std::string(name), value ? "true" : "false");
  return *this;
}
CanonicalJson& CanonicalJson::object(std::string_view name, const CanonicalJson& value) {
  members_.insert_or_assign(std::string(name), value.print());
  return *this;
}
CanonicalJson& CanonicalJson::texts(std::string_view name, const std::vector<std::string>& values) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += json_quote(value);
  }
  members_.insert_or_assign(std::string(name), out + ']');
  return *this;
}
CanonicalJson& CanonicalJson::objects(std::string_view name, const std::vector<CanonicalJson>& values) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += value.print();
  }
  members_.insert_or_assign(std::string(name), out + ']');
  return *this;
}

std::string CanonicalJson::print() const {
  std::string out = "{";
  for (const auto& [name, value] : members_) {
    if (out.size() > 1) out += ',';
    out += json_quote(name);
    out += ':';
    out += value;
  }
  return out + '}';
}

}  // namespace madoguchi
