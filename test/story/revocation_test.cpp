// 失効(解約)申請: filing, the telephone check, execution (R24, R78–R92, R119).
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "support/revocation_story.h"

namespace madoguchi {
namespace {

class Revocation : public RevocationStory {};

// R79, R80, R83: accepted at once, a call is due by the legal deadline, nothing is revoked before it.
TEST_P(Revocation, WaitsForTheCall) {
  const auto id = must(file(wish()));
  EXPECT_EQ(state_of(id), "awaiting_call");
  const auto application = application_of(id);
  EXPECT_EQ(application.accepted_at, counter_.now);
  EXPECT_EQ(application.deadline_at, counter_.now + std::chrono::hours(24));
  EXPECT_EQ(counter_.mails(), "revocation_accepted -> registrant\nrevocation_accepted -> technical\n");
  EXPECT_EQ(counter_.tasks(), "call call_from 2026-09-01T01:00:00Z\n");
  EXPECT_TRUE(is_live());
  counter_.now += std::chrono::hours(20);
  job::watch_deadlines(counter_.office(), counter_.now);
  EXPECT_TRUE(is_live());
}

// R80, R81, R87, R102: the registrant confirms on the number on file; revoked in that transaction, told to all three.
TEST_P(Revocation, IsCarriedOutByTheCall) {
  const auto id = must(file(wish()));
  counter_.mails();
  const auto done = must(call(id, CallOutcome::confirmed));
  EXPECT_EQ(done.state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "call");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(counter_.mails(),
            "certificate_revoked -> billing\ncertificate_revoked -> registrant\ncertificate_revoked -> technical\n");
  EXPECT_EQ(counter_.tasks(), "look_over call\n");
  // R24: the contract goes on.
  EXPECT_EQ(contract_state(), "in_force");
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed)), "application.wrong_state");
}

// R81: last six digits, a named person, and never by a call that came in.
TEST_P(Revocation, DemandsTheReadBackAndAnOutgoingCall) {
  const auto id = must(file(wish()));
  auto record = call_to(id, CallOutcome::confirmed);
  record.serial_read_back = "000000";
  record.person = "";
  EXPECT_EQ(answer(say(record)), "/person=input.required /serial_read_back=call.serial_mismatch");
  record = call_to(id, CallOutcome::confirmed);
  record.incoming = true;
  EXPECT_EQ(answer(say(record)), "/outcome=call.incoming_never_confirms");
  record.outcome = CallOutcome::refused;
  EXPECT_EQ(answer(say(record)), "/outcome=call.incoming_never_confirms");
  EXPECT_TRUE(is_live());
  EXPECT_EQ(counter_.rows("call_record"), 0);
  record.outcome = CallOutcome::no_answer;
  EXPECT_EQ(answer(say(record)), "/outcome=call.incoming_reached_us");
  record.outcome = CallOutcome::left_or_moved;
  EXPECT_EQ(answer(say(record)), "ok");
  // R83: whoever called in and said so has not opened the way to a substitute.
  record = call_to(id, CallOutcome::confirmed);
  record.number = add_number(NumberSubject::applicant, counter_.now - std::chrono::days(30));
  EXPECT_EQ(answer(say(record)), "revocation.substitute_too_early");
}

// R40, R119: a number that was put on file after the request confirms nothing; the one that it replaced still does.
TEST_P(Revocation, RefusesANumberThatCameLater) {
  const auto id = must(file(wish()));
  const auto newer = add_number(NumberSubject::registrant, counter_.now);
  auto record = call_to(id, CallOutcome::confirmed);
  record.number = newer;
  EXPECT_EQ(answer(say(record)), "call.number_too_new");
  counter_.now += std::chrono::hours(1);
  end_number(counter_.sr.registrant_number);  // a contact change was completed meanwhile (R91)
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed)), "ok");
  EXPECT_FALSE(is_live());
}

// R102: who put a number on file cannot confirm by it; R100: nor can anybody but a caller.
TEST_P(Revocation, ACallerHasNoHandInTheNumber) {
  const auto own = add_number(NumberSubject::registrant, counter_.now - Seconds(1), counter_.caller());
  const auto id = must(file(wish()));
  auto record = call_to(id, CallOutcome::confirmed);
  record.number = own;
  EXPECT_EQ(answer(say(record)), "call.verified_by_you");
  EXPECT_EQ(answer(say(call_to(id, CallOutcome::confirmed), counter_.reviewer())), "application.wrong_role");
  EXPECT_EQ(answer(say(record, counter_.second_caller())), "ok");
}

// R102: who filed it for somebody does not also call for it.
TEST_P(Revocation, WhoFiledOnBehalfDoesNotConfirm) {
  auto both = counter_.caller();
  both.roles.push_back(Role::reception);
  const auto id = must(file(wish(), both));
  EXPECT_EQ(answer(say(call_to(id, CallOutcome::confirmed), both)), "application.needs_second_person");
  const auto proved = counter_.as(both, [&](Work& work) {
    return record_domain_proof(work, {.application = id, .version = application_of(id).version, .source = "DNS"});
  });
  EXPECT_EQ(answer(proved), "application.needs_second_person");
  EXPECT_TRUE(is_live());
  EXPECT_EQ(answer(say(call_to(id, CallOutcome::confirmed), counter_.second_caller())), "ok");
}

// What is typed is kept as a screen can show it: no controls, no turned lines; CR LF is one line end.
TEST_P(Revocation, KeepsNoControlCharacters) {
  auto typed = wish();
  typed.reason_text = "サーバーを\u202e廃止";
  EXPECT_EQ(answer(file(typed)), "/reason_text=input.bad_characters");
  typed.reason_text = "  サーバーを廃止\r\nしたため\n";
  const auto id = must(file(typed));
  EXPECT_EQ(counter_.read([&](Store& store) { return must(store.applications.revocation(id)); }).reason_text,
            "サーバーを廃止\nしたため");
  auto record = call_to(id, CallOutcome::no_answer);
  record.person = "担当\a";
  record.note = "a\u2066b";
  record.serial_read_back = "12\t34";
  EXPECT_EQ(answer(say(record)),
            "/person=input.bad_characters /serial_read_back=input.bad_characters /note=input.bad_characters");
  counter_.now += std::chrono::hours(22);
  const auto proposed = counter_.as(counter_.revoker(), [&](Work& work) {
    return propose_decision(work, {.application = id,
                                   .version = application_of(id).version,
                                   .decision = RevocationDecision::reject,
                                   .reason = "\x1b[2J",
                                   .customer_text = " \n",
                                   .legal_cause = LegalCause::none});
  });
  EXPECT_EQ(answer(proposed), "/reason=input.bad_characters /customer_text=input.required");
}

TEST_P(Revocation, KnowsNoNumberOfAnotherContract) {
  const auto id = must(file(wish()));
  auto record = call_to(id, CallOutcome::confirmed);
  record.number = counter_.other.registrant_number;
  EXPECT_EQ(answer(say(record)), "number.not_found");
}

// R82: refused by the registrant: rejected, the account is alerted and looked at.
TEST_P(Revocation, IsRejectedWhenTheRegistrantRefuses) {
  const auto id = must(file(wish()));
  counter_.mails();
  EXPECT_EQ(must(call(id, CallOutcome::refused)).state, ApplicationState::rejected);
  EXPECT_TRUE(is_live());
  EXPECT_EQ(counter_.mails(),
            "revocation_refused -> registrant\nrevocation_refused -> technical\nsuspicious_activity -> account\n");
  EXPECT_EQ(counter_.tasks().substr(0, 20), "alarm account_review");
}

// R82: the third time in vain, the contacts hear of it, once.
TEST_P(Revocation, TellsTheContactsThatNobodyAnswers) {
  const auto id = must(file(wish()));
  counter_.mails();
  must(call(id, CallOutcome::no_answer));
  must(call(id, CallOutcome::busy));
  EXPECT_EQ(counter_.mails(), "");
  must(call(id, CallOutcome::voicemail));
  EXPECT_EQ(counter_.mails(), "unreachable_by_phone -> registrant\nunreachable_by_phone -> technical\n");
  must(call(id, CallOutcome::no_answer));
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(state_of(id), "awaiting_call");
}

// R83: the substitutes, each in its turn.
TEST_P(Revocation, AsksTheSubstitutesInOrder) {
  const auto id = must(file(wish()));
  const auto applicant = counter_.sr.applicant_number;
  const auto organization = counter_.sr.organization_number;
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed, applicant)), "revocation.substitute_too_early");
  must(call(id, CallOutcome::left_or_moved));
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed, organization)), "revocation.substitute_too_early");
  EXPECT_EQ(answer(prove_domain(id)), "revocation.substitute_too_early");
  must(call(id, CallOutcome::no_answer, applicant));
  EXPECT_EQ(answer(prove_domain(id)), "revocation.substitute_too_early");
  must(call(id, CallOutcome::no_answer, organization));
  EXPECT_TRUE(is_live());
  EXPECT_EQ(must(prove_domain(id)).state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "substitute_domain");
}

TEST_P(Revocation, TakesTheApplicantsWord) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::deceased));
  EXPECT_EQ(must(call(id, CallOutcome::confirmed, counter_.sr.applicant_number)).state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "substitute_applicant");
}

TEST_P(Revocation, TakesTheMainNumbersWord) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::no_answer));
  must(call(id, CallOutcome::dead_number, counter_.sr.applicant_number));
  EXPECT_EQ(must(call(id, CallOutcome::confirmed, counter_.sr.organization_number)).state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "substitute_organization");
}

// A substitute that says no ends the substitutes, not the case.
TEST_P(Revocation, ARefusalByASubstituteLeavesItToTwoOfficers) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::no_answer));
  EXPECT_EQ(must(call(id, CallOutcome::refused, counter_.sr.applicant_number)).state, ApplicationState::awaiting_call);
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed, counter_.sr.organization_number)), "revocation.substitute_refused");
}

// R24, R84, R85, R92: nothing is preselected, all is asked for, every fault is named; and nothing changes.
TEST_P(Revocation, NamesWhatIsMissing) {
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(file({.contract = counter_.sr.id})),
            "/scope=input.required /reason_text=input.required /understood=revocation.not_understood "
            "/typed_dns_name=revocation.wrong_name");
  auto command = wish();
  command.certificate = counter_.ev.certificate;
  EXPECT_EQ(answer(file(command)), "/certificate=certificate.not_found");
  command = wish();
  command.reason = RevocationReason::privilege_withdrawn;
  EXPECT_EQ(answer(file(command)), "/reason=revocation.reason_not_yours");
  command = wish();
  command.scope = RevocationScope::contract;
  EXPECT_EQ(answer(file(command)), "/certificate=revocation.not_with_contract");
  EXPECT_EQ(counter_.snapshot(), before);
}

// R6, R7, R8.
TEST_P(Revocation, AsksWhoFiles) {
  EXPECT_EQ(answer(file(wish(), counter_.stranger())), "contract.not_found");
  EXPECT_EQ(answer(file(wish(), counter_.viewer())), "application.not_allowed");
  EXPECT_EQ(answer(file(wish(), ExampleCounter::not_reauthenticated(counter_.applicant()))),
            "session.reauthenticate_needed");
}

// R95, R96: one open revocation; a double post is one application.
TEST_P(Revocation, IsFiledOnce) {
  const auto post = [&](const std::string& key) {
    return counter_.as(counter_.applicant(), [&](Work& work) { return file_revocation(work, wish(), key); });
  };
  const auto id = must(post("k1"));
  EXPECT_EQ(must(post("k1")), id);
  EXPECT_EQ(answer(post("k2")), "application.already_open");
  EXPECT_EQ(counter_.rows("application"), 1);
}

// R104: an officer files it for the customer; the registrant is told so. It is not carried out by the machine.
TEST_P(Revocation, IsFiledOnBehalf) {
  const auto id = must(file(wish(), counter_.reception()));
  EXPECT_EQ(counter_.mails(),
            "application_filed_on_behalf -> registrant\nrevocation_accepted -> registrant\n"
            "revocation_accepted -> technical\n");
  counter_.now += std::chrono::hours(25);
  job::watch_deadlines(counter_.office(), counter_.now);
  EXPECT_EQ(state_of(id), "awaiting_call");
  EXPECT_TRUE(is_live());
}

INSTANTIATE_TEST_SUITE_P(Sql, Revocation, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
