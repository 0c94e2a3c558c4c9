#include "http/web_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace madoguchi::http {
namespace {

namespace fs = std::filesystem;

/// A built face in a temporary folder.
struct WebFilesTest : testing::Test {
  WebFilesTest() {
    std::string name = (fs::temp_directory_path() / "madoguchi-web-XXXXXX").string();
    folder = mkdtemp(name.data());
    write("index.html", "<html><head></head>page</html>");
    write("login_head.html", "<link>");
    write("icon.svg", "<svg/>");
    write("assets/index-1a.js", "script");
    write("assets/index-1a.js.gz", "zipped");
    write("assets/index-1a.js.br", "brotli");
  }
  ~WebFilesTest() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  Response get(const std::vector<std::string>& segments, const Headers& headers = {}, bool example = false) const {
    Router router;
    router.add(Method::get, "/api/v1/x", [](const Request&) { return Response::text(200, "api"); });
    add_web_files(router, load_web_files(folder), example);
    Request request{.segments = segments, .headers = headers};
    const auto found = router.find(Method::get, segments);
    const auto* match = std::get_if<Router::Match>(&found);
    if (!match) return Response{.status = 404};
    auto answer = match->route->handler(request);
    return answer ? *std::move(answer) : Response{.status = 404};
  }

  fs::path folder;
};

TEST_F(WebFilesTest, AreAbsentWithoutAnIndex) {
  fs::remove(folder / "index.html");
  EXPECT_EQ(load_web_files(folder), nullptr);
  EXPECT_EQ(load_web_files(folder / "nowhere"), nullptr);
}

TEST_F(WebFilesTest, AreCompressedAsTheClientTakesThem) {
  const std::vector<std::string> script{"assets", "index-1a.js"};
  EXPECT_EQ(get(script).body, "script");
  EXPECT_EQ(get(script, {{"Accept-Encoding", "gzip, deflate, br"}}).body, "brotli");
  EXPECT_EQ(get(script, {{"Accept-Encoding", "gzip;q=0.5"}}).body, "zipped");
  EXPECT_EQ(get(script, {{"Accept-Encoding", "br;q=0, gzip;q=0"}}).body, "script");
  const auto answer = get(script, {{"Accept-Encoding", "br"}});
  EXPECT_EQ(answer.header("Content-Encoding"), "br");
  EXPECT_EQ(answer.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(answer.header("Content-Type"), "text/javascript; charset=utf-8");
}

TEST_F(WebFilesTest, AreNotSentTwice) {
  const auto first = get({"icon.svg"});
  EXPECT_EQ(first.header("Cache-Control"), "no-cache");
  const auto second = get({"icon.svg"}, {{"If-None-Match", std::string(first.header("ETag").value_or(""))}});
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
}

TEST_F(WebFilesTest, LeaveEveryOtherAddressToTheApplication) {
  for (const auto& segments : std::vector<std::vector<std::string>>{{}, {"contracts"}, {"contracts", "abc"}}) {
    const auto answer = get(segments);
    EXPECT_EQ(answer.body, "<html><head></head>page</html>");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_NE(answer.header("Content-Security-Policy")->find("trusted-types 'none'"), std::string_view::npos);
    EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
  }
  EXPECT_EQ(get({"contracts"}, {}, true).body, "<html><head><meta name=\"madoguchi-example\"></head>page</html>");
}

TEST_F(WebFilesTest, BringTheFirstAnswersOfAnOpenSession) {
  Router router;
  router.add(Method::get, "/api/v1/session", [](const Request& request) -> Result<Response> {
    if (request.cookie("__Host-portal") != "open") return refuse(ErrorCode::unauthenticated, "session.ended");
    return Response::json(200, R"({"name":"</script><!--"})");
  });
  std::string wrong = "none";
  router.add(Method::get, "/api/v1/contracts", [&wrong](const Request& request) -> Result<Response> {
    if (wrong == "refused") return refuse(ErrorCode::forbidden, "forbidden");
    if (wrong == "broken") throw Failure("the database is away");
    return Response::json(200, "[" + *request.query_value("limit") + "]");
  });
  const FirstAnswers first(router, {{"/api/v1/session", {}}, {"/api/v1/contracts?limit=20", {"/", "/contracts"}}});
  add_web_files(router, load_web_files(folder), false, first);
  const auto page = [&router](const std::string& target, const std::string& cookie, bool query = false) {
    Request request{.target = target, .segments = {"contracts"}, .cookies = parse_cookies(cookie)};
    if (query) request.query.emplace("show", "soon");
    const auto found = router.find(Method::get, request.segments);
    return std::get<Router::Match>(found).route->handler(request)->body;
  };
  const auto with = [](const std::string& language, const std::string& answers) {
    return R"(<html><head><script type="application/json" id="first-answers">{"language":")" + language +
           R"(","answers":{)" + answers + "}}</script></head>page</html>";
  };
  const std::string session = R"("/api/v1/session":{"name":"\u003c/script>\u003c!--"})";
  const std::string both = session + R"(,"/api/v1/contracts?limit=20":[20])";
  EXPECT_EQ(page("/contracts", "__Host-portal=open"), with("ja", both));
  EXPECT_EQ(page("/contracts", "__Host-portal=open; language=en"), with("en", both));
  EXPECT_EQ(page("/contracts?show=soon", "__Host-portal=open", true), with("ja", session));
  EXPECT_EQ(page("/contracts/abc", "__Host-portal=open"), with("ja", session));
  EXPECT_EQ(page("/contracts", ""), "<html><head></head>page</html>");
  EXPECT_EQ(page("/contracts", "__Host-portal=ended"), "<html><head></head>page</html>");
  wrong = "refused";
  EXPECT_EQ(page("/contracts", "__Host-portal=open"), with("ja", session));
  wrong = "broken";
  EXPECT_EQ(page("/contracts", "__Host-portal=open"), with("ja", session));
  EXPECT_THROW(FirstAnswers(router, {{"/api/v1/nothing", {}}}), Failure);
}

TEST_F(WebFilesTest, HideNeitherTheApiNorAMissingFile) {
  EXPECT_EQ(get({"api", "v1", "x"}).body, "api");
  EXPECT_EQ(get({"api", "v1", "nothing"}).status, 404);
  EXPECT_EQ(get({"assets", "gone-2b.js"}).status, 404);
  EXPECT_EQ(get({"login_head.html"}).status, 404);
  EXPECT_EQ(get({"assets", "index-1a.js.br"}).status, 404);
}

TEST_F(WebFilesTest, RefuseAFileThatIsTooLarge) {
  write("assets/huge.js", std::string(kWebFileBytesMax + 1, 'x'));
  EXPECT_THROW((void)load_web_files(folder), Failure);
}

}  // namespace
}  // namespace madoguchi::http
