-- All schedules of a certificate, the closed ones too: without it SQLite reads every certificate to show one contract.
CREATE INDEX scheduled_revocation_certificate ON scheduled_revocation (certificate_id, due_at);
-- What a list says of each contract stands in an index: the rows behind it lie each on a page of its own (DER beside it).
DROP INDEX certificate_contract;
CREATE INDEX certificate_contract ON certificate (contract_id, issued_at, revoked_at, not_after, id);
CREATE INDEX contract_name_list ON contract_name (contract_id, position, dns_name);
