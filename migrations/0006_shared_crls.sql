-- Where several nodes serve one database, each serves every list: who wrote one leaves its bytes here, the others fetch
-- them. Only the newest list of a shard is kept. Empty where one process has the database for itself (SQLite).
CREATE TABLE shared_crl (
  issuer TEXT NOT NULL,
  crl_shard BIGINT NOT NULL,
  number BIGINT NOT NULL,
  this_update BIGINT NOT NULL,
  sha256 TEXT NOT NULL,                -- of the whole file
  PRIMARY KEY (issuer, crl_shard)
);

CREATE TABLE shared_crl_piece (
  issuer TEXT NOT NULL,
  crl_shard BIGINT NOT NULL,
  position BIGINT NOT NULL,            -- 1, 2, …
  number BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (issuer, crl_shard, position)
);
