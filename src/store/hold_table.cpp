#include "store/hold_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define HOLD_COLUMNS                                                                                       \
  "id, contract_id, reason, placed_by, placed_at, lift_proposed_by, lift_document, lifted_by, lifted_at, " \
  "version"

DisputeHold read(const sql::Row& row) {
  return DisputeHold{.id = {row.text(0)},
                     .contract = {row.text(1)},
                     .reason = row.text(2),
                     .placed_by = {row.text(3)},
                     .placed_at = row.time(4),
                     .lift_proposed_by = maybe_id_at<OfficerId>(row, 5),
                     .lift_document = row.maybe_text(6),
                     .lifted_by = maybe_id_at<OfficerId>(row, 7),
                     .lifted_at = row.maybe_time(8),
                     .version = row.number(9)};
}

}  // namespace

Result<void> HoldTable::add(const DisputeHold& h) {
  const auto added = sql_.execute("INSERT INTO dispute_hold (" HOLD_COLUMNS
                                  ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
                                  "ON CONFLICT (contract_id) WHERE lifted_at IS NULL DO NOTHING",
                                  {h.id, h.contract, h.reason, h.placed_by, h.placed_at, h.lift_proposed_by,
                                   h.lift_document, h.lifted_by, h.lifted_at, h.version});
  if (added != 1) return refuse(ErrorCode::conflict, "hold.already_placed");
  return {};
}

Result<DisputeHold> HoldTable::get(const DisputeHoldId& id) {
  const auto rows = sql_.query("SELECT " HOLD_COLUMNS " FROM dispute_hold WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "hold.not_found");
  return read(rows.front());
}

std::vector<DisputeHold> HoldTable::of_contract(const ContractId& contract) {
  return all_of(
      sql_.query("SELECT " HOLD_COLUMNS " FROM dispute_hold WHERE contract_id = $1 ORDER BY placed_at DESC, id",
                 {contract}),
      read);
}

bool HoldTable::on_customer(const CustomerId& customer) {
  return !sql_.query(
                  "SELECT dispute_hold.id FROM contract JOIN dispute_hold ON dispute_hold.contract_id = contract.id "
                  "WHERE contract.customer_id = $1 AND dispute_hold.lifted_at IS NULL LIMIT 1",
                  {customer})
              .empty();
}

Result<DisputeHold> HoldTable::update(DisputeHold h) {
  const auto touched = sql_.execute(
      "UPDATE dispute_hold SET lift_proposed_by = $1, lift_document = $2, lifted_by = $3, lifted_at = $4, "
      "version = version + 1 WHERE id = $5 AND version = $6",
      {h.lift_proposed_by, h.lift_document, h.lifted_by, h.lifted_at, h.id, h.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++h.version;
  return h;
}

}  // namespace madoguchi::store
