#include "store/evidence_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define EVIDENCE_COLUMNS \
  "id, contract_id, application_id, kind, source, note, document_sha256, collected_by, collected_at, valid_until"

Evidence read(const sql::Row& row) {
  return Evidence{.id = {row.text(0)},
                  .contract = {row.text(1)},
                  .application = maybe_id_at<ApplicationId>(row, 2),
                  .kind = row.text(3),
                  .source = row.text(4),
                  .note = row.text(5),
                  .document_sha256 = row.maybe_text(6),
                  .collected_by = {row.text(7)},
                  .collected_at = row.time(8),
                  .valid_until = row.time(9)};
}

}  // namespace

void EvidenceTable::add(const Evidence& e) {
  sql_.execute("INSERT INTO evidence (" EVIDENCE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
               {e.id, e.contract, e.application, e.kind, e.source, e.note, e.document_sha256, e.collected_by,
                e.collected_at, e.valid_until});
}

Result<Evidence> EvidenceTable::get(const EvidenceId& id) {
  const auto rows = sql_.query("SELECT " EVIDENCE_COLUMNS " FROM evidence WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "evidence.not_found");
  return read(rows.front());
}

std::vector<Evidence> EvidenceTable::of_contract(const ContractId& contract) {
  return all_of(sql_.query("SELECT " EVIDENCE_COLUMNS " FROM evidence WHERE contract_id = $1 ORDER BY collected_at, id",
                           {contract}),
                read);
}

std::optional<Evidence> EvidenceTable::youngest(const ContractId& contract, const std::string& kind, Time now) {
  const auto rows = sql_.query("SELECT " EVIDENCE_COLUMNS
                               " FROM evidence WHERE contract_id = $1 AND kind = $2 AND collected_at <= $3 "
                               "AND valid_until > $3 ORDER BY collected_at DESC, id LIMIT 1",
                               {contract, kind, now});
  if (rows.empty()) return {};
  return read(rows.front());
}

void ChecklistTable::tick(const ChecklistTick& t) {
  sql_.execute(
      "INSERT INTO checklist_tick (application_id, item, officer_id, at, evidence_id, note) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (application_id, item) DO UPDATE SET officer_id = $3, at = $4, "
      "evidence_id = $5, note = $6",
      {t.application, t.item, t.officer, t.at, t.evidence, t.note});
}

bool ChecklistTable::untick(const ApplicationId& application, const std::string& item) {
  return sql_.execute("DELETE FROM checklist_tick WHERE application_id = $1 AND item = $2", {application, item}) == 1;
}

std::vector<ChecklistTick> ChecklistTable::of_application(const ApplicationId& application) {
  return all_of(sql_.query("SELECT application_id, item, officer_id, at, evidence_id, note FROM checklist_tick "
                           "WHERE application_id = $1 ORDER BY item",
                           {application}),
                [](const sql::Row& row) {
                  return ChecklistTick{.application = {row.text(0)},
                                       .item = row.text(1),
                                       .officer = {row.text(2)},
                                       .at = row.time(3),
                                       .evidence = maybe_id_at<EvidenceId>(row, 4),
                                       .note = row.text(5)};
                });
}

void ChecklistTable::clear(const ApplicationId& application) {
  sql_.execute("DELETE FROM checklist_tick WHERE application_id = $1", {application});
}

}  // namespace madoguchi::store
