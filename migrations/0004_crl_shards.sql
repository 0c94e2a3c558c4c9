-- Lists in shards (decision 12), and what a mass revocation costs: an index of the lines that wait, which is empty when
-- nothing does, instead of one of all lines.
DROP INDEX revocation_published;
CREATE INDEX revocation_waiting ON revocation (issuer, crl_shard) WHERE published_number IS NULL;
CREATE INDEX revocation_of_application ON revocation (issuer, crl_shard, published_number)
  WHERE application_id IS NOT NULL;

-- The full list, 0.crl, of an issuer whose older certificates carry its URL: stale once a shard's list got new lines.
CREATE TABLE full_crl (
  issuer TEXT PRIMARY KEY NOT NULL,
  stale BIGINT NOT NULL CHECK (stale IN (0, 1))
);
