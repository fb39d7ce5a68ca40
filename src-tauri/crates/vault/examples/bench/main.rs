//! What sealing costs: every row beside something in the same run, most of them beside SQLite alone.
//!
//! `cargo run --release --package valise-vault --example bench [ROWS [GB]]`: 100,000 rows and one gigabyte of evidence
//! unless asked otherwise. Ten gigabytes need eleven of free disk and some minutes.
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

mod doors;
mod plain;
mod size;
mod watch;

use plain::{Over, Tables};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use valise_vault::{
    Cancel, ClientStore, Environment, KdfParams, KdfPolicy, Level, MemoryCredentials, OpenVault, Passphrase,
    VaultError,
};
use watch::{Took, Watch, at, head, in_turn, row};

type Outcome<T> = Result<T, Box<dyn Error>>;

const FLOOR: KdfPolicy = KdfPolicy::Fixed(KdfParams::FLOOR);
const SEARCHES: [&str; 3] = ["copper", "row77", "lantern quilt"];

fn main() -> Outcome<()> {
    let mut asked = std::env::args().skip(1);
    let rows: u32 = asked.next().map_or(Ok(100_000), |given| given.parse())?;
    let gigabytes: u64 = asked.next().map_or(Ok(1), |given| given.parse())?;
    let dir = tempfile::tempdir()?;
    let environment = Environment {
        credentials: Arc::new(MemoryCredentials::new()),
        ..Environment::system()
    };

    // First, because once anything sealed is open, SQLite wipes all memory that it frees; and what does not wipe
    // before what does.
    let plain = Measured::of(&dir.path().join("plain.db"), Over::Nothing, rows)?;
    let sealing = Measured::of(&dir.path().join("sealing.db"), Over::Sealing, rows)?;
    let wiping = Measured::of(&dir.path().join("wiping.db"), Over::SealingAndWiping, rows)?;
    head("SQLCipher's memory security: on, beside off");
    row(&format!("insert {rows} rows"), wiping.insert, sealing.insert);
    row("all rows", wiping.scan, sealing.scan);
    row("three searches", wiping.search, sealing.search);

    rows_of_a_client(dir.path(), &environment, rows, &plain)?;
    doors::doors(dir.path(), &environment)?;
    size::size(dir.path(), &environment, gigabytes)
}

/// The work of a client in files of our own making.
struct Measured {
    tables: Tables,
    insert: Took,
    scan: Took,
    search: Took,
}

impl Measured {
    fn of(path: &Path, over: Over, rows: u32) -> Outcome<Self> {
        let mut tables = Tables::make(path, over)?;
        Ok(Self {
            insert: tables.insert(0, rows)?,
            scan: tables.scan()?,
            search: tables.search(&SEARCHES)?,
            tables,
        })
    }
}

fn rows_of_a_client(dir: &Path, environment: &Environment, rows: u32, plain: &Measured) -> Outcome<()> {
    let never = Cancel::new();
    let mut vault = OpenVault::create(&dir.join("rows"), &words(), FLOOR, environment, &never)?;
    let id = vault.add_client("Plover", Level::Standard, false)?;
    let mut store = vault.open_client(id)?;
    head("a client's rows: the vault, beside SQLite alone");

    // The very same file would grow with what is compared.
    let mut small = Tables::make(&dir.join("small.db"), Over::Nothing)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..300 {
        let doc = document(n);
        let watch = Watch::start();
        store.transact::<_, VaultError>("autosave", "", |tx| tx.insert("findings", None, "F01", 0, &doc))?;
        ours.push(watch.read());
        theirs.push(small.insert(n, 1)?);
    }
    row("write one row: median", at(&mut ours, 50), at(&mut theirs, 50));
    row(
        "write one row: 95th of 100",
        at(&mut ours, 95),
        at(&mut theirs, 95),
    );
    let text = |n: usize| format!("half a sentence {n}");
    let (draft, bare) = in_turn(
        100,
        |n| timed(|| Ok(store.save_draft("finding/title", &text(n))?)),
        |n| small.draft(&text(n)),
    )?;
    row("save a draft", draft, bare);

    let insert = timed(|| fill(&mut store, rows))?;
    let scan = timed(|| {
        store.rows()?;
        Ok(())
    })?;
    let search = timed(|| {
        for query in SEARCHES {
            store.search(query, 50)?;
        }
        Ok(())
    })?;
    row(&format!("insert {rows} rows"), insert, plain.insert);
    row("all rows", scan, plain.scan);
    row("three searches", search, plain.search);
    let bare = plain.tables.check()?;
    let check = timed(|| {
        let report = store.check(false, &mut |_, _| {}, &never)?;
        if report.is_sound() {
            Ok(())
        } else {
            Err(format!("{:?}", report.faults).into())
        }
    })?;
    row("check, chain and commitments included", check, bare);
    Ok(())
}

/// The time of one piece of work.
fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Took> {
    let watch = Watch::start();
    work()?;
    Ok(watch.read())
}

fn fill(store: &mut ClientStore, rows: u32) -> Outcome<()> {
    store.transact::<_, VaultError>("import", "", |tx| {
        for n in 0..rows {
            tx.insert("findings", None, "F01", i64::from(n), &document(n))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn words() -> Passphrase {
    Passphrase::from("harbour copper lantern seven quilt")
}

fn document(n: u32) -> String {
    format!(
        r#"{{"title":"row{n} copper lantern","status":"draft","text":"A quilt of words for record {n}.","n":{n}}}"#
    )
}
