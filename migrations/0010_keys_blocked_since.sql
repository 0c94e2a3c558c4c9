-- Whether somebody has looked for certificates that live with a blocked key: once is enough, so that the looking costs
-- what is new. 0 for all at first: the next turns look for them.
ALTER TABLE blocked_key ADD COLUMN looked_for BIGINT NOT NULL DEFAULT 0;
CREATE INDEX blocked_key_new ON blocked_key (spki_sha256) WHERE looked_for = 0;
