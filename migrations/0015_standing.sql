-- What decides whether a claim of compromise is carried out without a call (R63).

ALTER TABLE account ADD COLUMN reset_at BIGINT;            -- the last password set by a mailed code, without the old one
ALTER TABLE revocation_request ADD COLUMN claimant TEXT;   -- an account that took an open case over by its claim
