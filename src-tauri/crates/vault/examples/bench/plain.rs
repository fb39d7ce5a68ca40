//! What everything is compared with: the same tables and the same rows in files of SQLite alone.

use crate::watch::{Took, Watch};
use crate::{Outcome, document};
use rusqlite::{Connection, params};
use std::path::Path;

/// What is laid over the tables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: a file for everybody to read.
    Nothing,
    /// SQLCipher as the vault has it, but that memory which it frees is not wiped. Measured here and used nowhere: once
    /// anything in the process was opened with wiping, it cannot be turned off again.
    Sealing,
    /// SQLCipher as the vault has it.
    SealingAndWiping,
}

/// A client's tables in a file.
pub struct Tables(Connection);

impl Tables {
    pub fn make(path: &Path, over: Over) -> Outcome<Self> {
        let tables = Self::open(path, over)?;
        tables
            .0
            .execute_batch(include_str!("../../src/db/data/0001_records.sql"))?;
        tables.0.execute(
            "INSERT INTO journal VALUES (1, 0, 0, zeroblob(16), 1, NULL, 'import', zeroblob(32), zeroblob(32))",
            [],
        )?;
        Ok(tables)
    }

    /// Opens and reads the first page, as every opening does.
    pub fn open(path: &Path, over: Over) -> Outcome<Self> {
        #[expect(clippy::disallowed_methods, reason = "the file to compare with")]
        let db = Connection::open(path)?;
        if over != Over::Nothing {
            let wiping = if over == Over::SealingAndWiping {
                "ON"
            } else {
                "OFF"
            };
            db.execute_batch(&format!(
                "PRAGMA cipher_memory_security = {wiping}; PRAGMA cipher_log_level = NONE;"
            ))?;
            db.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32)))?;
            let told: String = db.query_row("PRAGMA cipher_memory_security", [], |row| row.get(0))?;
            if (told == "1") != (over == Over::SealingAndWiping) {
                return Err("wiping is not as it was asked for: the comparison would be of nothing".into());
            }
        }
        db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")?;
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(Self(db))
    }

    /// All rows in one transaction, with what the vault keeps beside each.
    pub fn insert(&mut self, from: u32, rows: u32) -> Outcome<Took> {
        let watch = Watch::start();
        let step = self.0.transaction()?;
        for n in from..from + rows {
            let id = uuid::Builder::from_unix_timestamp_millis(u64::from(n), &[7; 10]).into_uuid();
            let doc = document(n);
            step.prepare_cached("INSERT INTO record VALUES (?1, 'findings', NULL, 'F01', ?2, ?3, NULL)")?
                .execute(params![id.as_bytes(), n, doc])?;
            step.prepare_cached("INSERT INTO indexed (record) VALUES (?1)")?
                .execute([id.as_bytes()])?;
            step.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
                .execute(params![step.last_insert_rowid(), words_of(n)])?;
            step.prepare_cached("INSERT INTO change VALUES (1, ?1, 'findings', 1, zeroblob(32))")?
                .execute([id.as_bytes()])?;
            step.prepare_cached(
                "INSERT INTO image VALUES (1, ?1, zeroblob(32), 'findings', NULL, 'F01', ?2, ?3, NULL)",
            )?
            .execute(params![id.as_bytes(), n, doc])?;
        }
        step.commit()?;
        Ok(watch.read())
    }

    pub fn scan(&self) -> Outcome<Took> {
        let watch = Watch::start();
        let mut statement = self
            .0
            .prepare("SELECT * FROM record WHERE trashed_at IS NULL ORDER BY section, position, id")?;
        let all: Vec<(Vec<u8>, String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(5)?)))?
            .collect::<Result<_, _>>()?;
        let took = watch.read();
        drop(all);
        Ok(took)
    }

    pub fn search(&self, queries: &[&str]) -> Outcome<Took> {
        let watch = Watch::start();
        let mut statement = self.0.prepare(
            "SELECT record.id, found.snippet
             FROM (SELECT rowid AS n, rank AS place, snippet(words, 0, '[', ']', '…', 16) AS snippet
                   FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT 50) AS found
             JOIN indexed ON indexed.n = found.n JOIN record ON record.id = indexed.record
             ORDER BY found.place, found.n",
        )?;
        for query in queries {
            let words: Vec<String> = query.split(' ').map(|word| format!("\"{word}\"")).collect();
            let hits: Vec<(Vec<u8>, String)> = statement
                .query_map([format!("{}*", words.join(" "))], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect::<Result<_, _>>()?;
            drop(hits);
        }
        Ok(watch.read())
    }

    pub fn draft(&self, text: &str) -> Outcome<Took> {
        let watch = Watch::start();
        self.0
            .prepare_cached("INSERT OR REPLACE INTO draft VALUES ('finding/title', ?1, 0)")?
            .execute([text])?;
        Ok(watch.read())
    }

    pub fn check(&self) -> Outcome<Took> {
        let watch = Watch::start();
        self.0.query_row("PRAGMA integrity_check", [], |_| Ok(()))?;
        Ok(watch.read())
    }

    /// Empties the log into the file and closes it.
    pub fn close(self) -> Outcome<Took> {
        let watch = Watch::start();
        self.0
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.0.close().map_err(|(_, error)| error)?;
        Ok(watch.read())
    }
}

fn words_of(n: u32) -> String {
    format!("F01\nrow{n} copper lantern\ndraft\nA quilt of words for record {n}.")
}
