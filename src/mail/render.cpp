#include "mail/render.h"

#include <algorithm>

namespace madoguchi {
namespace {

SentenceParams cleaned(const SentenceParams& params, bool lines_kept) {
  auto out = params;
  for (auto& [name, value] : out) {
    for (std::size_t at = value.find("\r\n"); at != std::string::npos; at = value.find("\r\n", at)) value.erase(at, 1);
    for (char& c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 || byte == 0x7f) && !(lines_kept && c == '\n')) c = ' ';
    }
  }
  return out;
}

bool has_value(const SentenceParams& params, std::string_view name) {
  return std::ranges::any_of(params, [&](const auto& param) { return param.first == name && !param.second.empty(); });
}

}  // namespace

MailText render(const Catalogue& catalogue, const MailHouse& house, Language language, std::string_view template_name,
                const SentenceParams& params) {
  auto all = params;
  all.emplace_back("authority", house.authority);
  all.emplace_back("telephone", house.telephone);
  all.emplace_back("enquiry_address", house.enquiry_address);
  all.emplace_back("portal_url", house.portal_url);
  const auto key = "mail." + std::string(template_name);
  const auto* greeting = has_value(all, "organization") ? "mail.greeting.organization" : "mail.greeting.person";
  const auto in_lines = cleaned(all, true);
  return {
      .subject = catalogue.complete_sentence(language, "mail.subject_prefix", cleaned(all, false)) +
                 catalogue.complete_sentence(language, key + ".subject", cleaned(all, false)),
      .body = catalogue.complete_sentence(language, greeting, in_lines) + '\n' +
              catalogue.complete_sentence(language, key + ".body", in_lines) + '\n' +
              catalogue.complete_sentence(language, "mail.signature", in_lines),
  };
}

}  // namespace madoguchi
