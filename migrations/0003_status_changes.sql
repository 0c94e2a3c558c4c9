-- What OCSP and every node's caches follow: each line that is added to `revocation`, and each change of one, takes the
-- next number of its issuer, in the order of the commits (whoever has a number holds the row of `status_count` until
-- then). Who has read all changes up to a number misses none by asking for those above it. A batch may share a number.

ALTER TABLE revocation ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;  -- 0: from before this migration
CREATE INDEX revocation_change ON revocation (issuer, change_number, serial);

CREATE TABLE status_count (
  issuer TEXT PRIMARY KEY NOT NULL,
  changes BIGINT NOT NULL              -- the highest number taken
);
