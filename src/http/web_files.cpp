#include "http/web_files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/assert.h"

namespace madoguchi::http {
namespace {

namespace fs = std::filesystem;

constexpr const char* kForGood = "public, max-age=31536000, immutable";  // hashed names: another content, another name
constexpr const char* kAskAgain = "no-cache";
constexpr std::string_view kHashedFolder = "/assets/";

std::string_view type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{{
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
  }};
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::string read_whole(const fs::path& path) {
  if (fs::file_size(path) > kWebFileBytesMax) throw Failure(path.string() + " is too large for a page's file");
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw Failure(path.string() + " cannot be read");
  return std::move(text).str();
}

/// FNV-1a, 64 bits: tells one build's file from another's; nothing is kept safe by it.
std::string tag_of(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "\"%016llx\"", static_cast<unsigned long long>(hash));
  return text.data();
}

/// Is `coding` among what Accept-Encoding takes? "br;q=0" is a no (RFC 9110, 12.5.3).
bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    auto rest = next_piece(header, ',');
    if (!same_ignoring_case(trim(next_piece(rest, ';')), coding)) continue;
    const auto quality = trim(rest);
    return !(quality == "q=0" || quality.starts_with("q=0.0") || quality == "q=0.");
  }
  return false;
}

Response answer_file(const WebFiles::File& file, const Request& request) {
  const auto accepted = request.header("Accept-Encoding").value_or("");
  const bool brotli = !file.brotli.empty() && accepts(accepted, "br");
  const bool gzip = !brotli && !file.gzip.empty() && accepts(accepted, "gzip");
  auto tag = file.tag;
  if (brotli) tag.insert(tag.size() - 1, "-br");
  if (gzip) tag.insert(tag.size() - 1, "-gz");
  const bool same = request.header("If-None-Match").value_or("") == tag;
  auto response = same ? Response{.status = 304} : Response::bytes(200, file.type, {});
  if (!same) response.body = brotli ? file.brotli : gzip ? file.gzip : file.plain;
  if (brotli || gzip) response.add("Content-Encoding", brotli ? "br" : "gzip");
  response.add("Vary", "Accept-Encoding");
  response.add("ETag", tag);
  response.add("Cache-Control", file.path.starts_with(kHashedFolder) ? kForGood : kAskAgain);
  return response;
}

}  // namespace

std::shared_ptr<const WebFiles> load_web_files(const fs::path& folder) {
  if (!fs::is_regular_file(folder / "index.html")) return nullptr;
  auto out = std::make_shared<WebFiles>();
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
    if (paths.size() > kWebFilesMax) throw Failure(folder.string() + " holds too many files for a web face");
  }
  const auto compressed = [](const fs::path& path) { return path.extension() == ".gz" || path.extension() == ".br"; };
  for (const auto& path : paths) {
    if (compressed(path)) continue;
    const auto name = "/" + path.lexically_relative(folder).generic_string();
    auto content = read_whole(path);
    if (name == "/index.html") {
      out->index = std::move(content);
    } else if (name == "/login_head.html") {
      out->login_head = std::move(content);
    } else {
      WebFiles::File file{.path = name, .type = std::string(type_of(name)), .tag = tag_of(content)};
      file.plain = std::move(content);
      if (fs::exists(path.string() + ".gz")) file.gzip = read_whole(path.string() + ".gz");
      if (fs::exists(path.string() + ".br")) file.brotli = read_whole(path.string() + ".br");
      out->files.emplace(name, std::move(file));
    }
  }
  return out;
}

void add_web_files(Router& router, std::shared_ptr<const WebFiles> files, bool example, FirstAnswers first) {
  const auto head = std::min(files->index.find("</head>"), files->index.size());
  auto before = files->index.substr(0, head);
  if (example) before += "<meta name=\"madoguchi-example\">";
  router.add_rest([files = std::move(files), before = std::move(before), head,
                   first = std::move(first)](const Request& request) -> Result<Response> {
    std::string path;
    for (const auto& segment : request.segments) path.append("/").append(segment);
    if (const auto file = files->files.find(path); file != files->files.end())
      return answer_file(file->second, request);
    const bool file_name = !request.segments.empty() && request.segments.back().find('.') != std::string::npos;
    if (file_name) return refuse(ErrorCode::not_found, "not_found");
    auto response = Response::bytes(200, "text/html; charset=utf-8",
                                    before + first.script_for(request) + files->index.substr(head));
    add_page_headers(response);
    return response;
  });
}

void add_page_headers(Response& response) {
  response.add("Cache-Control", "no-store");
  response.add("Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
               "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
               "require-trusted-types-for 'script'; trusted-types 'none'");
  response.add("Cross-Origin-Opener-Policy", "same-origin");
  response.add("Permissions-Policy",
               "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
               "microphone=(), midi=(), payment=(), serial=(), usb=(), "
               "publickey-credentials-create=(self), publickey-credentials-get=(self)");
}

}  // namespace madoguchi::http
