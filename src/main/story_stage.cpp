#include "main/story_stage.h"

#include <algorithm>
#include <fstream>

#include "base/bytes.h"
#include "base/result.h"
#include "main/house.h"
#include "main/make_example.h"
#include "main/service.h"

namespace madoguchi {
namespace {

constexpr const char* kClockTarget = "/api/v1/example/clock";
constexpr int kClockTriesMax = 10;  ///< a second may end between reading the time and moving the clock to it
constexpr std::chrono::days kStoryDays{20};

std::string url_of(std::uint16_t port) {
  return "http://127.0.0.1:" + std::to_string(port);
}

/// The example's configuration on ports that the system chooses. URLs in mails stay those of the file.
Config on_free_ports(Config config) {
  for (auto* listener : {&config.portal, &config.desk, &config.status}) listener->port = 0;
  return config;
}

}  // namespace

StoryStage::StoryStage(const StoryOptions& options)
    : folder_(options.folder), on_exchange_(options.on_exchange), on_line_(options.on_line) {
  const auto starts_at = system_now() - kStoryDays;
  const std::string database = options.database.empty() ? "sqlite:madoguchi.db" : options.database;
  const bool made = make_example(folder_, starts_at, database, options.token, {}, options.crl_shards);
  if (!made) throw Failure(folder_.string() + " holds an example already; the story begins in an empty folder");
  house_ = std::make_unique<House>(on_free_ports(load_config(folder_, {})), true);
  service_ = std::make_unique<Service>(*house_);
  mailbox_ = std::make_unique<StoryMailbox>(folder_ / "mail", house_->office().catalogue);
  clock_ = std::make_unique<ApiClient>(url_of(service_->desk_port()));
  status_ = std::make_unique<ApiClient>(url_of(service_->status_port()));
  clock_->on_answer = [this](std::string_view method, std::string_view target, const ApiAnswer& answer) {
    on_exchange_({.desk = true, .method = method, .target = target, .answer = answer});
  };
  const auto path = folder_ / "story.txt";
  text_.open(path);
  if (!text_) throw Failure(path.string() + " cannot be written");
}

StoryStage::~StoryStage() = default;

Time StoryStage::now() {
  const auto time = parse_utc(clock_->get(kClockTarget).text("/now"));
  if (!time) throw Failure("the example's clock tells no time");
  return *time;
}

void StoryStage::move_to(Time time) {
  const auto answer = clock_->post(kClockTarget, {{"now", format_utc(time)}});
  if (answer.status != 200) throw Failure("the clock does not move to " + format_utc(time) + ": " + answer.body);
  settle();
}

void StoryStage::return_to_the_present() {
  for (int tries = 0; tries < kClockTriesMax; ++tries) {
    move_to(system_now());
    const auto before = system_now();
    const auto shown = now();
    if (before == shown && shown == system_now()) return;
  }
  throw Failure("the example's clock does not come to the real time");
}

void StoryStage::settle() {
  if (!service_->settle()) throw Failure("the jobs do not come to an end");
}

void StoryStage::tell(const std::string& line) {
  add_line(format_utc(now()) + " " + line);
}

void StoryStage::add_line(const std::string& line) {
  text_ << line << std::endl;  // a story that breaks off shows where
  if (!text_) throw Failure("story.txt cannot be written");
  on_line_(line);
}

void StoryStage::tell_revoked(const std::string& serial, const std::string& reason, const std::string& how) {
  settle();
  if (!listed(house_->authority().issuer.id, serial)) throw Failure("no published list names " + serial);
  if (!revoked_.emplace(serial, reason).second) throw Failure(serial + " is revoked a second time");
  tell(how + ": " + serial + " is revoked (" + reason + ") and on the list");
}

bool StoryStage::listed(const std::string& issuer, const std::string& serial) {
  const auto bytes = from_hex(serial);
  if (!bytes) throw Failure(serial + " is no serial");
  // As it stands in the list: an INTEGER of its own length. Other people's tools read the whole list (conform.story).
  std::string integer{'\x02', static_cast<char>(bytes->size())};
  integer += text_of(*bytes);
  const auto& ours = house_->authority().issuer;
  const auto shard = crl_shard_of(parse_serial(serial).value(), issuer == ours.id ? ours.crl_shards : 0);
  return fetch("/crl/" + issuer + "/" + std::to_string(shard) + ".crl").body.find(integer) != std::string::npos;
}

std::int64_t StoryStage::issuing_lists() const {
  return std::max<std::int64_t>(1, house_->authority().issuer.crl_shards);
}

StoryPerson& StoryStage::person(const std::string& login_id, bool desk) {
  auto& place = people_[(desk ? "desk " : "portal ") + login_id];
  if (place) return *place;
  for (auto& login : example_logins(assets_folder() / "example")) {
    if (login.login_id != login_id || login.desk != desk) continue;
    const auto port = desk ? service_->desk_port() : service_->portal_port();
    place = std::make_unique<StoryPerson>(*this, std::move(login), url_of(port));
    return *place;
  }
  throw Failure("example.toml knows no " + login_id);
}

StoryMail StoryStage::mail(std::string_view address, std::string_view name) {
  settle();
  return mailbox_->take(address, name);
}
bool StoryStage::has_mail(std::string_view address, std::string_view name) {
  settle();
  return mailbox_->has(address, name);
}
std::string StoryStage::untaken_mails() {
  settle();
  return mailbox_->untaken();
}

ApiAnswer StoryStage::fetch(std::string_view target) {
  auto answer = status_->get(target);
  if (answer.status != 200) throw Failure("GET " + std::string(target) + " answered " + answer.body);
  return answer;
}

std::string StoryStage::request(std::string_view file) const {
  const auto path = assets_folder() / "example" / "requests" / file;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || text.empty()) throw Failure(path.string() + " cannot be read");
  return text;
}

}  // namespace madoguchi
