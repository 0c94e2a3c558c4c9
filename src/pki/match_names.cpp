#include "pki/match_names.h"

#include <algorithm>
#include <array>
#include <set>

#include "pki/idn.h"

namespace madoguchi::pki {
namespace {

using NameSet = std::set<std::string, std::less<>>;

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Without case (ASCII) and superfluous spaces, as caseIgnoreMatch compares (RFC 5280, 7.1).
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(lower(c));
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// A host name as certificates write it. Whether the name may be certified is not asked here: what is no name at all
/// stays as it is and so differs from every name.
std::string host(std::string_view text) {
  const auto name = dns_name_from_unicode(text, {.wildcard_allowed = true, .private_authority = true});
  return name ? name->text() : folded(text);
}

template <typename Texts>
std::string joined(const Texts& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::vector<std::string> values_of(const Csr& csr, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& field : csr.subject) {
    if (field.name == name) values.push_back(field.value);
  }
  return values;
}

MatchLine compare_field(const Csr& csr, std::string_view name, std::string what,
                        const std::optional<std::string>& wanted) {
  const auto values = values_of(csr, name);
  const auto is_wanted = [&](const std::string& value) { return folded(value) == folded(wanted.value_or("")); };
  const MatchVerdict verdict = values.empty() || !wanted                ? MatchVerdict::note
                               : std::ranges::all_of(values, is_wanted) ? MatchVerdict::same
                                                                        : MatchVerdict::differs;
  return {std::move(what), joined(values), wanted.value_or(""), verdict};
}

NameSet wanted_hosts(const WantedNames& wanted) {
  NameSet names{host(wanted.common_name)};
  for (const auto& name : wanted.dns_names) names.insert(host(name));
  return names;
}

MatchLine compare_common_name(const Csr& csr, const WantedNames& wanted) {
  const auto names = wanted_hosts(wanted);
  const auto values = values_of(csr, "CN");
  MatchVerdict verdict = values.empty() ? MatchVerdict::note : MatchVerdict::same;
  for (const auto& value : values) {
    if (!names.contains(host(value))) {
      verdict = MatchVerdict::differs;
      break;
    }
    if (host(value) != host(wanted.common_name)) verdict = MatchVerdict::note;  // another name of the same certificate
  }
  return {"common_name", joined(values), wanted.common_name, verdict};
}

MatchLine compare_dns_names(const Csr& csr, const WantedNames& wanted) {
  const auto names = wanted_hosts(wanted);
  NameSet asked;
  for (const auto& name : csr.dns_names) asked.insert(host(name));
  for (const auto& name : values_of(csr, "CN")) asked.insert(host(name));
  const MatchVerdict verdict = csr.dns_names.empty() ? MatchVerdict::note
                               : asked == names      ? MatchVerdict::same
                                                     : MatchVerdict::differs;
  return {"dns_names", joined(csr.dns_names), joined(names), verdict};
}

}  // namespace

std::vector<MatchLine> compare_names(const Csr& csr, const WantedNames& wanted) {
  std::vector<MatchLine> lines{
      compare_field(csr, "C", "country", wanted.country),
      compare_field(csr, "ST", "state_or_province", wanted.state_or_province),
      compare_field(csr, "L", "locality", wanted.locality),
      compare_field(csr, "O", "organization", wanted.organization),
      compare_common_name(csr, wanted),
      compare_dns_names(csr, wanted),
  };
  constexpr std::array<std::string_view, 5> kCompared = {"C", "ST", "L", "O", "CN"};
  for (const auto& field : csr.subject) {
    if (std::ranges::find(kCompared, field.name) != kCompared.end()) continue;
    lines.push_back({field.name, field.value, "", MatchVerdict::note});
  }
  if (!csr.other_names.empty()) lines.push_back({"other_names", joined(csr.other_names), "", MatchVerdict::note});
  return lines;
}

Result<void> check_names(const Csr& csr, const WantedNames& wanted) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  for (const auto& line : compare_names(csr, wanted)) {
    if (line.verdict != MatchVerdict::differs) continue;
    refusal.fields.emplace_back("/csr", "csr.differs_" + line.what);
    refusal.params.emplace_back(line.what + "_csr", line.in_csr);
    refusal.params.emplace_back(line.what + "_contract", line.in_contract);
  }
  if (refusal.fields.empty()) return {};
  return std::unexpected(std::move(refusal));
}

}  // namespace madoguchi::pki
