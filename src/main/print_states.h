#pragma once
#include <string>

namespace madoguchi {

/// doc/states.md: the step tables as pictures and tables (`madoguchi states` prints it; a test keeps the file true).
std::string print_states_document();

}  // namespace madoguchi
