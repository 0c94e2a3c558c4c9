#include "domain/issuance_plan.h"

#include <algorithm>

#include "domain/legal_limits.h"
#include "domain/public_key_info.h"

namespace madoguchi {

Serial new_serial(Random& random) {
  Serial serial{};
  random.fill(serial);
  serial[0] = kSerialFirstOctet;
  return serial;
}

std::string to_text(const Serial& serial) {
  return to_hex(serial);
}

std::optional<Serial> parse_serial(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != kSerialBytes) return {};
  Serial serial{};
  std::ranges::copy(*bytes, serial.begin());
  return serial;
}

std::int64_t crl_shard_of(const Serial& serial, std::int64_t shards) {
  if (shards == 0) return kFullCrlShard;
  // The last octets are random in every serial of ours.
  const auto last = static_cast<std::int64_t>(serial[kSerialBytes - 2]) << 8 | serial[kSerialBytes - 1];
  return 1 + last % shards;
}

namespace {

const std::string* value_of(const SubjectName& name, SubjectField field) {
  switch (field) {
    case SubjectField::country:
      return &name.country;
    case SubjectField::state_or_province:
      return &name.state_or_province;
    case SubjectField::locality:
      return &name.locality;
    case SubjectField::organization:
      return &name.organization;
    case SubjectField::business_category:
      return &name.business_category;
    case SubjectField::jurisdiction_country:
      return &name.jurisdiction_country;
    case SubjectField::registration_number:
      return &name.registration_number;
    case SubjectField::common_name:
      return &name.common_name;
    default:
      return nullptr;  // no contract holds it; a profile that asks for it fails the lint
  }
}

/// Only what the profile names, in its order; what the contract does not hold is left out, and the lint tells whether
/// it had to be there.
std::vector<SubjectAttribute> written_subject(const SubjectName& name, const CertificateProfile& profile) {
  std::vector<SubjectAttribute> subject;
  for (const ProfileSubjectField& wanted : profile.subject) {
    const std::string* value = value_of(name, wanted.field);
    if (value != nullptr && !value->empty()) subject.push_back({wanted.field, *value});
  }
  return subject;
}

Time last_second(const IssuanceRequest& request, const CertificateProfile& profile, const IssuerInfo& issuer,
                 Time not_before, Time now) {
  const std::int64_t days = std::min(profile.days_max, request.product_days_max);
  Seconds length = std::chrono::days(days);
  const bool relaxed = issuer.mode == AuthorityMode::private_authority && issuer.relaxed.validity;
  if (!relaxed) length = std::min(length, longest_validity(now));
  Time end = std::min(not_before + length - Seconds(1), issuer.not_after);
  end = std::min(end, request.contract_ends_at - Seconds(1));
  if (request.old_not_after) end = std::min(end, *request.old_not_after);
  return end;
}

}  // namespace

Result<IssuancePlan> plan_issuance(const IssuanceRequest& request, const CertificateProfile& profile,
                                   const IssuerInfo& issuer, Random& random, Time now) {
  if (issuer.mode != AuthorityMode::private_authority) return refuse(ErrorCode::policy, "authority.public_not_ready");
  if (request.contract_ends_at <= now) return refuse(ErrorCode::policy, "issuance.contract_ended");
  if (request.old_not_after && *request.old_not_after < now) {
    return refuse(ErrorCode::policy, "issuance.old_certificate_expired");
  }
  const auto key = public_key_info(request.spki_der);
  if (!key) return refuse(ErrorCode::policy, "issuance.key_not_supported");
  const Time not_before = std::max(now - kNotBeforeSkewSeconds, issuer.not_before);
  const auto issuer_validity = TRY(Validity::from(issuer.not_before, issuer.not_after));
  const auto validity = TRY(Validity::from(not_before, last_second(request, profile, issuer, not_before, now)));
  const Serial serial = new_serial(random);
  const auto shard = crl_shard_of(serial, issuer.crl_shards);
  return IssuancePlan{
      .profile = profile.id,
      .issuer_id = issuer.id,
      .mode = issuer.mode,
      .relaxed = issuer.relaxed,
      .issuer_validity = issuer_validity,
      .algorithm = issuer.algorithm,
      .serial = serial,
      .subject = written_subject(request.subject, profile),
      .dns_names = request.dns_names,
      .spki_der = request.spki_der,
      .validity = validity,
      .key_usage = key->kind == KeyKind::rsa ? profile.rsa_key_usage : profile.ec_key_usage,
      .extended_key_usage = profile.extended_key_usage,
      .policy_oid = profile.policy_oid,
      .crl_shard = shard,
      .crl_url = crl_url(issuer, shard),
      .ca_issuers_url = ca_issuers_url(issuer),
      .ocsp_url = ocsp_url(issuer),
  };
}

}  // namespace madoguchi
