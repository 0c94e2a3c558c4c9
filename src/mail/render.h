#pragma once
#include <string>
#include <string_view>

#include "base/language.h"
#include "text/catalogue.h"

namespace madoguchi {

/// What every mail says about its sender.
struct MailHouse {
  std::string authority;        ///< the authority's name as customers know it
  std::string telephone;        ///< as a reader dials it
  std::string enquiry_address;  ///< where questions go
  std::string portal_url;
};

struct MailText {
  std::string subject;
  std::string body;
};

/// The mail `template_name` of text/<language>/mail.toml: greeting, body, signature. `params` are its placeholders, as
/// text formatted for a reader, and {person} and {organization} (may be absent or empty) for the greeting; {authority},
/// {telephone}, {enquiry_address} and {portal_url} come from `house`. Control characters and Unicode's line
/// separators in values become spaces (a line break stays one in the body), so that nothing a customer typed makes a
/// header. Throws Failure when the template does not exist or a placeholder has no value: a mail with a hole is not
/// queued.
MailText render(const Catalogue& catalogue, const MailHouse& house, Language language, std::string_view template_name,
                const SentenceParams& params);

}  // namespace madoguchi
