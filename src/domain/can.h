#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace madoguchi {

/// One line of what a caller can do with a noun: every action of it, allowed or refused with the reason and the next
/// step (R22). Every GET of a noun answers a list of these.
struct Can {
  std::string action;                                         ///< as in the URL of the step, "withdraw"
  bool allowed = true;                                        ///< false: `reason` says why
  std::string reason{};                                       ///< key in text/
  std::vector<std::pair<std::string, std::string>> params{};  ///< values for the sentence
  std::string next{};                                         ///< what to do instead, one of the words of kNext…
};

/// Next steps that a refusal may name. The portal turns each into a link.
inline constexpr std::string_view kNextNewApplication = "enquiry/new_application";     ///< R53, prefilled
inline constexpr std::string_view kNextReissueEnquiry = "enquiry/reissue_over_limit";  ///< R55, prefilled
inline constexpr std::string_view kNextEnquiry = "enquiry/general";                    ///< ご連絡ください
inline constexpr std::string_view kNextEmergency = "emergency_revocation";             ///< R62
inline constexpr std::string_view kNextReissue = "reissue";
inline constexpr std::string_view kNextContinuation = "continuation";
inline constexpr std::string_view kNextRenewal = "renewal";
inline constexpr std::string_view kNextOpenApplication = "application";  ///< look at the open one
inline constexpr std::string_view kNextReauthenticate = "reauthenticate";

}  // namespace madoguchi
