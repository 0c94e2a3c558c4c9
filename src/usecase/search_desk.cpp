#include "usecase/search_desk.h"

#include "domain/contract_search.h"
#include "domain/fold.h"
#include "pki/idn.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// As it stands in a certificate, if the text can be a host name.
std::optional<std::string> host_in(const std::string& text) {
  if (text.find('.') == std::string::npos) return {};
  const auto name = pki::dns_name_from_unicode(text, {.private_authority = true});
  if (!name) return {};
  return name->text();
}

}  // namespace

Result<DeskHits> search_desk(Work& work, const std::string& text) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  if (text.empty()) return refuse_field("?q", "input.required");
  auto contracts = TRY(list_contracts(work, {.text = text, .limit = store::kHitsMax}));
  DeskHits hits{.contracts = std::move(contracts.lines),
                .certificates = work.store.desk_search.certificates(serial_in(text), host_in(text))};
  if (const auto number = parse_receipt_number(narrow(text))) {
    hits.applications = work.store.desk_search.applications(*number);
    hits.enquiries = work.store.desk_search.enquiries(*number);
  }
  record_event(work, "desk.searched", "officer", work.actor.officer->value, {},
               CanonicalJson()
                   .number("contracts", std::ssize(hits.contracts))
                   .number("certificates", std::ssize(hits.certificates))
                   .number("applications", std::ssize(hits.applications))
                   .number("enquiries", std::ssize(hits.enquiries)));
  return hits;
}

}  // namespace madoguchi
