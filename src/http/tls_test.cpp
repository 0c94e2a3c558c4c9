// TLS of our own, as libcurl sees it.
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "http/server.h"
#include "support/raw_client.h"

namespace madoguchi::http {
namespace {

class ZeroRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

template <typename Write>
void write_pem(const std::filesystem::path& path, Write write) {
  const std::unique_ptr<FILE, decltype(&std::fclose)> file(std::fopen(path.c_str(), "w"), &std::fclose);
  if (!file || write(file.get()) != 1) throw Failure("cannot write " + path.string());
}

/// A self-signed certificate for 127.0.0.1.
void make_certificate(const TlsFiles& files) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  auto* name = X509_get_subject_name(certificate.get());
  const std::string common_name = "example";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, view_of(common_name).data(), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> san(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"), &X509_EXTENSION_free);
  X509_add_ext(certificate.get(), san.get(), -1);
  ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
  write_pem(files.certificate_chain, [&](FILE* file) { return PEM_write_X509(file, certificate.get()); });
  write_pem(files.private_key,
            [&](FILE* file) { return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

class ConcurrentTls : public testing::Test {
 protected:
  ConcurrentTls() {
    std::filesystem::create_directories(folder);
    make_certificate(files);
  }
  ~ConcurrentTls() override { std::filesystem::remove_all(folder); }

  ServerOptions options() {
    auto router = std::make_shared<Router>();
    router->add(Method::get, "/hello", [](const Request&) { return Response::text(200, std::string(200'000, 'x')); });
    ServerOptions out;
    out.catalogue = &catalogue;
    out.random = &random;
    out.now = [] { return from_unix(0); };
    out.listeners.push_back({.router = router, .public_url = "https://127.0.0.1", .tls = files});
    return out;
  }
  /// The body of GET /hello, or curl's error.
  std::string fetch(std::uint16_t port, long version_max = CURL_SSLVERSION_MAX_DEFAULT) {
    std::string body;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    const auto url = "https://127.0.0.1:" + std::to_string(port) + "/hello";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, files.certificate_chain.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, CURL_SSLVERSION_DEFAULT | version_max);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(curl.get(), CURLOPT_HEADER, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(
        curl.get(), CURLOPT_WRITEFUNCTION, +[](char* bytes, std::size_t, std::size_t count, void* target) {
          static_cast<std::string*>(target)->append(bytes, count);
          return count;
        });
    const auto code = curl_easy_perform(curl.get());
    return code == CURLE_OK ? body : curl_easy_strerror(code);
  }

  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("madoguchi-tls-" + std::to_string(::getpid()));
  const TlsFiles files{folder / "chain.pem", folder / "key.pem"};
  const Catalogue catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  ZeroRandom random;
};

TEST_F(ConcurrentTls, AnswersOverTls) {
  Server server(options());
  server.start();
  const auto answer = fetch(server.port(0));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
  EXPECT_NE(answer.find("Strict-Transport-Security: max-age=63072000"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n" + std::string(200'000, 'x')));
  EXPECT_TRUE(fetch(server.port(0), CURL_SSLVERSION_MAX_TLSv1_2).starts_with("HTTP/1.1 200"));
  EXPECT_FALSE(fetch(server.port(0), CURL_SSLVERSION_MAX_TLSv1_1).starts_with("HTTP/1.1"));
}

TEST_F(ConcurrentTls, DropsWhatIsNoHandshake) {
  auto with = options();
  with.head_time = std::chrono::milliseconds(100);
  Server server(std::move(with));
  server.start();
  test::RawClient plain(server.port(0));
  plain.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_FALSE(plain.receive_until_closed().starts_with("HTTP/"));
  test::RawClient silent(server.port(0));
  EXPECT_EQ(silent.receive_until_closed(), "");
}

TEST_F(ConcurrentTls, RefusesToStartWithoutItsFiles) {
  auto missing = options();
  missing.listeners[0].tls->private_key = folder / "missing.pem";
  EXPECT_THROW(Server{std::move(missing)}, Failure);
  auto exposed = options();
  exposed.listeners[0] = {.address = "0.0.0.0", .router = exposed.listeners[0].router};
  try {
    const Server server(std::move(exposed));
    FAIL() << "passwords would cross the network in the clear";
  } catch (const Failure& failure) {  // says why, in a sentence
    EXPECT_NE(std::string(failure.what()).find("0.0.0.0, but its URL"), std::string::npos) << failure.what();
  }
}

}  // namespace
}  // namespace madoguchi::http
