#include "domain/reissue_rules.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

Time at(std::string_view text) {
  return parse_utc(text).value();
}

const Time kIssued = at("2026-09-01T03:00:00Z");  // 12:00 in Japan: day 0 is 2026-09-01

Certificate old_certificate() {
  return {.id = {"old"},
          .not_before = kIssued,
          .not_after = kIssued + std::chrono::days(199) - Seconds(1),
          .issued_at = kIssued};
}
ReissueFacts facts() {
  ReissueFacts facts;
  facts.contract.state = ContractState::in_force;
  facts.contract.ends_at = kIssued + std::chrono::days(365);
  facts.old_certificate = old_certificate();
  facts.window_began_at = kIssued;
  facts.live_generations = 1;
  return facts;
}
ReissueRule ev() {
  return {.over_limit = OverLimit::new_application};
}
ReissueRule sr() {
  return {.over_limit = OverLimit::contact_us};
}
std::string outcome(const Can& can) {
  return can.allowed ? "allowed" : can.reason + " -> " + can.next;
}
std::string reissue_at(const ReissueFacts& facts, const ReissueRule& rule, Time when) {
  return outcome(may_reissue(facts, rule, when, when));
}

// R56: day 0 is the date of the issue in Japan, day 25 counts whole.
TEST(ReissueWindow, EndsWithDay25InJapan) {
  EXPECT_EQ(format_jst(self_service_ends(kIssued, ev())), "2026-09-27 00:00 JST");
  EXPECT_EQ(reissue_at(facts(), ev(), at("2026-09-26T14:59:59Z")), "allowed");  // 23:59:59 JST of day 25
  EXPECT_EQ(reissue_at(facts(), ev(), at("2026-09-26T15:00:00Z")),
            "reissue.window_over_new_application -> enquiry/new_application");
}

TEST(ReissueWindow, DayZeroIsTheDateInJapanNotInLondon) {
  EXPECT_EQ(self_service_ends(at("2026-09-01T14:59:59Z"), ev()), at("2026-09-26T15:00:00Z"));  // 23:59:59 JST
  EXPECT_EQ(self_service_ends(at("2026-09-01T15:00:00Z"), ev()), at("2026-09-27T15:00:00Z"));  // 00:00:00 JST, next day
}

// R56: the first submission counts, not the day on which somebody looks at it.
TEST(ReissueWindow, DateOfFirstSubmissionCounts) {
  EXPECT_TRUE(may_reissue(facts(), ev(), at("2026-09-26T14:59:59Z"), at("2026-10-20T00:00:00Z")).allowed);
}

// R52, R53: once, then a new application. R54, R55: SR 3.0 asks to contact us.
TEST(ReissueWindow, CountLeadsWhereTheProductSays) {
  auto used = facts();
  used.counted = 1;
  EXPECT_EQ(reissue_at(used, ev(), kIssued), "reissue.count_used_new_application -> enquiry/new_application");
  EXPECT_EQ(reissue_at(used, sr(), kIssued), "reissue.count_used_contact_us -> enquiry/reissue_over_limit");
  EXPECT_EQ(reissue_at(facts(), sr(), at("2026-09-26T15:00:00Z")),
            "reissue.window_over_contact_us -> enquiry/reissue_over_limit");
}

// R55: a grant, or the desk's filing, opens SR 3.0 again, but never EV 2.0 (R53).
TEST(ReissueWindow, GrantAndDeskOpenContactUsOnly) {
  auto used = facts();
  used.counted = 3;
  for (const bool by_officer : {false, true}) {
    used.by_officer = by_officer;
    used.grant_open = !by_officer;
    EXPECT_EQ(reissue_at(used, sr(), at("2026-12-01T00:00:00Z")), "allowed");
    EXPECT_EQ(reissue_at(used, ev(), at("2026-12-01T00:00:00Z")),
              "reissue.window_over_new_application -> enquiry/new_application");
  }
}

// R57: a CA's error or a compromise is not the customer's count, and waits for no window.
TEST(ReissueWindow, BindsOnlyWhatTheCustomerCaused) {
  auto late = facts();
  late.counted = 1;
  late.ca_error = true;
  EXPECT_EQ(reissue_at(late, ev(), at("2026-12-01T00:00:00Z")), "allowed");
  EXPECT_FALSE(counts(late, ReissueReason::ca_error));
  late.ca_error = false;
  late.old_certificate->revoked_at = kIssued;
  late.old_certificate->revocation_reason = RevocationReason::key_compromise;
  EXPECT_EQ(reissue_at(late, ev(), at("2026-12-01T00:00:00Z")), "allowed");
  EXPECT_FALSE(counts(late, ReissueReason::other));
  EXPECT_FALSE(counts(facts(), ReissueReason::continuation));
  EXPECT_TRUE(counts(facts(), ReissueReason::server_failure));
}

TEST(Reissue, IsRefusedWithTheReasonAndTheNextStep) {
  const auto refused = [](auto change, Time when = kIssued) {
    auto changed = facts();
    change(changed);
    return reissue_at(changed, sr(), when);
  };
  EXPECT_EQ(refused([](auto& f) { f.contract.state = ContractState::cancelled; }),
            "reissue.contract_not_in_force -> enquiry/general");
  EXPECT_EQ(refused([](auto& f) { f.disputed = true; }), "reissue.disputed -> enquiry/general");
  EXPECT_EQ(refused([](auto& f) { f.cancelling = true; }), "reissue.cancelling -> application");
  EXPECT_EQ(refused([](auto& f) { f.open_same_kind = true; }), "application.already_open -> application");
  EXPECT_EQ(refused([](auto& f) { f.open_other_kind = true; }), "reissue.other_kind_open -> application");
  EXPECT_EQ(refused([](auto& f) { f.old_certificate.reset(); }), "reissue.no_certificate -> continuation");
  EXPECT_EQ(refused([](auto& f) { f.old_has_schedule = true; }), "reissue.already_replaced -> ");
  EXPECT_EQ(refused([](auto& f) { f.old_certificate->revoked_at = kIssued; }),
            "reissue.certificate_revoked -> enquiry/general");
  EXPECT_EQ(refused([](auto&) {}, old_certificate().not_after + Seconds(1)),
            "reissue.certificate_expired -> continuation");
}

// R23, R56, R75, R90: what stands is judged by the date of its filing; a breach that came to light since stops it, also
// what the desk has filed.
TEST(Reissue, GoesOnByTheDateOfItsFiling) {
  const Time filed = kIssued + std::chrono::days(20);
  const auto now_with = [&](const ReissueFacts& changed) {
    const Time now = old_certificate().not_after + Seconds(1);
    return outcome(may_reissue(changed, sr(), filed, now));
  };
  EXPECT_EQ(now_with(facts()), "allowed");  // it has expired meanwhile
  auto revoked = facts();
  revoked.old_certificate->revoked_at = filed + Seconds(1);
  revoked.old_certificate->revocation_reason = RevocationReason::cessation_of_operation;
  EXPECT_EQ(now_with(revoked), "allowed");
  EXPECT_EQ(outcome(may_continue(revoked, {}, filed, old_certificate().not_after)), "allowed");
  revoked.old_certificate->revocation_reason = RevocationReason::privilege_withdrawn;
  for (const bool by_officer : {false, true}) {
    revoked.by_officer = by_officer;
    EXPECT_EQ(now_with(revoked), "reissue.certificate_revoked -> enquiry/general");
  }
  EXPECT_EQ(outcome(may_continue(revoked, {}, filed, old_certificate().not_after)),
            "reissue.certificate_revoked -> enquiry/general");
  revoked.old_certificate->revoked_at = filed;  // known when the desk filed it
  EXPECT_EQ(now_with(revoked), "allowed");
}

// R68: in the last 30 days of a certificate whose contract goes on, and after it.
TEST(Continuation, OpensThirtyDaysBeforeTheCertificateEnds) {
  const Product product{};
  const Time opens = old_certificate().not_after + Seconds(1) - std::chrono::days(30);
  const auto at_time = [&](Time when, auto change) {
    auto changed = facts();
    change(changed);
    return outcome(may_continue(changed, product, when, when));
  };
  const auto nothing = [](auto&) {};
  EXPECT_EQ(at_time(opens - Seconds(1), nothing), "continuation.too_early -> reissue");
  EXPECT_EQ(at_time(opens, nothing), "allowed");
  EXPECT_EQ(at_time(old_certificate().not_after + Seconds(1), nothing), "allowed");
  EXPECT_EQ(at_time(facts().contract.ends_at, nothing), "reissue.contract_not_in_force -> enquiry/general");
  EXPECT_EQ(at_time(opens, [](auto& f) { f.newer_exists = true; }), "continuation.already_continued -> ");
  EXPECT_EQ(at_time(opens, [](auto& f) { f.contract.ends_at = f.old_certificate->not_after + Seconds(1); }),
            "continuation.contract_ends_with_certificate -> renewal");
}

// R47, R61, R63.
TEST(ReissueForm, LostKeysAndUnusableCertificates) {
  using enum ReissueReason;
  EXPECT_FALSE(diverts_to_emergency(key_lost, KeyExposure::no));
  EXPECT_TRUE(diverts_to_emergency(key_lost, KeyExposure::yes));
  EXPECT_TRUE(diverts_to_emergency(key_lost, KeyExposure::unknown));
  EXPECT_FALSE(diverts_to_emergency(server_failure, {}));
  EXPECT_TRUE(immediate_only(key_lost));
  EXPECT_TRUE(immediate_only(unusable_certificate));
  EXPECT_FALSE(immediate_only(server_failure));
  EXPECT_FALSE(immediate_only(other));
}

// R59, R121: a legal cause leaves no room for two weeks.
TEST(LegalCauses, ForbidDeferredAndSetTheDeadline) {
  EXPECT_TRUE(cause_allows(LegalCause::none, OldCertificateEnd::deferred));
  for (const auto cause : {LegalCause::within_5_days, LegalCause::within_24_hours}) {
    EXPECT_FALSE(cause_allows(cause, OldCertificateEnd::deferred));
    EXPECT_FALSE(cause_allows(cause, OldCertificateEnd::none));
    EXPECT_TRUE(cause_allows(cause, OldCertificateEnd::immediate));
  }
  EXPECT_FALSE(legal_deadline(LegalCause::none, kIssued));
  EXPECT_EQ(legal_deadline(LegalCause::within_24_hours, kIssued), kIssued + std::chrono::hours(24));
  EXPECT_EQ(legal_deadline(LegalCause::within_5_days, kIssued), kIssued + std::chrono::days(5));
}

// R59, R113: exactly 14 × 24 h. R71: never shown later than the certificate's own end.
TEST(OldCertificate, EndsFourteenDaysAfterTheIssueOrAtItsExpiry) {
  EXPECT_EQ(deferred_end(kIssued), at("2026-09-15T03:00:00Z"));
  auto ending = old_certificate();
  ending.not_after = at("2026-09-10T00:00:00Z");
  EXPECT_EQ(effective_end(ending, deferred_end(kIssued)), ending.not_after);
  EXPECT_EQ(effective_end(old_certificate(), deferred_end(kIssued)), deferred_end(kIssued));
}

// R72: two generations, and 即日失効 adds none.
TEST(OldCertificate, GenerationsAfterTheIssue) {
  EXPECT_EQ(generations_after(facts(), OldCertificateEnd::deferred, kIssued), 2);
  EXPECT_EQ(generations_after(facts(), OldCertificateEnd::immediate, kIssued), 1);
  EXPECT_EQ(generations_after(facts(), OldCertificateEnd::none, kIssued), 2);
  auto gone = facts();
  gone.old_certificate->revoked_at = kIssued;
  gone.live_generations = 0;
  EXPECT_EQ(generations_after(gone, OldCertificateEnd::immediate, kIssued), 1);
}

// R68: min(old end, legal maximum at the issue), and never over the contract.
TEST(NewCertificate, EndsAtTheEarliestOfAllLimits) {
  const Product product{};
  const auto old = old_certificate();
  EXPECT_EQ(expected_not_after(facts().contract, product, old.not_after, kIssued + std::chrono::days(1)),
            old.not_after);
  const Time later = at("2027-03-16T00:00:00Z");  // 100 days by law: 99 of ours
  EXPECT_EQ(expected_not_after(facts().contract, product, {}, later),
            later - Seconds(3600) + std::chrono::days(99) - Seconds(1));
  auto contract = facts().contract;
  contract.ends_at = later + std::chrono::days(10);
  EXPECT_EQ(expected_not_after(contract, product, {}, later), contract.ends_at - Seconds(1));
}

TEST(ReissueWarnings, HolidayShorterValidityAndRenewal) {
  const Product product{};
  Calendar calendar;
  calendar.holidays.insert(jst_day(deferred_end(kIssued)));
  const auto end = OldCertificateEnd::deferred;
  auto contract = facts().contract;
  auto warnings = warnings_for(contract, product, calendar, old_certificate(), end, kIssued);
  EXPECT_TRUE(warnings.end_on_holiday);
  EXPECT_FALSE(warnings.renew_instead);
  warnings = warnings_for(contract, product, calendar, old_certificate(), OldCertificateEnd::immediate, kIssued);
  EXPECT_FALSE(warnings.end_on_holiday);
  contract.ends_at = kIssued + std::chrono::days(90);  // R76: the renewal opens now
  warnings = warnings_for(contract, product, {}, old_certificate(), end, kIssued);
  EXPECT_TRUE(warnings.renew_instead);
  EXPECT_TRUE(warnings.validity_shortened);  // the contract ends before the old certificate does
  contract.ends_at += Seconds(1);
  EXPECT_FALSE(warnings_for(contract, product, {}, old_certificate(), end, kIssued).renew_instead);
}

}  // namespace
}  // namespace madoguchi
