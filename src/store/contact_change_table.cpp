#include "store/contact_change_table.h"

#include <algorithm>

#include "store/columns.h"

namespace madoguchi::store {

void ContactChangeTable::put(const ApplicationId& application, const std::vector<FieldChange>& changes) {
  sql_.execute("DELETE FROM contact_change WHERE application_id = $1", {application});
  for (const auto& change : changes) {
    sql_.execute(
        "INSERT INTO contact_change (application_id, role, field, before_value, after_value) "
        "VALUES ($1, $2, $3, $4, $5)",
        {application, to_text(change.role), to_text(change.field), change.before, change.after});
  }
}

std::vector<FieldChange> ContactChangeTable::of_application(const ApplicationId& application) {
  auto changes =
      all_of(sql_.query("SELECT role, field, before_value, after_value FROM contact_change WHERE application_id = $1",
                        {application}),
             [](const sql::Row& row) {
               return FieldChange{.role = name_at<ContactRole>(row, 0),
                                  .field = name_at<ContactField>(row, 1),
                                  .before = row.maybe_text(2),
                                  .after = row.maybe_text(3)};
             });
  std::ranges::sort(changes, {}, [](const FieldChange& change) { return std::pair(change.role, change.field); });
  return changes;
}

}  // namespace madoguchi::store
