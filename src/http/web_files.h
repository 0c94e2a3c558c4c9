#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "http/first_answers.h"
#include "http/router.h"

namespace madoguchi::http {

/// One face's built files: what `npm run build` left in web/built/<face>, read once at start, then only read.
struct WebFiles {
  struct File {
    std::string path;  ///< "/assets/index-4f2a.js"
    std::string type;
    std::string plain, gzip, brotli;  ///< the last two empty where the build made none
    std::string tag;                  ///< of `plain`, with its quotes
  };
  std::map<std::string, File, std::less<>> files;
  std::string index;       ///< index.html: the page of every address that is no file
  std::string login_head;  ///< what the login page loads ahead of time: links to style and scripts of the portal
};

inline constexpr std::size_t kWebFileBytesMax = 4 * 1024 * 1024;
inline constexpr std::size_t kWebFilesMax = 2000;

/// Absent if `folder` has no index.html (a service without pages: the API alone). Throws Failure for a file that cannot
/// be read, one over kWebFileBytesMax, or more than kWebFilesMax of them.
std::shared_ptr<const WebFiles> load_web_files(const std::filesystem::path& folder);

/// Answers every GET that no route has and that is not below /api: a file of the build, compressed as Accept-Encoding
/// allows, hashed names for good; 404 for a name with a dot in it that is none; index.html for any other (the
/// application's own addresses), never stored, with its first answers. In the example, index.html says so to its
/// scripts by <meta name="madoguchi-example">.
void add_web_files(Router& router, std::shared_ptr<const WebFiles> files, bool example, FirstAnswers first = {});

/// The headers of a page of ours: no script but our files, Trusted Types, no frame, no other window, no device.
void add_page_headers(Response& response);

}  // namespace madoguchi::http
