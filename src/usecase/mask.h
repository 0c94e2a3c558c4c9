#pragma once
#include "domain/contact.h"
#include "domain/task_rules.h"

/// R117: what of a person an officer without casework sees: that it is there.
namespace madoguchi {

inline void mask(std::string& text) {
  if (!text.empty()) text = masked_text(text);
}
/// Role, country, corporation and dates stay.
inline void mask_contact(Contact& contact) {
  for (auto* text : {&contact.person_name, &contact.person_kana, &contact.phone, &contact.postal_code, &contact.address,
                     &contact.mail, &contact.department}) {
    mask(*text);
  }
}

}  // namespace madoguchi
