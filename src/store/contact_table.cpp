#include "store/contact_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define CONTACT_COLUMNS                                                                                       \
  "id, contract_id, role, person_name, person_kana, phone, country, postal_code, address, mail, department, " \
  "organization, language, invoice_delivery, renewal_notice, valid_from, valid_until"
#define NUMBER_COLUMNS "id, contract_id, subject, phone, source, verified_by, valid_from, valid_until"

Contact read(const sql::Row& row) {
  return Contact{.id = {row.text(0)},
                 .contract = {row.text(1)},
                 .role = name_at<ContactRole>(row, 2),
                 .person_name = row.text(3),
                 .person_kana = row.text(4),
                 .phone = row.text(5),
                 .country = row.text(6),
                 .postal_code = row.text(7),
                 .address = row.text(8),
                 .mail = row.text(9),
                 .department = row.text(10),
                 .organization = row.text(11),
                 .language = row.text(12),
                 .invoice_delivery = maybe_name_at<InvoiceDelivery>(row, 13),
                 .renewal_notice = row.truth(14),
                 .valid_from = row.time(15),
                 .valid_until = row.maybe_time(16)};
}

VerifiedNumber read_number(const sql::Row& row) {
  return VerifiedNumber{.id = {row.text(0)},
                        .contract = {row.text(1)},
                        .subject = name_at<NumberSubject>(row, 2),
                        .phone = row.text(3),
                        .source = row.text(4),
                        .verified_by = {row.text(5)},
                        .valid_from = row.time(6),
                        .valid_until = row.maybe_time(7)};
}

}  // namespace

void ContactTable::add(const Contact& contact) {
  sql_.execute("INSERT INTO contact (" CONTACT_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
               {contact.id, contact.contract, to_text(contact.role), contact.person_name, contact.person_kana,
                contact.phone, contact.country, contact.postal_code, contact.address, contact.mail, contact.department,
                contact.organization, contact.language, maybe_text_of(contact.invoice_delivery), contact.renewal_notice,
                contact.valid_from, contact.valid_until});
}

std::vector<Contact> ContactTable::current(const ContractId& contract) {
  return all_of(
      sql_.query("SELECT " CONTACT_COLUMNS " FROM contact WHERE contract_id = $1 AND valid_until IS NULL ORDER BY role",
                 {contract}),
      read);
}

std::optional<Contact> ContactTable::current(const ContractId& contract, ContactRole role) {
  const auto rows =
      sql_.query("SELECT " CONTACT_COLUMNS " FROM contact WHERE contract_id = $1 AND role = $2 AND valid_until IS NULL",
                 {contract, to_text(role)});
  if (rows.empty()) return {};
  return read(rows.front());
}

std::vector<Contact> ContactTable::holders_of(const CustomerId& customer, Time now, std::int64_t rows_max) {
  return all_of(
      sql_.query(
          "SELECT " CONTACT_COLUMNS
          " FROM contact WHERE id IN (SELECT MIN(contact.id) FROM contract JOIN contact ON contact.contract_id = "
          "contract.id WHERE contract.customer_id = $1 AND contract.state IN ('in_force', 'cancelling') "
          "AND contract.ends_at > $2 AND contact.valid_until IS NULL "
          "AND contact.role IN ('registrant', 'technical') AND contact.mail <> '' GROUP BY contact.mail) "
          "ORDER BY id LIMIT $3",
          {customer, now, rows_max}),
      read);
}

std::vector<Contact> ContactTable::history(const ContractId& contract, std::optional<Time> at) {
  const auto rows_max = kContactHistoryMax + 1;
  if (!at) {
    return all_of(sql_.query("SELECT " CONTACT_COLUMNS
                             " FROM contact WHERE contract_id = $1 ORDER BY valid_from DESC, role LIMIT $2",
                             {contract, rows_max}),
                  read);
  }
  return all_of(sql_.query("SELECT " CONTACT_COLUMNS " FROM contact WHERE contract_id = $1 AND valid_from <= $2 "
                           "AND (valid_until IS NULL OR valid_until > $2) ORDER BY valid_from DESC, role LIMIT $3",
                           {contract, *at, rows_max}),
                read);
}

Result<void> ContactTable::replace(const ContactId& current, const Contact& contact) {
  const auto touched = sql_.execute("UPDATE contact SET valid_until = $1 WHERE id = $2 AND valid_until IS NULL",
                                    {contact.valid_from, current});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  add(contact);
  return {};
}

void ContactTable::add_number(const VerifiedNumber& number) {
  sql_.execute("INSERT INTO verified_number (" NUMBER_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               {number.id, number.contract, to_text(number.subject), number.phone, number.source, number.verified_by,
                number.valid_from, number.valid_until});
}

std::vector<VerifiedNumber> ContactTable::numbers(const ContractId& contract) {
  return all_of(
      sql_.query("SELECT " NUMBER_COLUMNS " FROM verified_number WHERE contract_id = $1 ORDER BY subject, valid_from",
                 {contract}),
      read_number);
}

Result<VerifiedNumber> ContactTable::number(const VerifiedNumberId& id) {
  const auto rows = sql_.query("SELECT " NUMBER_COLUMNS " FROM verified_number WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "number.not_found");
  return read_number(rows.front());
}

void ContactTable::end_number(const VerifiedNumberId& id, Time at) {
  sql_.execute("UPDATE verified_number SET valid_until = $1 WHERE id = $2 AND valid_until IS NULL", {at, id});
}

}  // namespace madoguchi::store
