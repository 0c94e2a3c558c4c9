-- The desk finds contracts by an index, however many there are (R97): the text that follows the beginning of every word,
-- and of every Japanese letter, of what a customer is called; and what follows each label of a contract's host names.
-- At most 32 letters of each, folded as searches are. What is found is compared with contract.search_folded again, so a
-- line that is no longer true, or stands twice, does no harm.
CREATE TABLE customer_search_part (
  part TEXT NOT NULL,
  customer_id TEXT NOT NULL REFERENCES customer (id)
);
CREATE TABLE contract_search_part (
  part TEXT NOT NULL,                  -- a host name from its second label on, or the number without hyphens
  contract_id TEXT NOT NULL REFERENCES contract (id)
);

WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < 600)
INSERT INTO customer_search_part (part, customer_id)
SELECT substr(u.name_folded, p.at, 32), u.id FROM customer u JOIN place p ON p.at <= length(u.name_folded);

WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < 600)
INSERT INTO customer_search_part (part, customer_id)
SELECT DISTINCT substr(lower(replace(substr(c.organization, p.at), ' ', '')), 1, 32), c.customer_id
FROM contract c JOIN place p ON p.at <= length(c.organization)
WHERE p.at = 1 OR substr(c.organization, p.at - 1, 1) = ' ';

WITH RECURSIVE place (at) AS (SELECT 2 UNION ALL SELECT at + 1 FROM place WHERE at < 254)
INSERT INTO contract_search_part (part, contract_id)
SELECT DISTINCT substr(n.dns_name, p.at, 32), n.contract_id
FROM contract_name n JOIN place p ON p.at <= length(n.dns_name)
WHERE substr(n.dns_name, p.at - 1, 1) = '.' AND substr(n.dns_name, p.at) LIKE '%.%';

INSERT INTO contract_search_part (part, contract_id) SELECT lower(replace(number, '-', '')), id FROM contract;

CREATE INDEX customer_search_part_found ON customer_search_part (part, customer_id);
CREATE INDEX contract_search_part_found ON contract_search_part (part, contract_id);
