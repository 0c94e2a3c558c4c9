-- Of an incident, each address is told of what it stands for when its mail is queued: contacts change meanwhile.
ALTER TABLE incident_notice DROP COLUMN contract_id;
ALTER TABLE incident_notice DROP COLUMN certificates;
CREATE INDEX contact_mail ON contact (LOWER(mail), contract_id);
