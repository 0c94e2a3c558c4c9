// R9: a customer's person cannot read the mailbox of its codes any more.
#include "usecase/recover_mailbox.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/login_limits.h"
#include "support/example_api.h"
#include "support/example_site.h"
#include "usecase/dispute_hold.h"
#include "usecase/manage_accounts.h"
#include "usecase/verified_number.h"

namespace madoguchi {
namespace {

constexpr const char* kNewAddress = "new.place@login.example.jp";

class RecoverMailbox : public testing::TestWithParam<const char*> {
 protected:
  AccountId account() const { return counter_.applicant().account.value(); }
  Result<MailboxRecoveryId> open(const Actor& actor, const AccountId& account) const {
    const OpenRecovery command{.account = account,
                               .new_address = MailAddress::parse(kNewAddress).value(),
                               .reason = "社内のメール移行のため受信できないとの電話"};
    return counter_.as(actor, [&](Work& work) { return open_recovery(work, command); });
  }
  MailboxRecovery now_of(const MailboxRecoveryId& id) const {
    return counter_.read([&](Store& store) { return must(store.recoveries.get(id)); });
  }
  Result<MailboxRecovery> call(const Actor& actor, const MailboxRecoveryId& id, const VerifiedNumberId& number,
                               bool confirmed = true) const {
    const RecordRecoveryCall command{
        .id = id, .version = now_of(id).version, .number = number, .confirmed = confirmed, .person = "担当 一郎"};
    return counter_.as(actor, [&](Work& work) { return record_recovery_call(work, command); });
  }
  Result<MailboxRecovery> decide(const Actor& actor, const MailboxRecoveryId& id, bool agreed = true) const {
    const DecideRecovery command{.id = id, .version = now_of(id).version, .agreed = agreed};
    return counter_.as(actor, [&](Work& work) { return decide_recovery(work, command); });
  }
  Account account_now() const {
    return counter_.read([&](Store& store) { return must(store.accounts.get(account())); });
  }

  ExampleCounter counter_{GetParam()};
};

// The whole way: opened, called back, decided by another; the old address and every contact hear of it, all sessions
// end, the account is held, the next code goes to the new address; the mail to the old one undoes nothing.
TEST_P(RecoverMailbox, ByACallAndTwoOfficers) {
  ExampleSite site(counter_);
  site.set_password("applicant", kExamplePassword);
  auto browser = site.portal();
  site.login(browser, "applicant");
  counter_.mails();
  const auto id = must(open(counter_.reception(), account()));
  EXPECT_EQ(counter_.tasks(), "mailbox_recovery mailbox_recovery " + id.value + "\n");
  EXPECT_EQ(answer(open(counter_.caller(), account())), "recovery.already_open");
  EXPECT_EQ(answer(decide(counter_.approver(), id)), "recovery.not_called");
  counter_.now += Seconds(600);
  must(call(counter_.caller(), id, counter_.ev.registrant_number));
  EXPECT_EQ(answer(call(counter_.second_caller(), id, counter_.ev.registrant_number)), "recovery.called_already");
  EXPECT_EQ(account_now().otp_address, "applicant@login.example.jp");
  must(decide(counter_.approver(), id));
  EXPECT_EQ(answer(decide(counter_.second_approver(), id)), "recovery.closed");

  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(account_now().otp_address, kNewAddress);
  EXPECT_EQ(account_now().held_until, counter_.now + kHoldSeconds);
  EXPECT_EQ(counter_.mails(),
            "mailbox_recovered -> applicant\nmailbox_recovered -> billing\nmailbox_recovered -> registrant\n"
            "mailbox_recovered -> technical\notp_address_changed_new -> account\n"
            "otp_address_recovered_old -> account\n");
  EXPECT_EQ(browser.get("/api/v1/session").status, 401);
  auto again = site.portal();
  site.login(again, "applicant");
  std::string code_went_to;
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template == "one_time_code") code_went_to = mail.to_address;
  }
  EXPECT_EQ(code_went_to, kNewAddress);

  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template != "otp_address_recovered_old") continue;
    EXPECT_EQ(mail.to_address, "applicant@login.example.jp");
    EXPECT_EQ(mail.body.value_or("/cancel-address-change").find("/cancel-address-change"), std::string::npos);
  }
}

// R100, R102: each step has its role, and the second officer is another person.
TEST_P(RecoverMailbox, EachStepNeedsItsRole) {
  for (const auto& actor : {counter_.reviewer(), counter_.approver(), counter_.revoker(), counter_.administrator(),
                            counter_.auditor(), counter_.applicant()}) {
    EXPECT_EQ(answer(open(actor, account())), "forbidden");
  }
  const auto id = must(open(counter_.caller(), account()));
  for (const auto& actor : {counter_.reception(), counter_.approver(), counter_.auditor()}) {
    EXPECT_EQ(answer(call(actor, id, counter_.ev.registrant_number)), "forbidden");
  }
  counter_.now += Seconds(1);
  auto both = counter_.caller();
  both.roles.push_back(Role::approver);
  must(call(counter_.caller(), id, counter_.ev.registrant_number));
  EXPECT_EQ(answer(decide(both, id)), "application.needs_second_person");
  EXPECT_EQ(answer(decide(counter_.caller(), id)), "forbidden");
  const auto before = counter_.snapshot();
  const DecideRecovery stale{.id = id, .version = 1, .agreed = true};
  EXPECT_EQ(answer(counter_.as(counter_.approver(), [&](Work& work) { return decide_recovery(work, stale); })),
            "record.changed");
  EXPECT_EQ(counter_.snapshot(), before);
  must(decide(counter_.approver(), id, false));
  EXPECT_EQ(account_now().otp_address, "applicant@login.example.jp");
  EXPECT_EQ(counter_.tasks(), "");
}

// R40, R119, R124: only the registrant's numbers of the account's own corporation, on file before it was asked for.
TEST_P(RecoverMailbox, OnlyTheRegistrantsNumberOnFile) {
  const auto id = must(open(counter_.reception(), account()));
  counter_.now += Seconds(60);
  const auto fresh = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return add_verified_number(work, {.contract = counter_.ev.id,
                                      .subject = NumberSubject::registrant,
                                      .phone = "03-0000-2000",
                                      .source = NumberSource::independent_directory,
                                      .found_in = "電話帳データベース"});
  }));
  counter_.now += Seconds(60);
  EXPECT_EQ(answer(call(counter_.caller(), id, fresh.id)), "number.not_found");
  EXPECT_EQ(answer(call(counter_.caller(), id, counter_.ev.applicant_number)), "number.not_found");
  EXPECT_EQ(answer(call(counter_.caller(), id, counter_.other.registrant_number)), "number.not_found");
  EXPECT_EQ(answer(call(counter_.caller(), id, counter_.sr.registrant_number)), "ok");

  // The stranger files for the customer as an agent: that customer's registrant does not speak for its mailbox.
  const auto agent = counter_.stranger().account.value();
  must(counter_.as(counter_.administrator(), [&](Work& work) {
    return grant_membership(work, {.account = agent,
                                   .version = 1,
                                   .customer = counter_.customer,
                                   .role = MembershipRole::applicant,
                                   .agent = true,
                                   .mandate_until = work.now + std::chrono::days(30)});
  }));
  const auto its = must(open(counter_.reception(), agent));
  counter_.now += Seconds(60);
  EXPECT_EQ(answer(call(counter_.caller(), its, counter_.ev.registrant_number)), "number.not_found");
  EXPECT_EQ(answer(call(counter_.caller(), its, counter_.other.registrant_number)), "ok");
}

// Refused by the registrant: it ends, and the account is told at its present address.
TEST_P(RecoverMailbox, ARefusalEndsItAndTellsTheAccount) {
  const auto id = must(open(counter_.reception(), account()));
  counter_.now += Seconds(1);
  must(call(counter_.caller(), id, counter_.ev.registrant_number, false));
  EXPECT_EQ(now_of(id).state, RecoveryState::rejected);
  EXPECT_EQ(counter_.mails(), "suspicious_activity -> account\n");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(answer(decide(counter_.approver(), id)), "recovery.closed");
}

// R122: a dispute freezes this too; nobody called by the one who verified the number (R102).
TEST_P(RecoverMailbox, NotUnderADispute) {
  const auto id = must(open(counter_.reception(), account()));
  counter_.now += Seconds(1);
  must(call(counter_.caller(), id, counter_.ev.registrant_number));
  must(counter_.as(counter_.caller(), [&](Work& work) {
    return place_hold(work, {.contract = counter_.ev.id, .reason = "本社と支社の争い"});
  }));
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(decide(counter_.approver(), id)), "account.disputed");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(answer(open(counter_.reception(), counter_.viewer().account.value())), "account.disputed");
}

// The same over the API, with what the officer at the telephone sees.
TEST_P(RecoverMailbox, OverTheApi) {
  test::ExampleApi api(counter_);
  const auto accounts = "/api/v1/accounts?login_id=applicant";
  EXPECT_EQ(api.get(counter_.auditor(), accounts).told(), "403 forbidden");
  const auto found = api.get(counter_.caller(), accounts);
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(found.text("/otp_address"), "a***@login.example.jp");
  EXPECT_EQ(found.text("/memberships/0/role"), "applicant");
  EXPECT_EQ(found.text("/memberships/0/customer_name"), "株式会社見本商事");
  const auto body = CanonicalJson().text("new_address", kNewAddress).text("reason", "受信できない").print();
  const auto target = "/api/v1/accounts/" + found.text("/id") + "/recoveries";
  const auto bad = CanonicalJson().text("new_address", "nowhere").text("reason", "x").print();
  EXPECT_EQ(api.post(counter_.caller(), target, bad, {{"Idempotency-Key", "k0"}}).told(),
            "400 input.invalid /new_address=mail_address.malformed");
  const auto opened = api.post(counter_.caller(), target, body, {{"Idempotency-Key", "k1"}});
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(api.post(counter_.caller(), target, body, {{"Idempotency-Key", "k1"}}).text("/id"), opened.text("/id"));
  counter_.now += Seconds(60);
  const auto seen = api.get(counter_.caller(), opened.location);
  EXPECT_EQ(seen.size("/numbers"), 2U);
  EXPECT_EQ(seen.text("/numbers/0/phone"), "03-0000-1000");
  const auto said = CanonicalJson()
                        .text("number", seen.text("/numbers/0/id"))
                        .text("outcome", "confirmed")
                        .text("person", "担当 一郎")
                        .print();
  const auto called = api.post(counter_.caller(), opened.location + "/call", said, {{"If-Match", seen.etag}});
  ASSERT_EQ(called.status, 200) << called.body;
  EXPECT_EQ(called.text("/state"), "confirmed");
  EXPECT_EQ(api.post(counter_.approver(), opened.location + "/approve", "", {{"If-Match", seen.etag}}).status, 412);
  const auto done = api.post(counter_.approver(), opened.location + "/approve", "", {{"If-Match", called.etag}});
  EXPECT_EQ(done.text("/state"), "done") << done.body;
  EXPECT_EQ(account_now().otp_address, kNewAddress);
  EXPECT_EQ(api.post(counter_.approver(), opened.location + "/reject", "", {{"If-Match", done.etag}}).told(),
            "409 recovery.closed");
}

// R8, R124: the desk says for whom an account acts; an agent's mandate ends; the account is told.
TEST_P(RecoverMailbox, MembershipsAndLanguageOverTheApi) {
  test::ExampleApi api(counter_);
  const auto target = "/api/v1/accounts/" + account().value + "/memberships";
  const auto look = [&] { return api.get(counter_.reception(), "/api/v1/accounts?login_id=applicant"); };
  const auto seen = look();
  const auto post = [&](const Actor& actor, const std::string& path, const std::string& body, const std::string& etag) {
    return api.post(actor, path, body, {{"If-Match", etag}}).told();
  };
  const auto wish = [&](bool agent) {
    return CanonicalJson()
        .text("customer", counter_.other_customer.value)
        .text("role", "viewer")
        .boolean("agent", agent)
        .print();
  };
  EXPECT_EQ(post(counter_.reviewer(), target, wish(false), seen.etag), "403 forbidden");
  EXPECT_EQ(post(counter_.reception(), target, wish(true), seen.etag),
            "400 input.invalid /mandate_until=account.mandate_needs_end");
  EXPECT_EQ(post(counter_.reception(), target, wish(false), seen.etag), "204");
  EXPECT_EQ(counter_.mails(),
            "membership_granted -> registrant\nmembership_granted -> technical\nsuspicious_activity -> account\n");
  const auto mandates = [&] {
    return counter_.read([&](Store& store) { return store.accounts.mandates(account(), counter_.now).size(); });
  };
  EXPECT_EQ(mandates(), 2U);
  const auto end = target + "/" + counter_.other_customer.value + "/end";
  // R23: who still has the screen of before neither overwrites nor ends what a colleague has just granted.
  const auto granted = look();
  EXPECT_EQ(post(counter_.administrator(), target, wish(false), seen.etag), "412 record.changed");
  EXPECT_EQ(post(counter_.administrator(), end, "", seen.etag), "412 record.changed");
  EXPECT_EQ(mandates(), 2U);
  EXPECT_EQ(granted.text("/memberships/1/can/0/action"), "end");
  EXPECT_EQ(post(counter_.reception(), end, "", granted.etag), "204");
  const auto ended = look();
  EXPECT_EQ(ended.text("/memberships/1/can/0/reason"), "account.no_membership");
  EXPECT_EQ(post(counter_.reception(), end, "", ended.etag), "404 account.no_membership");
  EXPECT_EQ(mandates(), 1U);

  EXPECT_EQ(api.post(counter_.applicant(), "/api/v1/account/language", R"({"language":"en"})").status, 204);
  EXPECT_EQ(account_now().language, Language::en);
  EXPECT_EQ(api.post(counter_.applicant(), "/api/v1/account/language", R"({"language":"fr"})").status, 400);
}

INSTANTIATE_TEST_SUITE_P(Sql, RecoverMailbox, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
