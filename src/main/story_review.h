#pragma once
#include "main/story_revocation.h"

/// What the chapters about reissues and contact changes share.
namespace madoguchi {

/// 再発行申請 of the certificate as the form of the page sends it, but for the agreement.
boost::json::object reissue_form(const StoryCertificate& certificate, const std::string& reason,
                                 const std::string& old_certificate_end, const std::string& request);
/// Reads the agreement, accepts it, enters the password again and files: noun "reissues" or "continuations".
ApiAnswer file_reissue(StoryPerson& person, const StoryCertificate& certificate, const std::string& noun,
                       boost::json::object form);
/// The same, refused with that message key.
void refuse_reissue(StoryPerson& person, std::string_view code, const StoryCertificate& certificate,
                    const std::string& noun, boost::json::object form);
/// `form` with the agreement that the person is shown.
boost::json::object with_agreement(StoryPerson& person, boost::json::object form);

/// 審査 by that officer: evidence goes on record, every line of the checklist is ticked on it.
void tick_checklist(StoryPerson& reviewer, const std::string& contract, const std::string& application);
/// 審査 of a reissue from its beginning to 審査済.
void review_reissue(StoryPerson& reviewer, const std::string& contract, const std::string& application);
/// 承認 of what the officer sees; then the engine issues.
void approve_reissue(StoryStage& stage, StoryPerson& approver, const std::string& application);
/// Review by shinsa, approval by shonin, issue. Returns the new certificate.
StoryCertificate issue_reissue(StoryStage& stage, StoryPerson& customer, const StoryCertificate& old,
                               const std::string& application);

}  // namespace madoguchi
