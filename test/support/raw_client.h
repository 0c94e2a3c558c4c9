#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace madoguchi::test {

/// A TCP connection to 127.0.0.1 that sends exactly the bytes it is told to: for what no HTTP client would send.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}
  RawClient& operator=(RawClient&&) = delete;

  void send(std::string_view bytes);
  /// No more will be sent; the other direction stays open.
  void finish_sending();

  struct Answer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string header(std::string_view name) const;  ///< "" if absent; any case
  };
  /// The next whole answer, or absent if the connection ends first. `without_body`: the answer to a HEAD. Throws if
  /// nothing comes within 10 seconds.
  std::optional<Answer> receive(bool without_body = false);
  /// Reads until the server closes, at most 10 seconds: everything that came, "" if nothing.
  std::string receive_until_closed();

 private:
  bool fill();
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace madoguchi::test
