#pragma once
#include <filesystem>

#include "mail/sender.h"

namespace madoguchi {

/// Lays each mail into a folder as <date>-<left of the Message-ID>.eml (20261122T093005Z-….eml, so that names sort by
/// time), whole or not at all, readable by its owner only; sent twice it stands there once. For the example authority
/// and the story.
class FolderSender : public MailSender {
 public:
  /// Makes the folder when it is missing. Throws Failure if it cannot.
  explicit FolderSender(std::filesystem::path folder);
  SendOutcome send(const MailAddress& envelope_from, const Message& message) override;

 private:
  std::filesystem::path folder_;
};

}  // namespace madoguchi
