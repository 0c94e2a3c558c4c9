-- Mails that carry what somebody waits for are sent before all others; and a mass revocation looks how many of its
-- mails the relay has left before it queues more.
CREATE INDEX mail_due_expiring ON mail (due_at) WHERE state = 'queued' AND expires_at IS NOT NULL;
CREATE INDEX mail_due_template ON mail (template, due_at) WHERE state = 'queued';
