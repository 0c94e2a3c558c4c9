#include "store/customer_table.h"

#include "domain/contract_search.h"
#include "store/columns.h"
#include "store/contract_row.h"

#define CUSTOMER_COLUMNS "id, name, name_kana, name_folded, corporate_number, second_approval, created_at"

namespace madoguchi::store {
namespace {

Customer read_customer(const sql::Row& row) {
  return {.id = {row.text(0)},
          .name = row.text(1),
          .name_kana = row.text(2),
          .name_folded = row.text(3),
          .corporate_number = row.maybe_text(4),
          .second_approval = row.truth(5),
          .created_at = row.time(6)};
}

}  // namespace

void CustomerTable::add(const Customer& customer) {
  sql_.execute("INSERT INTO customer (" CUSTOMER_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)",
               {customer.id, customer.name, customer.name_kana, customer.name_folded, customer.corporate_number,
                customer.second_approval, customer.created_at});
  add_first_search_text(customer.id, customer.name);
  add_first_search_text(customer.id, customer.name_kana);
}

void CustomerTable::add_first_search_text(const CustomerId& id, const std::string& text) {
  for (const auto& part : search_parts(text)) {
    sql_.execute("INSERT INTO customer_search_part (part, customer_id) VALUES ($1, $2)", {part, id});
  }
}

void CustomerTable::add_search_text(const CustomerId& id, const std::string& text) {
  for (const auto& part : search_parts(text)) {
    sql_.execute(
        "INSERT INTO customer_search_part (part, customer_id) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM "
        "customer_search_part WHERE part = $1 AND customer_id = $2)",
        {part, id});
  }
}

Result<Customer> CustomerTable::get(const CustomerId& id) {
  const auto rows = sql_.query("SELECT " CUSTOMER_COLUMNS " FROM customer WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "customer.not_found");
  return read_customer(rows.front());
}

std::vector<Customer> CustomerTable::matching(const std::string& folded, const std::string& number,
                                              std::int64_t rows_max) {
  return all_of(sql_.query("SELECT " CUSTOMER_COLUMNS " FROM customer WHERE name_folded LIKE $1 ESCAPE '\\' "
                           "OR corporate_number = $2 ORDER BY name_folded, id LIMIT $3",
                           {containing(folded), number, rows_max}),
                read_customer);
}

}  // namespace madoguchi::store
