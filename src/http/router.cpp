#include "http/router.h"

#include <map>

namespace madoguchi::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::string parameter_name;
  std::map<Method, const Route*> routes;
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  const std::string where = std::string(to_text(method)) + " " + std::string(pattern);
  const auto demand = [&](bool holds, const char* what) {
    if (!holds) throw Failure("route " + where + ": it must " + what);
  };
  demand(method != Method::head && method != Method::options, "not be HEAD or OPTIONS");
  demand(pattern.starts_with('/'), "begin with a slash");
  demand(pattern == "/" || !pattern.ends_with('/'), "not end with a slash");
  Node* node = root_.get();
  std::string_view rest = pattern.substr(1);
  for (std::size_t depth = 1; !rest.empty(); ++depth) {
    demand(depth <= kPathSegmentsMax, "not be deeper than kPathSegmentsMax");
    const std::string segment(next_piece(rest, '/'));
    demand(!segment.empty(), "have no empty segment");
    if (!segment.starts_with('{')) {
      auto& child = node->literals[segment];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
      continue;
    }
    demand(segment.ends_with('}') && segment.size() > 2, "name its parameter");
    const auto name = segment.substr(1, segment.size() - 2);
    if (!node->parameter) {
      node->parameter = std::make_unique<Node>();
      node->parameter_name = name;
    }
    demand(node->parameter_name == name, "call its parameter as its siblings do");
    node = node->parameter.get();
  }
  demand(!node->routes.contains(method), "be added once");
  routes_.push_back(
      std::make_unique<Route>(Route{method, std::string(pattern), std::move(handler), std::move(options)}));
  node->routes.emplace(method, routes_.back().get());
}

void Router::add_rest(Handler handler) {
  if (rest_) throw Failure("the pages are added once");
  rest_ = std::make_unique<Route>(Route{Method::get, "/{page}", std::move(handler), {}});
}

const Router::Node* Router::walk(const Node& node, const std::vector<std::string>& segments, std::size_t depth,
                                 TextMap& parameters) const {
  if (depth == segments.size()) return node.routes.empty() ? nullptr : &node;
  const auto& segment = segments[depth];
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const auto* found = walk(*literal->second, segments, depth + 1, parameters)) return found;
  }
  if (!node.parameter || segment.empty()) return nullptr;
  const auto* found = walk(*node.parameter, segments, depth + 1, parameters);
  if (found) parameters.insert_or_assign(node.parameter_name, segment);
  return found;
}

Router::Found Router::find(Method method, const std::vector<std::string>& segments) const {
  if (segments.size() > kPathSegmentsMax) return NotFound{};
  TextMap parameters;
  const auto* node = walk(*root_, segments, 0, parameters);
  if (!node) {
    const bool page =
        rest_ && (method == Method::get || method == Method::head) && (segments.empty() || segments.front() != "api");
    if (page) return Match{rest_.get(), {}};
    return NotFound{};
  }
  const auto route = node->routes.find(method == Method::head ? Method::get : method);
  if (route != node->routes.end()) return Match{route->second, std::move(parameters)};
  std::string allow;
  for (const auto& [known, unused] : node->routes) {
    if (!allow.empty()) allow += ", ";
    allow += to_text(known);
    if (known == Method::get) allow += ", HEAD";
  }
  return WrongMethod{allow};
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> out;
  out.reserve(routes_.size());
  for (const auto& route : routes_) out.push_back(route.get());
  return out;
}

}  // namespace madoguchi::http
