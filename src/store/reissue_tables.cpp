#include "store/reissue_tables.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define GRANT_COLUMNS "id, contract_id, reason, opened_by, opened_at, expires_at, used_by_application, closed_at"

ReissueGrant read(const sql::Row& row) {
  return ReissueGrant{.id = {row.text(0)},
                      .contract = {row.text(1)},
                      .reason = row.text(2),
                      .opened_by = {row.text(3)},
                      .opened_at = row.time(4),
                      .expires_at = row.time(5),
                      .used_by = maybe_id_at<ApplicationId>(row, 6),
                      .closed_at = row.maybe_time(7)};
}

std::optional<ReissueGrant> first(const sql::Rows& rows) {
  if (rows.empty()) return {};
  return read(rows.front());
}

}  // namespace

Result<void> GrantTable::add(const ReissueGrant& g) {
  const auto added =
      sql_.execute("INSERT INTO reissue_grant (" GRANT_COLUMNS
                   ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                   "ON CONFLICT (contract_id) WHERE closed_at IS NULL DO NOTHING",
                   {g.id, g.contract, g.reason, g.opened_by, g.opened_at, g.expires_at, g.used_by, g.closed_at});
  if (added != 1) return refuse(ErrorCode::conflict, "grant.already_open");
  return {};
}

std::optional<ReissueGrant> GrantTable::open_of(const ContractId& contract, Time now) {
  return first(sql_.query("SELECT " GRANT_COLUMNS
                          " FROM reissue_grant WHERE contract_id = $1 AND closed_at IS NULL AND expires_at > $2",
                          {contract, now}));
}

std::optional<ReissueGrant> GrantTable::unclosed_of(const ContractId& contract) {
  return first(sql_.query("SELECT " GRANT_COLUMNS " FROM reissue_grant WHERE contract_id = $1 AND closed_at IS NULL",
                          {contract}));
}

Result<ReissueGrant> GrantTable::get(const ReissueGrantId& id) {
  auto found = first(sql_.query("SELECT " GRANT_COLUMNS " FROM reissue_grant WHERE id = $1", {id}));
  if (!found) return refuse(ErrorCode::not_found, "grant.not_found");
  return *std::move(found);
}

std::vector<ReissueGrant> GrantTable::of_contract(const ContractId& contract) {
  return all_of(sql_.query("SELECT " GRANT_COLUMNS " FROM reissue_grant WHERE contract_id = $1 "
                           "ORDER BY opened_at DESC, id",
                           {contract}),
                read);
}

bool GrantTable::close(const ReissueGrantId& id, const std::optional<ApplicationId>& used_by, Time at) {
  return sql_.execute(
             "UPDATE reissue_grant SET used_by_application = $1, closed_at = $2 WHERE id = $3 AND closed_at IS NULL",
             {used_by, at, id}) == 1;
}

void AgreementTable::put(const AgreementAcceptance& a) {
  sql_.execute(
      "INSERT INTO agreement_acceptance (application_id, agreement_version, text_sha256, account_id, accepted_at) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (application_id) DO UPDATE SET agreement_version = $2, "
      "text_sha256 = $3, account_id = $4, accepted_at = $5",
      {a.application, a.version, a.text_sha256, a.account, a.accepted_at});
}

std::optional<AgreementAcceptance> AgreementTable::of_application(const ApplicationId& application) {
  const auto rows = sql_.query(
      "SELECT application_id, agreement_version, text_sha256, account_id, accepted_at FROM agreement_acceptance "
      "WHERE application_id = $1",
      {application});
  if (rows.empty()) return {};
  const auto& row = rows.front();
  return AgreementAcceptance{.application = {row.text(0)},
                             .version = row.text(1),
                             .text_sha256 = row.text(2),
                             .account = maybe_id_at<AccountId>(row, 3),
                             .accepted_at = row.time(4)};
}

}  // namespace madoguchi::store
