#include "http/origin.h"

#include <algorithm>

namespace madoguchi::http {
namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']' ||
         c == '_';
}

}  // namespace

std::optional<std::string> origin_of(std::string_view url) {
  std::string lower(url);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool https = lower.starts_with("https://");
  if (!https && !lower.starts_with("http://")) return {};
  const std::size_t scheme = https ? 8 : 7;
  const auto end = lower.find_first_of("/?#", scheme);
  std::string origin = lower.substr(0, end);
  const auto host = std::string_view(origin).substr(scheme);
  if (host.empty() || host.front() == ':' || !std::ranges::all_of(host, is_host_character)) return {};
  const std::string_view default_port = https ? ":443" : ":80";
  if (host.ends_with(default_port)) origin.resize(origin.size() - default_port.size());
  return origin;
}

namespace {

Result<void> check_sender(const Request& request, std::string_view public_url) {
  const auto site = request.header("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return refuse(ErrorCode::forbidden, "csrf.foreign_site");
  const auto origin = request.header("Origin");
  if (!origin) return {};
  const auto given = origin_of(*origin);
  if (!given) return refuse(ErrorCode::forbidden, "csrf.foreign_origin");  // also "null"
  const std::string host(request.header("Host").value_or(""));
  const bool ours = public_url.empty() ? given == origin_of("http://" + host) || given == origin_of("https://" + host)
                                       : given == origin_of(public_url);
  if (!ours) return refuse(ErrorCode::forbidden, "csrf.foreign_origin");
  return {};
}

}  // namespace

Result<void> check_origin(const Request& request, std::string_view public_url) {
  if (request.header(kCsrfHeader).value_or("") != "1") return refuse(ErrorCode::forbidden, "csrf.header_missing");
  return check_sender(request, public_url);
}

Result<void> check_form_origin(const Request& request, std::string_view public_url) {
  const bool told = request.header("Origin") || request.header("Sec-Fetch-Site").value_or("") == "same-origin";
  if (!told) return refuse(ErrorCode::forbidden, "csrf.foreign_site");
  return check_sender(request, public_url);
}

}  // namespace madoguchi::http
