#include "store/desk_search.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define HIT_COLUMNS                                                                                         \
  "x.id, x.issuer, x.serial, x.contract_id, x.application_id, x.spki_sha256, x.common_name, x.not_before, " \
  "x.not_after, x.crl_shard, x.issued_at, x.window_certificate_id, x.counted, x.revoked_at, "               \
  "x.revocation_reason, c.number"

CertificateHit read_certificate(const sql::Row& row) {
  return {.certificate = {.id = {row.text(0)},
                          .issuer = row.text(1),
                          .serial = row.text(2),
                          .contract = {row.text(3)},
                          .application = maybe_id_at<ApplicationId>(row, 4),
                          .spki_sha256 = row.text(5),
                          .common_name = row.text(6),
                          .not_before = row.time(7),
                          .not_after = row.time(8),
                          .crl_shard = row.number(9),
                          .issued_at = row.time(10),
                          .window_certificate = {row.text(11)},
                          .counted = row.truth(12),
                          .revoked_at = row.maybe_time(13),
                          .revocation_reason = maybe_name_at<RevocationReason>(row, 14)},
          .contract_number = row.text(15)};
}

EnquiryHit read_enquiry(const sql::Row& row) {
  return {.id = {row.text(0)},
          .number = row.text(1),
          .kind = name_at<EnquiryKind>(row, 2),
          .contract = maybe_id_at<ContractId>(row, 3),
          .opened_at = row.time(4),
          .closed_at = row.maybe_time(5)};
}

}  // namespace

std::vector<CertificateHit> DeskSearch::certificates(const std::optional<std::string>& serial,
                                                     const std::optional<std::string>& dns_name) {
  std::vector<CertificateHit> hits;
  const auto take = [&](const sql::Rows& rows) {
    for (const auto& row : rows) hits.push_back(read_certificate(row));
  };
  if (serial) {
    take(
        sql_.query("SELECT " HIT_COLUMNS
                   " FROM certificate x JOIN contract c ON c.id = x.contract_id WHERE x.serial >= $1 AND x.serial < $2 "
                   "ORDER BY x.serial LIMIT $3",
                   {*serial, *serial + 'g', kHitsMax}));
  }
  if (dns_name) {
    take(sql_.query("SELECT " HIT_COLUMNS
                    " FROM contract_name n JOIN contract c ON c.id = n.contract_id JOIN certificate x ON "
                    "x.contract_id = c.id WHERE n.dns_name = $1 ORDER BY x.issued_at DESC, x.id LIMIT $2",
                    {*dns_name, kHitsMax}));
  }
  return hits;
}

std::vector<ApplicationHit> DeskSearch::applications(const std::string& receipt_number) {
  return all_of(sql_.query("SELECT a.id, a.number, a.kind, a.state, a.contract_id, c.number, a.filed_at "
                           "FROM application a JOIN contract c ON c.id = a.contract_id WHERE a.number = $1",
                           {receipt_number}),
                [](const sql::Row& row) {
                  return ApplicationHit{.id = {row.text(0)},
                                        .number = row.text(1),
                                        .kind = name_at<ApplicationKind>(row, 2),
                                        .state = name_at<ApplicationState>(row, 3),
                                        .contract = {row.text(4)},
                                        .contract_number = row.text(5),
                                        .filed_at = row.time(6)};
                });
}

std::vector<EnquiryHit> DeskSearch::enquiries(const std::string& receipt_number) {
  return all_of(sql_.query("SELECT id, number, kind, contract_id, opened_at, closed_at FROM enquiry WHERE number = $1",
                           {receipt_number}),
                read_enquiry);
}

std::vector<EnquiryHit> DeskSearch::open_enquiries(std::int64_t rows_max) {
  return all_of(sql_.query("SELECT id, number, kind, contract_id, opened_at, closed_at FROM enquiry "
                           "WHERE closed_at IS NULL ORDER BY deadline_at IS NULL, deadline_at, opened_at, id LIMIT $1",
                           {rows_max}),
                read_enquiry);
}

DeskCounts DeskSearch::counts(Time now, Time clocks_until, Time calls_until, Time revocations_until) {
  const auto row =
      sql_.query(
              "SELECT (SELECT COUNT(*) FROM application WHERE closed_at IS NULL), "
              "(SELECT COUNT(*) FROM application WHERE closed_at IS NULL AND deadline_at < $1), "
              "(SELECT COUNT(*) FROM task t WHERE t.closed_at IS NULL AND t.kind = 'call' AND NOT EXISTS (SELECT 1 "
              "FROM call_record r WHERE r.application_id = t.application_id AND r.next_try_at >= $2 AND NOT EXISTS "
              "(SELECT 1 FROM call_record n WHERE n.application_id = r.application_id AND n.at > r.at))), "
              "(SELECT COUNT(*) FROM scheduled_revocation WHERE state = 'pending' AND due_at < $3), "
              "(SELECT COUNT(*) FROM task WHERE closed_at IS NULL AND kind = 'review')",
              {clocks_until, calls_until, revocations_until})
          .front();
  DeskCounts counts{.open_applications = row.number(0),
                    .clocks_running_out = row.number(1),
                    .calls_due = row.number(2),
                    .revocations_due = row.number(3)};
  if (row.number(4) > 0) {
    const auto younger_half = sql_.query(
        "SELECT opened_at FROM task WHERE closed_at IS NULL AND kind = 'review' ORDER BY opened_at DESC, id LIMIT $1",
        {row.number(4) / 2 + 1});
    if (!younger_half.empty()) counts.review_age_median = now - younger_half.back().time(0);
  }
  return counts;
}

}  // namespace madoguchi::store
