#include <gtest/gtest.h>

#include "domain/contract_search.h"
#include "support/example_api.h"
#include "support/example_counter.h"
#include "usecase/list_contracts.h"
#include "usecase/show_contract.h"

namespace madoguchi {
namespace {

using std::chrono::days;

class ContractStory : public testing::TestWithParam<const char*> {
 protected:
  ExampleCounter counter_{GetParam()};

  Result<ContractPage> list(const Actor& actor, const ListContracts& command = {}) const {
    return look(counter_.office(), counter_.now, actor, [&](Work& work) { return list_contracts(work, command); });
  }
  /// The common names of a page, in its order.
  std::string names(const Actor& actor, const ListContracts& command = {}) const {
    const auto page = list(actor, command);
    if (!page) return answer(page);
    std::string out;
    for (const auto& line : page->lines) out += (out.empty() ? "" : " ") + line.contract.common_name;
    return out + (page->next ? " …" : "");
  }
  std::string found(const Actor& actor, const std::string& text) const { return names(actor, {.text = text}); }
  Result<ContractView> show(const Actor& actor, const ContractId& id) const {
    return counter_.as(actor, [&](Work& work) { return show_contract(work, id); });
  }
  Time expiry(const ExampleContract& contract) const {
    return counter_.read([&](Store& store) { return must(store.certificates.get(contract.certificate)); }).not_after;
  }
  /// An application that is done, for what must belong to one.
  ApplicationId closed_application(const ExampleContract& contract) const {
    return counter_.read([&](Store& store) {
      const Application done{.id = new_id<ApplicationId>(counter_.office().random),
                             .number = new_receipt_number(counter_.office().random),
                             .kind = ApplicationKind::reissue,
                             .contract = contract.id,
                             .state = ApplicationState::done,
                             .filed_at = counter_.now,
                             .decision_reason = "for the file",
                             .closed_at = counter_.now};
      must(store.applications.add(done));
      store.applications.add_step(done.id, {.at = counter_.now,
                                            .actor_kind = ActorKind::officer,
                                            .actor_id = "officer-id",
                                            .customer_text = "for the customer",
                                            .internal_note = "inside"});
      return done.id;
    });
  }
  void schedule(const ExampleContract& contract, const std::string& id, Time due, ScheduleState state) const {
    const ScheduledRevocation revocation{.id = {id},
                                         .certificate = contract.certificate,
                                         .application = closed_application(contract),
                                         .due_at = due,
                                         .state = state};
    counter_.read([&](Store& store) {
      store.certificates.add_schedule(revocation);
      return 0;
    });
  }
  void sql(const std::string& statement) const {
    counter_.read([&](Store& store) { return store.sql.execute(statement); });
  }
};

// R7, R19: a customer's own, the desk's all.
TEST_P(ContractStory, ListsWhatIsTheCallersOwn) {
  EXPECT_EQ(names(counter_.viewer(), {.text = "example"}).find("example.com"), std::string::npos);
  EXPECT_EQ(names(counter_.stranger()), "www.example.com");
  EXPECT_EQ(list(counter_.viewer())->lines.size(), 2U);
  EXPECT_EQ(list(counter_.auditor())->lines.size(), 3U);
  Actor nobody = counter_.viewer();
  nobody.mandates.clear();
  EXPECT_EQ(names(nobody), "");
  Actor agent = counter_.viewer();  // R8, R124: one account, several customers
  agent.mandates.push_back({.customer = counter_.other_customer, .agent = true});
  EXPECT_EQ(list(agent)->lines.size(), 3U);
}

// R19: what a line shows.
TEST_P(ContractStory, ShowsWhatALineNeeds) {
  const auto page = must(list(counter_.reviewer(), {.text = "shop.example.jp"}));
  ASSERT_EQ(page.lines.size(), 1U);
  const auto& line = page.lines[0];
  EXPECT_EQ(line.status, ContractStatus::in_force);
  EXPECT_EQ(line.days_left, 355);
  EXPECT_EQ(line.product->id, "sr_3_0");
  EXPECT_EQ(line.customer_name, "株式会社見本商事");
  EXPECT_EQ(line.contract.dns_names, (std::vector<std::string>{"shop.example.jp", "www.shop.example.jp"}));
  EXPECT_EQ(line.certificate_ends_at, expiry(counter_.sr));
  EXPECT_TRUE(line.open.empty());
  EXPECT_FALSE(page.next);
}

// R97, R39: found by number, names, 法人名, カナ, serial, telephone number, 受付番号; width and case do not matter.
TEST_P(ContractStory, IsFoundByWhatPeopleSay) {
  const auto desk = counter_.reception();
  const auto view = must(show(desk, counter_.ev.id));
  EXPECT_EQ(found(desk, view.contract.number), "www.example.jp");
  std::string dense = view.contract.number;
  std::erase(dense, '-');
  EXPECT_EQ(found(desk, " " + dense + " "), "www.example.jp");
  EXPECT_EQ(found(desk, "ＷＷＷ．ＥＸＡＭＰＬＥ．ＪＰ"), "www.example.jp");
  EXPECT_EQ(list(desk, {.text = "㈱ 見本商事"})->lines.size(), 2U);
  EXPECT_EQ(list(desk, {.text = "みほんしょうじ"})->lines.size(), 2U);
  EXPECT_EQ(found(desk, "ﾚｲｼﾞｺｳｷﾞｮｳ"), "www.example.com");
  const auto serial = view.certificates[0].certificate.serial;
  EXPECT_EQ(found(desk, serial), "www.example.jp");
  EXPECT_EQ(found(desk, serial.substr(0, 12)), "www.example.jp");
  std::string upper = serial.substr(0, 2);
  for (std::size_t i = 2; i < serial.size(); i += 2) upper += ":" + serial.substr(i, 2);
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  EXPECT_EQ(found(desk, upper), "www.example.jp");
  sql("UPDATE contact SET phone = '+81312345678' WHERE role = 'billing' AND contract_id = '" + counter_.sr.id.value +
      "'");
  EXPECT_EQ(found(desk, "０３－１２３４－５６７８"), "shop.example.jp");
  EXPECT_EQ(found(counter_.stranger(), "03-1234-5678"), "");  // R7
  EXPECT_EQ(found(counter_.stranger(), serial), "");
  EXPECT_EQ(found(desk, "100% _"), "");  // no wildcards of SQL
  EXPECT_EQ(list(desk, {.text = "　"})->lines.size(), 3U);
  EXPECT_EQ(found(desk, "a\nb"), "?q=input.bad_characters");
  EXPECT_EQ(found(desk, std::string(101, 'a')), "?q=input.too_long");
}

// R99: states derived from the term are filtered as they are shown.
TEST_P(ContractStory, FiltersByStateAsItIsShown) {
  sql("UPDATE contract SET state = 'cancelled' WHERE id = '" + counter_.other.id.value + "'");
  sql("UPDATE contract SET ends_at = " + std::to_string(to_unix(counter_.now + days(60))) + " WHERE id = '" +
      counter_.sr.id.value + "'");
  const auto desk = counter_.auditor();
  const auto in_state = [&](ContractStatus status) { return names(desk, {.status = status}); };
  EXPECT_EQ(in_state(ContractStatus::in_force), "www.example.jp");
  EXPECT_EQ(in_state(ContractStatus::renewal_open), "shop.example.jp");
  EXPECT_EQ(in_state(ContractStatus::cancelled), "www.example.com");
  EXPECT_EQ(in_state(ContractStatus::expired), "");
  EXPECT_EQ(names(desk, {.product = "ev_2_0"}), "www.example.jp");
  EXPECT_EQ(names(desk, {.product = "none"}), "?product=input.not_a_choice");
  EXPECT_EQ(names(desk, {.ends_before = counter_.now + days(90)}), "shop.example.jp");
  counter_.now += days(60);
  EXPECT_EQ(in_state(ContractStatus::expired), "shop.example.jp");
  EXPECT_EQ(in_state(ContractStatus::renewal_open), "");
  counter_.now += days(296);
  EXPECT_EQ(in_state(ContractStatus::expired), "shop.example.jp www.example.jp");
  EXPECT_EQ(in_state(ContractStatus::cancelled), "www.example.com");  // stays what was decided
  for (const auto& line : must(list(desk)).lines) {
    EXPECT_EQ(names(desk, {.text = line.contract.common_name, .status = line.status}), line.contract.common_name);
  }
}

// R19: what waits for the customer.
TEST_P(ContractStory, FindsWhatWaitsForTheCustomer) {
  EXPECT_EQ(names(counter_.viewer(), {.needs_action = true}), "");
  schedule(counter_.sr, "s", expiry(counter_.sr), ScheduleState::pending);
  EXPECT_EQ(names(counter_.viewer(), {.needs_action = true}), "shop.example.jp");
  counter_.now += days(160);  // 29 days of the certificates left, the contracts go on
  EXPECT_EQ(list(counter_.viewer(), {.needs_action = true})->lines.size(), 2U);
}

TEST_P(ContractStory, PagesByKey) {
  for (int i = 0; i < 25; ++i) {
    counter_.read([&](Store& store) {
      auto contract = must(store.contracts.get(counter_.ev.id));
      contract.id = new_id<ContractId>(counter_.office().random);
      contract.number += std::to_string(i);
      contract.common_name = "n" + std::to_string(100 + i);
      contract.dns_names.clear();
      store.contracts.add(contract);  // all with one end: the id decides
      return 0;
    });
  }
  std::string cursor, seen;
  std::size_t count = 0, pages = 0;
  do {
    const auto page = must(list(counter_.viewer(), {.cursor = cursor, .limit = 10}));
    for (const auto& line : page.lines) {
      EXPECT_EQ(seen.find(line.contract.id.value), std::string::npos);
      seen += line.contract.id.value + " ";
    }
    count += page.lines.size();
    cursor = page.next.value_or("");
    ++pages;
  } while (!cursor.empty());
  EXPECT_EQ(count, 27U);
  EXPECT_EQ(pages, 3U);
  for (const char* broken : {"x", "MFRGG", "GEZDGNBV", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(names(counter_.viewer(), {.cursor = broken}), "?cursor=cursor.invalid") << broken;
  }
  EXPECT_EQ(names(counter_.viewer(), {.limit = 0}), "?limit=input.not_a_choice");
  EXPECT_EQ(names(counter_.viewer(), {.limit = 101}), "?limit=input.not_a_choice");
}

// R20, R106: the whole contract, and an event that it was looked at.
TEST_P(ContractStory, ShowsTheDetailAndLeavesAnEvent) {
  const auto events = counter_.rows("event");
  const auto view = must(show(counter_.viewer(), counter_.ev.id));
  EXPECT_EQ(counter_.rows("event"), events + 1);
  EXPECT_EQ(view.contract.dns_names, (std::vector<std::string>{"www.example.jp", "example.jp"}));
  ASSERT_EQ(view.contacts.size(), 4U);
  EXPECT_EQ(view.contacts[0].role, ContactRole::registrant);
  EXPECT_EQ(view.contacts[3].role, ContactRole::applicant);
  ASSERT_EQ(view.certificates.size(), 1U);
  EXPECT_EQ(view.certificates[0].state, CertificateState::valid);
  EXPECT_EQ(view.certificates[0].ends_at, expiry(counter_.ev));
  EXPECT_TRUE(view.warnings.empty());
  EXPECT_TRUE(view.numbers.empty());
  EXPECT_EQ(must(show(counter_.caller(), counter_.ev.id)).numbers.size(), 3U);
  const auto last = counter_.read([&](Store& store) { return store.events.of_contract(counter_.ev.id, 10); });
  ASSERT_FALSE(last.empty());
  EXPECT_EQ(last[0].action, "contract.viewed");
  EXPECT_EQ(last[0].body, "{}");  // no personal data
}

// R7: not there, and nothing is left behind.
TEST_P(ContractStory, DoesNotExistForOthers) {
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(show(counter_.stranger(), counter_.ev.id)), "contract.not_found");
  EXPECT_EQ(answer(show(counter_.stranger(), {"aaaaaaaaaaaaaaaaaaaaaaaaaa"})), "contract.not_found");
  EXPECT_EQ(counter_.snapshot(), before);
}

// R97: the reason for the file, internal notes and who it was stay at the desk.
TEST_P(ContractStory, KeepsInternalTextsInside) {
  closed_application(counter_.ev);
  const auto outside = must(show(counter_.viewer(), counter_.ev.id)).applications.at(0);
  EXPECT_FALSE(outside.application.decision_reason);
  ASSERT_EQ(outside.steps.size(), 1U);
  EXPECT_FALSE(outside.steps[0].internal_note);
  EXPECT_FALSE(outside.steps[0].actor_id);
  EXPECT_EQ(outside.steps[0].customer_text, "for the customer");
  const auto inside = must(show(counter_.auditor(), counter_.ev.id)).applications.at(0);
  EXPECT_EQ(inside.application.decision_reason, "for the file");
  EXPECT_EQ(inside.steps.at(0).internal_note, "inside");
}

// R71, R99: the end that a person sees, by the state of the certificate.
TEST_P(ContractStory, ShowsTheEffectiveEnd) {
  const auto expires = expiry(counter_.ev);
  const auto certificate = [&] { return must(show(counter_.viewer(), counter_.ev.id)).certificates.at(0); };
  schedule(counter_.ev, "s1", counter_.now + days(5), ScheduleState::cancelled);
  EXPECT_EQ(certificate().state, CertificateState::valid);
  EXPECT_EQ(certificate().ends_at, expires);
  EXPECT_EQ(certificate().schedule->state, ScheduleState::cancelled);
  schedule(counter_.ev, "s2", expires + days(3), ScheduleState::pending);
  EXPECT_EQ(certificate().state, CertificateState::revocation_scheduled);
  EXPECT_EQ(certificate().ends_at, expires);  // it expires first
  sql("UPDATE scheduled_revocation SET due_at = " + std::to_string(to_unix(counter_.now + days(2))) +
      " WHERE id = 's2'");
  EXPECT_EQ(certificate().ends_at, counter_.now + days(2));
  EXPECT_EQ(certificate().can.at(0).reason, "reissue.already_replaced");
  sql("UPDATE certificate SET revoked_at = " + std::to_string(to_unix(counter_.now)) +
      ", revocation_reason = 'superseded' WHERE id = '" + counter_.ev.certificate.value + "'");
  EXPECT_EQ(certificate().state, CertificateState::revoked);
  EXPECT_EQ(certificate().ends_at, counter_.now);
}

// R21, R22: the menu, here of a viewer; domain/contract_menu_test tries the rules.
TEST_P(ContractStory, OffersTheMenu) {
  const auto menu = [&](const Actor& actor) {
    std::string out;
    for (const auto& can : must(show(actor, counter_.ev.id)).can) out += can.action + (can.allowed ? "+ " : "- ");
    return out;
  };
  EXPECT_EQ(menu(counter_.applicant()), "contact_change+ reissue+ revocation+ continuation- ");
  EXPECT_EQ(menu(counter_.reception()),
            "contact_change+ reissue+ revocation+ continuation- correct+ party- contracts+ ");
  EXPECT_EQ(menu(counter_.viewer()), "contact_change- reissue- revocation- continuation- ");
  EXPECT_EQ(menu(counter_.auditor()), "contact_change- reissue- revocation- continuation- correct- party- contracts- ");
  EXPECT_EQ(menu(counter_.under_hold(counter_.applicant())), "contact_change- reissue- revocation+ continuation- ");
}

// The main path over HTTP; every answer is held against api/*.yaml by ExampleApi.
TEST_P(ContractStory, IsReadOverHttp) {
  test::ExampleApi api(counter_);
  const auto list = api.get(counter_.viewer(), "/api/v1/contracts?q=%EF%BD%93hop&limit=1");
  EXPECT_EQ(list.status, 200);
  ASSERT_EQ(list.size("/contracts"), 1U);
  EXPECT_EQ(list.text("/contracts/0/common_name"), "shop.example.jp");
  const auto path = "/api/v1/contracts/" + list.text("/contracts/0/id");
  const auto detail = api.get(counter_.applicant(), path);
  EXPECT_EQ(detail.status, 200);
  EXPECT_EQ(detail.etag, "\"v1\"");
  EXPECT_EQ(detail.size("/contacts"), 4U);
  EXPECT_EQ(detail.text("/contacts/0/phone"), "03-0000-1000");
  EXPECT_EQ(detail.text("/can/0/action"), "contact_change");
  EXPECT_EQ(detail.text("/certificates/0/state"), "valid");
  EXPECT_FALSE(detail.has("/numbers"));
  EXPECT_NE(detail.text("/emergency/phone"), "");
  EXPECT_EQ(api.get(counter_.caller(), path).size("/numbers"), 3U);
  counter_.now += days(30);  // R55: the window is over, an enquiry lies ready
  const auto late = api.get(counter_.applicant(), path);
  EXPECT_EQ(late.text("/can/1/next"), "enquiry/reissue_over_limit");
  EXPECT_EQ(late.text("/enquiries/0/kind"), "reissue_over_limit");
  EXPECT_NE(late.text("/enquiries/0/text").find("shop.example.jp"), std::string::npos);
}
// R7: another customer's contract and one that does not exist are told apart by nothing.
TEST_P(ContractStory, AnswersAlikeForOthersAndNobodys) {
  test::ExampleApi api(counter_);
  const auto others = api.get(counter_.stranger(), "/api/v1/contracts/" + counter_.ev.id.value);
  const auto nobodys = api.get(counter_.stranger(), "/api/v1/contracts/aaaaaaaaaaaaaaaaaaaaaaaaaa");
  EXPECT_EQ(others.told(), "404 contract.not_found");
  EXPECT_EQ(others.body, nobodys.body);
  for (const char* query : {"?limit=x", "?limit=101", "?status=none", "?ends_before=tomorrow", "?needs_action=1",
                            "?cursor=x", "?product=x", "?unknown=1"}) {
    EXPECT_EQ(api.get(counter_.viewer(), std::string("/api/v1/contracts") + query).status, 400) << query;
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, ContractStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
