//! What sealing costs: the vault against plain SQLite with the same tables, in the same run.
//!
//! `cargo run --release --package valise-vault --example bench [ROWS]`
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

use rusqlite::{Connection, params};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use valise_vault::{
    Cancel, Environment, KdfParams, KdfPolicy, Level, MemoryCredentials, OpenVault, Passphrase, VaultError,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let rows: u32 = std::env::args()
        .nth(1)
        .map_or(Ok(100_000), |given| given.parse())?;
    let dir = tempfile::tempdir()?;
    let environment = Environment {
        credentials: Arc::new(MemoryCredentials::new()),
        ..Environment::system()
    };
    let words = Passphrase::from("harbour copper lantern seven quilt");
    let (path, never) = (dir.path().join("vault"), Cancel::new());

    // First, because once anything sealed is open, SQLite wipes all memory that it frees.
    let (plain_insert, plain_scan, plain_search) = plain(&dir.path().join("plain.db"), rows)?;
    derivation(dir.path(), &words, &environment)?;
    let floor = KdfPolicy::Fixed(KdfParams::FLOOR);
    let mut vault = OpenVault::create(&path, &words, floor, &environment, &never)?;
    let client = vault.add_client("Plover", Level::Standard, false)?;

    let opening = median(20, || {
        let started = Instant::now();
        drop(vault.open_client(client)?);
        Ok(started.elapsed())
    })?;
    println!("open a client              {:>9.2} ms", ms(opening));

    let mut store = vault.open_client(client)?;
    let mut times = Vec::new();
    for n in 0..300 {
        let doc = document(n);
        let started = Instant::now();
        store.transact::<_, VaultError>("autosave", "", |tx| tx.insert("findings", None, "F01", 0, &doc))?;
        times.push(started.elapsed());
    }
    times.sort();
    println!(
        "transact, one row: median  {:>9.2} ms",
        ms(times[times.len() / 2])
    );
    println!(
        "transact, one row: p95     {:>9.2} ms",
        ms(times[times.len() * 95 / 100])
    );
    let draft = median(100, || {
        let started = Instant::now();
        store.save_draft("finding/title", "half a sentence")?;
        Ok(started.elapsed())
    })?;
    println!("save a draft: median       {:>9.2} ms", ms(draft));

    let started = Instant::now();
    store.transact::<_, VaultError>("import", "", |tx| {
        for n in 0..rows {
            tx.insert("findings", None, "F01", i64::from(n), &document(n))?;
        }
        Ok(())
    })?;
    let sealed_insert = started.elapsed();
    let started = Instant::now();
    let sealed_rows = store.rows()?.len();
    let sealed_scan = started.elapsed();
    let started = Instant::now();
    for word in ["copper", "row77", "lantern quilt"] {
        store.search(word, 50)?;
    }
    let sealed_search = started.elapsed();

    println!("rows                       {sealed_rows:>9}");
    against("insert", sealed_insert, plain_insert);
    against("scan", sealed_scan, plain_scan);
    against("three searches", sealed_search, plain_search);

    let started = Instant::now();
    let report = store.check(false, &mut |_, _| {}, &never)?;
    println!(
        "check                      {:>9.2} ms (sound: {})",
        ms(started.elapsed()),
        report.is_sound()
    );
    Ok(())
}

fn derivation(dir: &Path, words: &Passphrase, environment: &Environment) -> Outcome<()> {
    let path = dir.join("calibrated");
    let started = Instant::now();
    drop(OpenVault::create(
        &path,
        words,
        KdfPolicy::Calibrate,
        environment,
        &Cancel::new(),
    )?);
    println!("create, calibrated         {:>9.2} ms", ms(started.elapsed()));
    let started = Instant::now();
    drop(OpenVault::unlock(&path, words, environment, &Cancel::new())?);
    println!("unlock, calibrated         {:>9.2} ms", ms(started.elapsed()));
    Ok(())
}

/// The same tables and the same rows in a file without a key.
fn plain(path: &Path, rows: u32) -> Outcome<(Duration, Duration, Duration)> {
    #[expect(clippy::disallowed_methods, reason = "the plain file to compare with")]
    let mut db = Connection::open(path)?;
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")?;
    db.execute_batch(include_str!("../src/db/data/0001_records.sql"))?;
    let started = Instant::now();
    let step = db.transaction()?;
    step.execute(
        "INSERT INTO journal VALUES (1, 0, 0, zeroblob(16), 1, NULL, 'import', zeroblob(32), zeroblob(32))",
        [],
    )?;
    for n in 0..rows {
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
    let insert = started.elapsed();
    let started = Instant::now();
    let mut statement =
        db.prepare("SELECT * FROM record WHERE trashed_at IS NULL ORDER BY section, position, id")?;
    let all: Vec<(Vec<u8>, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(5)?)))?
        .collect::<Result<_, _>>()?;
    let scan = started.elapsed();
    drop(all);
    let started = Instant::now();
    let mut statement = db.prepare(
        "SELECT record.id, snippet(words, 0, '[', ']', '…', 16)
         FROM words JOIN indexed ON indexed.n = words.rowid JOIN record ON record.id = indexed.record
         WHERE words MATCH ?1 ORDER BY rank LIMIT 50",
    )?;
    for query in ["\"copper\"*", "\"row77\"*", "\"lantern\" \"quilt\"*"] {
        let hits: Vec<(Vec<u8>, String)> = statement
            .query_map([query], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        drop(hits);
    }
    Ok((insert, scan, started.elapsed()))
}

fn document(n: u32) -> String {
    format!(
        r#"{{"title":"row{n} copper lantern","status":"draft","text":"A quilt of words for record {n}.","n":{n}}}"#
    )
}

fn words_of(n: u32) -> String {
    format!("F01\nrow{n} copper lantern\ndraft\nA quilt of words for record {n}.")
}

fn median(
    times: usize,
    mut one: impl FnMut() -> Result<Duration, VaultError>,
) -> Result<Duration, VaultError> {
    let mut taken = (0..times).map(|_| one()).collect::<Result<Vec<_>, _>>()?;
    taken.sort();
    Ok(taken[times / 2])
}

fn against(what: &str, sealed: Duration, plain: Duration) {
    let ratio = sealed.as_secs_f64() / plain.as_secs_f64().max(1e-9);
    println!(
        "{what:<16} sealed {:>9.0} ms, plain {:>9.0} ms, ratio {ratio:>5.2}",
        ms(sealed),
        ms(plain)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
