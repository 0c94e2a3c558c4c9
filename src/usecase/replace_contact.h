#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// Ends the record `before` now and lets `after` begin (R45); an event names both, no content.
Result<Contact> replace_contact(Work& work, const Contact& before, Contact after);

}  // namespace madoguchi
