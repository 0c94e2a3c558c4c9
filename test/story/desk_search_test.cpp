// What the desk looks up (R97, R101, R106, R117, R127), over HTTP.
#include <gtest/gtest.h>

#include "support/example_api.h"
#include "support/example_reissue.h"
#include "usecase/list_events.h"

namespace madoguchi {
namespace {

class DeskSearchStory : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  Answer search(const Actor& actor, const std::string& encoded) {
    return api_.get(actor, "/api/v1/search?q=" + encoded);
  }
  /// "contracts certificates applications enquiries", counted.
  static std::string counted(const Answer& answer) {
    std::string out;
    for (const auto* kind : {"/contracts", "/certificates", "/applications", "/enquiries"}) {
      out += (out.empty() ? "" : " ") + std::to_string(answer.size(kind));
    }
    return out;
  }
  std::string serial(const CertificateId& id) const { return certificate_at(counter_, id).serial; }
  static std::string value_of(const Answer& figures, std::size_t at) {
    const auto& line = figures.json.at("figures").as_array().at(at).as_object();
    return line.contains("value") ? std::to_string(line.at("value").as_int64()) : "none";
  }
  std::string figures() {
    const auto answer = api_.get(counter_.reviewer(), "/api/v1/figures");
    std::string out;
    for (std::size_t i = 0; i < answer.size("/figures"); ++i) out += (i == 0 ? "" : " ") + value_of(answer, i);
    return out;
  }

  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

// R97: by names, 法人名, カナ, telephone number, serial, receipt number, whatever was typed.
TEST_P(DeskSearchStory, FindsByWhatTheTelephoneSays) {
  const auto officer = counter_.reception();
  EXPECT_EQ(search(officer, "").told(), "400 input.invalid ?q=input.required");
  EXPECT_EQ(counted(search(officer, "%E8%A6%8B%E6%9C%AC")), "2 0 0 0");  // 見本: EV and SR of one customer
  EXPECT_EQ(counted(search(officer, "%EF%BE%9A%EF%BD%B2%EF%BD%BC%EF%BE%9E")), "1 0 0 0");  // ﾚｲｼﾞ, half width
  EXPECT_EQ(counted(search(officer, "03-0000-1000")), "3 0 0 0");  // a contact's number stands in all of them
  // R125: for whom a contract or an account is opened.
  const auto customers = api_.get(officer, "/api/v1/customers?q=%EF%BE%9A%EF%BD%B2%EF%BD%BC%EF%BE%9E");  // ﾚｲｼﾞ
  EXPECT_EQ(customers.size("/customers"), 1U) << customers.told();
  EXPECT_EQ(customers.text("/customers/0/name"), "例示工業株式会社");
  EXPECT_EQ(api_.get(officer, "/api/v1/customers?q=").told(), "400 input.invalid ?q=input.required");
  EXPECT_EQ(api_.get(officer, "/api/v1/customers?q=%25").size("/customers"), 0U) << "% is a letter";
  EXPECT_EQ(api_.get(officer, "/api/v1/products").text("/products/0/profile"), "ev");
  const auto by_host = search(officer, "WWW.example.COM");
  EXPECT_EQ(counted(by_host), "1 1 0 0");
  EXPECT_EQ(by_host.text("/certificates/0/id"), counter_.other.certificate.value);
  EXPECT_EQ(by_host.text("/certificates/0/state"), "valid");
  const auto whole = serial(counter_.ev.certificate);
  const auto by_serial = search(officer, whole.substr(0, 2) + "%3A" + whole.substr(2, 10));
  EXPECT_EQ(counted(by_serial), "1 1 0 0");
  EXPECT_EQ(by_serial.text("/certificates/0/contract"), counter_.ev.id.value);
  EXPECT_EQ(counted(search(officer, whole.substr(0, 5))), "0 0 0 0") << "too short to be a serial";
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  const auto number = application_of(counter_, id).number;
  const auto by_number = search(officer, number);
  EXPECT_EQ(counted(by_number), "1 0 1 0");
  EXPECT_EQ(by_number.text("/applications/0/id"), id.value);
  EXPECT_EQ(by_number.text("/applications/0/kind"), "reissue");
}

// R97: by an index, whose beginnings are those of a name's letters, of a host name's labels and of a number; by reading
// all, as soon as too many contracts have it. Both find the same.
TEST_P(DeskSearchStory, FindsByBeginningsHoweverManyThereAre) {
  const auto officer = counter_.reception();
  const auto number =
      counter_.read([&](Store& store) { return must(store.contracts.get(counter_.ev.id)).number; }).substr(0, 5);
  const auto expect_found = [&] {
    EXPECT_EQ(counted(search(officer, "%E5%95%86%E4%BA%8B")), "2 0 0 0") << "商事, the end of the name";
    EXPECT_EQ(counted(search(officer, "%E6%9C%AC%E5%95%86")), "2 0 0 0") << "本商, within it";
    EXPECT_EQ(counted(search(officer, "%E3%81%97%E3%82%87%E3%81%86%E3%81%98")), "2 0 0 0") << "しょうじ";
    EXPECT_EQ(counted(search(officer, "shop.ex")), "1 0 0 0");
    EXPECT_EQ(counted(search(officer, "example.c")), "1 0 0 0") << "from the second label on";
    EXPECT_EQ(counted(search(officer, number)), "1 0 0 0");
    EXPECT_EQ(counted(search(officer, "nobody")), "0 0 0 0");
  };
  expect_found();
  counter_.read([&](Store& store) {
    for (const char* begins : {"商事", "本商", "しょうじ", "shop.ex", "example.c", "nobody"}) {
      store.sql.execute(
          "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
          "INSERT INTO customer_search_part (part, customer_id) SELECT $1, $2 FROM n",
          {begins, counter_.customer});
    }
    return 0;
  });
  expect_found();
}

// R106, R117: a search leaves an event without the text; names are masked for those who do no casework.
TEST_P(DeskSearchStory, MasksAndLeavesAnEvent) {
  EXPECT_EQ(search(counter_.reception(), "www.example.com").text("/contracts/0/customer"), "例示工業株式会社");
  EXPECT_EQ(search(counter_.auditor(), "www.example.com").text("/contracts/0/customer"), "例***");
  const auto events =
      counter_.read([&](Store& store) { return store.events.of_subject(counter_.auditor().officer->value, 10); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().action, "desk.searched");
  EXPECT_EQ(events.front().body, R"({"applications":0,"certificates":1,"contracts":1,"enquiries":0})");
}

// R117: who does no casework sees that there are people, not who; every view leaves its event all the same.
TEST_P(DeskSearchStory, MasksPeopleForThoseWhoDoNoCasework) {
  const auto path = "/api/v1/contracts/" + counter_.ev.id.value;
  const auto whole = api_.get(counter_.reviewer(), path);
  EXPECT_NE(whole.body.find("registrant@example.jp"), std::string::npos);
  for (const auto& officer : {counter_.auditor(), counter_.administrator()}) {
    const auto masked = api_.get(officer, path);
    for (const auto* secret : {"registrant@example.jp", "担当 ", "03-0000-1000", "+81300001000", "見本1-2-3"}) {
      EXPECT_EQ(masked.body.find(secret), std::string::npos) << secret;
    }
    EXPECT_EQ(masked.text("/contacts/0/mail"), "r***");
    EXPECT_EQ(api_.get(officer, "/api/v1/contracts").text("/contracts/0/customer"), "株***");
    EXPECT_EQ(api_.get(officer, path).text("/customer"), "株***");
  }
  const auto filed =
      api_.post(counter_.applicant(), path + "/contact-changes",
                R"({"contacts":{"technical":{"mail":"secret-person@example.jp"}}})", {{"Idempotency-Key", "c"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_NE(api_.get(counter_.reviewer(), filed.location).body.find("secret-person"), std::string::npos);
  EXPECT_EQ(api_.get(counter_.auditor(), filed.location).body.find("secret-person"), std::string::npos);
}

// R106: what happened to one object, page by page, in order; nothing twice, nothing left out.
TEST_P(DeskSearchStory, EventsOfOneObjectPageByPage) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  counter_.now += Seconds(60);
  pass_review(counter_, id);
  counter_.now += Seconds(60);
  must(approve(counter_, id));
  counter_.run_jobs();
  const auto base = "/api/v1/events?subject=" + id.value;
  EXPECT_EQ(api_.get(counter_.reviewer(), "/api/v1/events").told(), "400 input.invalid ?subject=input.required");
  EXPECT_EQ(api_.get(counter_.reviewer(), base + "&limit=0").told(), "400 input.invalid ?limit=input.not_a_choice");
  EXPECT_EQ(api_.get(counter_.reviewer(), base + "&cursor=AAAA").told(), "400 input.invalid ?cursor=cursor.invalid");
  const auto whole = api_.get(counter_.reviewer(), base);
  ASSERT_GT(whole.size("/events"), 5U) << whole.body;
  EXPECT_EQ(whole.text("/events/0/body/kind"), "reissue");
  EXPECT_EQ(whole.text("/events/0/at"), "2026-09-01T01:00:00Z");
  EXPECT_EQ(whole.text("/events/" + std::to_string(whole.size("/events") - 1) + "/at"), "2026-09-01T01:02:00Z");
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = api_.get(counter_.auditor(), base + "&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (std::size_t i = 0; i < page.size("/events"); ++i) {
      seen.push_back(page.text("/events/" + std::to_string(i) + "/id"));
    }
    cursor = page.text("/next");
  } while (!cursor.empty());
  ASSERT_EQ(seen.size(), whole.size("/events"));
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i], whole.text("/events/" + std::to_string(i) + "/id"));
  }
  // The other way round the same, page by page too.
  std::vector<std::string> back;
  do {
    const auto page =
        api_.get(counter_.auditor(), base + "&newest_first=true&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (std::size_t i = 0; i < page.size("/events"); ++i) {
      back.push_back(page.text("/events/" + std::to_string(i) + "/id"));
    }
    cursor = page.text("/next");
  } while (!cursor.empty());
  std::ranges::reverse(back);
  EXPECT_EQ(back, seen);
  EXPECT_EQ(api_.get(counter_.reviewer(), base + "&newest_first=yes").told(),
            "400 input.invalid ?newest_first=input.not_a_choice");
  // Within one second as they were written, in a transaction and in those after it.
  std::string approved_at_once;
  for (std::size_t i = 0; i < whole.size("/events"); ++i) {
    const auto line = "/events/" + std::to_string(i);
    if (whole.text(line + "/at") != "2026-09-01T01:02:00Z") continue;
    approved_at_once += whole.text(line + "/action") + "\n";
  }
  EXPECT_EQ(approved_at_once, "application.approve\napplication.begin_issue\napplication.keep_certificate\n");
  const auto of_contract = api_.get(counter_.reviewer(), "/api/v1/events?contract=" + counter_.sr.id.value);
  EXPECT_GT(of_contract.size("/events"), whole.size("/events"));
  EXPECT_EQ(api_.get(counter_.reviewer(), "/api/v1/events?contract=" + counter_.other.id.value).size("/events"), 0U);
  const auto later = format_utc(counter_.now + Seconds(1));
  EXPECT_EQ(api_.get(counter_.reviewer(), base + "&from=" + later).size("/events"), 0U);
  EXPECT_EQ(api_.get(counter_.reviewer(), base + "&until=" + later).size("/events"), seen.size());
}

// R106: everything, as JSON lines, in pieces that go on behind each other; only for those who audit.
TEST_P(DeskSearchStory, ExportsEveryEventOnce) {
  must(file(counter_, reissue_form(counter_, counter_.sr)));
  EXPECT_EQ(api_.get(counter_.reviewer(), "/api/v1/events/export").told(), "403 forbidden");
  const auto total = counter_.rows("event");
  counter_.now += Seconds(1);
  const auto until = counter_.now;  // what comes from now on does not belong to it
  const auto exported = must(
      counter_.as(counter_.auditor(), [&](Work& work) { return export_events(work, {.until = until, .limit = 1}); }));
  EXPECT_EQ(exported.events.size(), 1U);
  ASSERT_TRUE(exported.next);
  const auto rest =
      api_.get(counter_.auditor(), "/api/v1/events/export?until=" + format_utc(until) + "&cursor=" + *exported.next);
  EXPECT_EQ(rest.status, 200);
  const auto lines = std::ranges::count(rest.body, '\n');
  EXPECT_EQ(lines + 1, total);
  EXPECT_EQ(rest.body.back(), '\n');
  EXPECT_EQ(counter_.rows("event"), total + 2);
}

// The five numbers, each moved by what its definition says.
TEST_P(DeskSearchStory, FiguresCountWhatTheySay) {
  EXPECT_EQ(figures(), "0 0 none 0 0");
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  counter_.now += std::chrono::hours(2);
  EXPECT_EQ(figures(), "1 0 7200 0 0");
  must(file(counter_, reissue_form(counter_, counter_.ev)));
  EXPECT_EQ(figures(), "2 0 7200 0 0");
  pass_review(counter_, id);
  must(approve(counter_, id));
  counter_.run_jobs();
  EXPECT_EQ(figures(), "1 0 0 0 0");
  counter_.now += std::chrono::days(13) + Seconds(1);
  EXPECT_EQ(figures(), "1 0 " + std::to_string(13 * 86400 + 1) + " 0 1");  // the old certificate's end is near
  const auto revocation =
      api_.post(counter_.applicant(), "/api/v1/contracts/" + counter_.other.id.value + "/revocations", "{}");
  EXPECT_NE(revocation.status, 201);
  const auto body = CanonicalJson()
                        .text("scope", "certificate")
                        .text("certificate", counter_.ev.certificate.value)
                        .text("reason", "superseded")
                        .text("reason_text", "入れ替えたため")
                        .boolean("understood", true)
                        .text("typed_dns_name", "www.example.jp")
                        .print();
  const auto filed = api_.post(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value + "/revocations", body,
                               {{"Idempotency-Key", "r"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(figures(), "2 0 " + std::to_string(13 * 86400 + 1) + " 1 1");
  counter_.now += std::chrono::hours(17);
  EXPECT_EQ(figures().substr(0, 3), "2 1") << "seven hours are left";
  const auto answer = api_.get(counter_.auditor(), "/api/v1/figures?lang=en");
  EXPECT_EQ(answer.text("/figures/0/definition"), "Applications of every kind that have not ended.");
}

// R127: working days and calling hours as the policy has them.
TEST_P(DeskSearchStory, TheCalendarTellsWorkingDays) {
  const auto answer = api_.get(counter_.caller(), "/api/v1/calendar?from=2026-09-18&days=7");
  EXPECT_EQ(answer.text("/calls_from"), "09:00");
  EXPECT_EQ(answer.text("/calls_until"), "17:00");
  std::string working;
  for (const auto& day : answer.json.at("days").as_array()) working += day.at("working").as_bool() ? 'W' : '-';
  EXPECT_EQ(working, "W-----W");  // Friday, weekend, three holidays, Thursday
  EXPECT_EQ(answer.text("/next_calling_time"), format_utc(counter_.now));
  EXPECT_EQ(api_.get(counter_.caller(), "/api/v1/calendar?from=yesterday").told(),
            "400 input.invalid ?from=json.not_a_day");
  EXPECT_EQ(api_.get(counter_.caller(), "/api/v1/calendar").size("/days"), 31U);
}

// R101, R103: whom work can be given to, and what reasons begin with.
TEST_P(DeskSearchStory, OfficersAndTheTextsOfReasons) {
  const auto officers = api_.get(counter_.reception(), "/api/v1/officers");
  std::string names;
  for (const auto& one : officers.json.at("officers").as_array()) {
    if (one.at("roles").as_array().empty()) ADD_FAILURE() << "an officer without a role";
    names += std::string(one.at("login_id").as_string()) + " ";
  }
  EXPECT_NE(names.find("reviewer"), std::string::npos) << names;
  EXPECT_EQ(officers.body.find("password"), std::string::npos);
  const auto all = api_.get(counter_.reviewer(), "/api/v1/reason-templates");
  const auto rejecting = api_.get(counter_.reviewer(), "/api/v1/reason-templates?action=reject");
  EXPECT_GT(all.size("/templates"), rejecting.size("/templates"));
  EXPECT_GT(rejecting.size("/templates"), 0U);
  EXPECT_EQ(api_.get(counter_.reviewer(), "/api/v1/reason-templates?action=laugh").told(),
            "400 input.invalid ?action=input.not_a_choice");
}

INSTANTIATE_TEST_SUITE_P(Sql, DeskSearchStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
