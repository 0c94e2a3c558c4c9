#include "main/print_states.h"

#include <gtest/gtest.h>

#include <fstream>

namespace madoguchi {
namespace {

TEST(StatesDocument, IsWhatTheTablesPrint) {
  std::ifstream in(std::string(MADOGUCHI_SOURCE_DIR) + "/doc/states.md");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(text, print_states_document()) << "run: build/dev/madoguchi states > doc/states.md";
}

}  // namespace
}  // namespace madoguchi
