#pragma once
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "toml++/toml.h"

namespace madoguchi {

/// A TOML table that must be read completely: every key is asked for once, and what is left over is an error.
/// All errors are Failures that name the file and the key.
class TomlReader {
 public:
  static TomlReader file(const std::filesystem::path& path) {
    try {
      return TomlReader(toml::parse_file(path.string()), path.filename().string());
    } catch (const toml::parse_error& error) {
      throw Failure(path.filename().string() + " line " + std::to_string(error.source().begin.line) + ": " +
                    std::string(error.description()));
    }
  }
  TomlReader(toml::table table, std::string where) : table_(std::move(table)), where_(std::move(where)) {}

  std::string text(const char* key) { return *read<std::string>(key, true); }
  std::optional<std::string> maybe_text(const char* key) { return read<std::string>(key, false); }
  bool truth(const char* key) { return *read<bool>(key, true); }
  std::int64_t number(const char* key, std::int64_t min, std::int64_t max) {
    const auto value = *read<std::int64_t>(key, true);
    if (value < min || value > max) {
      fail(key, "must be from " + std::to_string(min) + " to " + std::to_string(max));
    }
    return value;
  }
  TomlReader table(const char* key) {
    used_.insert(key);
    const auto* found = table_[key].as_table();
    if (found == nullptr) fail(key, "a table is expected");
    return {*found, where_ + ": " + key};
  }
  bool has(const char* key) const { return table_.contains(key); }
  /// Each element of an array of tables, or each text of an array, in order.
  template <typename Each>
  void tables(const char* key, Each each) {
    used_.insert(key);
    const auto* found = table_[key].as_array();
    if (found == nullptr) fail(key, "an array is expected");
    for (const auto& element : *found) {
      if (element.as_table() == nullptr) fail(key, "an array of tables is expected");
      TomlReader reader(*element.as_table(), where_ + ": " + key);
      each(reader);
      reader.done();
    }
  }
  template <typename Each>
  void texts(const char* key, Each each) {
    used_.insert(key);
    const auto* found = table_[key].as_array();
    if (found == nullptr) fail(key, "an array is expected");
    for (const auto& element : *found) {
      const auto value = element.template value<std::string>();
      if (!value) fail(key, "an array of texts is expected");
      each(*value);
    }
  }
  template <typename Each>
  void numbers(Each each) {
    for (const auto& [key, node] : table_) {
      const auto value = node.template value<std::int64_t>();
      if (!value) fail(key.str(), "a number is expected");
      used_.insert(std::string(key.str()));
      each(std::string(key.str()), *value);
    }
  }
  /// Call when all was read: a key nobody asked for is misspelt.
  void done() const {
    for (const auto& [key, node] : table_) {
      if (!used_.contains(std::string(key.str()))) fail(key.str(), "is not a key of this file");
    }
  }
  [[noreturn]] void fail(std::string_view key, const std::string& what) const {
    throw Failure(where_ + ": " + std::string(key) + ": " + what);
  }

 private:
  template <typename T>
  std::optional<T> read(const char* key, bool required) {
    used_.insert(key);
    const auto node = table_[key];
    if (!node) {
      if (required) fail(key, "is missing");
      return {};
    }
    const auto value = node.value_exact<T>();
    if (!value) fail(key, "is of the wrong type");
    return *value;
  }

  toml::table table_;
  std::string where_;
  std::set<std::string> used_;
};

}  // namespace madoguchi
