#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/names.h"
#include "usecase/issuing_authority.h"
#include "usecase/work.h"

/// What the machine can judge of an application by itself, with the values that it looked at, for whoever reviews it
/// (R37, R66, R103). The same functions decide at filing, at the approval and at the issue: this is a look at them.
namespace madoguchi {

enum class CheckKind : std::uint8_t {
  request,          ///< the CSR: signature, algorithm, form (R49)
  key,              ///< size, curve, weak keys (rules 1.2)
  key_unknown,      ///< neither compromised, nor certified, nor asked for elsewhere (R48)
  names,            ///< what the CSR says beside the contract (R49)
  standing,         ///< window, count, state of contract and certificate (R51-R57)
  generations,      ///< how many certificates would be valid at a time (R72)
  certificate,      ///< as it would be issued now, judged by every rule in force (BR 4.3.1.2)
  agreement,        ///< the subscriber agreement's version (R120)
  evidence,         ///< on record, and in date until the issue (R123)
  contract,         ///< in force (R25)
  dispute,          ///< no hold (R122)
  contacts,         ///< fit to stand on file as they would be (R29, R39)
  telephone,        ///< a sensitive change was confirmed by telephone (R40)
  corrected,        ///< the desk corrected nothing of it meanwhile (R44)
  renewal_notices,  ///< somebody still gets them (R30)
};
template <>
struct Names<CheckKind> {
  static constexpr auto values = std::to_array<std::pair<CheckKind, std::string_view>>({
      MADOGUCHI_NAME(CheckKind, request),
      MADOGUCHI_NAME(CheckKind, key),
      MADOGUCHI_NAME(CheckKind, key_unknown),
      MADOGUCHI_NAME(CheckKind, names),
      MADOGUCHI_NAME(CheckKind, standing),
      MADOGUCHI_NAME(CheckKind, generations),
      MADOGUCHI_NAME(CheckKind, certificate),
      MADOGUCHI_NAME(CheckKind, agreement),
      MADOGUCHI_NAME(CheckKind, evidence),
      MADOGUCHI_NAME(CheckKind, contract),
      MADOGUCHI_NAME(CheckKind, dispute),
      MADOGUCHI_NAME(CheckKind, contacts),
      MADOGUCHI_NAME(CheckKind, telephone),
      MADOGUCHI_NAME(CheckKind, corrected),
      MADOGUCHI_NAME(CheckKind, renewal_notices),
  });
};

/// `noted`: it stands in nobody's way, and the reviewer should know.
enum class CheckVerdict : std::uint8_t { passed, noted, failed };
template <>
struct Names<CheckVerdict> {
  static constexpr auto values = std::to_array<std::pair<CheckVerdict, std::string_view>>({
      MADOGUCHI_NAME(CheckVerdict, passed),
      MADOGUCHI_NAME(CheckVerdict, noted),
      MADOGUCHI_NAME(CheckVerdict, failed),
  });
};

/// One value that a check looked at: as text or as a time, and what it is held against, where there is such a thing.
struct CheckInput {
  std::string name;  ///< "key_bits"; "registrant.phone" of a contact; "OU" of a request
  std::string value{};
  std::optional<std::string> wanted{};
  std::optional<Time> at{};
};
struct AutomaticCheck {
  CheckKind kind = CheckKind::contract;
  CheckVerdict verdict = CheckVerdict::passed;
  std::vector<CheckInput> inputs{};
  std::vector<std::string> faults{};                          ///< keys in text/
  std::vector<std::pair<std::string, std::string>> params{};  ///< values for their sentences
};

/// For officers; at work.now, so that asking again is checking again. Kinds without a review have none. `authority`
/// null: what would be issued is not judged. not_found application.not_found.
Result<std::vector<AutomaticCheck>> run_checks(Work& work, const ApplicationId& id, const IssuingAuthority* authority);

}  // namespace madoguchi
