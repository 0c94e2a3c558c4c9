#pragma once
#include "domain/names.h"

namespace madoguchi {

/// Where a number that may be called was found (R119; EVG 3.2.2.5): never what the applicant said or typed.
enum class NumberSource : std::uint8_t {
  government_registry,    ///< 登記, 法人番号公表サイト, other government sources
  independent_directory,  ///< 電話帳, company databases
  professional_letter,    ///< of a lawyer or accountant, verified
  site_visit,
  through_main_number,  ///< asked for at the organisation's verified main number: a person's extension
};
template <>
struct Names<NumberSource> {
  static constexpr auto values = std::to_array<std::pair<NumberSource, std::string_view>>({
      MADOGUCHI_NAME(NumberSource, government_registry),
      MADOGUCHI_NAME(NumberSource, independent_directory),
      MADOGUCHI_NAME(NumberSource, professional_letter),
      MADOGUCHI_NAME(NumberSource, site_visit),
      MADOGUCHI_NAME(NumberSource, through_main_number),
  });
};

}  // namespace madoguchi
