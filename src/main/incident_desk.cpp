#include "main/incident_desk.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "base/id.h"
#include "base/result.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr std::size_t kValuesAtOnce = 1000;  // kCriteriaAtOnceMax
constexpr auto kLookAgain = std::chrono::seconds(1);
/// The longest legal deadline is five days; nobody watches longer.
constexpr int kLooksMax = 5 * 24 * 3600;

/// Problems become their sentence, with the field that is wrong.
ApiAnswer must_be_good(ApiAnswer answer) {
  if (answer.status < 300) return answer;
  std::string sentence = answer.has("/title") ? answer.text("/title") : "the desk answered " + answer.body;
  if (answer.has("/errors/0/message")) {
    sentence = answer.text("/errors/0/pointer") + ": " + answer.text("/errors/0/message");
  }
  throw Failure(sentence);
}

/// Up to kValuesAtOnce values of a list; empty at its end. Lines without a value are skipped.
json::array next_values(std::istream& list, const std::string& kind) {
  json::array values;
  for (std::string line; values.size() < kValuesAtOnce && std::getline(list, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.pop_back();
    if (line.empty()) continue;
    values.push_back(json::object{{"kind", kind}, {"value", line}});
  }
  if (list.bad()) throw Failure("the list cannot be read to its end");
  return values;
}

std::string count_of(const ApiAnswer& answer, const char* pointer) {
  return std::to_string(answer.number(pointer));
}

std::string duration(std::int64_t seconds) {
  if (seconds < 120) return std::to_string(seconds) + " s";
  if (seconds < 7200) return std::to_string(seconds / 60) + " min";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

}  // namespace

IncidentDesk::IncidentDesk(const std::string& desk_url, const std::string& login_id, const std::string& password,
                           const std::string& totp)
    : client_(desk_url) {
  client_.set_language("en");
  must_be_good(
      client_.post("/api/v1/login", json::object{{"login_id", login_id}, {"password", password}, {"totp", totp}}));
}

ApiAnswer IncidentDesk::get(const std::string& target) {
  return must_be_good(client_.get(target));
}

ApiAnswer IncidentDesk::look_again(const std::string& target) {
  std::this_thread::sleep_for(kLookAgain);  // allow sleep: the condition is in another process, which is asked
  return get(target);
}

ApiAnswer IncidentDesk::post(const std::string& target, const json::value& body, const std::string& if_match) {
  return must_be_good(client_.post(target, body, {{"If-Match", if_match}}));
}

std::string IncidentDesk::id_of(const std::string& incident) {
  const auto all = list();
  for (const auto& one : all.at("/incidents").as_array()) {
    if (one.at("number").as_string() == incident) return std::string(one.at("id").as_string());
  }
  return incident;
}

ApiAnswer IncidentDesk::list() {
  return get("/api/v1/incidents");
}

ApiAnswer IncidentDesk::show(const std::string& incident) {
  return get("/api/v1/incidents/" + id_of(incident));
}

ApiAnswer IncidentDesk::step(const std::string& incident, const std::string& verb, const json::value& body) {
  const auto seen = show(incident);
  return post("/api/v1/incidents/" + seen.text("/id") + "/" + verb, body.is_null() ? json::object{} : body,
              seen.header("ETag"));
}

ApiAnswer IncidentDesk::open(json::object body,
                             const std::vector<std::pair<std::string, std::filesystem::path>>& lists) {
  SystemRandom random;
  std::optional<ApiAnswer> incident;
  const auto bring = [&](json::array values) {
    if (!incident) {
      if (!values.empty()) body["criteria"] = std::move(values);
      incident = must_be_good(client_.post("/api/v1/incidents", body, {{"Idempotency-Key", new_id_text(random)}}));
      return;
    }
    incident = post("/api/v1/incidents/" + incident->text("/id") + "/criteria",
                    json::object{{"criteria", std::move(values)}}, incident->header("ETag"));
  };
  for (const auto& [kind, file] : lists) {
    std::ifstream list(file, std::ios::binary);
    if (!list) throw Failure(file.string() + ": cannot be read");
    for (auto values = next_values(list, kind); !values.empty(); values = next_values(list, kind)) {
      bring(std::move(values));
    }
  }
  if (!incident) bring({});  // a query alone, or nothing: then the desk says so
  return *incident;
}

ApiAnswer IncidentDesk::plan(const std::string& incident) {
  auto now = step(incident, "plan");
  const auto target = "/api/v1/incidents/" + now.text("/id");
  for (int look = 0; now.text("/state") == "planning"; ++look) {
    if (look == kLooksMax) throw Failure("the plan is still being made");
    now = look_again(target);
  }
  return now;
}

ApiAnswer IncidentDesk::approve(const std::string& incident, const std::string& plan_digest) {
  return step(incident, "approve", json::object{{"plan_digest", plan_digest}});
}

ApiAnswer IncidentDesk::withdraw(const std::string& incident) {
  return step(incident, "withdraw");
}

ApiAnswer IncidentDesk::watch(const std::string& incident, const std::function<void(const ApiAnswer&)>& each) {
  auto now = show(incident);
  const auto target = "/api/v1/incidents/" + now.text("/id");
  std::string told;
  for (int look = 0; look < kLooksMax; ++look) {
    if (const auto line = print_progress(now); line != told) {
      each(now);
      told = line;
    }
    const auto state = now.text("/state");
    if (state != "approved" && state != "executed" && state != "planning") return now;
    now = look_again(target);
  }
  return now;
}

void IncidentDesk::items(const std::string& incident, const std::function<void(const json::value&)>& each) {
  const auto target = "/api/v1/incidents/" + id_of(incident) + "/items";
  for (auto page = get(target);; page = get(target + "?after=" + count_of(page, "/next"))) {
    for (const auto& item : page.at("/items").as_array()) each(item);
    if (!page.has("/next")) return;
  }
}

std::string print_progress(const ApiAnswer& incident) {
  const auto state = incident.text("/state");
  if (!incident.has("/progress")) return state;
  auto line = state + ": " + count_of(incident, "/progress/done") + " of " + count_of(incident, "/progress/items") +
              " certificates, " + count_of(incident, "/progress/revoked") + " revoked, " +
              count_of(incident, "/progress/skipped") + " were revoked or expired before, " +
              count_of(incident, "/progress/notices_queued") + " mails";
  if (incident.has("/progress/seconds_left")) line += ", about " + duration(incident.number("/progress/seconds_left"));
  if (incident.has("/progress/published_at")) line += ", published " + incident.text("/progress/published_at");
  return line;
}

std::string print_incident(const ApiAnswer& incident) {
  const auto text = [&](const char* pointer) { return incident.text(pointer); };
  std::string lines = "Incident   " + text("/number") + "  " + text("/id") + "\nState      " + text("/state") +
                      "\nCause      " + text("/cause") + ", reason " + text("/reason") + "\nFinding    " +
                      text("/finding") + "\nDeadline   " + text("/deadline_at") + ", " +
                      (incident.number("/seconds_left") < 0 ? "passed " + duration(-incident.number("/seconds_left"))
                                                            : "in " + duration(incident.number("/seconds_left"))) +
                      "\nMeant by   " + count_of(incident, "/criteria") + " values" +
                      (incident.has("/query") ? " and a period of issue" : "") + "\n";
  if (incident.has("/plan")) {
    lines += "Plan " + count_of(incident, "/plan/number") + ", good until " + text("/plan/valid_until") +
             "\n  certificates       " + count_of(incident, "/plan/items") + "\n  customers          " +
             count_of(incident, "/plan/customers") + "\n  mail addresses     " + count_of(incident, "/plan/addresses") +
             ", " + count_of(incident, "/plan/unreachable") + " of them unreachable\n  entries of lists   " +
             count_of(incident, "/plan/crl_entries") + ", longest list " +
             count_of(incident, "/plan/longest_crl_entries") + " (" +
             std::to_string(incident.number("/plan/longest_crl_bytes") / 1024) + " KiB)\n  digest             " +
             text("/plan/digest") + "\n";
  }
  if (incident.has("/progress")) lines += "Progress   " + print_progress(incident) + "\n";
  return lines;
}

}  // namespace madoguchi
