#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/dns_name.h"

namespace madoguchi::pki {

/// The name in a certificate's form: "例え.jp" -> "xn--r8jz45g.jp". Takes ASCII names as well, and a leading "*.".
/// Case and width are folded (Latin, Greek, Cyrillic; full-width ASCII, half-width kana, 。 for a dot), then IDNA 2008
/// holds as it stands, without UTS 46, whose mapping silently drops invisible characters. Refuses with
/// dns_name.not_idna what is no such name, with the other keys of DnsName::parse what that refuses.
Result<DnsName> dns_name_from_unicode(std::string_view utf8, DnsNameRules rules = {});

/// For people: "xn--r8jz45g.jp" -> "例え.jp". A name with a label that is no valid IDNA 2008 label (such a certificate
/// name is possible) comes back as it stands.
std::string unicode_of(const DnsName& name);

}  // namespace madoguchi::pki
