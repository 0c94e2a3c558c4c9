#pragma once
#include <string>

#include "domain/phone.h"

namespace madoguchi::http {

/// A stored number as people write it: domestic form where it is Japanese; what is none of a telephone as it stands.
inline std::string shown_phone(const std::string& e164) {
  const auto number = PhoneNumber::from_e164(e164);
  return number ? number->display() : e164;
}

}  // namespace madoguchi::http
