#include "store/officer_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define OFFICER_COLUMNS                                                                                        \
  "id, login_id, name, password_hash, totp_secret_sealed, totp_step_used, language, disabled_at, created_at, " \
  "version"

Officer read(const sql::Row& row) {
  return Officer{.id = {row.text(0)},
                 .login_id = row.text(1),
                 .name = row.text(2),
                 .password_hash = row.text(3),
                 .totp_secret_sealed = row.bytes(4),
                 .totp_step_used = row.number(5),
                 .language = parse_language(row.text(6)).value_or(Language::ja),
                 .disabled_at = row.maybe_time(7),
                 .created_at = row.time(8),
                 .version = row.number(9)};
}

}  // namespace

void OfficerTable::add(const Officer& o) {
  sql_.execute("INSERT INTO officer (" OFFICER_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
               {o.id, o.login_id, o.name, o.password_hash, o.totp_secret_sealed, o.totp_step_used, to_text(o.language),
                o.disabled_at, o.created_at, o.version});
  for (const auto role : o.roles) {
    sql_.execute("INSERT INTO officer_role (officer_id, role) VALUES ($1, $2)", {o.id, to_text(role)});
  }
}

Result<Officer> OfficerTable::get(const OfficerId& id) {
  const auto rows = sql_.query("SELECT " OFFICER_COLUMNS " FROM officer WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "officer.not_found");
  auto officer = read(rows.front());
  officer.roles = roles(officer.id);
  return officer;
}

std::optional<Officer> OfficerTable::find_by_login_id(const std::string& login_id) {
  const auto rows = sql_.query("SELECT " OFFICER_COLUMNS " FROM officer WHERE login_id = $1", {login_id});
  if (rows.empty()) return {};
  auto officer = read(rows.front());
  officer.roles = roles(officer.id);
  return officer;
}

std::vector<Officer> OfficerTable::all() {
  auto officers = all_of(sql_.query("SELECT " OFFICER_COLUMNS " FROM officer ORDER BY login_id"), read);
  for (auto& officer : officers) officer.roles = roles(officer.id);
  return officers;
}

std::vector<Role> OfficerTable::roles(const OfficerId& id) {
  return all_of(sql_.query("SELECT role FROM officer_role WHERE officer_id = $1 ORDER BY role", {id}),
                [](const sql::Row& row) { return name_at<Role>(row, 0); });
}

bool OfficerTable::use_totp_step(const OfficerId& id, std::int64_t step) {
  return sql_.execute("UPDATE officer SET totp_step_used = $1 WHERE id = $2 AND totp_step_used < $1", {step, id}) == 1;
}

bool OfficerTable::disable(const OfficerId& id, Time at) {
  return sql_.execute(
             "UPDATE officer SET disabled_at = $1, version = version + 1 WHERE id = $2 AND disabled_at IS NULL",
             {at, id}) == 1;
}

}  // namespace madoguchi::store
