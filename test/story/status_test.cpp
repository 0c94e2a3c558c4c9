// The public status listener: CRLs over plain HTTP, and the saving of what a cache has (RFC 9110, 13).
#include <gtest/gtest.h>

#include "http/dispatch.h"
#include "http/status_routes.h"
#include "support/example_counter.h"

namespace madoguchi {
namespace {

class Status : public testing::Test {
 protected:
  Status() { http::add_status_routes(router_, counter_.authority()); }
  http::Response get(const http::Headers& headers = {}) const {
    const auto& id = counter_.authority().issuer.id;
    http::Request request{.method = http::Method::get,
                          .target = "/crl/" + id + "/0.crl",
                          .segments = {"crl", id, "0.crl"},
                          .headers = headers,
                          .listener = http::ListenerKind::status};
    const http::Site site{.kind = http::ListenerKind::status,
                          .catalogue = &counter_.office().catalogue,
                          .random = &counter_.office().random};
    return http::dispatch(site, router_, std::move(request));
  }
  static std::string header(const http::Response& response, std::string_view name) {
    return std::string(response.header(name).value_or(""));
  }

  ExampleCounter counter_;
  http::Router router_;
};

TEST_F(Status, SavesTheCrlForWhoHasIt) {
  EXPECT_EQ(get().status, 404);
  counter_.run_jobs();
  const auto first = get();
  ASSERT_EQ(first.status, 200);
  EXPECT_TRUE(first.file);
  const auto tag = header(first, "ETag");
  const auto modified = header(first, "Last-Modified");
  EXPECT_TRUE(tag.starts_with('"') && tag.ends_with('"') && tag.size() > 2) << tag;
  EXPECT_TRUE(modified.ends_with(" GMT")) << modified;
  for (const auto& headers : std::vector<http::Headers>{
           {{"If-None-Match", tag}}, {{"If-None-Match", "\"old\", W/" + tag}}, {{"If-None-Match", "*"}}}) {
    const auto saved = get(headers);
    EXPECT_EQ(saved.status, 304) << headers.front().second;
    EXPECT_FALSE(saved.file);
    EXPECT_EQ(header(saved, "ETag"), tag);
    EXPECT_EQ(header(saved, "Cache-Control"), header(first, "Cache-Control"));
  }
  EXPECT_EQ(get({{"If-None-Match", "\"old\""}, {"If-Modified-Since", modified}}).status, 200);
  EXPECT_EQ(get({{"If-Modified-Since", modified}}).status, 200)
      << "two lists may be of one second: the tag alone tells";

  counter_.now += std::chrono::hours(24);
  counter_.run_jobs();  // another CRL
  EXPECT_EQ(get({{"If-None-Match", tag}}).status, 200);
  EXPECT_NE(header(get(), "ETag"), tag);
}

}  // namespace
}  // namespace madoguchi
