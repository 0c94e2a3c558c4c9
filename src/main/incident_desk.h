#pragma once
#include <boost/json/value.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "main/api_client.h"

namespace madoguchi {

/// An officer's session at a desk, for incidents. Everything throws Failure: with the desk's own sentence if it
/// refuses.
class IncidentDesk {
 public:
  /// Logs in. `desk_url` like "http://127.0.0.1:8081".
  IncidentDesk(const std::string& desk_url, const std::string& login_id, const std::string& password,
               const std::string& totp);

  /// What is meant, one value a line: files by their kind ("serial", …). Opens the incident, and brings the values in
  /// as many calls as it takes.
  ApiAnswer open(boost::json::object body, const std::vector<std::pair<std::string, std::filesystem::path>>& lists);
  ApiAnswer list();
  /// `incident` is its id or its number.
  ApiAnswer show(const std::string& incident);
  /// Asks for a plan and waits until it stands.
  ApiAnswer plan(const std::string& incident);
  ApiAnswer approve(const std::string& incident, const std::string& plan_digest);
  ApiAnswer withdraw(const std::string& incident);
  /// Calls `each` with the incident whenever something has moved, until lists and mails are out.
  ApiAnswer watch(const std::string& incident, const std::function<void(const ApiAnswer&)>& each);
  /// Calls `each` with every item of the plan, in its order.
  void items(const std::string& incident, const std::function<void(const boost::json::value&)>& each);

 private:
  std::string id_of(const std::string& incident);
  ApiAnswer get(const std::string& target);
  ApiAnswer look_again(const std::string& target);
  ApiAnswer post(const std::string& target, const boost::json::value& body, const std::string& if_match);
  ApiAnswer step(const std::string& incident, const std::string& verb, const boost::json::value& body = {});
  ApiClient client_;
};

/// The incident for a reader: what is known, the plan with its digest, how far it is.
std::string print_incident(const ApiAnswer& incident);
/// One line: how far, how long it will take.
std::string print_progress(const ApiAnswer& incident);

}  // namespace madoguchi
