#include "store/enquiry_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define ENQUIRY_COLUMNS                                                                                  \
  "id, number, kind, customer_id, contract_id, account_id, reporter_mail, registered_on, text, answer, " \
  "opened_at, deadline_at, closed_at, version, decision, no_cause, no_cause_by"

Enquiry read(const sql::Row& row) {
  return Enquiry{.id = {row.text(0)},
                 .number = row.text(1),
                 .kind = name_at<EnquiryKind>(row, 2),
                 .customer = maybe_id_at<CustomerId>(row, 3),
                 .contract = maybe_id_at<ContractId>(row, 4),
                 .account = maybe_id_at<AccountId>(row, 5),
                 .reporter_mail = row.maybe_text(6),
                 .registered_on = row.is_null(7) ? std::nullopt : std::optional(row.day(7)),
                 .text = row.text(8),
                 .answer = row.maybe_text(9),
                 .opened_at = row.time(10),
                 .deadline_at = row.maybe_time(11),
                 .closed_at = row.maybe_time(12),
                 .version = row.number(13),
                 .decision = maybe_name_at<ReportDecision>(row, 14),
                 .no_cause = row.maybe_text(15),
                 .no_cause_by = maybe_id_at<OfficerId>(row, 16)};
}

}  // namespace

void EnquiryTable::add(const Enquiry& e) {
  sql_.execute("INSERT INTO enquiry (" ENQUIRY_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
               {e.id, e.number, to_text(e.kind), e.customer, e.contract, e.account, e.reporter_mail, e.registered_on,
                e.text, e.answer, e.opened_at, e.deadline_at, e.closed_at, e.version, maybe_text_of(e.decision),
                e.no_cause, e.no_cause_by});
}

Result<Enquiry> EnquiryTable::get(const EnquiryId& id) {
  const auto rows = sql_.query("SELECT " ENQUIRY_COLUMNS " FROM enquiry WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "enquiry.not_found");
  return read(rows.front());
}

std::optional<Enquiry> EnquiryTable::find_by_number(const std::string& number) {
  const auto rows = sql_.query("SELECT " ENQUIRY_COLUMNS " FROM enquiry WHERE number = $1", {number});
  if (rows.empty()) return {};
  return read(rows.front());
}

std::vector<Enquiry> EnquiryTable::of_contract(const ContractId& contract) {
  return all_of(
      sql_.query("SELECT " ENQUIRY_COLUMNS " FROM enquiry WHERE contract_id = $1 ORDER BY opened_at, id", {contract}),
      read);
}

std::vector<Enquiry> EnquiryTable::page(const EnquirySearch& search) {
  std::vector<sql::Parameter> values;
  const auto next = [&](sql::Parameter value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
  };
  std::string where = "1 = 1";
  const auto also = [&](const std::string& condition) { where.append(" AND ").append(condition); };
  if (search.account) {
    also("account_id = " + next(*search.account));
    const auto now = next(search.now);
    also(
        "(customer_id IS NULL OR EXISTS (SELECT membership.role FROM membership WHERE membership.account_id = "
        "enquiry.account_id AND membership.customer_id = enquiry.customer_id AND membership.mandate_from <= " +
        now + " AND (membership.mandate_until IS NULL OR membership.mandate_until > " + now + ")))");
  }
  if (search.open) also(*search.open ? "closed_at IS NULL" : "closed_at IS NOT NULL");
  if (search.kind) also("kind = " + next(to_text(*search.kind)));
  if (!search.before_id.empty()) {
    const auto at = next(search.before_at);
    also("(opened_at, id) < (" + at + ", " + next(search.before_id) + ")");
  }
  const auto limit = next(search.rows_max);
  return all_of(sql_.query("SELECT " ENQUIRY_COLUMNS " FROM enquiry WHERE " + where +
                               " ORDER BY opened_at DESC, id DESC LIMIT " + limit,
                           values),
                read);
}

std::int64_t EnquiryTable::opened_since(const AccountId& account, Time since) {
  return sql_.query("SELECT COUNT(*) FROM enquiry WHERE account_id = $1 AND opened_at > $2", {account, since})
      .front()
      .number(0);
}

Result<Enquiry> EnquiryTable::update(Enquiry e) {
  const auto touched = sql_.execute(
      "UPDATE enquiry SET answer = $1, deadline_at = $2, closed_at = $3, decision = $4, no_cause = $5, no_cause_by = "
      "$6, "
      "version = version + 1 WHERE id = $7 AND version = $8",
      {e.answer, e.deadline_at, e.closed_at, maybe_text_of(e.decision), e.no_cause, e.no_cause_by, e.id, e.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++e.version;
  return e;
}

}  // namespace madoguchi::store
