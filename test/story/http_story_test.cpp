// The whole story over HTTP, each answer held against api/portal.yaml and api/desk.yaml, on both databases.
#include <gtest/gtest.h>

#include "base/result.h"
#include "main/api_client.h"
#include "main/story.h"
#include "support/openapi_check.h"
#include "support/test_database.h"

namespace madoguchi {
namespace {

class HttpStory : public testing::TestWithParam<const char*> {};

TEST_P(HttpStory, IsToldAndEveryAnswerIsAsDescribed) {
  const auto portal = test::OpenApi::load("portal");
  const auto desk = test::OpenApi::load("desk");
  const TestDatabase database(GetParam());
  const TestFolder folder;
  std::string faults;
  int answers = 0;
  StoryOptions options{.folder = folder.path()};
  if (std::string(GetParam()) == "postgres") options.database = database.url();
  options.on_exchange = [&](const StoryExchange& exchange) {
    ++answers;
    const auto& answer = exchange.answer;
    const auto& api = exchange.desk ? desk : portal;
    for (const auto& fault :
         api.check(exchange.method, exchange.target, answer.status, answer.header("Content-Type"), answer.body)) {
      faults += fault + "\n";
    }
  };
  int lines = 0;
  options.on_line = [&](const std::string&) { ++lines; };
  ASSERT_NO_THROW(tell_story(options));
  EXPECT_EQ(faults, "");
  EXPECT_GT(answers, 30);
  EXPECT_GT(lines, 5);
  // A story is told once in a folder.
  EXPECT_THROW(tell_story(options), Failure);
}

INSTANTIATE_TEST_SUITE_P(Sql, HttpStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
