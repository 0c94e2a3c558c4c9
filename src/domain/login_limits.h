#pragma once
#include "base/time.h"

/// The limits of login and account, in one place (ASVS 2.4.1). None of them locks an owner out (R4, rules 7.1.4): all
/// are sliding windows, and those that a stranger can fill from elsewhere only tighten what the stranger may do.
namespace madoguchi {

// Sessions (rules 7.2.3).
inline constexpr Seconds kPortalIdleSeconds{60 * 60};
inline constexpr Seconds kPortalSessionSeconds{24 * 60 * 60};
inline constexpr Seconds kDeskIdleSeconds{15 * 60};
inline constexpr Seconds kDeskSessionSeconds{12 * 60 * 60};
/// seen_at is written at most so often; a session may thus end by so much before its idle time, never after it.
inline constexpr Seconds kSeenWrittenSeconds{60};

// Wrong passwords.
inline constexpr Seconds kPasswordWindow{15 * 60};
/// Of one login ID from one client: what a person who mistypes needs.
inline constexpr int kPasswordTriesPerPairMax = 10;
/// Of one client over all login IDs: a house behind one address still gets in.
inline constexpr int kPasswordTriesPerClientMax = 60;
/// Of one login ID over all clients: beyond it, a client from which nobody has logged in to it before gets
/// kPasswordTriesUnderAttackMax in the window instead of kPasswordTriesPerPairMax. The owner's own place stays as it
/// is.
inline constexpr int kPasswordTriesPerAccountMax = 30;
inline constexpr int kPasswordTriesUnderAttackMax = 2;
/// How long a client from which a login succeeded counts as the owner's place.
inline constexpr Seconds kFamiliarSeconds{30 * 24 * 60 * 60};

// Codes by mail (rules 7.1.3, 7.1.4). Lifetime, digits and tries of one code stand in secret/one_time_code.h.
inline constexpr Seconds kSendWindow{60 * 60};
inline constexpr int kSendsPerAccountMax = 5;
inline constexpr int kSendsPerClientMax = 30;  ///< over all accounts: one office may be one address
inline constexpr Seconds kResendSeconds{60};
inline constexpr Seconds kCodeTriesWindow{24 * 60 * 60};
inline constexpr int kCodeTriesPerPairMax = 20;
inline constexpr int kCodeTriesUnderAttackMax = 5;
/// From the password to the last code of one login.
inline constexpr Seconds kLoginSeconds{30 * 60};

// Passwords anew.
inline constexpr Seconds kFirstPasswordSeconds{24 * 60 * 60};  ///< NIST 800-63B-4 4.2.1.2
inline constexpr int kResetsPerAccountMax = 5;                 ///< in kSendWindow

// The change of the address for codes (R16).
inline constexpr Seconds kHoldSeconds{72 * 60 * 60};
inline constexpr Seconds kCancelSeconds{72 * 60 * 60};

}  // namespace madoguchi
