#include "store/application_list.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

ApplicationLine read(const sql::Row& row) {
  return {.application = {.id = {row.text(0)},
                          .number = row.text(1),
                          .kind = name_at<ApplicationKind>(row, 2),
                          .contract = {row.text(3)},
                          .state = name_at<ApplicationState>(row, 4),
                          .filed_by_officer = maybe_id_at<OfficerId>(row, 5),
                          .filed_at = row.time(6),
                          .deadline_at = row.maybe_time(7),
                          .answer_until = row.maybe_time(8),
                          .suspended_at = row.maybe_time(9),
                          .customer_text = row.maybe_text(10),
                          .closed_at = row.maybe_time(11)},
          .contract_number = row.text(12),
          .common_name = row.text(13)};
}

}  // namespace

std::vector<ApplicationLine> ApplicationList::page(const ApplicationSearch& search) {
  if (search.customers.empty()) return {};
  std::vector<sql::Parameter> values;
  const auto next = [&](sql::Parameter value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
  };
  std::string whose;
  for (const auto& customer : search.customers) whose.append(whose.empty() ? "" : ", ").append(next(customer));
  std::string where = "c.customer_id IN (" + whose + ")";
  const auto also = [&](const std::string& condition) { where.append(" AND ").append(condition); };
  if (search.contract) also("a.contract_id = " + next(*search.contract));
  if (search.kind) also("a.kind = " + next(to_text(*search.kind)));
  if (search.open) also(*search.open ? "a.closed_at IS NULL" : "a.closed_at IS NOT NULL");
  if (!search.before_id.empty()) {
    const auto at = next(search.before_at);
    also("(a.filed_at, a.id) < (" + at + ", " + next(search.before_id) + ")");
  }
  const auto limit = next(search.rows_max);
  return all_of(sql_.query("SELECT a.id, a.number, a.kind, a.contract_id, a.state, a.filed_by_officer, a.filed_at, "
                           "a.deadline_at, a.answer_until, a.suspended_at, a.customer_text, a.closed_at, c.number, "
                           "c.common_name FROM application a JOIN contract c ON c.id = a.contract_id WHERE " +
                               where + " ORDER BY a.filed_at DESC, a.id DESC LIMIT " + limit,
                           values),
                read);
}

}  // namespace madoguchi::store
