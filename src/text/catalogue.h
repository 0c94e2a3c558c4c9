#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"

namespace madoguchi {

/// Values for a sentence's {placeholders}: name -> text. A moment of format_jst is written out for the reader.
using SentenceParams = std::vector<std::pair<std::string, std::string>>;

/// Every sentence a person may read, by language and key. Read once at start, then only read: safe to share.
class Catalogue {
 public:
  /// Reads <folder>/ja/*.toml and <folder>/en/*.toml, each a flat table of quoted keys. Throws Failure that names the
  /// file and the key if one is malformed, stands twice in a language, is missing in the other language, or has other
  /// {placeholders} there, or is another's for the desk and has other {placeholders} than that.
  static Catalogue load(const std::filesystem::path& folder);

  /// The sentence with its placeholders filled. A key or value that is missing must not break an answer: the key (or
  /// the bare {placeholder}) is printed in its place, and an error is logged once for each.
  std::string sentence(Language language, std::string_view key, const SentenceParams& params = {}) const;
  /// The same for what is better not sent than sent with a hole in it (mails): throws Failure instead.
  std::string complete_sentence(Language language, std::string_view key, const SentenceParams& params) const;

  /// As officers read it: where a key has a sentence under "<key>.at_desk", too, that one ("please contact us" is
  /// nothing to tell them).
  const Catalogue& at_desk() const { return desk_ ? *desk_ : *this; }

  bool has(Language language, std::string_view key) const;
  /// All keys, in order (they are the same in every language).
  std::vector<std::string> keys() const;
  /// The names between braces in the sentence of `key`, sorted, each once (the same in every language); none for an
  /// unknown key.
  std::vector<std::string> placeholders(std::string_view key) const;

 private:
  using Sentences = std::map<std::string, std::string, std::less<>>;
  const std::string* find(Language language, std::string_view key) const;
  static std::shared_ptr<const Catalogue> desk_of(const Catalogue& catalogue);
  std::array<Sentences, 2> sentences_;
  std::shared_ptr<const Catalogue> desk_;
};

/// The names between braces in `sentence`, sorted, each once. Throws Failure on a brace that belongs to none.
std::vector<std::string> placeholders_of(std::string_view sentence);

}  // namespace madoguchi
