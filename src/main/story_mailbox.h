#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.h"

namespace madoguchi {

/// A mail as its reader sees it.
struct StoryMail {
  std::string to;       ///< the bare address
  std::string subject;  ///< decoded
  std::string body;     ///< decoded, lines end with '\n'
};

/// Reads a mail file: RFC 2047 words in headers, base64 or quoted-printable bodies, UTF-8. Throws Failure for what our
/// own service never writes.
StoryMail read_mail(std::string_view text);

/// Everybody's mailbox: the folder into which the example lays its mails. Each mail is taken once.
class StoryMailbox {
 public:
  StoryMailbox(std::filesystem::path folder, const Catalogue& catalogue);

  /// Takes the oldest untaken mail to `address` whose subject is that of the message key "mail.<name>.subject", in
  /// either language. Throws Failure, with what is there, if there is none.
  StoryMail take(std::string_view address, std::string_view name);
  /// Is there such a mail that nobody has taken?
  bool has(std::string_view address, std::string_view name);
  /// "address: subject" of every mail that nobody has taken, one a line.
  std::string untaken();

 private:
  void look();
  std::vector<StoryMail>::iterator find(std::string_view address, std::string_view name);
  std::filesystem::path folder_;
  const Catalogue& catalogue_;
  std::set<std::string> seen_;
  std::vector<StoryMail> mails_;
};

/// The only run of `digits` digits in the mail's body. Throws Failure if there is none or more than one.
std::string code_in(const StoryMail& mail, std::size_t digits);

}  // namespace madoguchi
