// OCSP through a real socket: what nobody should send is answered as the RFCs say and costs no signature; a flood is
// turned away and keeps nobody from revoking (R118).
#include <gtest/gtest.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <latch>

#include "base/json.h"
#include "http/server.h"
#include "http/status_routes.h"
#include "support/example_site.h"
#include "support/ocsp_story.h"
#include "support/raw_client.h"

namespace madoguchi {
namespace {

using namespace std::chrono_literals;
using pki::CertIdForm;
using test::RawClient;

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* it) const { Free(it); }
};
using RequestPtr = std::unique_ptr<OCSP_REQUEST, Freed<OCSP_REQUEST, OCSP_REQUEST_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509, X509_free>>;

const std::string kMalformed{text_of(pki::ocsp_error(pki::OcspError::malformed_request))};
const std::string kUnauthorized{text_of(pki::ocsp_error(pki::OcspError::unauthorized))};

class OcspHttp : public OcspStory {
 protected:
  OcspHttp() {
    options.catalogue = &counter.office().catalogue;
    options.random = &counter.office().random;
    options.now = [this] { return counter.now; };
    listen(http::ListenerKind::status, {&router, [](const http::Router*) {}});
    options.listeners.back().quick = quick;
    options.listeners.back().connections_per_address_max = 512;
    path = "/ocsp/" + counter.authority().issuer.id;
  }
  /// Before what its handlers use.
  ~OcspHttp() override { server.reset(); }

  void listen(http::ListenerKind kind, std::shared_ptr<const http::Router> routes) {
    http::ListenerOptions listener;
    listener.kind = kind;
    listener.router = std::move(routes);
    options.listeners.push_back(std::move(listener));
  }
  RawClient connect(std::size_t listener = 0) {
    if (!server) {
      server = std::make_unique<http::Server>(options);
      server->start();
    }
    return RawClient(server->port(listener));
  }
  static std::string as_post(const std::string& target, std::string_view body,
                             const std::string& type = "application/ocsp-request") {
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + (type.empty() ? "" : "Content-Type: " + type + "\r\n") +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }
  static std::string as_get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }
  RawClient::Answer answer_to(const std::string& bytes) {
    auto client = connect();
    client.send(bytes);
    return client.receive().value_or(RawClient::Answer{});
  }
  RawClient::Answer post(ByteView der) { return answer_to(as_post(path, text_of(der))); }

  /// OpenSSL's request about a certificate, by that hash.
  RequestPtr ask(const EVP_MD* hash, const CertificateId& id) {
    const auto read = [](ByteView der) {
      const std::uint8_t* at = der.data();
      return CertificatePtr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    };
    const auto leaf = read(certificate(id).der);
    const auto issuer = read(counter.authority().certificate_der);
    RequestPtr made(OCSP_REQUEST_new());
    OCSP_request_add0_id(made.get(), OCSP_cert_to_id(hash, leaf.get(), issuer.get()));
    return made;
  }
  static Bytes der_of(OCSP_REQUEST* made) {
    std::uint8_t* der = nullptr;
    const int length = i2d_OCSP_REQUEST(made, &der);
    Bytes bytes(der, der + std::max(length, 0));
    OPENSSL_free(der);
    return bytes;
  }
  void expect_malformed(const RawClient::Answer& got, const std::string& what) {
    EXPECT_EQ(got.status, 200) << what;
    EXPECT_EQ(got.body, kMalformed) << what;
    EXPECT_EQ(got.header("Content-Type"), "application/ocsp-response") << what;
    EXPECT_EQ(got.header("Cache-Control"), "no-store") << what;
  }

  http::ServerOptions options;
  std::unique_ptr<http::Server> server;
  std::string path;
};

TEST_P(OcspHttp, BodiesThatAreNoRequest) {
  key.forget();
  expect_malformed(post({}), "empty");
  const Bytes whole = der_of(ask(EVP_sha1(), counter.ev.certificate).get());
  {
    auto client = connect();  // one connection: an answer that is no HTTP would show in the next
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
      client.send(as_post(path, text_of(whole).substr(0, cut)));
      expect_malformed(client.receive().value(), "cut to " + std::to_string(cut));
    }
    Bytes longer = whole;
    longer.push_back(0);
    client.send(as_post(path, text_of(longer)));
    expect_malformed(client.receive().value(), "an octet too many");
  }
  auto two = ask(EVP_sha1(), counter.ev.certificate);
  const auto second = ask(EVP_sha1(), counter.sr.certificate);
  OCSP_request_add0_id(two.get(), OCSP_CERTID_dup(OCSP_onereq_get0_id(OCSP_request_onereq_get0(second.get(), 0))));
  expect_malformed(post(der_of(two.get())), "two certificates in one");

  auto critical = ask(EVP_sha1(), counter.ev.certificate);
  const std::unique_ptr<ASN1_OBJECT, Freed<ASN1_OBJECT, ASN1_OBJECT_free>> unknown(OBJ_txt2obj("1.2.3.4", 1));
  const std::unique_ptr<ASN1_OCTET_STRING, Freed<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>> null(
      ASN1_OCTET_STRING_new());
  const std::array<std::uint8_t, 2> null_der{0x05, 0x00};
  ASN1_OCTET_STRING_set(null.get(), null_der.data(), null_der.size());
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION, X509_EXTENSION_free>> extension(
      X509_EXTENSION_create_by_OBJ(nullptr, unknown.get(), 1, null.get()));
  OCSP_REQUEST_add_ext(critical.get(), extension.get(), -1);
  expect_malformed(post(der_of(critical.get())), "an unknown critical extension");

  // RFC 5019, 2.2.3: whoever cannot be answered for is told `unauthorized`.
  for (const auto* hash : {EVP_md5(), EVP_sha384(), EVP_sha512(), EVP_sha3_256()}) {
    const auto got = post(der_of(ask(hash, counter.ev.certificate).get()));
    EXPECT_EQ(got.status, 200) << EVP_MD_get0_name(hash);
    EXPECT_EQ(got.body, kUnauthorized) << EVP_MD_get0_name(hash);
  }
  EXPECT_TRUE(key.signed_digests().empty());
  EXPECT_EQ(said_by(post(whole).body, whole), "good");
}

TEST_P(OcspHttp, BodiesThatAreTooMuchOrOfAnotherKind) {
  key.forget();
  EXPECT_EQ(answer_to(as_post(path, std::string(pki::kOcspRequestBytesMax + 1, 'x'))).status, 413);
  expect_malformed(answer_to(as_post(path, std::string(pki::kOcspRequestBytesMax, 'x'))), "as much as there may be");
  {
    auto client = connect();  // refused by its length: nobody waits for what was announced
    client.send("POST " + path +
                " HTTP/1.1\r\nHost: a\r\nContent-Type: application/ocsp-request\r\nContent-Length: 99999999\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 413);
  }
  const std::string der{text_of(request(counter.ev.certificate))};
  for (const std::string type : {"text/plain", "application/ocsp-response", "application/json", ""}) {
    EXPECT_EQ(answer_to(as_post(path, der, type)).status, 415) << type;
  }
  EXPECT_EQ(answer_to("POST " + path +
                      " HTTP/1.1\r\nHost: a\r\nContent-Type: application/ocsp-request\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                .status,
            411);
  for (const std::string method : {"PUT", "DELETE", "PATCH"}) {
    EXPECT_EQ(answer_to(method + " " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").status, 405)
        << method;
  }
  EXPECT_EQ(answer_to(as_post("/ocsp/0000000000000000", der)).status, 404);
  EXPECT_TRUE(key.signed_digests().empty());
}

TEST_P(OcspHttp, PathsInEverySpellingOfBase64) {
  for (const auto form : {CertIdForm::sha1, CertIdForm::sha256}) {
    const auto der = request(counter.ev.certificate, form);
    const auto padded = to_base64(der);
    const auto bare = padded.substr(0, padded.find('='));
    const auto escape = [](const std::string& text, std::string_view which, bool small) {
      std::string out;
      for (const char c : text) {
        if (which.find(c) == std::string_view::npos) {
          out += c;
        } else {
          const auto hex = to_hex(view_of(std::string(1, c)));
          out += "%";
          for (const char digit : hex) out += small ? digit : static_cast<char>(std::toupper(digit));
        }
      }
      return out;
    };
    std::string url_alphabet = bare;
    std::ranges::replace(url_alphabet, '+', '-');
    std::ranges::replace(url_alphabet, '/', '_');
    for (int round = 0; round < 2; ++round) {  // made, then kept
      for (const auto& spelling : {padded, bare, escape(padded, "+/=", false), escape(padded, "+/=", true),
                                   escape(bare, "M/+", false), escape(padded, "=", true), url_alphabet}) {
        const auto got = answer_to(as_get(path + "/" + spelling));
        EXPECT_EQ(got.status, 200) << spelling;
        EXPECT_EQ(said_by(got.body, der, form), "good") << spelling;
        EXPECT_NE(got.header("ETag"), "") << spelling;
      }
    }
  }
}

TEST_P(OcspHttp, HostilePaths) {
  key.forget();
  const auto good = to_base64(request(counter.ev.certificate));
  for (const std::string& rest : {std::string("AAAA"),
                                  std::string("%%%"),
                                  std::string("%"),
                                  std::string("%4"),
                                  std::string("%zz"),
                                  std::string("..%2f..%2fetc%2fpasswd"),
                                  std::string("../../etc/passwd"),
                                  std::string("%2e%2e/%2e%2e/etc/passwd"),
                                  good.substr(0, good.size() - 5),
                                  good + "=",
                                  good + "A",
                                  "=" + good,
                                  good + "%00",
                                  good + "%0d%0aX:%20y",
                                  good + "%20",
                                  std::string(6000, 'A'),
                                  std::string(6000, '/'),
                                  good + "/../" + good,
                                  std::string("%ff%fe"),
                                  "%252F" + good}) {
    const auto got = answer_to(as_get(path + "/" + rest));
    // What is no target is refused by HTTP's reader, the rest by OCSP's.
    if (got.status == 400) continue;
    expect_malformed(got, rest.substr(0, 60));
  }
  const std::string longest(9000, 'A');
  EXPECT_EQ(answer_to(as_get(path + "/" + longest)).status, 414);
  for (const std::string& target :
       {std::string("/ocsp"), std::string("/ocsp/"), std::string("/ocsp/../ca/x"), "/ocsp/%2e%2e/" + good,
        "/OCSP/" + good, "/ocsp//" + good, std::string("/ocsp/0000000000000000/") + good,
        std::string("/crl/../../etc/passwd"), std::string("/ca/%2e%2e%2fsecret%2fca.passphrase"),
        std::string("/crl/") + counter.authority().issuer.id + "/%2e%2e%2f0.crl"}) {
    const auto got = answer_to(as_get(target));
    EXPECT_TRUE(got.status == 400 || got.status == 404) << target << ": " << got.status;
  }
  for (const std::string& bytes :
       {"GET " + path + "/" + good + "\r\n\r\n", "GET " + path + "/a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET " + path + "/\x01 HTTP/1.1\r\nHost: a\r\n\r\n", "GET " + path + "/" + good + " HTTP/1.1\r\n\r\n",
        std::string("\x30\x82\x01\x00") + std::string(40, '\x02') + "\r\n\r\n"}) {
    const auto got = answer_to(bytes);
    EXPECT_TRUE(got.status == 400 || got.status == 505) << got.status << ": " << bytes;
  }
  EXPECT_TRUE(key.signed_digests().empty());
  EXPECT_EQ(said_by(answer_to(as_get(path + "/" + good)).body, request(counter.ev.certificate)), "good");
}

// api/status.yaml: every route and no other, and what they answer.
TEST_P(OcspHttp, IsAsDescribed) {
  counter.run_jobs();
  http::add_status_routes(router, counter.authority());
  const auto api = test::OpenApi::load("status");
  std::vector<std::string> operations;
  for (const auto* route : router.routes()) {
    operations.push_back(std::string(http::to_text(route->method)) + " " + route->pattern);
  }
  std::ranges::sort(operations);
  EXPECT_EQ(operations, api.operations());
  const auto& issuer = counter.authority().issuer.id;
  const auto der = request(counter.ev.certificate);
  const auto get = path + "/" + to_base64(der);
  const auto check = [&](const std::string& method, const std::string& target, const std::string& bytes, int status) {
    const auto got = answer_to(bytes);
    EXPECT_EQ(got.status, status) << method << " " << target;
    for (const auto& fault : api.check(method, target, got.status, got.header("Content-Type"), got.body)) {
      ADD_FAILURE() << fault;
    }
    return got;
  };
  const auto tag = check("GET", path + "/x", as_get(get), 200).header("ETag");  // '/' within it fits no template
  check("GET", path + "/x", "GET " + get + " HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + tag + "\r\n\r\n", 304);
  check("GET", path + "/AAAA", as_get(path + "/AAAA"), 200);
  check("GET", "/ocsp/0/AAAA", as_get("/ocsp/0/AAAA"), 404);
  check("POST", path, as_post(path, text_of(der)), 200);
  check("POST", path, as_post(path, std::string(5000, 'x')), 413);
  check("POST", path, as_post(path, text_of(der), "text/plain"), 415);
  for (const std::string& target : {"/crl/" + issuer + "/0.crl", "/ca/" + issuer + ".cer",
                                    "/ca/" + counter.authority().root_id + ".cer", std::string("/healthz")}) {
    check("GET", target, as_get(target), 200);
  }
  check("GET", "/crl/" + issuer + "/x.crl", as_get("/crl/" + issuer + "/x.crl"), 404);
  check("GET", "/ca/x.cer", as_get("/ca/x.cer"), 404);
}

// R118: every OCSP request waits for the key, and more come than there is room for: they are told 503 and when to come
// again, while what is kept is answered, a customer logs in and revokes, and an officer works.
TEST_P(OcspHttp, AFloodIsShedAndKeepsNobodyFromRevokingConcurrently) {
  ExampleSite site(counter);
  site.set_password("applicant", kExamplePassword);
  auto browser = site.portal();
  site.login(browser, "applicant");
  ASSERT_EQ(
      browser.post("/api/v1/session/reauthenticate", CanonicalJson().text("password", kExamplePassword).print()).status,
      200);
  listen(http::ListenerKind::portal, {&site.router(http::ListenerKind::portal), [](const http::Router*) {}});
  listen(http::ListenerKind::desk, {&site.router(http::ListenerKind::desk), [](const http::Router*) {}});
  const auto kept_request = request(counter.sr.certificate);
  ASSERT_EQ(said_by(post(kept_request).body, kept_request), "good");

  std::latch back{1};
  key.before_signing = [&] { back.wait(); };
  auto asked = ask(EVP_sha1(), counter.ev.certificate);
  OCSP_request_add1_nonce(asked.get(), nullptr, 16);
  const auto with_nonce = as_post(path, text_of(der_of(asked.get())));
  std::vector<RawClient> flood;
  const std::size_t room = options.queued_max + options.worker_threads - 2;  // a thread is left for portal and desk
  for (std::size_t i = 0; i < room + 20; ++i) {
    flood.push_back(connect());
    flood.back().send(with_nonce);
  }
  // Whoever comes now finds the queue full, as soon as the flood has been read.
  const auto patience = std::chrono::steady_clock::now() + 10s;
  auto shed = RawClient::Answer{};
  while (shed.status != 503 && std::chrono::steady_clock::now() < patience) {
    auto late = connect();
    late.send(as_get("/ocsp/" + counter.authority().issuer.id + "/AAAA"));
    shed = late.receive().value();
  }
  EXPECT_EQ(shed.status, 503);
  EXPECT_EQ(shed.header("Retry-After"), "1");
  EXPECT_EQ(said_by(post(kept_request).body, kept_request), "good") << "what is kept costs no worker";

  // No socket knows whose browser it is: the same cookies, by the wire.
  std::string cookies;
  for (const auto& [name, value] : browser.cookies) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  const std::string body = CanonicalJson()
                               .text("scope", "certificate")
                               .text("certificate", counter.sr.certificate.value)
                               .text("reason", "cessation_of_operation")
                               .text("reason_text", "サーバーを廃止したため")
                               .boolean("understood", true)
                               .text("typed_dns_name", "shop.example.jp")
                               .print();
  auto portal = connect(1);
  portal.send("POST /api/v1/contracts/" + counter.sr.id.value +
              "/revocations HTTP/1.1\r\nHost: a\r\nCookie: " + cookies +
              "\r\nX-Madoguchi: 1\r\nIdempotency-Key: 0123456789abcdef\r\nContent-Type: application/json\r\n" +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  const auto revoked = portal.receive().value();
  EXPECT_EQ(revoked.status, 201) << revoked.body;
  auto desk = connect(2);
  desk.send("GET /api/v1/session HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(desk.receive()->status, 401);

  back.count_down();
  std::size_t answered = 0;
  std::size_t turned_away = 0;
  for (auto& client : flood) {
    const auto got = client.receive().value();
    if (got.status == 200) ++answered;
    if (got.status == 503) ++turned_away;
  }
  EXPECT_EQ(answered + turned_away, flood.size());
  EXPECT_EQ(answered, room);
}

INSTANTIATE_TEST_SUITE_P(Sql, OcspHttp, testing::Values("sqlite"));

}  // namespace
}  // namespace madoguchi
