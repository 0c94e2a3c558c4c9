-- R102: who added values to an open incident, and so does not approve its plan.
CREATE TABLE incident_contributor (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  officer_id TEXT NOT NULL REFERENCES officer (id),
  since BIGINT NOT NULL,
  PRIMARY KEY (incident_id, officer_id)
);
