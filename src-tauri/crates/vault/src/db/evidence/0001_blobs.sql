-- Evidence: named by its hash, in rows of 256 KiB, added and never changed.

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

-- What was erased, and when.
CREATE TABLE erased (
  sha256     BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Holds a blob's number while it is being erased.
CREATE TABLE erasing (blob INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER blob_fixed BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER chunk_fixed BEFORE UPDATE ON chunk BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER blob_kept BEFORE DELETE ON blob
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE blob = old.n) BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER chunk_kept BEFORE DELETE ON chunk
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE blob = old.blob) BEGIN SELECT raise(ABORT, 'append only'); END;
