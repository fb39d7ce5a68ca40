-- Copies that are known, the vault's identity, restores under way, and what is left to say of a destroyed client.

CREATE TABLE copy (
  id              BLOB PRIMARY KEY CHECK (length(id) = 16),
  client          BLOB CHECK (client IS NULL OR length(client) = 16),  -- NULL: the whole vault
  kind            INTEGER NOT NULL CHECK (kind IN (1, 2)),       -- 1 backup, 2 hand-over
  place           TEXT NOT NULL,
  made_ms         INTEGER NOT NULL,
  finished        INTEGER NOT NULL CHECK (finished IN (0, 1)),   -- 0: being written, or its end was not noted
  verified_ms     INTEGER,
  keep_until_ms   INTEGER,
  forgotten_ms    INTEGER                                        -- when somebody said that it is gone
) STRICT, WITHOUT ROWID;

-- The clients in a copy, as they were when it was made.
CREATE TABLE held (
  copy            BLOB NOT NULL REFERENCES copy (id) ON DELETE CASCADE,
  client          BLOB NOT NULL CHECK (length(client) = 16),
  level           INTEGER NOT NULL,                              -- as client.level: what opens it from there
  epoch           INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32),
  PRIMARY KEY (copy, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_client ON held (client);

-- Signs and receives hand-overs.
CREATE TABLE identity (
  one             INTEGER PRIMARY KEY CHECK (one = 1),
  seed            BLOB NOT NULL CHECK (length(seed) = 32),
  made_ms         INTEGER NOT NULL
) STRICT;

-- A snapshot that is about to take the place of a client's file, and where its chain then ends.
CREATE TABLE restoring (
  client          BLOB PRIMARY KEY CHECK (length(client) = 16),
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;

ALTER TABLE destroyed ADD COLUMN finished INTEGER NOT NULL DEFAULT 0;  -- 1: nothing is left to remove
ALTER TABLE destroyed ADD COLUMN said TEXT;                      -- JSON: what the certificate prints
