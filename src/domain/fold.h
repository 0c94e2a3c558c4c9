#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

/// Japanese text: what is the same to somebody who searches, and what may stand in a name. Without ICU.
namespace madoguchi {

/// `text` as it is compared in searches (R39): 全角/半角 in one width, カタカナ and ひらがな one, marks composed, case
/// gone, ㈱ and (株) spelt out, common 旧字 as their new forms, hyphens one, spaces and variation selectors dropped.
/// For search keys only, never for a name that is stored or shown. Folding twice changes nothing. Text that is not
/// UTF-8 comes back as it is.
std::string fold_for_search(std::string_view text);

/// Full-width ASCII and the ideographic space in their half-width form, the rest untouched: numbers, codes, addresses
/// of mails as typed with a Japanese keyboard.
std::string narrow(std::string_view text);

/// フリガナ in full-width katakana, from half-width katakana or hiragana; words parted by one full-width space. Refuses
/// text.not_kana for anything but kana, the long mark ー, ・ and spaces. Empty stays empty.
Result<std::string> parse_kana(std::string_view text);

}  // namespace madoguchi
