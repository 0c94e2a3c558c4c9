-- R127: what the desk has decided about days and calling hours in place of policy/authority.toml.
CREATE TABLE calendar_day (
  day TEXT PRIMARY KEY NOT NULL,
  working BIGINT NOT NULL CHECK (working IN (0, 1)),
  reason TEXT NOT NULL,
  set_by TEXT NOT NULL REFERENCES officer (id),
  set_at BIGINT NOT NULL
);

-- One row: its version is that of the whole calendar.
CREATE TABLE calendar_hours (
  id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
  calls_from_minute BIGINT,
  calls_until_minute BIGINT,
  version BIGINT NOT NULL
);
INSERT INTO calendar_hours (id, calls_from_minute, calls_until_minute, version) VALUES (1, NULL, NULL, 1);
