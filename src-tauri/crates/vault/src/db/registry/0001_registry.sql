-- The vault's registry: who the clients are by codename, how far each got, and what is the consultant's own.

CREATE TABLE client (
  id              BLOB PRIMARY KEY CHECK (length(id) = 16),
  codename        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  level           INTEGER NOT NULL CHECK (level IN (1, 2)),      -- 1 Standard, 2 Strict
  sample          INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_ms      INTEGER NOT NULL,
  last_opened_ms  INTEGER,
  due             TEXT,                                          -- JSON: dates and counts, no content
  secret          BLOB CHECK (secret IS NULL OR length(secret) = 32),  -- Standard only
  sheet_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (sheet_confirmed IN (0, 1)),
  -- the freshness anchor
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32),
  epoch           INTEGER NOT NULL,
  generation      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Clients whose key was destroyed: what remains to be said of them.
CREATE TABLE destroyed (
  id              BLOB PRIMARY KEY CHECK (length(id) = 16),
  level           INTEGER NOT NULL,
  destroyed_ms    INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL                                            -- JSON
) STRICT, WITHOUT ROWID;

-- The consultant's own questions and templates.
CREATE TABLE own (
  kind  TEXT NOT NULL,
  id    TEXT NOT NULL,
  doc   TEXT NOT NULL,                                           -- JSON
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
