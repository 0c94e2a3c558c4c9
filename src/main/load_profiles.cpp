#include "main/load_profiles.h"

#include <algorithm>

#include "main/toml_reader.h"

namespace madoguchi {
namespace {

KeyUsages read_key_usage(TomlReader& reader, const char* key, KeyUsages permitted) {
  KeyUsages usages = 0;
  reader.texts(key, [&](const std::string& name) {
    const auto usage = parse_name<KeyUsage>(name);
    if (!usage || (permitted & usage_bit(*usage)) == 0) reader.fail(key, name + " is not permitted (BR 7.1.2.7.11)");
    usages |= usage_bit(*usage);
  });
  if ((usages & usage_bit(KeyUsage::digital_signature)) == 0) reader.fail(key, "must have digital_signature");
  return usages;
}

std::vector<ExtendedKeyUsage> read_extended_key_usage(TomlReader& reader) {
  std::vector<ExtendedKeyUsage> usages;
  reader.texts("extended_key_usage", [&](const std::string& name) {
    const auto usage = parse_name<ExtendedKeyUsage>(name);
    if (!usage) reader.fail("extended_key_usage", name + " is not known");
    usages.push_back(*usage);
  });
  if (usages != std::vector{ExtendedKeyUsage::server_auth}) {
    reader.fail("extended_key_usage", "must be server_auth alone (rules 1.10.1)");
  }
  return usages;
}

constexpr bool is_written(SubjectField field) {
  using enum SubjectField;
  return field == country || field == state_or_province || field == locality || field == organization ||
         field == common_name || field == business_category || field == jurisdiction_country ||
         field == registration_number;
}

std::vector<ProfileSubjectField> read_subject(TomlReader& file, CertificateKind kind) {
  std::vector<ProfileSubjectField> subject;
  file.tables("subject", [&](TomlReader& row) {
    const std::string name = row.text("field");
    const auto field = parse_name<SubjectField>(name);
    if (!field || !is_written(*field)) row.fail("field", name + " is no attribute that a certificate of ours may hold");
    if (std::ranges::find(subject, *field, &ProfileSubjectField::field) != subject.end()) {
      row.fail("field", name + " stands there twice");
    }
    const bool ordered = *field <= SubjectField::common_name;
    for (const ProfileSubjectField& earlier : subject) {
      if (ordered && earlier.field <= SubjectField::common_name && earlier.field > *field) {
        row.fail("field", name + " must stand before " + std::string(to_text(earlier.field)) + " (BR 7.1.4.2)");
      }
    }
    subject.push_back({*field, row.truth("required")});
  });
  const auto must_have = [&](SubjectField field) {
    const auto found = std::ranges::find(subject, field, &ProfileSubjectField::field);
    if (found == subject.end() || !found->required) {
      file.fail("subject", std::string(to_text(field)) + " must be required (rules 1.1.7)");
    }
  };
  must_have(SubjectField::country);
  must_have(SubjectField::organization);
  for (const SubjectField field :
       {SubjectField::business_category, SubjectField::jurisdiction_country, SubjectField::registration_number}) {
    if (kind == CertificateKind::ev) {
      must_have(field);
    } else if (std::ranges::find(subject, field, &ProfileSubjectField::field) != subject.end()) {
      file.fail("subject", std::string(to_text(field)) + " belongs to EV only (rules 1.1.7)");
    }
  }
  return subject;
}

CertificateProfile load_profile(const std::filesystem::path& path) {
  auto file = TomlReader::file(path);
  CertificateProfile profile{.id = file.text("id")};
  if (profile.id != path.stem().string()) file.fail("id", "must be the file's name");
  const auto kind = parse_name<CertificateKind>(file.text("kind"));
  if (!kind) file.fail("kind", "must be ov or ev");
  profile.kind = *kind;
  profile.policy_oid = file.text("policy_oid");
  if (profile.policy_oid != reserved_policy_oid(*kind)) {
    file.fail("policy_oid", "must be " + std::string(reserved_policy_oid(*kind)) + " for this kind (BR 7.1.2.7.9)");
  }
  profile.days_max = file.number("days_max", 1, kProfileDaysMax);
  profile.dns_names_max = file.number("dns_names_max", 1, kDnsNamesMax);
  profile.extended_key_usage = read_extended_key_usage(file);
  auto key_usage = file.table("key_usage");
  const KeyUsages signature = usage_bit(KeyUsage::digital_signature);
  profile.rsa_key_usage = read_key_usage(key_usage, "rsa", signature | usage_bit(KeyUsage::key_encipherment));
  profile.ec_key_usage = read_key_usage(key_usage, "ec", signature);
  key_usage.done();
  profile.subject = read_subject(file, *kind);
  file.done();
  return profile;
}

}  // namespace

CertificateProfiles load_profiles(const std::filesystem::path& policy_folder) {
  const auto folder = policy_folder / "profiles";
  CertificateProfiles profiles;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".toml") continue;
    auto profile = load_profile(entry.path());
    profiles.emplace(profile.id, std::move(profile));
  }
  if (profiles.empty()) throw Failure(folder.string() + ": no certificate profile is described there");
  return profiles;
}

}  // namespace madoguchi
