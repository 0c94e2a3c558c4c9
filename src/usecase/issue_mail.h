#pragma once
#include <functional>

#include "usecase/end_old_certificate.h"

namespace madoguchi {

/// What the mails after an issue tell of the new certificate.
struct IssuedForMail {
  std::function<std::string(Language)> serial;  ///< or, before the issue, that it is not known yet
  Time not_after{};
};
/// Tells 登録担当者 and 技術担当者 that the certificate is there, and what becomes of the old one (R67).
void mail_issued(Work& work, const Contract& contract, const Application& application,
                 const std::optional<Certificate>& old_certificate, const OldCertificateEnded& ended,
                 const IssuedForMail& issued);

}  // namespace madoguchi
