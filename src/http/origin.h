#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace madoguchi::http {

/// The header that no form and no foreign page can send without asking first (rules 7.2.4).
inline constexpr std::string_view kCsrfHeader = "X-Madoguchi";

/// May this state-changing request have come from our own pages? (rules 7.2.4, ASVS 3.5.) Asks for the header
/// X-Madoguchi: 1; Sec-Fetch-Site, where sent, says same-origin or none; Origin, where sent, is `public_url`'s or, on a
/// listener without one (loopback), that of the Host asked for. The media type is the router's business (415).
/// Refusals: forbidden csrf.header_missing, csrf.foreign_site, csrf.foreign_origin.
Result<void> check_origin(const Request& request, std::string_view public_url);

/// The same for a plain form, which can send no header of ours: every browser of today sends Sec-Fetch-Site or Origin
/// with it, and one of them must be there and be ours. Refusals: forbidden csrf.foreign_site, csrf.foreign_origin.
Result<void> check_form_origin(const Request& request, std::string_view public_url);

/// "https://portal.example.jp:8443/x" -> "https://portal.example.jp:8443": lower case, default ports left out.
/// Absent if it is not an http(s) URL with a host.
std::optional<std::string> origin_of(std::string_view url);

}  // namespace madoguchi::http
