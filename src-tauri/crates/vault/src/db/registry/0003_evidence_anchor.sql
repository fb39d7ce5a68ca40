-- What of a client's evidence was kept when something last changed in it: see `client/freshness.rs`.

ALTER TABLE client ADD COLUMN evidence BLOB CHECK (evidence IS NULL OR length(evidence) = 32);  -- NULL: not noted yet
