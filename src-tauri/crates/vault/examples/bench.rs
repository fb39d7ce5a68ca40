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
    let mut typed = 0;
    let draft = median(100, || {
        typed += 1;
        let text = format!("half a sentence {typed}");
        let started = Instant::now();
        store.save_draft("finding/title", &text)?;
        Ok(started.elapsed())
    })?;
    println!("save a draft: median       {:>9.2} ms", ms(draft));

    let started = Watch::start();
    store.transact::<_, VaultError>("import", "", |tx| {
        for n in 0..rows {
            tx.insert("findings", None, "F01", i64::from(n), &document(n))?;
        }
        Ok(())
    })?;
    let sealed_insert = started.read();
    let started = Watch::start();
    let sealed_rows = store.rows()?.len();
    let sealed_scan = started.read();
    let started = Watch::start();
    for word in ["copper", "row77", "lantern quilt"] {
        store.search(word, 50)?;
    }
    let sealed_search = started.read();

    let tenth = usize::try_from(rows / 10)?;
    let few = small(&mut vault, tenth)?;
    println!("rows                       {sealed_rows:>9}");
    against("insert", &sealed_insert, &plain_insert);
    against("scan", &sealed_scan, &plain_scan);
    against("three searches", &sealed_search, &plain_search);
    for (what, took) in ["open", "all rows", "a search"].iter().zip(&few) {
        println!(
            "{tenth} rows, {what:<9} {:>8.2} ms, {:.2} ms of CPU",
            ms(took.wall),
            ms(took.cpu)
        );
    }

    let started = Instant::now();
    let report = store.check(false, &mut |_, _| {}, &never)?;
    println!(
        "check                      {:>9.2} ms (sound: {})",
        ms(started.elapsed()),
        report.is_sound()
    );
    Ok(())
}

/// A client of usual size: opening, reading all rows, and a search of each kind, in milliseconds.
fn small(vault: &mut OpenVault, rows: usize) -> Outcome<[Took; 3]> {
    let id = vault.add_client("Wren", Level::Standard, false)?;
    let mut store = vault.open_client(id)?;
    store.transact::<_, VaultError>("import", "", |tx| {
        for n in 0..u32::try_from(rows).unwrap_or(0) {
            tx.insert("findings", None, "F01", i64::from(n), &document(n))?;
        }
        Ok(())
    })?;
    store.close()?;
    let watch = Watch::start();
    let store = vault.open_client(id)?;
    let open = watch.read();
    let watch = Watch::start();
    store.rows()?;
    let scan = watch.read();
    store.search("copper", 50)?;
    let watch = Watch::start();
    store.search("row77 lant", 50)?;
    Ok([open, scan, watch.read()])
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
fn plain(path: &Path, rows: u32) -> Outcome<(Took, Took, Took)> {
    #[expect(clippy::disallowed_methods, reason = "the plain file to compare with")]
    let mut db = Connection::open(path)?;
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")?;
    db.execute_batch(include_str!("../src/db/data/0001_records.sql"))?;
    let started = Watch::start();
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
    let insert = started.read();
    let started = Watch::start();
    let mut statement =
        db.prepare("SELECT * FROM record WHERE trashed_at IS NULL ORDER BY section, position, id")?;
    let all: Vec<(Vec<u8>, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(5)?)))?
        .collect::<Result<_, _>>()?;
    let scan = started.read();
    drop(all);
    let started = Watch::start();
    let mut statement = db.prepare(
        "SELECT record.id, found.snippet
         FROM (SELECT rowid AS n, rank AS place, snippet(words, 0, '[', ']', '…', 16) AS snippet
               FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT 50) AS found
         JOIN indexed ON indexed.n = found.n JOIN record ON record.id = indexed.record
         ORDER BY found.place, found.n",
    )?;
    for query in ["\"copper\"*", "\"row77\"*", "\"lantern\" \"quilt\"*"] {
        let hits: Vec<(Vec<u8>, String)> = statement
            .query_map([query], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        drop(hits);
    }
    Ok((insert, scan, started.read()))
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

/// Wall-clock and this thread's CPU time: on a busy machine only the second compares.
struct Watch(Instant, Duration);

struct Took {
    wall: Duration,
    cpu: Duration,
}

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    fn read(&self) -> Took {
        Took {
            wall: self.0.elapsed(),
            cpu: cpu().saturating_sub(self.1),
        }
    }
}

/// Zero where the system does not tell.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

fn against(what: &str, sealed: &Took, plain: &Took) {
    let ratio = |sealed: Duration, plain: Duration| sealed.as_secs_f64() / plain.as_secs_f64().max(1e-9);
    println!(
        "{what:<15} sealed {:>6.0} ms, plain {:>6.0} ms, ratio {:>5.2}; of CPU {:>6.0} and {:>6.0} ms, ratio {:>5.2}",
        ms(sealed.wall),
        ms(plain.wall),
        ratio(sealed.wall, plain.wall),
        ms(sealed.cpu),
        ms(plain.cpu),
        ratio(sealed.cpu, plain.cpu),
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
