#pragma once
#include <vector>

#include "domain/names.h"
#include "usecase/work.h"

/// What a step would tell the customer, before it is taken: the step itself is taken and undone, so that no second
/// way of writing a mail can say something else.
namespace madoguchi {

enum class MailingStep : std::uint8_t { send_back, reject, approve, agree, propose_reject };
template <>
struct Names<MailingStep> {
  static constexpr auto values = std::to_array<std::pair<MailingStep, std::string_view>>({
      MADOGUCHI_NAME(MailingStep, send_back),
      MADOGUCHI_NAME(MailingStep, reject),
      MADOGUCHI_NAME(MailingStep, approve),
      MADOGUCHI_NAME(MailingStep, agree),
      MADOGUCHI_NAME(MailingStep, propose_reject),
  });
};

struct PreviewMails {
  ApplicationId id;
  std::int64_t version = 0;
  MailingStep step = MailingStep::reject;
  std::string customer_text;  ///< of send_back, reject and propose_reject
};
/// A mail as its reader would get it.
struct PreviewedMail {
  std::string to_role;
  std::string to_name;
  std::string to_address;
  Language language = Language::ja;
  std::string subject;
  std::string body;
  bool at_issue = false;  ///< sent by the machine when the certificate is there; its serial is not known yet
};
/// By the readers' roles. Of propose_reject: what the second officer's agreement will send. Refuses whatever the step
/// itself would refuse now. Leaves nothing behind.
Result<std::vector<PreviewedMail>> preview_mails(const Office& office, Time now, const Actor& actor,
                                                 const PreviewMails& command);

}  // namespace madoguchi
