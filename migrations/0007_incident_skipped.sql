-- What an incident found revoked or expired already: few among many, and looked for on the worst day.
CREATE INDEX incident_item_skipped ON incident_item (incident_id, plan, position)
  WHERE result IN ('revoked_before', 'expired');
