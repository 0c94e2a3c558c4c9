#pragma once
#include "domain/task.h"
#include "store/columns.h"

/// The columns of a task with `prefix` ("t." or ""), for the two files that read it.
#define TASK_COLUMNS_OF(prefix)                                                                                \
  prefix "id, " prefix "kind, " prefix "application_id, " prefix "enquiry_id, " prefix "contract_id, " prefix  \
         "detail, " prefix "opened_at, " prefix "due_at, " prefix "assigned_to, " prefix "claimed_by, " prefix \
         "claim_until, " prefix "escalation, " prefix "closed_at, " prefix "version"

namespace madoguchi::store {

/// From the first columns of a row.
inline Task read_task(const sql::Row& row) {
  return Task{.id = {row.text(0)},
              .kind = name_at<TaskKind>(row, 1),
              .application = maybe_id_at<ApplicationId>(row, 2),
              .enquiry = maybe_id_at<EnquiryId>(row, 3),
              .contract = maybe_id_at<ContractId>(row, 4),
              .detail = row.text(5),
              .opened_at = row.time(6),
              .due_at = row.maybe_time(7),
              .assigned_to = maybe_id_at<OfficerId>(row, 8),
              .claimed_by = maybe_id_at<OfficerId>(row, 9),
              .claim_until = row.maybe_time(10),
              .escalation = row.number(11),
              .closed_at = row.maybe_time(12),
              .version = row.number(13)};
}

}  // namespace madoguchi::store
