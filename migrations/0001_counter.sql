-- One text for SQLite and PostgreSQL. Times are whole UTC seconds, days of a rule are TEXT 'YYYY-MM-DD' in Japan,
-- truth is 0 or 1, ids are made by us (128 random bits), absence is NULL. What must hold across rows is a key here,
-- never a check followed by a write.

-- What was fixed when the database was made. The clock is the real one plus an offset that only grows (example only).
CREATE TABLE service (
  id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
  example BIGINT NOT NULL CHECK (example IN (0, 1)),
  clock_offset_seconds BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- ---------------------------------------------------------------------------------------------- who

CREATE TABLE customer (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,                  -- 法人名 as registered, never folded
  name_kana TEXT NOT NULL,
  name_folded TEXT NOT NULL,           -- for search only (R39)
  corporate_number TEXT,               -- 法人番号, 13 digits
  second_approval BIGINT NOT NULL CHECK (second_approval IN (0, 1)),  -- R8: a second of its own users approves first
  created_at BIGINT NOT NULL
);

CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  login_id TEXT NOT NULL,              -- lower case
  name TEXT NOT NULL,
  password_hash TEXT,                  -- NULL until the first password is set (R9)
  otp_address TEXT NOT NULL,           -- ワンタイムパスワード用のメールアドレス (R5)
  language TEXT NOT NULL,
  held_until BIGINT,                   -- R16: 72 h after a change of the address
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login_id ON account (login_id);

-- R8: many accounts, many customers. An agent's mandate has a start and an end (R124).
CREATE TABLE membership (
  account_id TEXT NOT NULL REFERENCES account (id),
  customer_id TEXT NOT NULL REFERENCES customer (id),
  role TEXT NOT NULL,                  -- viewer | applicant | approver
  agent BIGINT NOT NULL CHECK (agent IN (0, 1)),
  mandate_from BIGINT NOT NULL,
  mandate_until BIGINT,
  PRIMARY KEY (account_id, customer_id)
);
CREATE INDEX membership_customer ON membership (customer_id, account_id);

CREATE TABLE officer (
  id TEXT PRIMARY KEY NOT NULL,
  login_id TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  totp_secret_sealed BYTEA NOT NULL,
  totp_step_used BIGINT NOT NULL,      -- the last 30-second step that was accepted; a step is good once
  language TEXT NOT NULL,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX officer_login_id ON officer (login_id);

CREATE TABLE officer_role (
  officer_id TEXT NOT NULL REFERENCES officer (id),
  role TEXT NOT NULL,                  -- reception | reviewer | approver | caller | revoker | administrator | auditor
  PRIMARY KEY (officer_id, role)
);

-- A login between its password and its code. For an unknown login ID the row has no account, and no code ever fits.
CREATE TABLE login (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT REFERENCES account (id),
  code_digest TEXT NOT NULL,
  code_expires_at BIGINT NOT NULL,
  tries_left BIGINT NOT NULL,
  sends BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  closed_at BIGINT,                    -- used, voided by a newer one, or out of tries
  created_at BIGINT NOT NULL
);
CREATE INDEX login_account ON login (account_id, created_at);

CREATE TABLE session (
  token_digest TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,                    -- shown in the list of own sessions; never the token
  account_id TEXT REFERENCES account (id),
  officer_id TEXT REFERENCES officer (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,             -- last call by a person; polling does not count (R6)
  expires_at BIGINT NOT NULL,
  reauthenticated_at BIGINT,
  ended_at BIGINT,
  CHECK ((account_id IS NULL) <> (officer_id IS NULL))
);
CREATE UNIQUE INDEX session_id ON session (id);
CREATE INDEX session_account ON session (account_id, ended_at);
CREATE INDEX session_officer ON session (officer_id, ended_at);

-- First and forgotten passwords (R9): a token in a link, or a code, each single use.
CREATE TABLE password_reset (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT REFERENCES account (id),
  kind TEXT NOT NULL,                  -- first | forgotten
  secret_digest TEXT NOT NULL,
  tries_left BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  closed_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX password_reset_account ON password_reset (account_id, created_at);

-- R15, R16: the new address proves itself by a code; the old one may cancel for a while.
CREATE TABLE address_change (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  old_address TEXT NOT NULL,
  new_address TEXT NOT NULL,
  code_digest TEXT NOT NULL,
  code_expires_at BIGINT NOT NULL,
  tries_left BIGINT NOT NULL,
  confirmed_at BIGINT,
  cancel_digest TEXT,                  -- of the token in the mail to the old address
  cancel_until BIGINT,
  closed_at BIGINT,                    -- confirmed, voided by a newer one, out of tries, or cancelled
  cancelled_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX address_change_account ON address_change (account_id, created_at);
CREATE UNIQUE INDEX address_change_cancel ON address_change (cancel_digest);

-- R9: the mailbox is lost. One officer calls the registrant on a number that stood on file, another decides.
CREATE TABLE mailbox_recovery (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  new_address TEXT NOT NULL,
  reason TEXT NOT NULL,                -- how it was asked for; internal
  state TEXT NOT NULL,                 -- requested | confirmed | done | rejected
  opened_by TEXT NOT NULL REFERENCES officer (id),
  opened_at BIGINT NOT NULL,
  number_id TEXT,                      -- the verified number that was called
  person TEXT,                         -- spoken to
  note TEXT,
  called_by TEXT REFERENCES officer (id),
  called_at BIGINT,
  decided_by TEXT REFERENCES officer (id),
  closed_at BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX mailbox_recovery_open ON mailbox_recovery (account_id) WHERE closed_at IS NULL;

-- Tries that must outlive a refusal: failed logins, sent codes, filed forms. Counted over a sliding window.
CREATE TABLE attempt (
  id TEXT PRIMARY KEY NOT NULL,
  bucket TEXT NOT NULL,                -- "login/" + keyed digest, …: no personal data in clear
  at BIGINT NOT NULL
);
CREATE INDEX attempt_bucket ON attempt (bucket, at);

-- R96: one application for a double post.
CREATE TABLE idempotency (
  actor_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_digest TEXT NOT NULL,        -- another body under the same key is refused
  result_id TEXT NOT NULL,             -- the id of what the first call made
  created_at BIGINT NOT NULL,
  PRIMARY KEY (actor_id, idempotency_key)
);

-- ---------------------------------------------------------------------------------------------- contracts

CREATE TABLE contract (
  id TEXT PRIMARY KEY NOT NULL,
  number TEXT NOT NULL,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  product TEXT NOT NULL,               -- id of a file in policy/products
  state TEXT NOT NULL,                 -- opening | in_force | renewed | cancelling | cancelled | expired (R99)
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,             -- the term that was sold; no certificate's notAfter
  country TEXT NOT NULL,
  state_or_province TEXT,
  locality TEXT,
  organization TEXT NOT NULL,          -- as in the certificate
  business_category TEXT,
  jurisdiction_country TEXT,
  registration_number TEXT,
  common_name TEXT NOT NULL,
  search_folded TEXT NOT NULL,         -- number, names, corporate name and kana, folded for search
  cancelled_at BIGINT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX contract_number ON contract (number);
CREATE INDEX contract_customer ON contract (customer_id, ends_at, id);
CREATE INDEX contract_ends ON contract (ends_at, id);

CREATE TABLE contract_name (
  contract_id TEXT NOT NULL REFERENCES contract (id),
  position BIGINT NOT NULL,
  dns_name TEXT NOT NULL,              -- A-label form, lower case
  PRIMARY KEY (contract_id, position)
);
CREATE INDEX contract_name_dns ON contract_name (dns_name, contract_id);

-- Who was contact when (R45): a change ends a row and adds one. One current row for each role.
CREATE TABLE contact (
  id TEXT PRIMARY KEY NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contract (id),
  role TEXT NOT NULL,                  -- registrant | technical | billing | applicant (申請者, R27)
  person_name TEXT NOT NULL,
  person_kana TEXT NOT NULL,
  phone TEXT NOT NULL,                 -- E.164
  country TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  mail TEXT NOT NULL,
  department TEXT NOT NULL,
  organization TEXT NOT NULL,          -- 法人名
  language TEXT NOT NULL,
  invoice_delivery TEXT,               -- electronic | paper: billing only (R29)
  renewal_notice BIGINT NOT NULL CHECK (renewal_notice IN (0, 1)),
  valid_from BIGINT NOT NULL,
  valid_until BIGINT
);
CREATE UNIQUE INDEX contact_current ON contact (contract_id, role) WHERE valid_until IS NULL;
CREATE INDEX contact_history ON contact (contract_id, valid_from);
CREATE INDEX contact_phone ON contact (phone, contract_id) WHERE valid_until IS NULL;  -- R97

-- R119: the only numbers that may be called. `valid_from` is when it stood on file.
CREATE TABLE verified_number (
  id TEXT PRIMARY KEY NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contract (id),
  subject TEXT NOT NULL,               -- registrant | applicant | organization (main number)
  phone TEXT NOT NULL,
  source TEXT NOT NULL,
  verified_by TEXT NOT NULL,           -- an officer
  valid_from BIGINT NOT NULL,
  valid_until BIGINT
);
CREATE INDEX verified_number_contract ON verified_number (contract_id, valid_from);

-- R122: freezes issue, contact and address changes, never the clock of a revocation.
CREATE TABLE dispute_hold (
  id TEXT PRIMARY KEY NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contract (id),
  reason TEXT NOT NULL,
  placed_by TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lift_proposed_by TEXT,
  lift_document TEXT,
  lifted_by TEXT,
  lifted_at BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX dispute_hold_open ON dispute_hold (contract_id) WHERE lifted_at IS NULL;

-- ---------------------------------------------------------------------------------------------- applications

CREATE TABLE application (
  id TEXT PRIMARY KEY NOT NULL,
  number TEXT NOT NULL,                -- 受付番号 (R97)
  kind TEXT NOT NULL,                  -- contact_change | reissue | continuation | first_issue | revocation | emergency_revocation
  contract_id TEXT NOT NULL REFERENCES contract (id),
  state TEXT NOT NULL,
  filed_by_account TEXT REFERENCES account (id),
  filed_by_officer TEXT REFERENCES officer (id),  -- on behalf (R104)
  filed_at BIGINT NOT NULL,            -- the first submission: it counts for every window (R56)
  accepted_at BIGINT,                  -- 受理 (R79)
  deadline_at BIGINT,                  -- legal: to publication (R83), or 5 days by the legal cause (R121)
  answer_until BIGINT,                 -- a correction must arrive by then (R98)
  legal_cause TEXT,                    -- none | within_5_days | within_24_hours, classified by the reviewer (R121)
  content_digest TEXT NOT NULL,        -- of the canonical form of what is shown; an approval binds to it (R102)
  approved_digest TEXT,
  recheck_since BIGINT,                -- 要再確認: the desk corrected the data meanwhile (R44)
  suspended_at BIGINT,                 -- by an accepted 解約 (R90)
  decision_reason TEXT,                -- for the file, never leaves the desk
  customer_text TEXT,                  -- meant for the customer (R97)
  policy_version TEXT NOT NULL,        -- R115
  closed_at BIGINT,
  apart TEXT NOT NULL,                 -- the certificate of an emergency_revocation: one is open for each; else ''
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX application_number ON application (number);
CREATE UNIQUE INDEX application_open ON application (contract_id, kind, apart) WHERE closed_at IS NULL;  -- R95
CREATE INDEX application_contract ON application (contract_id, filed_at);
CREATE INDEX application_deadline ON application (deadline_at) WHERE closed_at IS NULL;

-- The history of an application; "who did what" for four eyes (R102).
CREATE TABLE application_step (
  application_id TEXT NOT NULL REFERENCES application (id),
  position BIGINT NOT NULL,
  at BIGINT NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  actor_kind TEXT NOT NULL,            -- subscriber | officer | engine
  actor_id TEXT,
  customer_text TEXT,
  internal_note TEXT,
  PRIMARY KEY (application_id, position)
);

CREATE TABLE contact_change (           -- R35: only altered fields, before and after
  application_id TEXT NOT NULL REFERENCES application (id),
  role TEXT NOT NULL,
  field TEXT NOT NULL,
  before_value TEXT,
  after_value TEXT,
  PRIMARY KEY (application_id, role, field)
);

CREATE TABLE reissue (                  -- reissue, continuation, first_issue
  application_id TEXT PRIMARY KEY NOT NULL REFERENCES application (id),
  old_certificate_id TEXT,             -- NULL for the first certificate of a contract
  reason TEXT NOT NULL,                -- server_failure | key_lost | unusable_certificate | other | continuation | ca_error | first_issue
  reason_text TEXT NOT NULL,
  old_certificate_end TEXT NOT NULL,   -- deferred 後日失効 | immediate 即日失効 | none (continuation, first_issue)
  csr BYTEA NOT NULL,
  spki BYTEA NOT NULL,
  spki_sha256 TEXT NOT NULL,
  counted BIGINT NOT NULL CHECK (counted IN (0, 1)),  -- customer-caused, so it uses up the window (R57)
  grant_id TEXT                        -- R55: the one-time grant that it used
);
CREATE INDEX reissue_spki ON reissue (spki_sha256);

CREATE TABLE revocation_request (       -- revocation and emergency_revocation
  application_id TEXT PRIMARY KEY NOT NULL REFERENCES application (id),
  scope TEXT NOT NULL,                 -- certificate この証明書だけ | contract 契約全体(解約)
  certificate_id TEXT,                 -- NULL for the whole contract
  reason TEXT NOT NULL,                -- unspecified | key_compromise | affiliation_changed | superseded | cessation_of_operation | privilege_withdrawn
  reason_text TEXT NOT NULL,           -- 取消理由 (R85)
  wished_at BIGINT,                    -- R92
  spki_sha256 TEXT,                    -- compromise: the key
  received_at BIGINT NOT NULL,
  standing BIGINT NOT NULL CHECK (standing IN (0, 1)),  -- asked for by a re-authenticated account under no hold (R63, R83)
  basis TEXT,                          -- call | substitute_… | two_officers | staff_evidence | claim | deadline: what confirmed it
  published_at BIGINT                  -- in a CRL
);

CREATE TABLE call_record (              -- 電話確認 (R81)
  id TEXT PRIMARY KEY NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id),
  verified_number_id TEXT NOT NULL REFERENCES verified_number (id),
  phone TEXT NOT NULL,                 -- as dialled
  officer_id TEXT NOT NULL REFERENCES officer (id),
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  person TEXT NOT NULL,                -- spoken to
  serial_read_back TEXT,               -- the last six digits, typed by the officer
  note TEXT NOT NULL,
  next_try_at BIGINT
);
CREATE INDEX call_record_application ON call_record (application_id, at);

CREATE TABLE agreement_acceptance (     -- R120
  application_id TEXT PRIMARY KEY NOT NULL REFERENCES application (id),
  agreement_version TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  account_id TEXT,
  accepted_at BIGINT NOT NULL
);

CREATE TABLE evidence (                 -- R123
  id TEXT PRIMARY KEY NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contract (id),
  application_id TEXT REFERENCES application (id),
  kind TEXT NOT NULL,                  -- organization_identity | address | authority | domain_control | verified_method_call | …
  source TEXT NOT NULL,
  note TEXT NOT NULL,
  document_sha256 TEXT,
  collected_by TEXT NOT NULL REFERENCES officer (id),
  collected_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL
);
CREATE INDEX evidence_contract ON evidence (contract_id, kind, collected_at);

CREATE TABLE checklist_tick (           -- R103
  application_id TEXT NOT NULL REFERENCES application (id),
  item TEXT NOT NULL,
  officer_id TEXT NOT NULL REFERENCES officer (id),
  at BIGINT NOT NULL,
  evidence_id TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (application_id, item)
);

CREATE TABLE reissue_grant (            -- R54, R55
  id TEXT PRIMARY KEY NOT NULL,
  contract_id TEXT NOT NULL REFERENCES contract (id),
  reason TEXT NOT NULL,
  opened_by TEXT NOT NULL REFERENCES officer (id),
  opened_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by_application TEXT,
  closed_at BIGINT
);
CREATE UNIQUE INDEX reissue_grant_open ON reissue_grant (contract_id) WHERE closed_at IS NULL;

CREATE TABLE enquiry (                  -- R22, R33, R53, R104
  id TEXT PRIMARY KEY NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- corporate_name | reissue_over_limit | new_application | general | problem_report
  customer_id TEXT,
  contract_id TEXT,
  account_id TEXT,
  reporter_mail TEXT,                  -- a problem report from outside (R105)
  registered_on TEXT,                  -- corporate_name: the day of the registration 登記 (R33)
  text TEXT NOT NULL,
  answer TEXT,
  opened_at BIGINT NOT NULL,
  deadline_at BIGINT,
  closed_at BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX enquiry_number ON enquiry (number);
CREATE INDEX enquiry_contract ON enquiry (contract_id, opened_at);
CREATE INDEX enquiry_account ON enquiry (account_id, opened_at);

-- What waits for a person. Opened and closed by use cases only.
CREATE TABLE task (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,                  -- review | approve | call | second_decision | look_over | enquiry | issue_halted | mail_failed | …
  application_id TEXT REFERENCES application (id),
  enquiry_id TEXT REFERENCES enquiry (id),
  contract_id TEXT REFERENCES contract (id),
  detail TEXT NOT NULL,                -- ids and keys, no personal data
  opened_at BIGINT NOT NULL,
  due_at BIGINT,
  assigned_to TEXT REFERENCES officer (id),
  claimed_by TEXT REFERENCES officer (id),
  claim_until BIGINT,
  escalation BIGINT NOT NULL,          -- how many marks (8, 16, 20, 22 h) have passed
  closed_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX task_open ON task (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX task_application ON task (application_id, closed_at);

-- Drafts are the customer's own, and no applications (R98).
CREATE TABLE draft (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contract_id TEXT NOT NULL REFERENCES contract (id),
  kind TEXT NOT NULL,
  content TEXT NOT NULL,               -- the form's own JSON, opaque to the server; never key material
  warned_at BIGINT,
  expires_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX draft_expiry ON draft (expires_at);
CREATE UNIQUE INDEX draft_one ON draft (account_id, contract_id, kind);

-- ---------------------------------------------------------------------------------------------- certificates

CREATE TABLE certificate (
  id TEXT PRIMARY KEY NOT NULL,
  issuer TEXT NOT NULL,                -- short id of the issuing CA, as in the CRL's URL
  serial TEXT NOT NULL,                -- 32 hex digits
  contract_id TEXT NOT NULL REFERENCES contract (id),
  application_id TEXT,                 -- NULL only for what the example begins with
  der BYTEA NOT NULL,
  spki_sha256 TEXT NOT NULL,
  common_name TEXT NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  crl_shard BIGINT NOT NULL,
  issued_at BIGINT NOT NULL,
  window_certificate_id TEXT NOT NULL, -- the certificate whose issue began this reissue window (R57)
  counted BIGINT NOT NULL CHECK (counted IN (0, 1)),
  revoked_at BIGINT,
  revocation_reason TEXT
);
CREATE UNIQUE INDEX certificate_serial ON certificate (issuer, serial);
CREATE INDEX certificate_serial_only ON certificate (serial);
CREATE UNIQUE INDEX certificate_application ON certificate (application_id);   -- never two for one approval (R77)
CREATE INDEX certificate_by_serial ON certificate (serial, contract_id);  -- R97: by its beginning, whoever issued it
CREATE INDEX certificate_contract ON certificate (contract_id, issued_at);
CREATE INDEX certificate_spki ON certificate (spki_sha256);
CREATE INDEX certificate_expiry ON certificate (not_after, id);

-- Step 8 of an issuance: the intent, committed before anything is signed. A serial is never used twice.
CREATE TABLE issuance (
  id TEXT PRIMARY KEY NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id),
  state TEXT NOT NULL,                 -- due | intended | done | lost | closed
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  certificate_id TEXT,                 -- chosen with the intent
  issuer TEXT,
  serial TEXT,
  tbs BYTEA,
  not_before BIGINT,
  not_after BIGINT,
  crl_shard BIGINT,
  intended_at BIGINT,
  closed_at BIGINT
);
CREATE UNIQUE INDEX issuance_open ON issuance (application_id) WHERE state IN ('due', 'intended');
CREATE UNIQUE INDEX issuance_serial ON issuance (issuer, serial);
CREATE INDEX issuance_due ON issuance (due_at) WHERE state IN ('due', 'intended');

-- 後日失効 and dated requests: carried out once, by a job (R59, R70, R92).
CREATE TABLE scheduled_revocation (
  id TEXT PRIMARY KEY NOT NULL,
  certificate_id TEXT NOT NULL REFERENCES certificate (id),
  application_id TEXT NOT NULL REFERENCES application (id),
  due_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,                 -- pending | done | expired_before | revoked_before | superseded_by_cancellation | cancelled
  reminders_sent BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE UNIQUE INDEX scheduled_revocation_pending ON scheduled_revocation (certificate_id) WHERE state = 'pending';
CREATE INDEX scheduled_revocation_due ON scheduled_revocation (due_at) WHERE state = 'pending';

-- What a CRL lists, in the order in which it is written. A lost intent is listed too.
CREATE TABLE revocation (
  issuer TEXT NOT NULL,
  crl_shard BIGINT NOT NULL,
  serial TEXT NOT NULL,
  revoked_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  not_after BIGINT NOT NULL,
  application_id TEXT,
  recorded_at BIGINT NOT NULL,
  published_number BIGINT,             -- the first CRL that lists it as it is
  PRIMARY KEY (issuer, crl_shard, serial)
);
CREATE INDEX revocation_published ON revocation (issuer, crl_shard, published_number);

CREATE TABLE crl (
  issuer TEXT NOT NULL,
  crl_shard BIGINT NOT NULL,
  number BIGINT NOT NULL,
  this_update BIGINT NOT NULL,
  next_update BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  published_at BIGINT,                 -- NULL while it is being written
  PRIMARY KEY (issuer, crl_shard, number)
);

CREATE TABLE blocked_key (              -- for good (R63, rules 1.2.3)
  spki_sha256 TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL,
  blocked_at BIGINT NOT NULL
);

CREATE TABLE weak_key (                 -- published lists (madoguchi keys import)
  fingerprint BYTEA PRIMARY KEY NOT NULL,
  list TEXT NOT NULL
);

-- ---------------------------------------------------------------------------------------------- mail, events, jobs

CREATE TABLE mail (
  id TEXT PRIMARY KEY NOT NULL,
  message_id TEXT NOT NULL,            -- one for every try
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  to_address TEXT NOT NULL,            -- as of then (R128)
  to_name TEXT NOT NULL,
  to_role TEXT NOT NULL,               -- account | registrant | technical | billing | applicant | reporter
  contract_id TEXT,
  application_id TEXT,
  account_id TEXT,
  subject TEXT NOT NULL,
  body TEXT,                           -- NULL where it is sealed
  body_sealed BYTEA,                   -- a mail with a code: encrypted, erased once sent or expired
  expires_at BIGINT,                   -- never sent after this
  state TEXT NOT NULL,                 -- queued | sent | failed | expired
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  last_answer TEXT,
  created_at BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE UNIQUE INDEX mail_message_id ON mail (message_id);
CREATE INDEX mail_due ON mail (due_at) WHERE state = 'queued';
CREATE INDEX mail_application ON mail (application_id, created_at);

CREATE TABLE event (                    -- never changed, never removed; no personal data (R106)
  id TEXT PRIMARY KEY NOT NULL,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  contract_id TEXT,
  body TEXT NOT NULL                   -- canonical JSON (RFC 8785): ids, states, keyed digests
);
CREATE INDEX event_subject ON event (subject_id, at);
CREATE INDEX event_contract ON event (contract_id, at);
CREATE INDEX event_at ON event (at, id);

CREATE TABLE periodic_job (             -- what runs by the clock, once among all nodes
  name TEXT PRIMARY KEY NOT NULL,
  due_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  done_at BIGINT
);
