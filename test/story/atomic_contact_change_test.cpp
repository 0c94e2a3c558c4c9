#include <gtest/gtest.h>

#include "support/each_statement.h"
#include "support/example_reissue.h"
#include "usecase/approve_contact_change.h"
#include "usecase/checklist.h"
#include "usecase/contact_change.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

/// Each statement of a contact change fails once (R36, R38, R128): on file with its mails, or nothing.
class AtomicContactChange : public testing::TestWithParam<FailingCase> {
 protected:
  SubmitContactChange form() const {
    return {.contract = counter_.ev.id,
            .edits = {{.role = ContactRole::technical,
                       .fields = {{ContactField::person_name, "例 花子"}, {ContactField::mail, "hanako@example.jp"}}},
                      {.role = ContactRole::billing, .fields = {{ContactField::department, "経理部"}}}}};
  }
  ExampleCounter counter_{GetParam().backend};
};

TEST_P(AtomicContactChange, FilingIsAllOrNothing) {
  const auto submit = [&](Work& work) { return submit_contact_change(work, form()); };
  const auto tried = fail_each_statement(counter_, counter_.applicant(), GetParam().strike, submit);
  EXPECT_GT(tried.failed, 8);
  EXPECT_EQ(counter_.rows("contact_change"), 3);
  EXPECT_EQ(answer(counter_.as(counter_.applicant(), submit)), "application.already_open");
}

TEST_P(AtomicContactChange, ApprovalIsAllOrNothing) {
  const auto reviewer = counter_.reviewer();
  const auto id =
      must(counter_.as(counter_.applicant(), [&](Work& work) { return submit_contact_change(work, form()); }));
  must(counter_.as(reviewer, [&](Work& work) {
    return start_review(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  for (const auto& item : counter_.policy.checklists.at(ApplicationKind::contact_change)) {
    must(counter_.as(reviewer, [&](Work& work) {
      return tick_checklist(work,
                            {.application = id, .version = application_of(counter_, id).version, .item = item.id});
    }));
  }
  counter_.mails();
  const auto seen = application_of(counter_, id);
  const auto approve_it = [&](Work& work) {
    return approve_contact_change(work, {.id = id, .version = seen.version, .content_digest = seen.content_digest});
  };
  const auto tried = fail_each_statement(counter_, reviewer, GetParam().strike, approve_it);
  EXPECT_GT(tried.failed, 20);
  EXPECT_EQ(state_of(counter_, id), "done");
  const auto technical = counter_.read(
      [&](Store& store) { return store.contacts.current(counter_.ev.id, ContactRole::technical).value(); });
  EXPECT_EQ(technical.mail, "hanako@example.jp");
  EXPECT_EQ(counter_.mails(),
            "contact_change_completed -> billing\ncontact_change_completed -> registrant\n"
            "contact_change_completed -> technical\ncontact_change_completed -> technical\n");
  const auto before = dump_of(counter_);
  EXPECT_FALSE(counter_.as(reviewer, approve_it));  // the retry of one who heard nothing
  EXPECT_EQ(dump_of(counter_), before);
}

INSTANTIATE_TEST_SUITE_P(Sql, AtomicContactChange, testing::ValuesIn(kFailingCases), name_of);

}  // namespace
}  // namespace madoguchi
