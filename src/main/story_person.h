#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "main/api_client.h"
#include "main/example_data.h"

namespace madoguchi {

class StoryStage;

/// A customer's user at the portal, or an officer at the desk, before a browser of its own. Every call names the answer
/// that the story expects; any other ends it with a Failure that shows the request, secrets masked, and the answer. A
/// person whose session has ended logs in again and goes on.
class StoryPerson {
 public:
  StoryPerson(StoryStage& stage, ExampleLogin login, const std::string& base_url);

  const ExampleLogin& login() const { return login_; }
  const std::string& name() const { return login_.login_id; }
  /// Where codes go from now on.
  void use_address(std::string address) { login_.otp_address = std::move(address); }

  /// Password, then the mailed code or TOTP.
  void log_in();
  /// The password once more (R6).
  void reauthenticate();

  ApiAnswer get(std::string_view target);
  /// 2xx, or the story ends.
  ApiAnswer post(std::string_view target, const boost::json::value& body, const ApiHeaders& headers = {});
  /// Files something, under a fresh Idempotency-Key.
  ApiAnswer file(std::string_view target, const boost::json::value& body);
  /// A decision on what the person has just read: fetches `noun` for its ETag, then POSTs noun/action.
  ApiAnswer step(const std::string& noun, std::string_view action, const boost::json::value& body);
  /// The same on what `seen` showed: an answer with an ETag, of the noun or of the step before.
  ApiAnswer step_on(const ApiAnswer& seen, const std::string& noun, std::string_view action,
                    const boost::json::value& body);
  /// The same calls, refused: the answer must be a problem with this message key.
  ApiAnswer refused_get(std::string_view code, std::string_view target);
  ApiAnswer refused_post(std::string_view code, std::string_view target, const boost::json::value& body,
                         const ApiHeaders& headers = {});
  ApiAnswer refused_file(std::string_view code, std::string_view target, const boost::json::value& body);
  ApiAnswer refused_step(std::string_view code, const std::string& noun, std::string_view action,
                         const boost::json::value& body);
  ApiAnswer refused_step_on(std::string_view code, const ApiAnswer& seen, const std::string& noun,
                            std::string_view action, const boost::json::value& body);
  /// Any call, any answer: for what is not in the list above.
  ApiAnswer call(std::string_view method, std::string_view target, const boost::json::value& body,
                 const ApiHeaders& headers = {});

  /// A key that was not used before.
  std::string fresh_key();

 private:
  ApiAnswer call_logged_in(std::string_view method, std::string_view target, const boost::json::value& body,
                           const ApiHeaders& headers);
  void log_in_at_portal();
  void log_in_at_desk();

  StoryStage& stage_;
  ExampleLogin login_;
  ApiClient client_;
  bool arrived_ = false;
  std::int64_t last_totp_step_ = 0;
  int keys_ = 0;
};

/// Ends the story unless `holds`, saying what was expected.
void expect(bool holds, const std::string& what);
/// The entry of the noun's `can` list for `action`. Fails the story if there is none.
const boost::json::object& can_of(const ApiAnswer& answer, std::string_view action);
/// Ends the story unless `action` is allowed, or refused for `reason`.
void expect_can(const ApiAnswer& answer, std::string_view action);
void expect_cannot(const ApiAnswer& answer, std::string_view action, std::string_view reason);

}  // namespace madoguchi
