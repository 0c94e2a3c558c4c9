#pragma once
#include "base/id.h"

namespace madoguchi {

using CustomerId = Id<struct CustomerTag>;
using AccountId = Id<struct AccountTag>;
using OfficerId = Id<struct OfficerTag>;
using SessionId = Id<struct SessionTag>;
using LoginId = Id<struct LoginTag>;  ///< of a login between password and code; the name one types is `login_id`
using PasswordResetId = Id<struct PasswordResetTag>;
using AddressChangeId = Id<struct AddressChangeTag>;
using ContractId = Id<struct ContractTag>;
using ContactId = Id<struct ContactTag>;
using VerifiedNumberId = Id<struct VerifiedNumberTag>;
using DisputeHoldId = Id<struct DisputeHoldTag>;
using ApplicationId = Id<struct ApplicationTag>;
using CallRecordId = Id<struct CallRecordTag>;
using EvidenceId = Id<struct EvidenceTag>;
using ReissueGrantId = Id<struct ReissueGrantTag>;
using EnquiryId = Id<struct EnquiryTag>;
using TaskId = Id<struct TaskTag>;
using DraftId = Id<struct DraftTag>;
using CertificateId = Id<struct CertificateTag>;
using IssuanceId = Id<struct IssuanceTag>;
using ScheduledRevocationId = Id<struct ScheduledRevocationTag>;
using MailId = Id<struct MailTag>;
using EventId = Id<struct EventTag>;

}  // namespace madoguchi
