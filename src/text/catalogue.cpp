#include "text/catalogue.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

#include "base/log.h"
#include "base/result.h"
#include "text/moment.h"
#include "toml++/toml.h"

namespace madoguchi {
namespace {

constexpr std::size_t kCatalogueFileBytesMax = 1 << 20;
constexpr std::size_t kSentenceBytesMax = 8192;
constexpr std::size_t kKeyBytesMax = 100;
constexpr std::string_view kAtDesk = ".at_desk";
constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";

bool is_key(std::string_view key) {
  if (key.empty() || key.size() > kKeyBytesMax || key.front() == '.' || key.back() == '.') return false;
  if (key.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(key, [](char c) { return c == '.' || kNameCharacters.find(c) != std::string_view::npos; });
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Failure("cannot read " + file.string());
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (in.bad() || text.size() > kCatalogueFileBytesMax) throw Failure("unreadable or too large: " + file.string());
  return text;
}

toml::table parse(const std::filesystem::path& file) {
  const auto text = read_text(file);
  try {
    return toml::parse(text, file.string());
  } catch (const toml::parse_error& error) {
    throw Failure(file.string() + ":" + std::to_string(error.source().begin.line) + ": " +
                  std::string(error.description()));
  }
}

std::string printed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += "{" + name + "}";
  return out;
}

/// The sentence with its holes filled for a reader of `language`; the names that no parameter has go to `missing`.
std::string fill(Language language, std::string_view sentence, const SentenceParams& params,
                 std::vector<std::string>& missing) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const auto open = sentence.find('{', at);
    out += sentence.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const auto close = sentence.find('}', open);
    const auto name = sentence.substr(open + 1, close - open - 1);
    const auto param = std::ranges::find(params, name, &SentenceParams::value_type::first);
    if (param == params.end()) {
      missing.emplace_back(name);
      out += sentence.substr(open, close - open + 1);
    } else {
      out += written_out(language, param->second);
    }
    at = close + 1;
  }
  return out;
}

/// A gap in the catalogue is our mistake: in the log once, not once a request.
void report_once(std::string_view what, Language language, std::string_view key, std::string_view name) {
  static std::mutex mutex;
  static std::set<std::string> reported;
  constexpr std::size_t kReportedMax = 1000;
  const std::lock_guard lock(mutex);
  const auto id = std::string(to_text(language)) + '\n' + std::string(key) + '\n' + std::string(name);
  if (reported.size() >= kReportedMax || !reported.insert(id).second) return;
  log(LogLevel::error, what, {{"language", to_text(language)}, {"key", key}, {"placeholder", name}});
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (error || files.empty()) throw Failure("no sentences in " + folder.string());
  std::ranges::sort(files);
  return files;
}

void read_file(const std::filesystem::path& file, std::map<std::string, std::string, std::less<>>& sentences) {
  for (const auto& [key, node] : parse(file)) {
    const auto where = file.string() + ": \"" + std::string(key.str()) + "\": ";
    const auto* text = node.as_string();
    if (text == nullptr) throw Failure(where + "not a sentence (is the dotted key in quotes?)");
    if (!is_key(key.str())) throw Failure(where + "not a key");
    if (text->get().empty() || text->get().size() > kSentenceBytesMax) throw Failure(where + "empty or too long");
    try {
      placeholders_of(text->get());
    } catch (const Failure& failure) {
      throw Failure(where + failure.what());
    }
    if (!sentences.emplace(key.str(), text->get()).second) throw Failure(where + "stands twice in this language");
  }
}

}  // namespace

std::vector<std::string> placeholders_of(std::string_view sentence) {
  std::set<std::string> names;
  for (std::size_t at = sentence.find_first_of("{}"); at != std::string_view::npos;) {
    const auto close = sentence.find('}', at);
    if (sentence[at] == '}' || close == std::string_view::npos) throw Failure("a brace that is no {placeholder}");
    const auto name = sentence.substr(at + 1, close - at - 1);
    if (name.empty() || name.find_first_not_of(kNameCharacters) != std::string_view::npos) {
      throw Failure("a brace that is no {placeholder}");
    }
    names.emplace(name);
    at = sentence.find_first_of("{}", close + 1);
  }
  return {names.begin(), names.end()};
}

Catalogue Catalogue::load(const std::filesystem::path& folder) {
  Catalogue catalogue;
  for (const auto language : {Language::ja, Language::en}) {
    for (const auto& file : toml_files(folder / to_text(language))) {
      read_file(file, catalogue.sentences_[static_cast<std::size_t>(language)]);
    }
  }
  const auto& [ja, en] = catalogue.sentences_;
  for (const auto& [key, text] : ja) {
    const auto other = en.find(key);
    if (other == en.end()) throw Failure("text/en lacks \"" + key + "\"");
    const auto in_ja = placeholders_of(text), in_en = placeholders_of(other->second);
    if (in_ja != in_en) {
      throw Failure("\"" + key + "\" has " + printed(in_ja) + " in ja and " + printed(in_en) + " in en");
    }
  }
  for (const auto& [key, text] : en) {
    if (!ja.contains(key)) throw Failure("text/ja lacks \"" + key + "\"");
  }
  catalogue.desk_ = desk_of(catalogue);
  return catalogue;
}

std::shared_ptr<const Catalogue> Catalogue::desk_of(const Catalogue& catalogue) {
  auto desk = std::make_shared<Catalogue>(catalogue);
  const auto quoted = [](const std::string& key) { return '"' + key + '"'; };
  for (const auto& key : catalogue.keys()) {
    if (!key.ends_with(kAtDesk)) continue;
    const auto base = key.substr(0, key.size() - kAtDesk.size());
    if (!catalogue.has(Language::ja, base)) throw Failure(quoted(key) + " is of no sentence");
    if (catalogue.placeholders(base) != catalogue.placeholders(key)) {
      throw Failure(quoted(key) + " has other {placeholders} than " + quoted(base));
    }
    for (auto& sentences : desk->sentences_) sentences[base] = sentences.at(key);
  }
  return desk;
}

const std::string* Catalogue::find(Language language, std::string_view key) const {
  const auto& sentences = sentences_[static_cast<std::size_t>(language)];
  const auto found = sentences.find(key);
  return found == sentences.end() ? nullptr : &found->second;
}

bool Catalogue::has(Language language, std::string_view key) const {
  return find(language, key) != nullptr;
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, text] : sentences_[0]) keys.push_back(key);
  return keys;
}

std::vector<std::string> Catalogue::placeholders(std::string_view key) const {
  const auto* text = find(Language::ja, key);
  return text == nullptr ? std::vector<std::string>() : placeholders_of(*text);
}

std::string Catalogue::sentence(Language language, std::string_view key, const SentenceParams& params) const {
  const auto* text = find(language, key);
  if (text == nullptr) {
    report_once("a sentence is missing", language, key, "");
    return std::string(key);
  }
  std::vector<std::string> missing;
  auto out = fill(language, *text, params, missing);
  for (const auto& name : missing) report_once("a sentence lacks a value", language, key, name);
  return out;
}

std::string Catalogue::complete_sentence(Language language, std::string_view key, const SentenceParams& params) const {
  const auto* text = find(language, key);
  if (text == nullptr) throw Failure("a sentence is missing: " + std::string(key));
  std::vector<std::string> missing;
  auto out = fill(language, *text, params, missing);
  if (!missing.empty()) throw Failure("no value for " + printed(missing) + " in \"" + std::string(key) + "\"");
  return out;
}

}  // namespace madoguchi
