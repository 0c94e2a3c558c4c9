#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <map>

#include "support/example_api.h"
#include "support/example_counter.h"
#include "usecase/list_contracts.h"
#include "usecase/show_contract.h"

namespace madoguchi {
namespace {

using std::chrono::days;

class ContractTabsStory : public testing::TestWithParam<const char*> {
 protected:
  ExampleCounter counter_{GetParam()};

  ContractPage list(ListContracts command = {}) const {
    command.limit = store::kListRowsMax;
    return must(look(counter_.office(), counter_.now, counter_.viewer(),
                     [&](Work& work) { return list_contracts(work, command); }));
  }
  static std::string names(const ContractPage& page) {
    std::string out;
    for (const auto& line : page.lines) out += line.contract.common_name + " ";
    return out;
  }
  static std::string shown(const store::CappedCount& count) {
    return std::to_string(count.count) + (count.more ? "+" : "");
  }

  struct Made {
    std::string name;
    int ends_in_days = 300;
    std::string product = "sr_3_0";
    ContractState state = ContractState::in_force;
    std::vector<int> certificates_end_in_days{};
    std::optional<int> revoked_in_days{};  ///< of the first certificate
    std::optional<std::pair<ApplicationKind, ApplicationState>> application{};
    bool first_is_revoked = false;
  };
  void make(const Made& made) const {
    counter_.read([&](Store& store) {
      auto contract = must(store.contracts.get(counter_.ev.id));
      contract.id = new_id<ContractId>(counter_.office().random);
      contract.number = "N-" + made.name;
      contract.common_name = made.name;
      contract.dns_names.clear();
      contract.search_folded = made.name;
      contract.product = made.product;
      contract.state = made.state;
      contract.ends_at = counter_.now + days(made.ends_in_days);
      store.contracts.add(contract);
      if (made.application) {
        must(store.applications.add({.id = new_id<ApplicationId>(counter_.office().random),
                                     .number = new_receipt_number(counter_.office().random),
                                     .kind = made.application->first,
                                     .contract = contract.id,
                                     .state = made.application->second,
                                     .filed_at = counter_.now,
                                     .answer_until = counter_.now + days(7)}));
      }
      for (const int end : made.certificates_end_in_days) add_certificate(store, contract.id, made, end);
      return 0;
    });
  }
  void add_certificate(Store& store, const ContractId& contract, const Made& made, int end) const {
    auto certificate = must(store.certificates.get(counter_.ev.certificate));
    const bool first = end == made.certificates_end_in_days.front();
    certificate.id = new_id<CertificateId>(counter_.office().random);
    certificate.serial = to_hex(counter_.office().random.bytes(16));
    certificate.contract = contract;
    certificate.application.reset();
    certificate.not_after = counter_.now + days(end);
    store.certificates.add(certificate);
    if (first && made.first_is_revoked) {
      store.sql.execute("UPDATE certificate SET revoked_at = 1, revocation_reason = 'superseded' WHERE id = $1",
                        {certificate.id});
    }
    if (first && made.revoked_in_days) {
      const Application behind{.id = new_id<ApplicationId>(counter_.office().random),
                               .number = new_receipt_number(counter_.office().random),
                               .kind = ApplicationKind::reissue,
                               .contract = contract,
                               .state = ApplicationState::done,
                               .filed_at = counter_.now,
                               .closed_at = counter_.now};
      must(store.applications.add(behind));
      store.certificates.add_schedule({.id = new_id<ScheduledRevocationId>(counter_.office().random),
                                       .certificate = certificate.id,
                                       .application = behind.id,
                                       .due_at = counter_.now + days(*made.revoked_in_days),
                                       .state = ScheduleState::pending});
    }
  }
  void make_all_kinds() const {
    using K = ApplicationKind;
    using S = ApplicationState;
    make({.name = "quiet", .certificates_end_in_days = {150}});
    make({.name = "to-continue", .certificates_end_in_days = {29}});
    make({.name = "edge-of-continuing", .certificates_end_in_days = {30}});
    make({.name = "continuing", .certificates_end_in_days = {20}, .application = {{K::continuation, S::submitted}}});
    make({.name = "covered", .certificates_end_in_days = {20, 150}});
    make({.name = "late", .certificates_end_in_days = {-3}});
    make({.name = "no-certificate"});
    make({.name = "all-revoked", .certificates_end_in_days = {10}, .first_is_revoked = true});
    make({.name = "ends-with-it", .ends_in_days = 95, .certificates_end_in_days = {95}});
    make({.name = "to-renew", .ends_in_days = 90, .product = "ev_2_0", .certificates_end_in_days = {90}});
    make({.name = "soon", .ends_in_days = 30, .certificates_end_in_days = {29}});
    make({.name = "renewed", .ends_in_days = 20, .state = ContractState::renewed, .certificates_end_in_days = {19}});
    make({.name = "replaced", .certificates_end_in_days = {100, 150}, .revoked_in_days = 9});
    make({.name = "cancelling",
          .ends_in_days = 20,
          .state = ContractState::cancelling,
          .certificates_end_in_days = {100},
          .revoked_in_days = 9});
    make({.name = "gone", .certificates_end_in_days = {-1, 150}, .revoked_in_days = 9});
    make({.name = "sent-back", .certificates_end_in_days = {150}, .application = {{K::contact_change, S::sent_back}}});
    make({.name = "own-approval",
          .certificates_end_in_days = {150},
          .application = {{K::reissue, S::awaiting_own_approval}}});
    make({.name = "opening", .state = ContractState::opening, .application = {{K::first_issue, S::sent_back}}});
    make({.name = "ended", .ends_in_days = -1, .application = {{K::contact_change, S::sent_back}}});
    make({.name = "cancelled", .state = ContractState::cancelled, .certificates_end_in_days = {10}});
  }
};

// R19: 対応が必要 finds exactly the contracts whose next action waits for the customer.
TEST_P(ContractTabsStory, FindsByTheNextActionThatItShows) {
  make_all_kinds();
  std::string waiting;
  std::map<std::string, std::string> action;
  for (const auto& line : list().lines) {
    action[line.contract.common_name] = to_text(line.next_step.action);
    const auto detail = must(transact(counter_.office(), counter_.now, counter_.viewer(),
                                      [&](Work& work) { return show_contract(work, line.contract.id); }));
    EXPECT_EQ(detail.next_step, line.next_step) << line.contract.common_name;  // the detail says the same
    if (waits_for_customer(line.next_step.action)) waiting += line.contract.common_name + " ";
  }
  EXPECT_EQ(names(list({.needs_action = true})), waiting);
  EXPECT_EQ(action["to-continue"], "continue_certificate");
  EXPECT_EQ(action["late"], "continue_certificate");
  EXPECT_EQ(action["edge-of-continuing"], "none");
  EXPECT_EQ(action["continuing"], "wait");
  EXPECT_EQ(action["covered"], "none");
  EXPECT_EQ(action["all-revoked"], "none");
  EXPECT_EQ(action["ends-with-it"], "none");
  EXPECT_EQ(action["to-renew"], "renew_contract");
  EXPECT_EQ(action["replaced"], "prepare_for_revocation");
  EXPECT_EQ(action["cancelling"], "prepare_for_revocation");
  EXPECT_EQ(action["gone"], "none");
  EXPECT_EQ(action["opening"], "correct_application");
  EXPECT_EQ(action["ended"], "wait");
  EXPECT_EQ(action["renewed"], "none");
}

// R19, R99: every tab's number is that of the contracts it shows, of any text and product.
TEST_P(ContractTabsStory, CountsWhatEachTabShows) {
  make_all_kinds();
  for (const ListContracts& scope :
       {ListContracts{}, ListContracts{.text = "n"}, ListContracts{.product = "ev_2_0"},
        ListContracts{.ends_before = counter_.now + days(40)}, ListContracts{.text = "no such contract"}}) {
    auto command = scope;
    command.counts = true;
    command.status = ContractStatus::expired;  // the tab that is open changes no number
    const auto counts = list(command).counts.value();
    const auto found = [&](const auto& change) {
      auto filtered = scope;
      change(filtered);
      return std::to_string(list(filtered).lines.size());
    };
    EXPECT_EQ(shown(counts.all), found([](ListContracts&) {}));
    EXPECT_EQ(shown(counts.needs_action), found([](ListContracts& c) { c.needs_action = true; }));
    EXPECT_EQ(shown(counts.ending_soon), found([](ListContracts& c) { c.ending_soon = true; }));
    for (const auto& [status, name] : Names<ContractStatus>::values) {
      EXPECT_EQ(shown(counts.states.at(static_cast<std::size_t>(status))),
                found([wanted = status](ListContracts& c) { c.status = wanted; }))
          << name;
    }
  }
  EXPECT_EQ(names(list({.ending_soon = true})), "cancelling soon ");
  EXPECT_FALSE(list().counts);
}

// Beyond a thousand nobody counts on; nothing is counted for who has no customer.
TEST_P(ContractTabsStory, StopsCounting) {
  make_all_kinds();
  counter_.read([&](Store& store) {
    auto contract = must(store.contracts.get(counter_.ev.id));
    contract.dns_names.clear();
    for (int i = 0; i < 1000; ++i) {
      contract.id = new_id<ContractId>(counter_.office().random);
      contract.number = "many " + std::to_string(i);
      store.contracts.add(contract);
    }
    return 0;
  });
  test::ExampleApi api(counter_);
  const auto many = api.get(counter_.viewer(), "/api/v1/contracts?limit=1");
  ASSERT_EQ(many.status, 200) << many.body;
  const auto count = [&](const std::string& of) { return boost::json::serialize(many.json.at("counts").at(of)); };
  EXPECT_EQ(count("all"), R"({"count":1000,"more":true})");
  EXPECT_EQ(count("in_force"), R"({"count":1000,"more":true})");
  EXPECT_EQ(count("cancelled"), R"({"count":1,"more":false})");
  EXPECT_EQ(many.json.at("counts").at("needs_action").at("more"), boost::json::value(true));
  EXPECT_EQ(many.text("/contracts/0/next_action/action"), "wait");
  EXPECT_FALSE(api.get(counter_.reception(), "/api/v1/contracts?limit=1").has("/counts"));
  EXPECT_EQ(api.get(counter_.viewer(), "/api/v1/contracts?ending_soon=yes").status, 400);
  Actor nobody = counter_.viewer();
  nobody.mandates.clear();
  const auto none =
      look(counter_.office(), counter_.now, nobody, [](Work& work) { return list_contracts(work, {.counts = true}); });
  EXPECT_EQ(shown(must(none).counts.value().all), "0");
  EXPECT_EQ(none->counts->states.size(), 7U);
}

INSTANTIATE_TEST_SUITE_P(Sql, ContractTabsStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
