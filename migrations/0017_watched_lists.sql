-- Lists that were begun and are not out, few: their lines are not public though a number was claimed for them.
CREATE INDEX crl_begun ON crl (issuer, crl_shard, number) WHERE published_at IS NULL;
-- The lines of one application, over all lists (R83, R105).
CREATE INDEX revocation_application ON revocation (application_id) WHERE application_id IS NOT NULL;
-- What waits in one contract: its page says that a contact cannot be reached (R108).
CREATE INDEX task_contract ON task (contract_id, kind) WHERE closed_at IS NULL;
