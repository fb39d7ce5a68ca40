-- The three sealed databases as they stand after the last migration. For people: the program
-- runs the numbered steps in src/db. A test compares this file with the real schema.

-- registry.db, version 3

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
, evidence BLOB CHECK (evidence IS NULL OR length(evidence) = 32)) STRICT, WITHOUT ROWID;

CREATE TABLE destroyed (
  id              BLOB PRIMARY KEY CHECK (length(id) = 16),
  level           INTEGER NOT NULL,
  destroyed_ms    INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32)
, finished INTEGER NOT NULL DEFAULT 0, said TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL                                            -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE own (
  kind  TEXT NOT NULL,
  id    TEXT NOT NULL,
  doc   TEXT NOT NULL,                                           -- JSON
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE identity (
  one             INTEGER PRIMARY KEY CHECK (one = 1),
  seed            BLOB NOT NULL CHECK (length(seed) = 32),
  made_ms         INTEGER NOT NULL
) STRICT;

CREATE TABLE restoring (
  client          BLOB PRIMARY KEY CHECK (length(client) = 16),
  seq             INTEGER NOT NULL,
  head            BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;

-- data.db, version 1

CREATE TABLE record (
  id         BLOB PRIMARY KEY CHECK (length(id) = 16),           -- UUIDv7
  section    TEXT NOT NULL,
  parent     BLOB CHECK (parent IS NULL OR length(parent) = 16),
  code       TEXT NOT NULL,
  position   INTEGER NOT NULL,
  doc        TEXT NOT NULL,                                      -- JSON
  trashed_at INTEGER                                             -- ms, UTC
) STRICT;

CREATE INDEX record_section ON record (section, position, id);

CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;

CREATE TABLE journal (
  seq        INTEGER PRIMARY KEY CHECK (seq > 0),
  at_ms      INTEGER NOT NULL,
  logical    INTEGER NOT NULL,                                   -- never behind any earlier entry
  device     BLOB NOT NULL CHECK (length(device) = 16),
  kind       INTEGER NOT NULL,                                   -- 1 do, 2 undo, 3 redo, 4 erase
  of_seq     INTEGER,                                            -- what an undo or redo speaks of
  op         TEXT NOT NULL,
  detail     BLOB NOT NULL CHECK (length(detail) = 32),          -- commitment to the detail
  hash       BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE change (
  seq        INTEGER NOT NULL REFERENCES journal (seq),
  record     BLOB NOT NULL CHECK (length(record) = 16),
  section    TEXT NOT NULL,
  kind       INTEGER NOT NULL,                                   -- 1 inserted 2 updated 3 trashed 4 restored 5 erased 6 removed
  commitment BLOB CHECK (commitment IS NULL OR length(commitment) = 32),  -- NULL: the row is gone
  PRIMARY KEY (record, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_seq ON change (seq);

CREATE TABLE image (
  seq        INTEGER NOT NULL,
  record     BLOB NOT NULL CHECK (length(record) = 16),
  salt       BLOB NOT NULL CHECK (length(salt) = 32),
  section    TEXT NOT NULL,
  parent     BLOB,
  code       TEXT NOT NULL,
  position   INTEGER NOT NULL,
  doc        TEXT NOT NULL,
  trashed_at INTEGER,
  PRIMARY KEY (record, seq),
  FOREIGN KEY (record, seq) REFERENCES change (record, seq)
) STRICT;

CREATE TABLE detail (
  seq        INTEGER PRIMARY KEY REFERENCES journal (seq),
  salt       BLOB NOT NULL CHECK (length(salt) = 32),
  text       TEXT NOT NULL
) STRICT;

CREATE TABLE erasing (record BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_kept BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER journal_fixed BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER image_fixed BEFORE UPDATE ON image BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER image_kept BEFORE DELETE ON image
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE record = old.record)
  BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER detail_fixed BEFORE UPDATE ON detail BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER detail_kept BEFORE DELETE ON detail
  WHEN NOT EXISTS (SELECT 1 FROM erasing JOIN change ON change.record = erasing.record WHERE change.seq = old.seq)
  BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TABLE draft (
  key        TEXT PRIMARY KEY,
  text       TEXT NOT NULL,
  at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE indexed (
  n          INTEGER PRIMARY KEY,
  record     BLOB NOT NULL UNIQUE CHECK (length(record) = 16)
) STRICT;

CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');

-- evidence.db, version 1

CREATE TABLE blob (
  n          INTEGER PRIMARY KEY,
  sha256     BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  length     INTEGER NOT NULL CHECK (length >= 0),               -- bytes
  at_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE chunk (
  blob       INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  hash       BLOB NOT NULL CHECK (length(hash) = 32),
  bytes      BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
  PRIMARY KEY (blob, n)
) STRICT;

CREATE TABLE erased (
  sha256     BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erasing (blob INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER blob_fixed BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER chunk_fixed BEFORE UPDATE ON chunk BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER blob_kept BEFORE DELETE ON blob
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE blob = old.n) BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER chunk_kept BEFORE DELETE ON chunk
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE blob = old.blob) BEGIN SELECT raise(ABORT, 'append only'); END;
