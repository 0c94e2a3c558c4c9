#include "usecase/inspect_csr.h"

#include <algorithm>

#include "usecase/attempt_limit.h"
#include "usecase/calendar.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

constexpr Seconds kHour{3600};

/// Which command mends it: a new key for a bad one; the same key for all that is only said wrongly.
std::string mend_of(std::string_view fault) {
  return fault.starts_with("key.") ? "csr.mend_with_new_key" : "csr.mend_with_same_key";
}

/// One word for a POSIX shell, whatever is in it.
std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

/// For `openssl req -subj`: '/' and '+' separate there.
std::string subject_words(const pki::WantedNames& wanted) {
  std::string subject;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    subject.append("/").append(name).append("=");
    for (const char c : value) {
      if (c == '/' || c == '+' || c == '\\') subject += '\\';
      subject += c;
    }
  };
  add("C", wanted.country);
  add("ST", wanted.state_or_province.value_or(""));
  add("L", wanted.locality.value_or(""));
  add("O", wanted.organization);
  add("CN", wanted.common_name);
  return subject;
}

std::string name_words(const pki::WantedNames& wanted) {
  std::string words = "subjectAltName=DNS:" + wanted.common_name;
  for (const auto& name : wanted.dns_names) {
    if (name != wanted.common_name) words.append(",DNS:").append(name);
  }
  return words;
}

void note_faults(const Refusal& from, CsrInspection& found) {
  for (const auto& [field, key] : from.fields) found.faults.push_back({.key = key, .mend = mend_of(key)});
  found.params.insert(found.params.end(), from.params.begin(), from.params.end());
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out.append(out.empty() ? "" : ", ").append(text);
  return out;
}

/// What the screen says before 申込 (R59, R60, R68, R76).
void foresee(Work& work, const Contract& contract, const Certificate& old, OldCertificateEnd end,
             CsrInspection& found) {
  const auto& product = product_of(work, contract);
  const bool continuation = end == OldCertificateEnd::none;
  found.not_after =
      expected_not_after(contract, product, continuation ? std::optional<Time>{} : old.not_after, work.now);
  if (end == OldCertificateEnd::deferred) found.old_certificate_ends_at = effective_end(old, deferred_end(work.now));
  if (end == OldCertificateEnd::immediate) found.old_certificate_ends_at = work.now;
  const auto warnings = warnings_for(contract, product, calendar_of(work), old, end, work.now);
  if (warnings.end_on_holiday) {
    found.warnings.push_back(
        {.key = "reissue.warn_end_on_holiday", .params = {{"ends_at", format_jst(deferred_end(work.now))}}});
  }
  if (end == OldCertificateEnd::immediate) found.warnings.push_back({.key = "reissue.warn_immediate"});
  if (warnings.validity_shortened) {
    found.warnings.push_back(
        {.key = "reissue.warn_validity_shortened",
         .params = {{"not_after", format_jst(*found.not_after)}, {"old_not_after", format_jst(old.not_after)}}});
  }
  if (warnings.renew_instead) found.warnings.push_back({.key = "reissue.warn_renew_instead"});
}

Result<Contract> contract_to_inspect_for(Work& work, const InspectCsr& command) {
  auto contract = TRY(visible_contract(work, command.contract));
  TRY(require_may_file(work, contract));
  if (command.application) {
    const auto application = TRY(visible_application(work, *command.application));
    if (application.contract != contract.id) return refuse_field("/application", "application.not_found");
  }
  if (!work.actor.account) return contract;
  const std::vector<Limit> limits{
      {.bucket = {.kind = "csr_inspection", .who = work.actor.account->value},  // allow text-key: a bucket
       .max = kInspectionsMax,
       .window = kHour}};
  TRY(require_within(work, "csr.too_many_inspections", limits));
  count_try(work, limits);
  return contract;
}

Result<CsrInspection> inspect(Work& work, const Contract& contract, const InspectCsr& command,
                              const PastedCsr& pasted) {
  CsrInspection found{.csr = pasted.csr().value()};
  found.csr.der.clear();
  found.csr.spki_der.clear();
  const auto wanted = wanted_names(contract);
  found.params = {{"subject", shell_word(subject_words(wanted))}, {"names", shell_word(name_words(wanted))}};
  found.names = pki::compare_names(found.csr, wanted);
  note_faults(pasted.faults(), found);
  note_faults(contract_faults(work, contract, found.csr, command.application), found);
  if (!found.csr.ignored.empty()) {
    found.warnings.push_back({.key = "csr.warn_ignored", .params = {{"extensions", joined(found.csr.ignored)}}});
  }
  auto old = last_certificate(work, contract.id);
  if (command.old_certificate) {
    auto picked = work.store.certificates.get(*command.old_certificate);
    if (!picked || picked->contract != contract.id) {
      return refuse_field("/old_certificate", "certificate.not_found");
    }
    old = *std::move(picked);
  }
  if (old && command.old_certificate_end) foresee(work, contract, *old, *command.old_certificate_end, found);
  return found;
}

}  // namespace

Result<CsrInspection> inspect_csr(const Office& office, Time now, const Actor& actor, const InspectCsr& command) {
  const auto contract =
      transact(office, now, actor, [&](Work& work) { return contract_to_inspect_for(work, command); });
  if (!contract) return std::unexpected(contract.error());
  const auto pasted = read_pasted_csr(office, now, actor, command.csr);
  if (!pasted.csr()) return std::unexpected(pasted.faults());
  return look(office, now, actor, [&](Work& work) { return inspect(work, *contract, command, pasted); });
}

}  // namespace madoguchi
