#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/message.h"

namespace madoguchi::http {

/// One route's work: synchronous, run on a worker thread (or where it was read, see `brief`). A refusal becomes a
/// problem document in the caller's language, an exception a 500 with an incident id: both once, in http/dispatch.cpp.
/// A handler that cannot refuse may simply return a Response.
using Handler = std::function<Result<Response>(const Request&)>;

inline constexpr std::size_t kRouteBodyBytesMax = 64 * 1024;
inline constexpr std::size_t kPathSegmentsMax = 16;

struct RouteOptions {
  std::size_t body_bytes_max = kRouteBodyBytesMax;
  /// A body must have this media type (415).
  std::string content_type = "application/json";
  /// A plain form of a page of ours: it cannot send X-Madoguchi, its browser must then say where it comes from.
  bool form = false;
  /// A GET whose handler only looks into the database, at a bounded number of rows: it runs on the thread that
  /// serves the sockets, inside AtOnce, and again on a worker if it would have had to wait.
  bool brief = false;
};

struct Route {
  Method method;
  std::string pattern;
  Handler handler;
  RouteOptions options;
};

/// A trie of path segments. Built once at start, then only read: safe to share between threads.
class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// `pattern` is "/a/{name}/b": a segment is literal or one parameter (non-empty, decoded). A literal wins over a
  /// parameter. Every GET route answers HEAD too. Throws Failure for a malformed pattern, a second route of the same
  /// method and pattern, or two names for one parameter place.
  void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});

  /// The handler of every GET that no route has and that is not below /api: the pages. Throws Failure for a second one.
  void add_rest(Handler handler);

  struct Match {
    const Route* route;
    TextMap parameters;
  };
  /// The path exists, but not with this method: what the Allow header says.
  struct WrongMethod {
    std::string allow;
  };
  struct NotFound {};
  using Found = std::variant<Match, WrongMethod, NotFound>;
  /// Segments are decoded already. HEAD finds the GET route.
  Found find(Method method, const std::vector<std::string>& segments) const;

  /// Every route of the API, in the order of `add`: for the checks against api/*.yaml. Pages are none.
  std::vector<const Route*> routes() const;

 private:
  struct Node;
  const Node* walk(const Node& node, const std::vector<std::string>& segments, std::size_t depth,
                   TextMap& parameters) const;
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Route> rest_;
};

}  // namespace madoguchi::http
