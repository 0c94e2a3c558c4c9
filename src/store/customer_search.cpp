#include "store/customer_search.h"

#include "store/columns.h"
#include "store/contract_row.h"

namespace madoguchi::store {

std::vector<Customer> CustomerSearch::matching(const std::string& folded, const std::string& number,
                                               std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT id, name, name_kana, name_folded, corporate_number, second_approval, created_at FROM customer "
                 "WHERE name_folded LIKE $1 ESCAPE '\\' OR corporate_number = $2 ORDER BY name_folded, id LIMIT $3",
                 {containing(folded), number, rows_max}),
      [](const sql::Row& row) {
        return Customer{.id = {row.text(0)},
                        .name = row.text(1),
                        .name_kana = row.text(2),
                        .name_folded = row.text(3),
                        .corporate_number = row.maybe_text(4),
                        .second_approval = row.truth(5),
                        .created_at = row.time(6)};
      });
}

}  // namespace madoguchi::store
