#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/names.h"
#include "pki/csr.h"

namespace madoguchi::pki {

/// What the contract's certificate will say, whatever the request says.
struct WantedNames {
  std::string country;
  std::optional<std::string> state_or_province{};
  std::optional<std::string> locality{};
  std::string organization;
  std::string common_name;
  std::vector<std::string> dns_names{};  ///< with or without the common name
};

/// 一致 / 違い / 参考: a note is no fault; the request lacks the value, or asks for one that no certificate will have.
enum class MatchVerdict : std::uint8_t { same, differs, note };

/// One row of the preview.
struct MatchLine {
  std::string what;         ///< "country", …, "common_name", "dns_names"; another attribute by its short name ("OU")
  std::string in_csr;       ///< "" if it has none; several values joined by ", "
  std::string in_contract;  ///< "" if it has none
  MatchVerdict verdict;
  bool operator==(const MatchLine&) const = default;
};

/// Compares the request's names with the contract's (R49). Order does not matter; letters A-Z are compared without
/// case, runs of spaces as one, host names as DnsName does. Attributes that the request lacks are notes; a request
/// without subjectAltName only has its CN compared; with one, CN and names together must be the contract's names, no
/// more and no less.
std::vector<MatchLine> compare_names(const Csr& csr, const WantedNames& wanted);

/// Refuses field /csr once for each line that differs: csr.differs_<what> {<what>_csr} {<what>_contract}.
Result<void> check_names(const Csr& csr, const WantedNames& wanted);

}  // namespace madoguchi::pki

namespace madoguchi {
template <>
struct Names<pki::MatchVerdict> {
  static constexpr auto values = std::to_array<std::pair<pki::MatchVerdict, std::string_view>>({
      MADOGUCHI_NAME(pki::MatchVerdict, same),
      MADOGUCHI_NAME(pki::MatchVerdict, differs),
      MADOGUCHI_NAME(pki::MatchVerdict, note),
  });
};
}  // namespace madoguchi
