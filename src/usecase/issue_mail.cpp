#include "usecase/issue_mail.h"

#include "usecase/contact_mail.h"

namespace madoguchi {
namespace {

std::string_view template_of(const Application& application, const OldCertificateEnded& ended) {
  if (application.kind == ApplicationKind::continuation) return "certificate_continued";
  if (ended.revokes_at) return "certificate_reissued_deferred";
  return ended.revoked_now ? "certificate_reissued_immediate" : "certificate_issued";
}

}  // namespace

void mail_issued(Work& work, const Contract& contract, const Application& application,
                 const std::optional<Certificate>& old_certificate, const OldCertificateEnded& ended,
                 const IssuedForMail& issued) {
  const auto values = [&](Language language) {
    SentenceParams params{{"serial", issued.serial(language)}, {"not_after", format_jst(issued.not_after)}};
    if (old_certificate) {
      params.emplace_back("old_serial", old_certificate->serial);
      params.emplace_back("old_not_after", format_jst(old_certificate->not_after));
    }
    if (ended.revokes_at) params.emplace_back("revokes_at", format_jst(*ended.revokes_at));
    return params;
  };
  mail_contacts(work, contract, &application, template_of(application, ended),
                {ContactRole::registrant, ContactRole::technical}, values);
}

}  // namespace madoguchi
