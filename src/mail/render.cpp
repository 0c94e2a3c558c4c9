#include "mail/render.h"

#include <algorithm>

#include "base/result.h"
#include "base/utf8.h"

namespace madoguchi {
namespace {

/// What a header of to_rfc5322 would refuse.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

std::string cleaned(std::string_view value, bool lines_kept) {
  const auto points = decode_utf8(value);
  if (!points) throw Failure("a mail's parameter is not UTF-8");
  std::u32string out;
  for (std::size_t i = 0; i < points->size(); ++i) {
    const auto c = (*points)[i];
    if (c == '\r' && i + 1 < points->size() && (*points)[i + 1] == '\n') continue;
    out += is_control(c) && !(lines_kept && c == '\n') ? U' ' : c;
  }
  return encode_utf8(out);
}

SentenceParams cleaned(SentenceParams params, bool lines_kept) {
  for (auto& [name, value] : params) value = cleaned(value, lines_kept);
  return params;
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
