#pragma once
#include "main/story_stage.h"

/// What the chapters about revocation share.
namespace madoguchi {

/// A certificate as the person's screen of its contract shows it.
struct StoryCertificate {
  std::string contract;  ///< "/api/v1/contracts/<id>"
  std::string id;
  std::string serial;
  std::string common_name;
};
/// The newest certificate of the contract with that number.
StoryCertificate newest_certificate(StoryPerson& person, const std::string& number);
/// The newest one of the contract at that path.
StoryCertificate newest_certificate_at(StoryPerson& person, const std::string& contract);
/// Where the certificate stands on its contract's screen: state "in_force", "revoked", …
std::string certificate_state(StoryPerson& person, const StoryCertificate& certificate);

/// 失効申請 of one certificate, as the form of the page sends it.
boost::json::object revocation_form(const StoryCertificate& certificate, const std::string& reason,
                                    const std::string& reason_text);
/// Enters the password again and files it; the answer is where it stands.
ApiAnswer file_revocation(StoryPerson& person, const StoryCertificate& certificate, const boost::json::object& form);

/// "/api/v1/applications/<id>" of an answer that shows where an application stands.
std::string application_path(const ApiAnswer& standing);

/// The call sheet, as the officer at the telephone has it on the screen.
ApiAnswer call_sheet(StoryPerson& officer, const std::string& application);
/// The id of the number of that subject in an answer's `numbers`: "registrant", "applicant", "organization".
std::string number_of(const ApiAnswer& answer, const std::string& subject);
/// What is written down of a call to the sheet's number of that subject.
boost::json::object call_record(const ApiAnswer& sheet, const std::string& subject, const std::string& outcome);
/// The same of one who confirms, and reads the certificate's last digits out.
boost::json::object confirmation(const ApiAnswer& sheet, const std::string& subject, const std::string& person,
                                 const std::string& serial);
/// Calls by the sheet as it is now and writes it down.
ApiAnswer call_by_sheet(StoryPerson& officer, const std::string& application, const std::string& subject,
                        const std::string& outcome);

}  // namespace madoguchi
