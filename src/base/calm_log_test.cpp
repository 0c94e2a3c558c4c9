#include "base/calm_log.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace madoguchi {
namespace {

constexpr Time kStart = from_unix(1'800'000'000);

/// How many lines the log gets from `work`, and what they say.
template <typename Work>
std::pair<std::ptrdiff_t, std::string> lines_of(Work work) {
  testing::internal::CaptureStderr();
  work();
  std::string text = testing::internal::GetCapturedStderr();
  return {std::ranges::count(text, '\n'), std::move(text)};
}

TEST(CalmLog, TellsTheBeginningNowAndThenAndTheEnd) {
  CalmLog calm("it fails", "it works again", "job", "sweeping");
  const auto [first, beginning] = lines_of([&] { calm.failed("the broom is away", kStart); });
  EXPECT_EQ(first, 1);
  EXPECT_NE(beginning.find("it fails"), std::string::npos);
  EXPECT_NE(beginning.find("sweeping"), std::string::npos);
  EXPECT_NE(beginning.find("the broom is away"), std::string::npos);
  const auto [meanwhile, nothing] = lines_of([&] {
    for (int i = 1; i < kCalmLogSeconds.count(); ++i) calm.failed("the broom is away", kStart + Seconds(i));
  });
  EXPECT_EQ(meanwhile, 0) << nothing;
  const auto [later, again] = lines_of([&] { calm.failed("the broom is away", kStart + kCalmLogSeconds); });
  EXPECT_EQ(later, 1);
  EXPECT_NE(again.find("\"600\""), std::string::npos) << again;
  EXPECT_EQ(lines_of([&] { calm.failed("the floor is away", kStart + kCalmLogSeconds); }).first, 1);
  const auto [last, end] = lines_of([&] {
    calm.worked();
    calm.worked();
  });
  EXPECT_EQ(last, 1);
  EXPECT_NE(end.find("it works again"), std::string::npos);
  EXPECT_NE(end.find("\"602\""), std::string::npos) << end;
  EXPECT_EQ(lines_of([&] { calm.failed("the broom is away", kStart + kCalmLogSeconds); }).first, 1);
}

TEST(CalmLog, EverChangingWordsDoNotFillItEither) {
  CalmLog calm("it fails", "it works again", "job", "sweeping");
  const auto lines = lines_of([&] {
    for (int i = 0; i < 1000; ++i) calm.failed("number " + std::to_string(i), kStart);
  });
  EXPECT_EQ(lines.first, 8);
}

TEST(CalmLog, SaysNothingOfWhatWorks) {
  CalmLog calm("it fails", "it works again", "job", "sweeping");
  EXPECT_EQ(lines_of([&] { calm.worked(); }).first, 0);
}

}  // namespace
}  // namespace madoguchi
