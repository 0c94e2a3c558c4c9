// What holds at every door: the login (R1), what an account is (R5, R11), what people are told of contacts, products
// and kinds of application (R27, R34, R51, R93).
#include <gtest/gtest.h>

#include <set>

#include "domain/application.h"
#include "support/example_reissue.h"
#include "support/example_site.h"
#include "usecase/manage_accounts.h"

namespace madoguchi {
namespace {

class EveryDoor : public testing::TestWithParam<const char*> {
 protected:
  /// Every route that answers somebody without a session, "GET /api/v1/x", one a line.
  std::string open_routes(http::ListenerKind door) {
    std::set<std::string> open;
    for (const auto* route : site_.router(door).routes()) {
      auto browser = site_.browser(door);
      const auto answered =
          browser.call(route->method, plain(route->pattern), route->method == http::Method::get ? "" : "{}");
      if (answered.status != 401) open.insert(std::string(to_text(route->method)) + " " + route->pattern + "\n");
    }
    std::string text;
    for (const auto& line : open) text += line;
    return text;
  }
  static std::string plain(std::string_view pattern) {
    std::string target;
    bool inside = false;
    for (const char c : pattern) {
      if (c == '{') target += std::string(32, 'a');
      inside = (inside || c == '{') && c != '}';
      if (!inside && c != '}') target += c;
    }
    return target;
  }

  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
};

// R1, R62, R126: every operation starts with a login, but for these.
TEST_P(EveryDoor, NothingGoesWithoutALoginButThis) {
  EXPECT_EQ(open_routes(http::ListenerKind::portal),
            "GET /api/v1/example/clock\n"  // these in example mode only
            "GET /api/v1/example/mails\n"
            "GET /api/v1/example/mails/{name}\n"
            "GET /api/v1/example/outlook\n"
            "GET /api/v1/example/people\n"
            "GET /api/v1/guidance\n"
            "POST /api/v1/account/address-change/cancel\n"  // by the link in the mail (R16)
            "POST /api/v1/example/clock\n"
            "POST /api/v1/key-challenges\n"  // proofs by a key, and reports: R62, R63, R105
            "POST /api/v1/key-compromises\n"
            "POST /api/v1/login\n"
            "POST /api/v1/login/{id}/code\n"
            "POST /api/v1/password/first\n"  // by the link in the mail, and by a mailed code (R9)
            "POST /api/v1/password/reset\n"
            "POST /api/v1/password/reset/{id}/code\n"
            "POST /api/v1/problem-reports\n");
  EXPECT_EQ(open_routes(http::ListenerKind::desk),
            "GET /api/v1/example/clock\n"  // these in example mode only
            "GET /api/v1/example/mails\n"
            "GET /api/v1/example/mails/{name}\n"
            "GET /api/v1/example/outlook\n"
            "GET /api/v1/example/people\n"
            "POST /api/v1/example/clock\n"
            "POST /api/v1/login\n");
}

// U+0000 is no text that can be kept: refused at its field, with and without a login.
TEST_P(EveryDoor, NoTextHoldsNul) {
  auto anybody = site_.portal();
  for (const auto& [path, body, field] :
       {std::tuple{"/api/v1/problem-reports", R"({"serials":["1"],"text":"a\u0000b","reporter_mail":"a@example.jp"})",
                   "/text"},
        std::tuple{"/api/v1/problem-reports", R"({"serials":["\u0000"],"text":"b","reporter_mail":"a@example.jp"})",
                   "/serials/0"},
        std::tuple{"/api/v1/key-challenges", R"({"serial":"\u0000"})", "/serial"},
        std::tuple{"/api/v1/login", R"({"login_id":"applicant","password":"\u0000"})", "/password"}}) {
    const auto refused = anybody.post(path, body);
    EXPECT_EQ(refused.status, 400) << refused.body;
    EXPECT_NE(refused.body.find(std::string("\"") + field + "\""), std::string::npos) << refused.body;
  }
  anybody.headers.emplace_back("Idempotency-Key", "k");
  const auto turned =
      anybody.post("/api/v1/problem-reports", R"({"serials":["1"],"text":"a\u202eb","reporter_mail":"a@example.jp"})");
  EXPECT_EQ(turned.code(), "input.invalid") << turned.body;
}

// R5: an account is opened with one address for its codes, and cannot be without; the link for its first password goes
// there, so that who sets it holds the address.
TEST_P(EveryDoor, AccountHasOneAddressForCodes) {
  counter_.mails();
  const auto open = [&](const std::string& name) {
    return counter_.as(counter_.reception(), [&](Work& work) {
      return open_account(work, {.login_id = "shiro",
                                 .name = name,
                                 .otp_address = must(MailAddress::parse("shiro@login.example.jp")),
                                 .customer = counter_.customer});
    });
  };
  EXPECT_EQ(answer(open("見本\t四郎")), "/name=input.bad_characters");  // R108: it becomes a mail's header
  EXPECT_EQ(answer(open(" ")), "/name=input.required");
  const auto id = must(open(" 見本 四郎 "));
  EXPECT_EQ(must(counter_.read([&](Store& store) { return store.accounts.get(id); })).name, "見本 四郎");
  EXPECT_EQ(counter_.mails(),
            "first_password -> account\nmembership_granted -> registrant\nmembership_granted -> technical\n");
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template != "first_password") continue;
    EXPECT_EQ(mail.to_address, "shiro@login.example.jp");
  }
  const auto forget = [&] {
    return counter_.read(
        [&](Store& store) { return store.sql.execute("UPDATE account SET otp_address = NULL WHERE id = $1", {id}); });
  };
  EXPECT_THROW(forget(), sql::SqlFailure);
}

// R11: アカウント情報登録 is there without choosing a contract, and without having any.
TEST_P(EveryDoor, AccountNeedsNoContract) {
  site_.set_password("applicant", kExamplePassword);
  auto browser = site_.portal();
  site_.login(browser, "applicant");
  counter_.read([&](Store& store) {
    return store.sql.execute("DELETE FROM membership WHERE customer_id = $1", {counter_.customer});
  });
  const auto account = browser.get("/api/v1/account");
  EXPECT_EQ(account.status, 200) << account.body;
  EXPECT_EQ(account.member("otp_address"), "applicant@login.example.jp");
  EXPECT_NE(account.member("can").find("change_address"), std::string::npos);
  EXPECT_EQ(browser.get("/api/v1/contracts").status, 200);
}

// R27: three contacts and the 申請者, each once; only the billing contact says how invoices come.
TEST_P(EveryDoor, ContractHasItsFourContacts) {
  std::set<ContactRole> roles;
  for (const auto& contact : counter_.read([&](Store& store) { return store.contacts.current(counter_.ev.id); })) {
    EXPECT_TRUE(roles.insert(contact.role).second);
    EXPECT_EQ(contact.invoice_delivery.has_value(), contact.role == ContactRole::billing);
  }
  EXPECT_EQ(roles,
            (std::set{ContactRole::registrant, ContactRole::technical, ContactRole::billing, ContactRole::applicant}));
}

// R34, R51, R126: what each contact is for, and each product's days and times, for anybody, out of the rules
// themselves.
TEST_P(EveryDoor, GuidanceSaysWhatTheRulesSay) {
  counter_.policy.products.at("ev_2_0").reissue.window_days = 26;
  auto anybody = site_.portal();
  const auto guidance = anybody.get("/api/v1/guidance");
  ASSERT_EQ(guidance.status, 200) << guidance.body;
  const auto roles = guidance.member("contact_roles"), products = guidance.member("products");
  for (const auto* name : {"登録担当者", "技術担当者", "事務担当者(請求書送付先)", "申請者"}) {
    EXPECT_NE(roles.find(name), std::string::npos) << name;
  }
  EXPECT_NE(products.find(R"("reissue_window_days":26)"), std::string::npos) << products;
  EXPECT_NE(products.find(R"("reissue_over_limit":"contact_us")"), std::string::npos) << products;
  anybody.headers.emplace_back("Accept-Language", "en");
  EXPECT_NE(anybody.get("/api/v1/guidance").member("contact_roles").find("registrant"), std::string::npos);
}

// R93: the kinds of application, each with its table of steps and its name in both languages.
TEST_P(EveryDoor, EveryKindHasStepsAndNames) {
  std::string kinds;
  for (const auto& [kind, text] : Names<ApplicationKind>::values) {
    kinds.append(text).append(" ");
    EXPECT_FALSE(steps_of(kind).empty());
    const auto key = "name.application_kind." + std::string(text);
    for (const auto language : {Language::ja, Language::en}) {
      EXPECT_NE(counter_.office().catalogue.sentence(language, key), "");
    }
  }
  EXPECT_EQ(kinds, "contact_change reissue continuation first_issue revocation emergency_revocation ");
}

INSTANTIATE_TEST_SUITE_P(Sql, EveryDoor, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
