#include "story/contact_change_fixture.h"
#include "support/example_api.h"
#include "usecase/accept_application.h"
#include "usecase/drafts.h"
#include "usecase/withdraw_application.h"

namespace madoguchi::test {
namespace {

// R35, R36, R79: only the difference is stored, nothing changes on file, it is accepted at once.
TEST_P(ContactChange, StoresTheDifferenceAndLeavesTheFileAlone) {
  const auto before = contact(kTechnical);
  const auto id = filed({{.role = kTechnical,
                          .fields = {{person_name, "髙橋 花子"},
                                     {person_kana, "ﾀｶﾊｼ ﾊﾅｺ"},
                                     {mail, "hanako@example.jp"},
                                     {address, before.address}}}});
  EXPECT_EQ(printed(view(id).changes),
            "technical.person_name: 担当 technical -> 髙橋 花子\ntechnical.person_kana: タントウ -> タカハシ　ハナコ\n"
            "technical.mail: technical@example.jp -> hanako@example.jp\n");
  EXPECT_EQ(application(id).state, ApplicationState::accepted);
  EXPECT_EQ(contact(kTechnical).id, before.id);
  EXPECT_EQ(counter_.tasks(), "review\n");
  EXPECT_EQ(counter_.mails(), "application_accepted -> registrant\n");
}

// R31, R33: whoever asks, and by whatever way.
TEST_P(ContactChange, RefusesTheRegistrantsCorporateName) {
  EXPECT_EQ(refused(counter_.applicant(), {{.role = kRegistrant, .fields = {{organization, "新見本商事株式会社"}}}}),
            "/contacts/registrant/organization=contact.organization_read_only");
  EXPECT_EQ(refused(counter_.reception(), {{.role = kRegistrant, .fields = {{organization, "新見本商事株式会社"}}}}),
            "/contacts/registrant/organization=contact.organization_read_only");
  // R32: an outsourcer's may change.
  EXPECT_EQ(printed(view(filed({{.role = kTechnical, .fields = {{organization, "運用見本株式会社"}}}})).changes),
            "technical.organization: 株式会社見本商事 -> 運用見本株式会社\n");
}

// R35, R39: faults of all contacts at once; nothing changed is refused.
TEST_P(ContactChange, NamesEveryFault) {
  EXPECT_EQ(refused(counter_.applicant(),
                    {{.role = kRegistrant, .fields = {{phone, "090-1234-5678"}}},
                     {.role = kBilling, .fields = {{mail, "x@example.jp\r\nBcc: y@example.jp"}, {postal_code, "1"}}}}),
            "/contacts/registrant/phone=contact.registrant_no_mobile /contacts/billing/mail=mail_address.bad_host "
            "/contacts/billing/postal_code=postal_code.japanese");
  EXPECT_EQ(refused(counter_.applicant(), {{.role = kTechnical, .fields = {{department, "情報システム部"}}}}),
            "contact_change.nothing_changed");
  EXPECT_EQ(refused(counter_.applicant(), {}), "contact_change.nothing_changed");
  EXPECT_EQ(refused(counter_.applicant(), {{.role = ContactRole::applicant, .fields = {{department, "総務部"}}}}),
            "/contacts/applicant=contact.not_by_application");
}

// R7, R8, R16, R25, R122
TEST_P(ContactChange, AsksWhoAndWhen) {
  const std::vector<ContactEdit> edits = {{.role = kTechnical, .fields = {{department, "総務部"}}}};
  EXPECT_EQ(refused(counter_.stranger(), edits), "contract.not_found");
  EXPECT_EQ(refused(counter_.viewer(), edits), "application.not_allowed");
  EXPECT_EQ(refused(counter_.auditor(), edits), "application.not_allowed");
  EXPECT_EQ(refused(counter_.under_hold(counter_.applicant()), edits), "account.held");
  const auto begin = counter_.now;
  counter_.now += std::chrono::days(356);
  EXPECT_EQ(refused(counter_.applicant(), edits), "contract.not_in_force");
  counter_.now = begin;
  const auto stale = counter_.as(counter_.applicant(), [&](Work& work) {
    return submit_contact_change(work, {.contract = counter_.ev.id, .edits = edits, .version_seen = 7});
  });
  EXPECT_EQ(answer(stale), "record.changed");  // R23
  counter_.read([&](Store& store) {
    return store.sql.execute(
        "INSERT INTO dispute_hold (id, contract_id, reason, placed_by, placed_at, version) "
        "VALUES ('h', $1, 'x', 'y', 0, 1)",
        {counter_.ev.id});
  });
  EXPECT_EQ(refused(counter_.applicant(), edits), "contract.disputed");
}

// R95: one of a kind; an application of another kind beside it does not matter.
TEST_P(ContactChange, OnlyOneIsOpen) {
  filed({{.role = kTechnical, .fields = {{department, "総務部"}}}});
  EXPECT_EQ(refused(counter_.applicant(), {{.role = kBilling, .fields = {{department, "経理部"}}}}),
            "application.already_open");
}

// R30: a warning, no refusal.
TEST_P(ContactChange, WarnsWhenNobodyIsNotified) {
  const std::vector<ContactEdit> silent = {{.role = kRegistrant, .fields = {{renewal_notice, "not_required"}}},
                                           {.role = kTechnical, .fields = {{renewal_notice, "not_required"}}},
                                           {.role = kBilling, .fields = {{renewal_notice, "not_required"}}}};
  const auto preview = must(look(counter_.office(), counter_.now, counter_.applicant(), [&](Work& work) {
    return preview_contact_change(work, form(counter_.ev.id, silent));
  }));
  EXPECT_EQ(preview.warnings, std::vector<std::string>{"contact.nobody_is_notified"});
  EXPECT_EQ(preview.changes.size(), 3U);
  EXPECT_EQ(view(filed(silent)).warnings, preview.warnings);
}

// R37, R38, R45, R128: completed by the approval; history is kept; the old and the new address are told.
TEST_P(ContactChange, CompletesWithTheApproval) {
  const auto before = contact(kTechnical);
  const auto id = filed({{.role = kTechnical, .fields = {{person_name, "見本 花子"}, {mail, "hanako@example.jp"}}}});
  counter_.now += std::chrono::hours(20);
  EXPECT_EQ(answer(approve(id)), "application.wrong_state");  // R23, R94: no step out of order
  review(id);
  const auto done = must(approve(id));
  EXPECT_EQ(done.state, ApplicationState::done);
  EXPECT_EQ(done.approved_digest, done.content_digest);
  const auto now = contact(kTechnical);
  EXPECT_EQ(now.person_name, "見本 花子");
  EXPECT_EQ(now.valid_from, counter_.now);
  EXPECT_EQ(now.department, before.department);  // what was not altered stays
  EXPECT_EQ(told("contact_change_completed"), "hanako@example.jp registrant@example.jp technical@example.jp");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(answer(approve(id)), "application.wrong_state");
}

// R45, R106, R117: who was contact when, for the customer and the desk.
TEST_P(ContactChange, TellsWhoWasContactWhen) {
  const auto id = filed({{.role = kTechnical, .fields = {{person_name, "見本 花子"}}}});
  counter_.now += std::chrono::hours(20);
  review(id);
  must(approve(id));
  test::ExampleApi api(counter_);
  const auto target = "/api/v1/contracts/" + counter_.ev.id.value + "/contacts";
  const auto all = api.get(counter_.applicant(), target);
  ASSERT_EQ(all.size("/contacts"), 5U);
  EXPECT_EQ(all.text("/contacts/0/person_name"), "見本 花子");
  EXPECT_EQ(all.text("/contacts/0/valid_from"), format_utc(counter_.now));
  EXPECT_FALSE(all.has("/contacts/0/valid_until"));
  const auto technical = [&](Time at) {
    const auto then = api.get(counter_.reviewer(), target + "?at=" + format_utc(at));
    EXPECT_EQ(then.size("/contacts"), 4U);
    for (const auto& contact : then.json.at("contacts").as_array()) {
      if (contact.at("role").as_string() == "technical") return std::string(contact.at("person_name").as_string());
    }
    return std::string();
  };
  EXPECT_EQ(technical(counter_.now), "見本 花子");
  EXPECT_EQ(technical(counter_.now - Seconds(1)), "担当 technical");
  EXPECT_EQ(api.get(counter_.auditor(), target).body.find("花子"), std::string::npos);
  EXPECT_EQ(api.get(counter_.stranger(), target).told(), "404 contract.not_found");  // R7
  EXPECT_EQ(api.get(counter_.reviewer(), target + "?at=then").told(), "400 input.invalid ?at=json.not_a_time");
  const auto events = api.get(counter_.auditor(), "/api/v1/events?contract=" + counter_.ev.id.value);
  EXPECT_NE(events.body.find("contacts.viewed"), std::string::npos);
}

// R40: a changed number or address of the registrant is confirmed on a number of before.
TEST_P(ContactChange, NeedsAConfirmationOnANumberOfBefore) {
  const auto id = filed({{.role = kRegistrant, .fields = {{phone, "03-1234-5678"}}}});
  EXPECT_EQ(answer(verify(id, counter_.ev.registrant_number)), "application.not_under_review");
  review(id);
  EXPECT_TRUE(view(id).verification_needed);
  EXPECT_EQ(answer(approve(id)), "contact_change.verification_needed");
  EXPECT_EQ(answer(verify(id, counter_.other.registrant_number)), "/number=number.not_found");
  // R102: a number that one has put on file oneself confirms nothing.
  const VerifiedNumber own{.id = {"own"},
                           .contract = counter_.ev.id,
                           .phone = "+81399990000",
                           .source = "電話帳",
                           .verified_by = *counter_.reviewer().officer,
                           .valid_from = counter_.now - std::chrono::days(1)};
  counter_.read([&](Store& store) {
    store.contacts.add_number(own);
    return 0;
  });
  EXPECT_EQ(answer(verify(id, own.id)), "call.verified_by_you");
  const VerifiedNumber later{.id = {"later"},
                             .contract = counter_.ev.id,
                             .phone = "+81312345678",
                             .source = "the application itself",
                             .verified_by = *counter_.reviewer().officer,
                             .valid_from = counter_.now};
  counter_.read([&](Store& store) {
    store.contacts.add_number(later);
    return 0;
  });
  EXPECT_EQ(answer(verify(id, later.id)), "/number=number.not_on_file_before");
  // Evidence that names no number of before is worth nothing, whatever its kind.
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return add_evidence(work, {.contract = counter_.ev.id,
                               .application = id,
                               .kind = "contact_verification",
                               .source = "verified_number/later"});
  }));
  EXPECT_EQ(answer(approve(id)), "contact_change.verification_needed");
  must(verify(id, counter_.ev.organization_number));
  EXPECT_TRUE(view(id).verified);
  EXPECT_EQ(answer(approve(id)), "ok");
  EXPECT_EQ(contact(kRegistrant).phone, "+81312345678");
  // R119: the new number stands on file, but it is no verified one.
  const auto numbers = counter_.read([&](Store& store) { return store.contacts.numbers(counter_.ev.id); });
  EXPECT_EQ(numbers.size(), 5U);  // the three of before and the two of this test
}

// R40, R102: a correction after the confirmation is something that nobody confirmed.
TEST_P(ContactChange, ConfirmsWhatWasAskedAndNothingElse) {
  const auto id = filed({{.role = kRegistrant, .fields = {{phone, "03-1234-5678"}}}});
  review(id);
  must(verify(id, counter_.ev.registrant_number));
  const auto seen = application(id);
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(work, {.id = id, .version = seen.version, .customer_text = "電話番号をご確認ください。"});
  }));
  const auto filed_at = application(id).filed_at;
  counter_.now += std::chrono::days(3);
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return save_draft(work,
                      {.name = {.contract = counter_.ev.id, .kind = ApplicationKind::contact_change}, .content = "{}"});
  }));
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return resubmit_contact_change(work, {.id = id,
                                          .version = application(id).version,
                                          .edits = {{.role = kRegistrant, .fields = {{phone, "03-9999-9999"}}}}});
  }));
  EXPECT_EQ(application(id).filed_at, filed_at);  // R56: the first date stays
  EXPECT_EQ(counter_.rows("draft"), 0);           // it has served
  review(id);
  EXPECT_FALSE(view(id).verified);
  EXPECT_EQ(answer(approve(id)), "contact_change.verification_needed");
  const auto with_old_digest = counter_.as(counter_.reviewer(), [&](Work& work) {
    return approve_contact_change(
        work, {.id = id, .version = application(id).version, .content_digest = seen.content_digest});
  });
  EXPECT_EQ(answer(with_old_digest), "record.changed");
  must(verify(id, counter_.ev.registrant_number));
  EXPECT_EQ(answer(approve(id)), "ok");
  EXPECT_EQ(contact(kRegistrant).phone, "+81399999999");
}

// R8: a second user of the customer's own first; again after a correction, which is another content.
TEST_P(ContactChange, WaitsForTheCustomersOwnApproval) {
  counter_.demand_second_approval();
  const auto id = filed({{.role = kTechnical, .fields = {{department, "総務部"}}}});
  EXPECT_EQ(application(id).state, ApplicationState::awaiting_own_approval);
  EXPECT_EQ(counter_.tasks(), "");
  must(counter_.as(counter_.approver_user(),
                   [&](Work& work) { return approve_own(work, {.id = id, .version = application(id).version}); }));
  EXPECT_EQ(application(id).state, ApplicationState::accepted);
  review(id);
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(work, {.id = id, .version = application(id).version, .customer_text = "部署名をご確認ください。"});
  }));
  counter_.mails();
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return resubmit_contact_change(work, {.id = id,
                                          .version = application(id).version,
                                          .edits = {{.role = kTechnical, .fields = {{mail, "z@example.jp"}}}}});
  }));
  EXPECT_EQ(application(id).state, ApplicationState::awaiting_own_approval);
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(counter_.mails(), "own_approval_wanted -> account\n");
}

// R104: filed by the desk on behalf, told to the registrant.
TEST_P(ContactChange, IsFiledOnBehalf) {
  const auto id = must(file(counter_.reception(), {{.role = kTechnical, .fields = {{department, "総務部"}}}}));
  EXPECT_TRUE(application(id).filed_by_officer);
  EXPECT_EQ(counter_.mails(), "application_filed_on_behalf -> registrant\n");
}

// R26: the contacts of the moment at which a mail is sent, not of the moment of filing.
TEST_P(ContactChange, TellsTheContactsOfNow) {
  const auto id = filed({{.role = kBilling, .fields = {{department, "経理部"}}}});
  must(correct(counter_.reception(), kBilling, {{mail, "keiri@example.jp"}}));
  review(id);
  must(approve(id));
  EXPECT_EQ(told("contact_change_completed"), "keiri@example.jp registrant@example.jp");
}

// R128: what was sent keeps the person of then.
TEST_P(ContactChange, KeepsToWhomAMailWent) {
  filed({{.role = kTechnical, .fields = {{department, "総務部"}}}});
  counter_.read([&](Store& store) {
    return store.sql.execute(
        "UPDATE contact SET mail = 'taro@example.jp' WHERE contract_id = $1 AND role = 'registrant'", {counter_.ev.id});
  });
  EXPECT_EQ(told("application_accepted"), "registrant@example.jp");
}

// R25, R23: the contract ended while the application waited.
TEST_P(ContactChange, IsNotCarriedOutInAContractThatEnded) {
  const auto id = filed({{.role = kTechnical, .fields = {{department, "総務部"}}}});
  review(id);
  counter_.now += std::chrono::days(356);
  EXPECT_EQ(answer(approve(id)), "contract.not_in_force");
  EXPECT_EQ(contact(kTechnical).department, "情報システム部");
}

// Over HTTP: previewed, filed once for a double post (R96), faults by pointer, stale screens refused (R23).
TEST_P(ContactChange, IsFiledOverHttp) {
  test::ExampleApi api(counter_);
  const auto path = "/api/v1/contracts/" + counter_.ev.id.value;
  const std::string body = R"({"contacts":{"registrant":{"phone":"０３－１２３４－５６７８"}}})";
  const auto preview = api.post(counter_.applicant(), path + "/contact-changes/preview", body);
  EXPECT_EQ(preview.text("/changes/0/after"), "03-1234-5678");
  EXPECT_EQ(counter_.rows("application"), 0);
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  const auto filed = api.post(counter_.applicant(), path + "/contact-changes", body, key);
  EXPECT_EQ(filed.told(), "201");
  EXPECT_EQ(filed.location, "/api/v1/applications/" + filed.text("/id"));
  EXPECT_EQ(api.post(counter_.applicant(), path + "/contact-changes", body, key).body, filed.body);
  EXPECT_EQ(counter_.rows("application"), 1);
  const auto refused = [&](const std::string& text, http::Headers headers) {
    headers.emplace_back("Idempotency-Key", "k2");
    return api
        .post(counter_.applicant(), "/api/v1/contracts/" + counter_.sr.id.value + "/contact-changes", text, headers)
        .told();
  };
  EXPECT_EQ(refused(R"({"contacts":{"registrant":{"organization":"x"}}})", {}),
            "422 contact.organization_read_only /contacts/registrant/organization=contact.organization_read_only");
  EXPECT_EQ(refused(R"({"contacts":{"technical":{"person_name":"a\r\nBcc: x"}}})", {}),
            "400 input.invalid /contacts/technical/person_name=input.bad_characters");
  EXPECT_EQ(refused(R"({"contacts":{"technical":{"rank":"1"}}})", {}),
            "400 input.invalid /contacts/technical/rank=json.unknown_member");
  EXPECT_EQ(refused(body, {{"If-Match", "\"v9\""}}), "412 record.changed");
  const auto others = api.post(counter_.stranger(), path + "/contact-changes", body, key);
  const auto nobodys =
      api.post(counter_.stranger(), "/api/v1/contracts/aaaaaaaaaaaaaaaaaaaaaaaaaa/contact-changes", body, key);
  EXPECT_EQ(others.told(), "404 contract.not_found");
  EXPECT_EQ(others.body, nobodys.body);
  const auto correct = [&](const http::Headers& headers) {
    return api
        .send(http::Method::patch, counter_.reception(), path + "/contacts/technical", R"({"department":"情報部"})",
              headers)
        .told();
  };
  EXPECT_EQ(correct({}), "428 http.if_match_required");
  EXPECT_EQ(correct({{"If-Match", "\"v9\""}}), "412 record.changed");
  EXPECT_EQ(correct({{"If-Match", "\"v1\""}}), "200");
}

// R43: one application for each contract, all or none, once for a double post.
TEST_P(ContactChange, IsFiledForManyContractsAtOnce) {
  test::ExampleApi api(counter_);
  const auto body = [](const std::vector<std::string>& contracts, const std::string& department) {
    return CanonicalJson()
        .texts("contracts", contracts)
        .object("contacts", CanonicalJson().object("technical", CanonicalJson().text("department", department)))
        .print();
  };
  const auto post = [&](const std::string& text, const std::string& key) {
    return api.post(counter_.applicant(), "/api/v1/contact-changes", text, {{"Idempotency-Key", key}});
  };
  const std::string ev = counter_.ev.id.value;
  const std::string sr = counter_.sr.id.value;
  EXPECT_EQ(post(body({ev, counter_.other.id.value}, "総務部"), "a").told(),
            "404 contract.not_found /contracts/1=contract.not_found");
  EXPECT_EQ(post(body({ev, ev}, "総務部"), "a").told(), "400 input.invalid /contracts=contact_change.contract_twice");
  EXPECT_EQ(post(body({}, "総務部"), "a").told(), "400 input.invalid /contracts=input.required");
  EXPECT_EQ(post(body({ev, sr}, "情報システム部"), "a").told(), "422 contact_change.nothing_changed");
  EXPECT_EQ(counter_.rows("application"), 0);
  must(correct(counter_.reception(), kTechnical, {{department, "総務部"}}));
  const auto filed = post(body({ev, sr}, "総務部"), "a");
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/applications/0/contract"), sr);
  EXPECT_EQ(filed.size("/applications"), 1U);
  EXPECT_EQ(filed.text("/unchanged/0"), ev);
  EXPECT_EQ(post(body({ev, sr}, "総務部"), "a").body, filed.body);
  EXPECT_EQ(counter_.rows("application"), 1);
  EXPECT_EQ(post(body({sr}, "経理部"), "b").told(),
            "409 application.already_open /contracts/0=application.already_open");
}

// R33: another name by the desk, on evidence of another officer; what has become wrong has 5 days.
TEST_P(ContactChange, LeavesTheContractsPartyToTheDesk) {
  test::ExampleApi api(counter_);
  const auto path = "/api/v1/contracts/" + counter_.ev.id.value;
  const auto evidence = must(counter_.as(counter_.second_reviewer(), [&](Work& work) {
    return add_evidence(work, {.contract = counter_.ev.id,
                               .kind = "organization_identity",
                               .source = "国税庁法人番号公表サイト",
                               .note = "",
                               .collected_at = work.now});
  }));
  const auto form =
      CanonicalJson().text("organization", "見本商事ホールディングス株式会社").text("evidence", evidence.value);
  const auto change = [&](const Actor& actor, const CanonicalJson& body) {
    return api.post(actor, path + "/party", body.print(), {{"If-Match", api.get(counter_.auditor(), path).etag}});
  };
  EXPECT_EQ(change(counter_.caller(), form).told(), "403 forbidden");
  EXPECT_EQ(change(counter_.second_reviewer(), form).told(), "403 application.needs_second_person");
  EXPECT_EQ(
      change(counter_.reviewer(), CanonicalJson().text("organization", "").text("evidence", evidence.value)).told(),
      "400 input.invalid /organization=input.required");
  EXPECT_EQ(
      change(counter_.reviewer(), CanonicalJson().text("organization", "x").text("evidence", counter_.ev.id.value))
          .told(),
      "400 input.invalid /evidence=evidence.not_found");
  EXPECT_EQ(change(counter_.reviewer(), CanonicalJson().text("evidence", evidence.value)).told(),
            "422 contact_change.nothing_changed");
  EXPECT_EQ(counter_.tasks(), "");
  const auto changed = change(counter_.reviewer(), form);
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.text("/certificates/0/id"), counter_.ev.certificate.value);
  EXPECT_EQ(changed.text("/revoke_until"), format_utc(counter_.now + std::chrono::days(5)));
  EXPECT_EQ(contact(kRegistrant).organization, "見本商事ホールディングス株式会社");
  EXPECT_NE(contact(kBilling).organization, "");
  EXPECT_EQ(counter_.tasks(), "alarm certificate.name_wrong " + counter_.ev.certificate.value + "\n");
  EXPECT_EQ(told("contract_party_changed"), "applicant@example.jp registrant@example.jp technical@example.jp");
  EXPECT_EQ(api.get(counter_.auditor(),
                    "/api/v1/contracts?q=%E3%83%9B%E3%83%BC%E3%83%AB%E3%83%87%E3%82%A3%E3%83%B3%E3%82%B0%E3%82%B9")
                .size("/contracts"),
            1U);
}

INSTANTIATE_TEST_SUITE_P(Sql, ContactChange, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
