#include "mail/render.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/result.h"
#include "mail/message.h"

namespace madoguchi {
namespace {

const MailHouse kHouse{"例示認証局", "03-0000-0000", "desk@example.jp", "https://portal.example.jp/"};

const Catalogue& shipped() {
  static const auto catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  return catalogue;
}

/// Every name that stands between braces in some mail, with its name as the value.
SentenceParams all_params() {
  std::set<std::string> names;
  for (const auto& key : shipped().keys()) {
    if (!key.starts_with("mail.")) continue;
    for (const auto& name : shipped().placeholders(key)) names.insert(name);
  }
  SentenceParams params;
  for (const auto& name : names) params.emplace_back(name, "<" + name + ">");
  return params;
}

TEST(Render, SaysWhatHappenedToWhom) {
  const auto mail = render(shipped(), kHouse, Language::ja, "one_time_code",
                           {{"person", "山田太郎"}, {"code", "12345678"}, {"expires_at", "2026-11-22 18:40 JST"}});
  EXPECT_EQ(mail.subject, "【例示認証局】ログイン用ワンタイムパスワードのお知らせ");
  EXPECT_TRUE(mail.body.starts_with("山田太郎 様\n\n例示認証局です。")) << mail.body;
  EXPECT_NE(mail.body.find("\nワンタイムパスワード: 12345678\n有効期限: 2026年11月22日(日) 18:40(日本時間)\n"),
            std::string::npos);
  EXPECT_NE(mail.body.find("\n--\n例示認証局\n電話: 03-0000-0000\n"), std::string::npos);
  const auto english =
      render(shipped(), kHouse, Language::en, "one_time_code",
             {{"person", "Taro"}, {"organization", "Example K.K."}, {"code", "1"}, {"expires_at", "2"}});
  EXPECT_TRUE(english.body.starts_with("Dear Taro\nExample K.K.\n")) << english.body;
}

// R108: the code itself is the only secret, and never in the subject, which is stored in clear.
TEST(Render, EveryTemplateIsWholeInBothLanguages) {
  const auto params = all_params();
  std::size_t templates = 0;
  for (const auto& key : shipped().keys()) {
    if (!key.starts_with("mail.") || !key.ends_with(".subject")) continue;
    ++templates;
    const auto name = key.substr(5, key.size() - 5 - 8);
    for (const auto language : {Language::ja, Language::en}) {
      const auto mail = render(shipped(), kHouse, language, name, params);
      EXPECT_EQ(mail.subject.find("<code>"), std::string::npos) << name;
      EXPECT_EQ(mail.subject.find("<link>"), std::string::npos) << name;
      EXPECT_NE(mail.body.find(language == Language::ja ? "パスワードをお尋ねすることはありません"
                                                        : "never ask for your password"),
                std::string::npos);
      Message message{.message_id = "a@example.jp",
                      .from = {*MailAddress::parse("desk@example.jp")},
                      .to = {*MailAddress::parse("taro@example.jp")},
                      .subject = mail.subject,
                      .body = mail.body};
      EXPECT_NO_THROW(to_rfc5322(message)) << name;
    }
  }
  EXPECT_GE(templates, 25U);  // R107 for the flows of the counter
}

TEST(Render, AMailWithAHoleIsNotMade) {
  EXPECT_THROW(render(shipped(), kHouse, Language::ja, "one_time_code", {{"person", "x"}, {"code", "1"}}), Failure);
  EXPECT_THROW(render(shipped(), kHouse, Language::ja, "no_such_mail", {{"person", "x"}}), Failure);
}

TEST(Render, ValuesMakeNoHeaders) {
  const auto mail = render(shipped(), kHouse, Language::ja, "certificate_revoked",
                           {{"person", "x\r\nBcc: y"},
                            {"contract_number", "1"},
                            {"product", "p"},
                            {"common_name", "www.example.jp\r\nBcc: a@example.jp\xc2\x85\xe2\x80\xa8"},
                            {"serial", "0a"},
                            {"revoked_at", "t"},
                            {"reason", "一行目\r\n二行目\x01"}});
  EXPECT_TRUE(mail.subject.ends_with("(www.example.jp Bcc: a@example.jp  )")) << mail.subject;
  EXPECT_EQ(mail.body.find('\r'), std::string::npos);
  EXPECT_NE(mail.body.find("一行目\n二行目 \n"), std::string::npos) << mail.body;
}

}  // namespace
}  // namespace madoguchi
