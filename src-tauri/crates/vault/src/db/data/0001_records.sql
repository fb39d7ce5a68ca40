-- A client's records, their journal, their drafts and their search index.

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

-- One entry per transaction; the chain runs over the entries.
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

-- What each entry did to which row, as a commitment to the row's image afterwards.
CREATE TABLE change (
  seq        INTEGER NOT NULL REFERENCES journal (seq),
  record     BLOB NOT NULL CHECK (length(record) = 16),
  section    TEXT NOT NULL,
  kind       INTEGER NOT NULL,                                   -- 1 inserted 2 updated 3 trashed 4 restored 5 erased 6 removed
  commitment BLOB CHECK (commitment IS NULL OR length(commitment) = 32),  -- NULL: the row is gone
  PRIMARY KEY (record, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_seq ON change (seq);

-- Images and salts: the side that an erasure may purge.
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

-- Holds a record's id while it is being erased: only then may images go.
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

-- What is being typed: durable, not journaled.
CREATE TABLE draft (
  key        TEXT PRIMARY KEY,
  text       TEXT NOT NULL,
  at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The words of the live rows. An erasure rebuilds the index: FTS5's own secure-delete loses count (NOTES.md).
CREATE TABLE indexed (
  n          INTEGER PRIMARY KEY,
  record     BLOB NOT NULL UNIQUE CHECK (length(record) = 16)
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
