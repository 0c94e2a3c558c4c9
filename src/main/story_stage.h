#pragma once
#include <fstream>
#include <map>
#include <memory>
#include <optional>

#include "base/time.h"
#include "main/api_client.h"
#include "main/story.h"
#include "main/story_mailbox.h"
#include "main/story_person.h"

namespace madoguchi {

class House;
class Service;

/// What the story plays on: a fresh example authority, open, with its people before their screens. Everything but
/// waiting for the jobs goes through its doors.
class StoryStage {
 public:
  explicit StoryStage(const StoryOptions& options);
  ~StoryStage();

  /// The example's time, as its clock route tells it.
  Time now();
  /// Moves the clock, which only goes forward, and lets the jobs do what has become due.
  void move_to(Time time);
  void pass(Seconds span) { move_to(now() + span); }
  /// Moves the clock to the real time, exactly.
  void return_to_the_present();
  /// Returns when the jobs have nothing to do at the example's present time.
  void settle();

  /// One line of story.txt, with the time before it.
  void tell(const std::string& line);
  /// The same without a time: what stands at its end.
  void add_line(const std::string& line);

  /// This certificate is revoked now, for this reason: tells it, and holds the published list against it at once. At
  /// the end every certificate of the authority is held against what was told.
  void tell_revoked(const std::string& serial, const std::string& reason, const std::string& how);
  /// Serial -> reason of everything that tell_revoked was told.
  const std::map<std::string, std::string>& revoked() const { return revoked_; }
  /// Does the published list of that issuer name the serial?
  bool listed(const std::string& issuer, const std::string& serial);
  /// How many lists the issuing CA has.
  std::int64_t issuing_lists() const;

  /// A person of example/example.toml before a browser of its own; made at the first call.
  StoryPerson& customer(const std::string& login_id) { return person(login_id, false); }
  StoryPerson& officer(const std::string& login_id) { return person(login_id, true); }

  /// The oldest untaken mail of that kind to that address, once the jobs are quiet.
  StoryMail mail(std::string_view address, std::string_view name);
  bool has_mail(std::string_view address, std::string_view name);
  std::string untaken_mails();

  /// What a relying party fetches; anything but 200 ends the story.
  ApiAnswer fetch(std::string_view target);
  /// A request of example/requests/, PEM.
  std::string request(std::string_view file) const;
  const std::filesystem::path& folder() const { return folder_; }

  /// Told of every exchange; StoryPerson calls it.
  void observe(const StoryExchange& exchange) const { on_exchange_(exchange); }

 private:
  StoryPerson& person(const std::string& login_id, bool desk);

  std::filesystem::path folder_;
  std::function<void(const StoryExchange&)> on_exchange_;
  std::function<void(const std::string&)> on_line_;
  std::unique_ptr<House> house_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<StoryMailbox> mailbox_;
  std::unique_ptr<ApiClient> clock_, status_;
  std::map<std::string, std::unique_ptr<StoryPerson>, std::less<>> people_;
  std::map<std::string, std::string> revoked_;
  std::ofstream text_;
};

}  // namespace madoguchi
