#pragma once
#include <string>
#include <vector>

#include "usecase/list_contracts.h"

namespace madoguchi {

/// What one typed text finds at the desk (R97): contracts by number, names, 法人名, カナ, telephone number, serial or
/// 受付番号; certificates by the beginning of a serial or by a host name; applications and enquiries by 受付番号. At
/// most store::kHitsMax of each.
struct DeskHits {
  std::vector<ContractLine> contracts;  ///< the customer's name masked where the reader may not see it (R117)
  std::vector<store::CertificateHit> certificates;
  std::vector<store::ApplicationHit> applications;
  std::vector<store::EnquiryHit> enquiries;
};
/// For officers. Leaves the event desk.searched, without the text (R106). Refuses forbidden; "?q" input.required,
/// input.too_long, input.bad_characters.
Result<DeskHits> search_desk(Work& work, const std::string& text);

}  // namespace madoguchi
