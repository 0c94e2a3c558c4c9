-- R63: a problem report is decided by a revocation that names it, or by two officers who find no cause for one.

ALTER TABLE enquiry ADD COLUMN decision TEXT;              -- revocation | no_cause
ALTER TABLE enquiry ADD COLUMN no_cause TEXT;              -- the first officer's finding
ALTER TABLE enquiry ADD COLUMN no_cause_by TEXT;
