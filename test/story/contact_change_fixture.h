#pragma once
// For the tests of contact_change_test.cpp and contact_correction_test.cpp.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/example_counter.h"
#include "usecase/approve_contact_change.h"
#include "usecase/checklist.h"
#include "usecase/contact_change.h"
#include "usecase/correct_contact.h"
#include "usecase/review_application.h"

namespace madoguchi::test {

/// A contract whose contacts are changed, by application or by the desk.
class ContactChange : public testing::TestWithParam<const char*> {
 protected:
  using enum ContactField;
  using Fields = std::map<ContactField, std::string>;
  static constexpr auto kRegistrant = ContactRole::registrant;
  static constexpr auto kTechnical = ContactRole::technical;
  static constexpr auto kBilling = ContactRole::billing;

  static SubmitContactChange form(const ContractId& contract, const std::vector<ContactEdit>& edits) {
    return {.contract = contract, .edits = edits};
  }
  Result<ApplicationId> file(const Actor& actor, const std::vector<ContactEdit>& edits) const {
    return counter_.as(actor, [&](Work& work) { return submit_contact_change(work, form(counter_.ev.id, edits)); });
  }
  ApplicationId filed(const std::vector<ContactEdit>& edits) const { return must(file(counter_.applicant(), edits)); }
  /// What is refused changes nothing.
  std::string refused(const Actor& actor, const std::vector<ContactEdit>& edits) const {
    const auto before = counter_.snapshot();
    const auto result = file(actor, edits);
    EXPECT_FALSE(result);
    EXPECT_EQ(counter_.snapshot(), before);
    return answer(result);
  }
  Application application(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return must(store.applications.get(id)); });
  }
  Contact contact(ContactRole role) const {
    return counter_.read([&](Store& store) { return store.contacts.current(counter_.ev.id, role).value(); });
  }
  ContactChangeView view(const ApplicationId& id) const {
    return must(
        counter_.as(counter_.reviewer(), [&](Work& work) { return contact_change_view(work, application(id)); }));
  }
  void review(const ApplicationId& id) const {
    must(counter_.as(counter_.reviewer(),
                     [&](Work& work) { return start_review(work, {.id = id, .version = application(id).version}); }));
    for (const auto& item : counter_.policy.checklists.at(ApplicationKind::contact_change)) {
      must(counter_.as(counter_.reviewer(), [&](Work& work) {
        return tick_checklist(work, {.application = id, .version = application(id).version, .item = item.id});
      }));
    }
  }
  Result<EvidenceId> verify(const ApplicationId& id, const VerifiedNumberId& number) const {
    return counter_.as(counter_.reviewer(), [&](Work& work) {
      return verify_contact_change(
          work, {.id = id, .version = application(id).version, .number = number, .person = "見本 太郎"});
    });
  }
  Result<Application> approve(const ApplicationId& id, bool acknowledged = false) const {
    return counter_.as(counter_.reviewer(), [&](Work& work) {
      const auto current = application(id);
      return approve_contact_change(work, {.id = id,
                                           .version = current.version,
                                           .content_digest = current.content_digest,
                                           .conflicts_acknowledged = acknowledged});
    });
  }
  Result<Contract> correct(const Actor& actor, ContactRole role, const Fields& fields) const {
    const auto version = counter_.read([&](Store& store) { return must(store.contracts.get(counter_.ev.id)).version; });
    return counter_.as(actor, [&](Work& work) {
      return correct_contact(
          work, {.contract = counter_.ev.id, .version = version, .edit = {.role = role, .fields = fields}});
    });
  }
  /// To whom the mails of one template went, sorted.
  std::string told(const std::string& mail_template) const {
    std::set<std::string> addresses;
    for (const auto& mail : counter_.all_mails()) {
      if (mail.mail_template == mail_template) addresses.insert(mail.to_address);
    }
    std::string out;
    for (const auto& address : addresses) out += (out.empty() ? "" : " ") + address;
    return out;
  }
  static std::string printed(const std::vector<FieldChange>& changes) {
    std::string out;
    for (const auto& change : changes) {
      out += std::string(to_text(change.role)) + "." + std::string(to_text(change.field)) + ": " +
             change.before.value_or("-") + " -> " + change.after.value_or("-") + "\n";
    }
    return out;
  }

  ExampleCounter counter_{GetParam()};
};

}  // namespace madoguchi::test
