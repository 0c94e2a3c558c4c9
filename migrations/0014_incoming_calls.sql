-- A call that came in says something, but confirms nothing and stands for no attempt to reach anybody (R81, R83).
ALTER TABLE call_record ADD COLUMN incoming BIGINT NOT NULL DEFAULT 0;
