// The check that holds answers against api/*.yaml must itself find what is wrong.
#include <gtest/gtest.h>

#include "support/openapi_check.h"

namespace madoguchi::http {
namespace {

using test::OpenApi;

constexpr const char* kMain = R"({
  "paths": {
    "/things/{id}": {"get": {"responses": {
      "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
      "204": {"description": "nothing"},
      "4XX": {"$ref": "common.yaml#/components/responses/Problem"}}}},
    "/things/new": {"post": {"responses": {"201": {"description": "made"}}}}
  },
  "components": {"schemas": {"Thing": {
    "type": "object", "additionalProperties": false, "required": ["name", "kind"],
    "properties": {
      "name": {"type": ["string", "null"], "minLength": 2, "maxLength": 3, "description": "counted in characters"},
      "kind": {"enum": ["a", "b"]},
      "count": {"type": "integer", "minimum": 0, "maximum": 9},
      "parts": {"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Part"}},
      "odd": {"type": "string", "pattern": "x"}
    }},
    "Part": {"oneOf": [{"type": "object", "required": ["x"]}, {"type": "object", "required": ["y"]}, {"const": 7}]}
  }}
})";
constexpr const char* kCommon = R"({"components": {
  "responses": {"Problem": {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/P"}}}}},
  "schemas": {"P": {"type": "object", "required": ["code"], "additionalProperties": {"type": "string"}}}}})";

class OpenApiTest : public testing::Test {
 protected:
  /// The faults without the request they begin with, one a line.
  std::string thing(std::string_view body) { return check("GET", "/things/a", 200, "application/json", body); }
  std::string check(std::string_view method, std::string_view target, int status, std::string_view type,
                    std::string_view body) {
    std::string out;
    for (const auto& fault : api.check(method, target, status, type, body)) {
      out += fault.substr(fault.find("-> ") + 8) + "\n";
    }
    return out;
  }
  const OpenApi api = OpenApi::parse({{"main.yaml", kMain}, {"common.yaml", kCommon}}, "main.yaml");
};

TEST_F(OpenApiTest, AcceptsWhatFits) {
  EXPECT_EQ(thing(R"({"name":"窓口","kind":"a","count":9,"parts":[{"x":1},7]})"), "");
  EXPECT_EQ(thing(R"({"name":null,"kind":"b"})"), "");
  EXPECT_EQ(check("GET", "/things/a?x=1", 204, "", ""), "");
  EXPECT_EQ(check("GET", "/things/a", 404, "application/problem+json", R"({"code":"x","more":"y"})"), "");
  EXPECT_EQ(api.path_of("/things/new"), "/things/new");
  EXPECT_EQ(api.path_of("/things/old"), "/things/{id}");
  EXPECT_EQ(api.operations(), (std::vector<std::string>{"GET /things/{id}", "POST /things/new"}));
}

TEST_F(OpenApiTest, FindsWhatIsNotDocumented) {
  EXPECT_EQ(check("GET", "/other", 200, "", ""), "the path is not documented\n");
  EXPECT_EQ(check("GET", "/things/", 200, "", ""), "the path is not documented\n");
  EXPECT_EQ(check("PUT", "/things/a", 200, "", ""), "the method is not documented for /things/{id}\n");
  EXPECT_EQ(check("GET", "/things/a", 202, "", ""), "the status is not documented for /things/{id}\n");
  EXPECT_EQ(check("GET", "/things/a", 500, "", ""), "the status is not documented for /things/{id}\n");
  EXPECT_EQ(check("GET", "/things/a", 200, "text/html", ""), "the media type \"text/html\" is not documented\n");
  EXPECT_EQ(check("GET", "/things/a", 204, "", "x"), "a body where none is documented\n");
}

TEST_F(OpenApiTest, FindsEveryBrokenKeyword) {
  EXPECT_EQ(thing(R"([])"), ": [] breaks type \"object\"\n");
  EXPECT_EQ(thing(R"({"kind":"a"})"), ": lacks name\n");
  EXPECT_EQ(thing(R"({"name":"ab","kind":"a","extra":1})"), "/extra: not allowed\n");
  EXPECT_EQ(thing(R"({"name":1,"kind":"a"})"), "/name: 1 breaks type [\"string\",\"null\"]\n");
  EXPECT_EQ(thing(R"({"name":"a","kind":"a"})"), "/name: \"a\" breaks minLength 2\n");
  EXPECT_EQ(thing(R"({"name":"abcd","kind":"a"})"), "/name: \"abcd\" breaks maxLength 3\n");
  EXPECT_EQ(thing(R"({"name":"ab","kind":"c"})"), "/kind: \"c\" breaks enum [\"a\",\"b\"]\n");
  EXPECT_EQ(thing(R"({"name":"ab","kind":"a","count":-1})"), "/count: -1 breaks minimum 0\n");
  EXPECT_EQ(thing(R"({"name":"ab","kind":"a","count":1.5})"), "/count: 1.5E0 breaks type \"integer\"\n");
  EXPECT_NE(thing(R"({"name":"ab","kind":"a","parts":[{"x":1,"y":1}]})").find("/parts/0: fits 2 of oneOf"),
            std::string::npos);
  EXPECT_NE(thing(R"({"name":"ab","kind":"a","parts":[8]})").find("/parts/0: fits 0 of oneOf"), std::string::npos);
  EXPECT_EQ(thing(R"({"name":"ab","kind":"a","parts":[7,7,7]})"), "/parts: [7,7,7] breaks maxItems 2\n");
  EXPECT_EQ(thing(R"({"name":"ab","kind":"a","odd":"x"})"), "/odd: the check does not know the keyword pattern\n");
  EXPECT_EQ(thing("{"), "the body is not JSON: incomplete JSON\n");
  EXPECT_EQ(check("GET", "/things/a", 404, "application/problem+json", R"({"more":1})"),
            ": lacks code\n/more: 1 breaks type \"string\"\n");
}

TEST_F(OpenApiTest, RefusesReferencesThatLeadNowhere) {
  EXPECT_ANY_THROW(OpenApi::parse({{"m", R"({"paths":{},"x":{"$ref":"#/y"}})"}}, "m"));
  EXPECT_ANY_THROW(OpenApi::parse({{"m", R"({"paths":{},"x":{"$ref":"other#/y"}})"}}, "m"));
  EXPECT_ANY_THROW(OpenApi::parse({{"m", R"({"paths":{},"x":{"$ref":"#/x"}})"}}, "m"));
}

// R23, R96: what keeps a stale screen and a double post from doing harm is a header, or a written reason.
TEST(OpenApiGuards, FindsWhatIsLeftOpen) {
  const auto faults = [](const std::string& path, const std::string& method, const std::string& members) {
    std::string out;
    const auto api =
        OpenApi::parse({{"m", R"({"paths":{")" + path + R"(":{")" + method + R"(":{)" + members + "}}}}"}}, "m");
    for (const auto& fault : api.unguarded()) out += fault.substr(fault.find(": ") + 2) + "\n";
    return out;
  };
  const auto header = [](const std::string& name, bool required) {
    return R"({"name":")" + name + R"(","in":"header","required":)" + (required ? "true}" : "false}");
  };
  const auto takes = [&](const std::string& name, bool required = true) {
    return R"("parameters":[)" + header(name, required) + "]";
  };
  const std::string stale = R"("x-stale":"It never changes before it ends.")";
  const std::string twice = R"("x-twice":"It has ended already.")";
  EXPECT_EQ(faults("/a/{id}/end", "post", ""),
            "neither If-Match nor x-stale\nneither Idempotency-Key, If-Match nor x-twice\n");
  EXPECT_EQ(faults("/a/{id}/end", "post", takes("If-Match")), "");
  EXPECT_EQ(faults("/a/{id}/end", "post", stale + "," + twice), "");
  EXPECT_EQ(faults("/a/{id}/b", "post", takes("Idempotency-Key")), "neither If-Match nor x-stale\n");
  EXPECT_EQ(faults("/a/{id}/b", "post", takes("If-Match", false)), "neither Idempotency-Key, If-Match nor x-twice\n");
  EXPECT_EQ(faults("/a/{id}", "put", takes("If-Match", false)), "") << "PUT and DELETE may come twice by their meaning";
  EXPECT_EQ(faults("/a/{id}", "delete", ""), "neither If-Match nor x-stale\n");
  EXPECT_EQ(faults("/a", "post", ""), "neither Idempotency-Key, If-Match nor x-twice\n");
  EXPECT_EQ(faults("/a", "post", takes("Idempotency-Key")), "");
  EXPECT_EQ(faults("/a", "post", takes("If-Match")), "");
  EXPECT_EQ(faults("/a", "post", R"("x-twice":"no")"), "neither Idempotency-Key, If-Match nor x-twice\n");
  EXPECT_EQ(faults("/a", "post", takes("Idempotency-Key") + "," + stale + "," + twice),
            "x-stale excuses nothing\nx-twice excuses nothing\n")
      << "a reason that is none any more";
  EXPECT_EQ(faults("/a", "post", R"("x-stlae":"a slip of the pen","x-twice":"Nothing is stored.")"),
            "x-stlae is not known\n");
}

// R22: who reads is told what can be done, or the description says why nothing can.
TEST(OpenApiGuards, FindsWhoIsNotToldWhatCanBeDone) {
  const auto faults = [](const std::string& method, const std::string& schema, const std::string& members = "") {
    std::string out;
    const auto api =
        OpenApi::parse({{"m", R"({"paths":{"/a/{id}":{")" + method + R"(":{)" + members +
                                  R"("responses":{"200":{"content":{"application/json":{"schema":)" + schema +
                                  R"(}}}}}}},"line":{"type":"object","required":["id","can"]}})"}},
                       "m");
    for (const auto& fault : api.unguarded()) out += fault.substr(fault.find(": ") + 2) + "\n";
    return out;
  };
  const auto list_of = [](const std::string& line) {
    return R"({"type":"object","required":["lines"],"properties":{"lines":{"type":"array","items":)" + line + "}}}";
  };
  const std::string silent = R"({"type":"object","required":["id"],"properties":{"can":{"type":"array"}}})";
  const std::string why = R"("x-can":"Nobody changes what was.",)";
  EXPECT_EQ(faults("get", R"({"$ref":"#/line"})"), "");
  EXPECT_EQ(faults("get", list_of(R"({"$ref":"#/line"})")), "");
  EXPECT_EQ(faults("get", silent), "neither can nor x-can\n") << "may be left out";
  EXPECT_EQ(faults("get", list_of(silent)), "neither can nor x-can\n");
  EXPECT_EQ(faults("get", silent, why), "");
  EXPECT_EQ(faults("get", silent, R"("x-can":"no",)"), "neither can nor x-can\n");
  EXPECT_EQ(faults("get", R"({"$ref":"#/line"})", why), "x-can excuses nothing\n");
  EXPECT_EQ(faults("put", silent, why + R"("x-stale":"It never changes before it ends.",)"), "x-can excuses nothing\n");
}

TEST(OpenApiGuards, KnowsWhatMustBeSent) {
  const auto api = OpenApi::parse({{"m", R"({"paths":{"/a/{id}/end":{"post":{"parameters":[
      {"name":"If-Match","in":"header","required":true},{"name":"X","in":"header","required":false}]}}}})"}},
                                  "m");
  EXPECT_TRUE(api.must_send("POST", "/a/7/end?x=y", "If-Match"));
  EXPECT_FALSE(api.must_send("POST", "/a/7/end", "X"));
  EXPECT_FALSE(api.must_send("GET", "/a/7/end", "If-Match"));
  EXPECT_FALSE(api.must_send("POST", "/a/7", "If-Match"));
}

TEST(OpenApiFiles, LeaveNoDecisionUnguarded) {  // R22, R23, R96
  for (const auto* name : {"portal", "desk", "status"})
    EXPECT_EQ(OpenApi::load(name).unguarded(), (std::vector<std::string>{}));
}

}  // namespace
}  // namespace madoguchi::http
