#include "http/html.h"

#include <gtest/gtest.h>

#include "http/plain_page.h"

namespace madoguchi::http {
namespace {

TEST(Html, EscapesWhatWouldBeMarkup) {
  EXPECT_EQ(escape_html("<b a=\"1\" c='2'>&窓口"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;窓口");
}

TEST(Html, EncodesForAQuery) {
  EXPECT_EQ(percent_encode("/contracts?q=窓&x"), "/contracts%3Fq%3D%E7%AA%93%26x");
}

TEST(Form, IsRead) {
  const auto form = read_form("login_id=reiji&password=a%2Bb+c%26&next=%2Fcontracts&empty=");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->at("login_id"), "reiji");
  EXPECT_EQ(form->at("password"), "a+b c&");
  EXPECT_EQ(form->at("next"), "/contracts");
  EXPECT_EQ(form->at("empty"), "");
}

TEST(Form, IsRefusedWhereTwoReadersWouldDiffer) {
  EXPECT_FALSE(read_form("a=1&a=2"));
  EXPECT_FALSE(read_form("a=%zz"));
  EXPECT_FALSE(read_form("a=%ff"));
  std::string many;
  for (std::size_t i = 0; i <= kFormFieldsMax; ++i) many.append("n").append(std::to_string(i)).append("=1&");
  EXPECT_FALSE(read_form(many));
}

TEST(SafeNext, LeadsNowhereElse) {
  EXPECT_EQ(safe_next("/contracts/abc?step=csr", "/tasks"), "/contracts/abc?step=csr");
  for (const auto* const hostile : {"", "/", "//evil.example.com", "https://evil.example.com/", "/\\evil.example.com",
                                    "/a\r\nSet-Cookie: x=1", "javascript:alert(1)", "contracts"}) {
    EXPECT_EQ(safe_next(hostile, "/tasks"), "/tasks") << hostile;
  }
}

}  // namespace
}  // namespace madoguchi::http
