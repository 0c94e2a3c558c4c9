#include "usecase/list_applications.h"

#include "usecase/page_cursor.h"
#include "usecase/show_contract.h"

namespace madoguchi {

Result<ApplicationListPage> list_applications(Work& work, const ListApplications& command) {
  if (command.limit < 1 || command.limit > kApplicationRowsMax) return refuse_field("?limit", "input.not_a_choice");
  store::ApplicationSearch search{.customers = {},
                                  .contract = command.contract,
                                  .kind = command.kind,
                                  .open = command.open,
                                  .rows_max = command.limit + 1};
  search.customers.reserve(work.actor.mandates.size());
  for (const auto& mandate : work.actor.mandates) search.customers.push_back(mandate.customer);
  if (!command.cursor.empty()) {
    auto place = TRY(parse_place(command.cursor));
    search.before_at = place.at;
    search.before_id = std::move(place.id);
  }
  ApplicationListPage page{.lines = work.store.application_list.page(search)};
  if (std::ssize(page.lines) > command.limit) {
    page.lines.pop_back();
    const auto& last = page.lines.back().application;
    page.next = cursor_text({.at = last.filed_at, .id = last.id.value});
  }
  for (auto& line : page.lines) {
    ApplicationView own{.application = std::move(line.application), .steps = {}};
    keep_inside(own);
    line.application = std::move(own.application);
  }
  return page;
}

}  // namespace madoguchi
