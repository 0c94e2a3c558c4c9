#include "mail/names.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace madoguchi {
namespace {

template <typename E>
std::size_t names_of(const Catalogue& catalogue) {
  for (const auto& [value, text] : Names<E>::values) {
    const auto key = "name." + std::string(noun_of(value)) + '.' + std::string(text);
    EXPECT_TRUE(catalogue.has(Language::ja, key)) << key;
    EXPECT_TRUE(catalogue.has(Language::en, key)) << key;
  }
  return Names<E>::values.size();
}

TEST(Names, EveryValueHasOneAndNoOther) {
  const auto catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  const auto count = names_of<ApplicationKind>(catalogue) + names_of<ContactRole>(catalogue) +
                     names_of<MembershipRole>(catalogue) + names_of<RevocationReason>(catalogue) +
                     names_of<RevocationScope>(catalogue) + names_of<ScheduleState>(catalogue);
  std::size_t names = 0;
  for (const auto& key : catalogue.keys()) names += key.starts_with("name.") ? 1 : 0;
  EXPECT_EQ(names, count);
  EXPECT_EQ(name_in(catalogue, Language::ja, ApplicationKind::reissue), "再発行申請");
}

}  // namespace
}  // namespace madoguchi
