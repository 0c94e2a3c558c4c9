#pragma once
#include "domain/contract.h"
#include "domain/issuance_plan.h"
#include "domain/policy.h"

namespace madoguchi {

/// What a contract of `product` asks to be certified for the key `spki_der`: its subject, names and ends.
inline IssuanceRequest issuance_request(const Contract& contract, const Product& product, Bytes spki_der) {
  return {.subject = {.country = contract.country,
                      .state_or_province = contract.state_or_province.value_or(""),
                      .locality = contract.locality.value_or(""),
                      .organization = contract.organization,
                      .business_category = contract.business_category.value_or(""),
                      .jurisdiction_country = contract.jurisdiction_country.value_or(""),
                      .registration_number = contract.registration_number.value_or(""),
                      .common_name = contract.common_name},
          .dns_names = contract.dns_names,
          .spki_der = std::move(spki_der),
          .product_days_max = product.certificate_days_max,
          .contract_ends_at = contract.ends_at};
}

}  // namespace madoguchi
