#include "main/api_client.h"

#include <curl/curl.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/result.h"
#include "http/message.h"

namespace madoguchi {
namespace {

constexpr long kSecondsMax = 60;

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* target) {
  static_cast<ApiAnswer*>(target)->body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& headers = static_cast<ApiAnswer*>(target)->headers;
  std::string_view line(bytes, size * count);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) headers.clear();  // of a 100 Continue before
  const auto colon = line.find(": ");
  if (colon != std::string_view::npos) headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  return size * count;
}

class HeaderList {
 public:
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  void add(const std::string& name, const std::string& value) {
    auto* longer = curl_slist_append(list_, (name + ": " + value).c_str());
    if (!longer) throw Failure("curl_slist_append");
    list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

struct ApiClient::Handle {
  std::string base_url;
  std::string language;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};

  template <typename Value>
  void set(CURLoption option, Value value) {
    const auto code = curl_easy_setopt(curl.get(), option, value);
    if (code != CURLE_OK) throw Failure(std::string("curl_easy_setopt: ") + curl_easy_strerror(code));
  }
};

std::string ApiAnswer::header(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (http::same_ignoring_case(field, name)) return value;
  }
  return "";
}

const boost::json::value& ApiAnswer::at(std::string_view pointer) const {
  boost::system::error_code error;
  const auto* found = json.find_pointer(pointer, error);
  if (!found) throw Failure("no " + std::string(pointer) + " in " + std::to_string(status) + " " + body);
  return *found;
}

bool ApiAnswer::has(std::string_view pointer) const {
  boost::system::error_code error;
  return json.find_pointer(pointer, error) != nullptr;
}

std::string ApiAnswer::text(std::string_view pointer) const {
  const auto* value = at(pointer).if_string();
  if (!value) throw Failure(std::string(pointer) + " is not a text in " + body);
  return std::string(*value);
}

std::int64_t ApiAnswer::number(std::string_view pointer) const {
  const auto* value = at(pointer).if_int64();
  if (!value) throw Failure(std::string(pointer) + " is not an integer in " + body);
  return *value;
}

bool ApiAnswer::flag(std::string_view pointer) const {
  const auto* value = at(pointer).if_bool();
  if (!value) throw Failure(std::string(pointer) + " is not true or false in " + body);
  return *value;
}

std::size_t ApiAnswer::size(std::string_view pointer) const {
  const auto* value = at(pointer).if_array();
  if (!value) throw Failure(std::string(pointer) + " is not an array in " + body);
  return value->size();
}

std::string ApiAnswer::code() const {
  return header("Content-Type") == "application/problem+json" ? text("/code") : "";
}

ApiClient::ApiClient(std::string base_url) : handle_(std::make_unique<Handle>()) {
  handle_->base_url = std::move(base_url);
  if (!handle_->curl) throw Failure("curl_easy_init");
  handle_->set(CURLOPT_COOKIEFILE, "");  // keeps cookies, in memory
}
ApiClient::~ApiClient() = default;
ApiClient::ApiClient(ApiClient&&) noexcept = default;
ApiClient& ApiClient::operator=(ApiClient&&) noexcept = default;

ApiAnswer ApiClient::get(std::string_view target, const ApiHeaders& headers) {
  return send("GET", target, "", headers);
}
ApiAnswer ApiClient::post(std::string_view target, const boost::json::value& body, const ApiHeaders& headers) {
  return send("POST", target, boost::json::serialize(body), headers);
}
ApiAnswer ApiClient::put(std::string_view target, const boost::json::value& body, const ApiHeaders& headers) {
  return send("PUT", target, boost::json::serialize(body), headers);
}
ApiAnswer ApiClient::patch(std::string_view target, const boost::json::value& body, const ApiHeaders& headers) {
  return send("PATCH", target, boost::json::serialize(body), headers);
}
ApiAnswer ApiClient::del(std::string_view target, const ApiHeaders& headers) {
  return send("DELETE", target, "", headers);
}

ApiAnswer ApiClient::send(std::string_view method, std::string_view target, std::string_view body,
                          const ApiHeaders& headers) {
  ApiHeaders wanted = headers;
  const auto otherwise = [&](std::string name, std::string value) {
    for (const auto& [given, unused] : headers) {
      if (http::same_ignoring_case(given, name)) return;
    }
    wanted.emplace_back(std::move(name), std::move(value));
  };
  if (method != "GET") otherwise("X-Madoguchi", "1");
  if (!body.empty()) otherwise("Content-Type", "application/json");
  if (!handle_->language.empty()) otherwise("Accept-Language", handle_->language);
  HeaderList list;
  list.add("Expect", "");  // curl asks for 100 Continue on its own otherwise
  for (const auto& [name, value] : wanted) list.add(name, value);

  ApiAnswer answer;
  const std::string sent(body);
  auto& handle = *handle_;
  handle.set(CURLOPT_URL, (handle.base_url + std::string(target)).c_str());
  if (body.empty()) {
    handle.set(CURLOPT_HTTPGET, 1L);
  } else {
    handle.set(CURLOPT_POST, 1L);
    handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent.size()));
    handle.set(CURLOPT_POSTFIELDS, sent.c_str());
  }
  handle.set(CURLOPT_CUSTOMREQUEST, std::string(method).c_str());
  handle.set(CURLOPT_HTTPHEADER, list.get());
  handle.set(CURLOPT_WRITEFUNCTION, &take_body);
  handle.set(CURLOPT_WRITEDATA, &answer);
  handle.set(CURLOPT_HEADERFUNCTION, &take_header);
  handle.set(CURLOPT_HEADERDATA, &answer);
  handle.set(CURLOPT_TIMEOUT, kSecondsMax);
  handle.set(CURLOPT_NOPROXY, "*");
  const auto code = curl_easy_perform(handle.curl.get());
  if (code != CURLE_OK) {
    throw Failure(std::string(method) + " " + std::string(target) + ": " + curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(handle.curl.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  if (answer.header("Content-Type").find("json") != std::string::npos) answer.json = boost::json::parse(answer.body);
  if (on_answer) on_answer(method, target, answer);
  return answer;
}

void ApiClient::set_language(std::string language) {
  handle_->language = std::move(language);
}
void ApiClient::forget_cookies() {
  handle_->set(CURLOPT_COOKIELIST, "ALL");
}

}  // namespace madoguchi
