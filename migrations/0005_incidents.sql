-- Incidents (R105; rules 2.5): many certificates revoked for one cause, by a plan that a second officer approved.
CREATE TABLE incident (
  id TEXT PRIMARY KEY NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,                 -- collecting | planning | planned | approved | executed | done | withdrawn
  cause TEXT NOT NULL,                 -- a line of BR 4.9.1.1
  reason TEXT NOT NULL,
  finding TEXT NOT NULL,               -- for the file, never leaves the desk
  known_since BIGINT NOT NULL,
  deadline_at BIGINT NOT NULL,
  issued_from BIGINT,                  -- the query, if there is one
  issued_until BIGINT,
  product TEXT,
  opened_by TEXT NOT NULL REFERENCES officer (id),
  opened_at BIGINT NOT NULL,
  plan BIGINT NOT NULL,                -- number of the newest plan, 0 before the first
  items BIGINT NOT NULL,
  customers BIGINT NOT NULL,
  addresses BIGINT NOT NULL,
  bounced BIGINT NOT NULL,
  crl_entries BIGINT NOT NULL,
  longest_crl_entries BIGINT NOT NULL,
  plan_made_at BIGINT,
  plan_digest TEXT NOT NULL,
  plan_stage TEXT NOT NULL,            -- how far a plan in the making has come
  plan_cursor TEXT NOT NULL,
  planned_by TEXT REFERENCES officer (id),
  approved_by TEXT REFERENCES officer (id),
  approved_at BIGINT,
  next_position BIGINT NOT NULL,       -- items under it have their result
  revoked BIGINT NOT NULL,
  skipped BIGINT NOT NULL,
  executed_at BIGINT,
  notice_due_at BIGINT NOT NULL,
  notices_queued BIGINT NOT NULL,
  notices_done_at BIGINT,
  published_at BIGINT,
  version BIGINT NOT NULL,
  CHECK (approved_by IS NULL OR (approved_by <> opened_by AND approved_by <> planned_by))
);
CREATE UNIQUE INDEX incident_number ON incident (number);
CREATE INDEX incident_open ON incident (opened_at) WHERE state IN ('planning', 'approved', 'executed');

CREATE TABLE incident_criterion (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  kind TEXT NOT NULL,                  -- serial | spki_sha256 | dns_name | organization
  value TEXT NOT NULL,
  PRIMARY KEY (incident_id, kind, value)
);

-- Who is hit, in the order in which the certificates were issued. The items of a plan never change but for their result.
CREATE TABLE incident_item (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  plan BIGINT NOT NULL,
  position BIGINT NOT NULL,
  certificate_id TEXT NOT NULL,
  action TEXT NOT NULL,                -- revoke | tighten
  result TEXT NOT NULL,                -- pending | revoked | tightened | revoked_before | expired
  at BIGINT,
  PRIMARY KEY (incident_id, plan, position)
);
CREATE UNIQUE INDEX incident_item_certificate ON incident_item (certificate_id, incident_id, plan);

-- One mail for each address, however many of its certificates are hit.
CREATE TABLE incident_notice (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  address TEXT NOT NULL,               -- folded
  contract_id TEXT NOT NULL,           -- one of those hit: its contact has the name and language of the greeting
  certificates BIGINT NOT NULL,
  queued_at BIGINT,
  PRIMARY KEY (incident_id, address)
);
CREATE INDEX incident_notice_waiting ON incident_notice (incident_id, address) WHERE queued_at IS NULL;

ALTER TABLE revocation ADD COLUMN incident_id TEXT;  -- the incident that revoked, or tightened, it

CREATE INDEX certificate_issued ON certificate (issued_at, id);
CREATE INDEX revocation_request_certificate ON revocation_request (certificate_id) WHERE certificate_id IS NOT NULL;
CREATE INDEX mail_address ON mail (to_address, created_at);
