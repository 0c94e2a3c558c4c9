#include "store/call_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define CALL_COLUMNS                                                                                         \
  "id, application_id, verified_number_id, phone, officer_id, at, outcome, person, serial_read_back, note, " \
  "next_try_at, incoming"

CallRecord read(const sql::Row& row) {
  return CallRecord{.id = {row.text(0)},
                    .application = {row.text(1)},
                    .number = {row.text(2)},
                    .phone = row.text(3),
                    .officer = {row.text(4)},
                    .at = row.time(5),
                    .outcome = name_at<CallOutcome>(row, 6),
                    .incoming = row.truth(11),
                    .person = row.text(7),
                    .serial_read_back = row.maybe_text(8),
                    .note = row.text(9),
                    .next_try_at = row.maybe_time(10)};
}

}  // namespace

void CallTable::add(const CallRecord& c) {
  sql_.execute("INSERT INTO call_record (" CALL_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
               {c.id, c.application, c.number, c.phone, c.officer, c.at, to_text(c.outcome), c.person,
                c.serial_read_back, c.note, c.next_try_at, c.incoming});
}

std::vector<CallRecord> CallTable::of_application(const ApplicationId& application) {
  return all_of(
      sql_.query("SELECT " CALL_COLUMNS " FROM call_record WHERE application_id = $1 ORDER BY at, id", {application}),
      read);
}

}  // namespace madoguchi::store
