#pragma once
// Only for the .cpp files of routes: includes Boost.JSON and Boost.Describe.
//
//   struct SubmitBody {
//     std::string csr;                          // required
//     std::optional<OldCertificateEnd> end;     // absent or null: nullopt
//   };
//   BOOST_DESCRIBE_STRUCT(SubmitBody, (), (csr, end))
//   template <> struct JsonText<DnsName> : ParsedBy<&DnsName::from> {};   // in madoguchi::http, for types that need
//   one
//
//   const auto body = TRY(read_json<SubmitBody>(request.body));
//   return json_answer(201, SubmitAnswer{…});
//
// Types: bool, integers (JSON integers in range, "1.0" is none), std::string, Id<…>, Time ("2026-11-22T09:30:00Z"),
// JstDay ("2026-11-22"), Bytes (base64), optional, vector (at most kJsonItemsMax), described structs, and whatever has
// a JsonText. Writing leaves an absent optional out, and prints enums and others by to_text(). RawJson goes in
// unchanged.
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/bytes.h"
#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "domain/names.h"
#include "http/json.h"
#include "http/message.h"

namespace madoguchi::http {

/// How a type stands in JSON as a text. Specialise it (most easily by ParsedBy) for reading;
/// `parse(std::string_view)` returns std::optional<T> (absent: json.not_a_choice) or Result<T> (its own message key).
template <typename T>
struct JsonText;
template <auto Parse>
struct ParsedBy {
  static auto parse(std::string_view text) { return Parse(text); }
};

/// Printed JSON that is put into an answer as it is.
struct RawJson {
  std::string text;
};

/// Parses a body strictly: UTF-8, at most kJsonDepthMax deep, no duplicate members, nothing after the value. Faults as
/// input.invalid with fields.
Result<boost::json::value> parse_json(std::string_view body);

namespace json_detail {

template <typename T>
struct Unwrap : std::false_type {};
template <typename T>
struct Unwrap<std::optional<T>> : std::true_type {
  using type = T;
};
template <typename T>
struct Element : std::false_type {};
template <typename T>
struct Element<std::vector<T>> : std::true_type {
  using type = T;
};
template <typename T>
struct IsId : std::false_type {};
template <typename Noun>
struct IsId<Id<Noun>> : std::true_type {};

template <typename T>
concept HasJsonText = requires(std::string_view text) { JsonText<T>::parse(text); };
template <typename T>
concept HasNames = std::is_enum_v<T> && requires { Names<T>::values.size(); };
template <typename T>
concept HasToText = requires(const T& value) {
  { to_text(value) } -> std::convertible_to<std::string_view>;
};
template <typename T>
concept Described = boost::describe::has_describe_members<T>::value;
template <typename T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <typename T>
void read(const boost::json::value& value, const std::string& pointer, T& out, JsonFaults& faults);

template <std::integral T>
void read_integer(const boost::json::value& value, const std::string& pointer, T& out, JsonFaults& faults) {
  if (!value.is_int64() && !value.is_uint64()) return faults.add(pointer, "json.wrong_type");
  const bool fits = value.is_int64() ? std::in_range<T>(value.get_int64()) : std::in_range<T>(value.get_uint64());
  if (!fits) return faults.add(pointer, "json.out_of_range");
  out = value.is_int64() ? static_cast<T>(value.get_int64()) : static_cast<T>(value.get_uint64());
}

/// Takes what a parse function made: an optional or a Result.
template <typename Parsed, typename T>
void take_parsed(Parsed parsed, const char* otherwise, const std::string& pointer, T& out, JsonFaults& faults) {
  if (parsed) {
    out = *std::move(parsed);
  } else if constexpr (requires { parsed.error(); }) {
    faults.add(pointer, parsed.error());
  } else {
    faults.add(pointer, otherwise);
  }
}

/// U+0000 means something nowhere, and no database of ours keeps it.
inline bool holds_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

template <typename T>
void read_text(std::string_view text, const std::string& pointer, T& out, JsonFaults& faults) {
  if (holds_nul(text)) return faults.add(pointer, "input.bad_characters");
  if constexpr (HasJsonText<T>) {
    take_parsed(JsonText<T>::parse(text), "json.not_a_choice", pointer, out, faults);
  } else if constexpr (HasNames<T>) {
    take_parsed(parse_name<T>(text), "json.not_a_choice", pointer, out, faults);
  } else if constexpr (std::is_same_v<T, Time>) {
    take_parsed(parse_utc(text), "json.not_a_time", pointer, out, faults);
  } else if constexpr (std::is_same_v<T, JstDay>) {
    take_parsed(parse_day(text), "json.not_a_day", pointer, out, faults);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    take_parsed(from_base64(text), "json.not_base64", pointer, out, faults);
  } else if constexpr (IsId<T>::value) {
    take_parsed(parse_id<T>(text), "json.wrong_type", pointer, out, faults);
  } else {
    static_assert(std::is_same_v<T, std::string>, "this type needs a JsonText or BOOST_DESCRIBE_STRUCT");
    out = std::string(text);
  }
}

template <typename T>
void read_items(const boost::json::value& value, const std::string& pointer, T& out, JsonFaults& faults) {
  const auto* array = value.if_array();
  if (!array) return faults.add(pointer, "json.wrong_type");
  if (array->size() > kJsonItemsMax) return faults.add(pointer, "json.too_many_items");
  for (std::size_t i = 0; i < array->size(); ++i) {
    out.emplace_back();
    read((*array)[i], below(pointer, i), out.back(), faults);
  }
}

template <typename T>
void read_members(const boost::json::value& value, const std::string& pointer, T& out, JsonFaults& faults) {
  const auto* object = value.if_object();
  if (!object) return faults.add(pointer, "json.wrong_type");
  std::size_t known = 0;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    auto& field = out.*member.pointer;
    const auto* given = object->if_contains(member.name);
    if (given) {
      ++known;
      read(*given, below(pointer, member.name), field, faults);
    } else if constexpr (!Unwrap<std::remove_cvref_t<decltype(field)>>::value) {
      faults.add(below(pointer, member.name), "json.required");
    }
  });
  if (known == object->size()) return;
  for (const auto& given : *object) {
    bool ours = false;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) { ours = ours || given.key() == member.name; });
    if (!ours) faults.add(below(pointer, given.key()), "json.unknown_member");
  }
}

template <typename T>
void read(const boost::json::value& value, const std::string& pointer, T& out, JsonFaults& faults) {
  if constexpr (Unwrap<T>::value) {
    if (value.is_null()) return;
    if constexpr (std::is_default_constructible_v<typename Unwrap<T>::type>) {
      read(value, pointer, out.emplace(), faults);
    } else if (const auto* text = value.if_string(); text && holds_nul(*text)) {
      faults.add(pointer, "input.bad_characters");
    } else if (text) {
      take_parsed(JsonText<typename Unwrap<T>::type>::parse(*text), "json.not_a_choice", pointer, out, faults);
    } else {
      faults.add(pointer, "json.wrong_type");
    }
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value.is_bool()) return faults.add(pointer, "json.wrong_type");
    out = value.get_bool();
  } else if constexpr (std::integral<T>) {
    read_integer(value, pointer, out, faults);
  } else if constexpr (Element<T>::value && !std::is_same_v<T, Bytes>) {
    read_items(value, pointer, out, faults);
  } else if constexpr (Described<T>) {
    read_members(value, pointer, out, faults);
  } else {
    const auto* text = value.if_string();
    if (!text) return faults.add(pointer, "json.wrong_type");
    read_text(std::string_view(*text), pointer, out, faults);
  }
}

template <typename T>
void write(std::string& out, const T& value);

template <typename T>
void write_members(std::string& out, const T& value) {
  const auto start = out.size();
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    const auto& field = value.*member.pointer;
    if constexpr (Unwrap<std::remove_cvref_t<decltype(field)>>::value) {
      if (!field) return;
    }
    out += out.size() == start ? "{\"" : ",\"";
    out.append(member.name).append("\":");
    write(out, field);
  });
  out += out.size() == start ? "{}" : "}";
}

template <typename T>
void write_items(std::string& out, const T& values) {
  out += '[';
  bool first = true;
  for (const auto& value : values) {
    if (!first) out += ',';
    first = false;
    write(out, value);
  }
  out += ']';
}

template <typename T>
void write(std::string& out, const T& value) {
  if constexpr (Unwrap<T>::value) {
    value ? write(out, *value) : void(out += "null");  // only inside an array
  } else if constexpr (std::is_same_v<T, RawJson>) {
    out += value.text;
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::integral<T>) {
    out += std::to_string(value);
  } else if constexpr (std::convertible_to<T, std::string_view>) {
    append_json_quoted(out, value);
  } else if constexpr (std::is_same_v<T, Time>) {
    append_json_quoted(out, format_utc(value));
  } else if constexpr (std::is_same_v<T, JstDay>) {
    append_json_quoted(out, format_day(value));
  } else if constexpr (std::is_same_v<T, Bytes>) {
    append_json_quoted(out, to_base64(value));
  } else if constexpr (IsId<T>::value) {
    append_json_quoted(out, value.value);
  } else if constexpr (Element<T>::value) {
    write_items(out, value);
  } else if constexpr (Described<T>) {
    write_members(out, value);
  } else if constexpr (HasNames<T>) {
    append_json_quoted(out, ::madoguchi::to_text(value));
  } else {
    static_assert(HasToText<T>, "this type needs a to_text() or BOOST_DESCRIBE_STRUCT");
    append_json_quoted(out, to_text(value));
  }
}

}  // namespace json_detail

/// The body as a T, or input.invalid with every fault found: json.malformed, json.too_deep, json.duplicate,
/// json.unknown_member, json.required, json.wrong_type, json.out_of_range, json.not_a_choice, json.not_a_time,
/// json.not_a_day, json.not_base64, json.too_many_items, input.bad_characters for U+0000 in any text, and the keys of
/// parse functions.
template <typename T>
Result<T> read_json(std::string_view body) {
  const auto value = TRY(parse_json(body));
  JsonFaults faults;
  T out{};
  json_detail::read(value, "", out, faults);
  if (!faults.none()) return std::unexpected(faults.refusal());
  return out;
}

/// `value` as compact JSON. Its texts are UTF-8 already: whatever came in was checked.
template <typename T>
std::string write_json(const T& value) {
  std::string out;
  out.reserve(4096);  // nearly every answer: grown once
  json_detail::write(out, value);
  return out;
}

/// An answer of `status` with `value` as its body.
template <typename T>
Response json_answer(int status, const T& value) {
  return Response::json(status, write_json(value));
}

}  // namespace madoguchi::http
