// OCSP over HTTP, CPU of the server for a request, beside nginx and the raw signature, in interleaved rounds of one
// run; the median of the rounds' ratios counts.
//   cached   the same GET and POST to `madoguchi serve` on a fresh example, 32 connections that stay. nginx serves the
//            folder that `madoguchi publish` has written: the same GET, a file with the same answer (one process,
//            open_file_cache, no log)
//   live     a POST with a nonce: signed for this request, with the status read from the database. Beside it P-256 by
//            OpenSSL over as many bytes. Within the process, without HTTP, too: what is left is the server's part
//   openssl  the same live answer by `openssl ocsp`, which closes after each one: ours is asked so too, a connection
//   for
//            each request. Both in a network of their own (own_network.h), since it listens on every address; where the
//            machine has none to give, it is not measured and the table says so
// Bars: cached 0.9 times nginx, by GET and by POST; live 2.0 times the raw signature. argv[1]: another `madoguchi`.
#include <openssl/evp.h>

#include <fstream>

#include "bench.h"
#include "folder.h"
#include "main/house.h"
#include "own_network.h"
#include "pki/der.h"
#include "processes.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;
using bench::Folder;
using bench::Load;
using bench::median;
using bench::Process;

constexpr std::size_t kConnections = 32;
constexpr double kCachedBar = 0.9;
constexpr double kLiveBar = 2.0;

std::string as_get(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n";
}
std::string as_post(const std::string& path, ByteView body) {
  return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: */*\r\n" +
         "Content-Type: application/ocsp-request\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(text_of(body));
}

/// A plain request, with a nonce of 16 octets.
Bytes with_nonce(ByteView plain) {
  const ByteView list = plain.subspan(4);  // SEQUENCE { SEQUENCE { requestList } }, short lengths
  const Bytes nonce(16, 0x5a);
  pki::DerWriter der;
  der.sequence([&] {
    der.sequence([&] {
      der.raw(list);
      der.constructed(0xa2, [&] {
        der.sequence([&] {
          der.sequence([&] {
            der.oid("1.3.6.1.5.5.7.48.1.2");
            der.wrapped([&] { der.octet_string(nonce); });
          });
        });
      });
    });
  });
  return der.take();
}

/// An answer that was published: its path as a request asks for it, and the request itself.
struct Asked {
  std::string path;    ///< "/ocsp/<issuer>/<base 64>"
  std::string issuer;  ///< "/ocsp/<issuer>"
  Bytes request;
};
/// A name with two slashes one after the other is not the base 64 any more, nor is index.html: another one is taken.
Asked first_answer(const fs::path& published) {
  for (const auto& issuer : fs::directory_iterator(published / "ocsp")) {
    for (const auto& entry : fs::recursive_directory_iterator(issuer)) {
      if (!entry.is_regular_file()) continue;
      const std::string base64 = entry.path().lexically_relative(issuer.path()).string();
      const auto request = pki::decode_ocsp_path(base64);
      if (!request || !pki::read_ocsp_request(*request)) continue;
      const std::string name = "/ocsp/" + issuer.path().filename().string();
      return {.path = name + "/" + base64, .issuer = name, .request = *request};
    }
  }
  throw Failure("nothing was published");
}

std::string write(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
  return path.string();
}

std::vector<std::string> nginx(const Folder& place, const fs::path& root, std::uint16_t port) {
  const std::string at = place.path().string();
  const auto config = write(
      place.path() / "nginx.conf",
      "daemon off; master_process off; worker_processes 1; error_log " + at + "/error.log emerg; pid " + at +
          "/nginx.pid;\nevents { worker_connections 256; }\nhttp {\n  access_log off; sendfile on; tcp_nodelay on;\n"
          "  open_file_cache max=1000 inactive=1h; open_file_cache_valid 1h; keepalive_requests 100000000;\n"
          "  client_body_temp_path " +
          at + "/1; proxy_temp_path " + at + "/2; fastcgi_temp_path " + at + "/3; uwsgi_temp_path " + at +
          "/4; scgi_temp_path " + at + "/5;\n  default_type application/ocsp-response;\n  server { listen 127.0.0.1:" +
          std::to_string(port) + "; root " + root.string() + "; }\n}\n");
  // A service's user may not be able to read our folder: it stays who it is, as it does for anybody but root.
  const std::string as_root = geteuid() == 0 ? "user root; " : "";
  return {"/usr/sbin/nginx", "-c", config, "-p", at, "-g", as_root + "lock_file " + at + "/lock;"};
}

class RawSignature {
 public:
  void sign(ByteView message) {
    EVP_MD_CTX_copy_ex(context_, ready_);
    std::uint8_t out[80];
    std::size_t length = sizeof out;
    if (EVP_DigestSign(context_, out, &length, message.data(), message.size()) != 1) throw Failure("raw signature");
  }
  RawSignature() { EVP_DigestSignInit(ready_, nullptr, digest_, nullptr, key_); }

 private:
  EVP_PKEY* key_ = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  EVP_MD* digest_ = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* ready_ = EVP_MD_CTX_new();
  EVP_MD_CTX* context_ = EVP_MD_CTX_new();
};

template <typename Work>
double server_us(const Process& server, int count, Work work) {
  const double before = server.cpu_us();
  work(count);
  return (server.cpu_us() - before) / count;
}

/// One thing in all rounds, with its ratio to what ran beside it in the same round.
struct Series {
  std::vector<double> ours, beside, ratios;
  void add(double our, double other) {
    ours.push_back(our);
    beside.push_back(other);
    ratios.push_back(our / other);
  }
  void report(const std::string& what, const std::string& against, std::optional<double> bar,
              const std::string& note = {}) const {
    bench::report({.what = what,
                   .value = median(ours),
                   .unit = "us CPU",
                   .against = against,
                   .reference = median(beside),
                   .held = median(ratios),
                   .bar = bar,
                   .note = note});
  }
};

void measure(const std::string& program, const bench::Options& options) {
  const Folder place("ocsp_bench");
  const auto example = place.path() / "example";
  const auto published = place.path() / "published";
  bench::run_to_end({program, "example", "--dir", example.string()});
  bench::run_to_end({program, "publish", "--dir", example.string(), published.string()});
  const auto asked = first_answer(published);
  const auto port = bench::free_port(3);
  const auto status_port = static_cast<std::uint16_t>(port + 2);
  const auto nginx_port = static_cast<std::uint16_t>(port + 3);

  const Process ours({program, "serve", "--dir", example.string(), "--port", std::to_string(port)});
  const Process theirs(nginx(place, published, nginx_port));
  bench::wait_for_port("madoguchi", ours, status_port);
  bench::wait_for_port("nginx", theirs, nginx_port);

  const Load get(status_port, as_get(asked.path), kConnections);
  const Load file(nginx_port, as_get(asked.path), kConnections);
  const Load post(status_port, as_post(asked.issuer, asked.request), kConnections);
  const Load live(status_port, as_post(asked.issuer, with_nonce(asked.request)), kConnections);
  if (get.body() != post.body() || file.body().size() + 2 < get.body().size() ||
      file.body().size() > get.body().size() + 2) {
    throw Failure("not the same answers");  // two signatures of one kind differ by two octets at most
  }

  const int cached_count = options.size(40'000, 200);
  const int live_count = options.size(4'000, 50);
  const int raw_count = options.size(4'000, 50);
  RawSignature raw;
  const Bytes message(live.body().size(), 0x33);
  Series by_get, by_post, signed_live;
  for (int round = 0; round < options.size(11, 1); ++round) {
    const auto over = [](const Load& load) { return [&load](int count) { load.run(count); }; };
    const double nginx_us = server_us(theirs, cached_count, over(file));
    by_get.add(server_us(ours, cached_count, over(get)), nginx_us);
    by_post.add(server_us(ours, cached_count, over(post)), nginx_us);
    const double raw_us = bench::us_each(raw_count, [&] { raw.sign(message); });
    signed_live.add(server_us(ours, live_count, over(live)), raw_us);
  }
  by_get.report(
      "OCSP cached, by GET", "nginx, a file", kCachedBar,
      std::to_string(get.first_answer().size()) + " bytes, nginx " + std::to_string(file.first_answer().size()));
  by_post.report("OCSP cached, by POST", "nginx, a file by GET", kCachedBar);
  signed_live.report("OCSP live, P-256, over HTTP", "raw signature", kLiveBar);
}

/// `openssl ocsp` with a CA of its own and as many certificates as the index of a small authority has.
class OpensslOcsp {
 public:
  OpensslOcsp(const fs::path& folder, std::uint16_t port) : folder_(folder) {
    const auto at = [&](const char* name) { return (folder_ / name).string(); };
    bench::run_to_end({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                       "-keyout", at("key.pem"), "-out", at("ca.pem"), "-subj", "/CN=bench"});
    bench::run_to_end({"openssl", "x509", "-in", at("ca.pem"), "-outform", "DER", "-out", at("ca.der")});
    std::string index;
    for (int i = 0; i < kIndexLines; ++i) {
      index += "V\t401231235959Z\t\t" + serial(i) + "\tunknown\t/CN=" + std::to_string(i) + "\n";
    }
    write(folder_ / "index.txt", index);
    process_.emplace(std::vector<std::string>{"openssl", "ocsp", "-port", std::to_string(port), "-index",
                                              at("index.txt"), "-CA", at("ca.pem"), "-rsigner", at("ca.pem"), "-rkey",
                                              at("key.pem"), "-ndays", "4", "-nrequest", std::to_string(kRequestsMax)});
    // Not by a bare connection: it would wait for a request on that for ever.
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!answers(port)) {
      if (std::chrono::steady_clock::now() > patience || !process_->is_running()) throw Failure("openssl ocsp");
      poll(nullptr, 0, 5);
    }
  }
  const Process& process() const { return *process_; }
  /// Of one of its certificates, with a nonce.
  Bytes request() const {
    std::ifstream in(folder_ / "ca.der", std::ios::binary);
    const std::string der{std::istreambuf_iterator<char>(in), {}};
    std::string digits = serial(kIndexLines / 2);
    for (char& c : digits) c = static_cast<char>(std::tolower(c));
    return with_nonce(pki::OcspIssuer(view_of(der)).request(pki::CertIdForm::sha1, parse_serial(digits).value()));
  }

 private:
  static constexpr int kIndexLines = 1'000;
  static constexpr int kRequestsMax = 1'000'000;  // it ends by itself, should we not
  bool answers(std::uint16_t port) const {
    try {
      return !bench::ask_and_close(port, as_post("/", request())).empty();
    } catch (const Failure&) {  // it does not listen yet
      return false;
    }
  }
  static std::string serial(int i) { return "4D" + std::string(24, '0') + std::to_string(100'000 + i); }
  fs::path folder_;
  std::optional<Process> process_;
};

void measure_openssl(const std::string& program, const bench::Options& options, bool own_network) {
  const std::string what = "OCSP live, P-256, a connection for each request";
  if (!own_network) {
    std::printf("openssl ocsp listens on every address, and no network of our own is to be had: not measured\n");
    return;
  }
  const Folder place("ocsp_bench");
  const auto example = place.path() / "example";
  const auto published = place.path() / "published";
  bench::run_to_end({program, "example", "--dir", example.string()});
  bench::run_to_end({program, "publish", "--dir", example.string(), published.string()});
  const auto asked = first_answer(published);
  const auto port = bench::free_port(3);
  const auto status_port = static_cast<std::uint16_t>(port + 2), their_port = static_cast<std::uint16_t>(port + 3);
  const Process ours({program, "serve", "--dir", example.string(), "--port", std::to_string(port)});
  bench::wait_for_port("madoguchi", ours, status_port);
  const OpensslOcsp theirs(place.path(), their_port);
  const std::string our_request = as_post(asked.issuer, with_nonce(asked.request));
  const std::string their_request = as_post("/", theirs.request());
  for (const auto& answer :
       {bench::ask_and_close(status_port, our_request), bench::ask_and_close(their_port, their_request)}) {
    const auto body = answer.find("\r\n\r\n");
    const std::string_view successful("\x0a\x01\x00", 3);  // OCSPResponseStatus
    if (body == std::string::npos || answer.find(successful, body) > body + 12) throw Failure("no OCSP answer");
  }
  const int count = options.size(1'000, 20);
  Series live;
  for (int round = 0; round < options.size(11, 1); ++round) {
    const auto one_by_one = [](std::uint16_t at, const std::string& request) {
      return [at, &request](int requests) {
        for (int i = 0; i < requests; ++i) bench::ask_and_close(at, request);
      };
    };
    const double their_us = server_us(theirs.process(), count, one_by_one(their_port, their_request));
    live.add(server_us(ours, count, one_by_one(status_port, our_request)), their_us);
  }
  live.report(what, "openssl ocsp, a network of their own", {});
}

/// The answer itself, without HTTP and its threads.
void measure_within(const std::string& program, const bench::Options& options) {
  const Folder place("ocsp_bench");
  const auto example = place.path() / "example";
  bench::run_to_end({program, "example", "--dir", example.string()});
  bench::run_to_end({program, "publish", "--dir", example.string(), (place.path() / "published").string()});
  const auto request = with_nonce(first_answer(place.path() / "published").request);
  House house(load_config(example, {}), true);
  RawSignature raw;
  const Bytes message(house.responder()->answer(request, house.now()).der.size(), 0x33);
  Series within;
  const int count = options.size(4'000, 50);
  for (int round = 0; round < options.size(11, 1); ++round) {
    const double raw_us = bench::us_each(count, [&] { raw.sign(message); });
    within.add(bench::us_each(count, [&] { house.responder()->answer(request, house.now()); }), raw_us);
  }
  within.report("OCSP live, P-256, without HTTP", "raw signature", {});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("ocsp_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "madoguchi";
    const std::string program = options.words.empty() ? beside.string() : options.words.front();
    const bool own_network = madoguchi::bench::enter_own_network();
    madoguchi::measure(program, options);
    madoguchi::measure_openssl(program, options, own_network);
    madoguchi::measure_within(program, options);
  });
}
