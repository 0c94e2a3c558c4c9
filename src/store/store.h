#pragma once
#include "store/account_table.h"
#include "store/application_list.h"
#include "store/application_table.h"
#include "store/calendar_table.h"
#include "store/call_table.h"
#include "store/certificate_table.h"
#include "store/contact_change_table.h"
#include "store/contact_table.h"
#include "store/contract_detail.h"
#include "store/contract_list.h"
#include "store/contract_table.h"
#include "store/customer_table.h"
#include "store/desk_search.h"
#include "store/desk_tables.h"
#include "store/draft_table.h"
#include "store/enquiry_table.h"
#include "store/evidence_table.h"
#include "store/hold_table.h"
#include "store/login_table.h"
#include "store/mail_table.h"
#include "store/officer_table.h"
#include "store/recovery_table.h"
#include "store/reissue_tables.h"
#include "store/session_table.h"
#include "store/status_table.h"
#include "store/work_list.h"

namespace madoguchi {

/// All tables over one connection: what a use case may read and write. SQL text stands in store/ only, written once.
struct Store {
  explicit Store(sql::Connection& connection)
      : sql(connection),
        customers(connection),
        accounts(connection),
        officers(connection),
        sessions(connection),
        logins(connection),
        password_resets(connection),
        address_changes(connection),
        recoveries(connection),
        contracts(connection),
        contract_list(connection),
        contract_detail(connection),
        contacts(connection),
        applications(connection),
        application_list(connection),
        enquiries(connection),
        drafts(connection),
        contact_changes(connection),
        calls(connection),
        calendar(connection),
        grants(connection),
        agreements(connection),
        evidence(connection),
        checklists(connection),
        certificates(connection),
        issuances(connection),
        crls(connection),
        status(connection),
        tasks(connection),
        work_list(connection),
        desk_search(connection),
        holds(connection),
        mails(connection),
        events(connection),
        attempts(connection),
        idempotency(connection),
        service(connection),
        periodic(connection) {}

  sql::Connection& sql;
  store::CustomerTable customers;
  store::AccountTable accounts;
  store::OfficerTable officers;
  store::SessionTable sessions;
  store::LoginTable logins;
  store::PasswordResetTable password_resets;
  store::AddressChangeTable address_changes;
  store::RecoveryTable recoveries;
  store::ContractTable contracts;
  store::ContractList contract_list;
  store::ContractDetail contract_detail;
  store::ContactTable contacts;
  store::ApplicationTable applications;
  store::ApplicationList application_list;
  store::EnquiryTable enquiries;
  store::DraftTable drafts;
  store::ContactChangeTable contact_changes;
  store::CallTable calls;
  store::CalendarTable calendar;
  store::GrantTable grants;
  store::AgreementTable agreements;
  store::EvidenceTable evidence;
  store::ChecklistTable checklists;
  store::CertificateTable certificates;
  store::IssuanceTable issuances;
  store::CrlTable crls;
  store::StatusTable status;
  store::TaskTable tasks;
  store::WorkList work_list;
  store::DeskSearch desk_search;
  store::HoldTable holds;
  store::MailTable mails;
  store::EventTable events;
  store::AttemptTable attempts;
  store::IdempotencyTable idempotency;
  store::ServiceTable service;
  store::PeriodicTable periodic;
};

}  // namespace madoguchi
