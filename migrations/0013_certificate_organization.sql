-- What each certificate says as O: the contract's party may get another name later, the certificate never.
ALTER TABLE certificate ADD COLUMN organization TEXT NOT NULL DEFAULT '';
UPDATE certificate SET organization = (SELECT c.organization FROM contract c WHERE c.id = certificate.contract_id);
-- Issued before a change of the party: the name that its registrant gave up at the first change since. Where the
-- registrant's name was another one all along, the contract's present name stays.
UPDATE certificate SET organization = COALESCE((
  SELECT o.organization FROM event e
  JOIN contact o ON o.contract_id = e.contract_id AND o.role = 'registrant' AND o.valid_until = e.at
  JOIN contact n ON n.contract_id = e.contract_id AND n.role = 'registrant' AND n.valid_from = e.at
  WHERE e.contract_id = certificate.contract_id AND e.action = 'contract.party_changed' AND e.at >= certificate.issued_at
  AND n.organization <> o.organization ORDER BY e.at LIMIT 1), organization)
WHERE contract_id IN (SELECT e.contract_id FROM event e WHERE e.action = 'contract.party_changed');
CREATE INDEX certificate_organization ON certificate (organization);
