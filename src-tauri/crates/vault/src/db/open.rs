//! The one opening sequence of every database. Nothing else opens a connection.

use crate::error::{VaultError, VaultFile};
use crate::files;
use crate::secret::{Secret32, hex};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Made if it is not there.
    Create,
    /// Must be there.
    Write,
    /// Must be there; nothing in it changes, also not at close.
    Read,
}

/// Opens, keys and hardens a database, and asserts that every setting took.
pub(crate) fn open(
    path: &Path,
    key: &Secret32,
    access: Access,
    file: VaultFile,
) -> Result<Connection, VaultError> {
    refuse_plain(path, file)?;
    if access == Access::Create {
        // Made here, so that its mode is right before SQLite writes the first byte.
        drop(files::open_private(path)?);
    }
    let connection = match connect(path.as_os_str(), OpenFlags::SQLITE_OPEN_READ_WRITE, key, file) {
        Err(error) if access == Access::Read => connect_unchanging(path, key, file).ok_or(error)?,
        other => other?,
    };
    refuse_plain(path, file)?;
    Ok(connection)
}

/// On a medium for reading only SQLite cannot make the log that it wants beside the file. Where there is none to be
/// read either, the file is all there is, and nobody changes it.
fn connect_unchanging(path: &Path, key: &Secret32, file: VaultFile) -> Option<Connection> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let writable = std::fs::OpenOptions::new().write(true).open(path).is_ok();
    if writable || Path::new(&log).exists() {
        return None;
    }
    let uri = unchanging(path.to_str()?);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(uri.as_ref(), flags, key, file).ok()
}

/// The path as SQLite takes it together with a wish.
fn unchanging(path: &str) -> String {
    let path = if cfg!(windows) {
        format!("/{}", path.replace('\\', "/"))
    } else {
        path.to_owned()
    };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

fn connect(
    place: &OsStr,
    flags: OpenFlags,
    key: &Secret32,
    file: VaultFile,
) -> Result<Connection, VaultError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that opens a database"
    )]
    let connection = Connection::open_with_flags(Path::new(place), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    // Before the key: memory that SQLite frees is wiped, and nothing is logged.
    connection.execute_batch(
        "PRAGMA cipher_memory_security = ON; PRAGMA cipher_log = off; PRAGMA cipher_log_level = NONE;",
    )?;
    key_and_use(&connection, key, file)?;
    assert_sealed(&connection)?;
    // Closing changes nothing either, until `settle` makes this a writer.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    harden(&connection)?;
    Ok(connection)
}

/// Makes further writes fail.
pub(crate) fn read_only(connection: &Connection) -> Result<(), VaultError> {
    connection.pragma_update(None, "query_only", true)?;
    Ok(())
}

/// Journal mode, sync and the other settings of a writer: apart, so that a newer file is refused
/// before anything touches it.
pub(crate) fn settle(connection: &Connection) -> Result<(), VaultError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    demand(mode.eq_ignore_ascii_case("wal"), "journal_mode")?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    #[cfg(target_os = "macos")]
    connection.execute_batch("PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;")?;
    demand(number(connection, "PRAGMA synchronous")? == 2, "synchronous")?;
    demand(number(connection, "PRAGMA foreign_keys")? == 1, "foreign_keys")
}

/// The key goes in as text that is wiped at once, and is used at once: after the first statement
/// SQLCipher keeps no copy of the text.
fn key_and_use(connection: &Connection, key: &Secret32, file: VaultFile) -> Result<(), VaultError> {
    {
        let digits = hex(key.expose());
        let mut statement = Zeroizing::new(String::with_capacity(96));
        statement.push_str("PRAGMA key = \"x'");
        statement.push_str(&digits);
        statement.push_str("'\"");
        connection.execute_batch(&statement)?;
    }
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    }) {
        Ok(_) => Ok(()),
        // The key was authenticated by the header, so what does not open is damaged.
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if matches!(
                failure.code,
                rusqlite::ErrorCode::NotADatabase
                    | rusqlite::ErrorCode::DatabaseCorrupt
                    | rusqlite::ErrorCode::OutOfMemory
            ) =>
        {
            Err(VaultError::Damaged(file))
        }
        Err(error) => Err(error.into()),
    }
}

/// The accident to rule out: a build against plain SQLite, where a key is a word without effect.
fn assert_sealed(connection: &Connection) -> Result<(), VaultError> {
    let version: Result<String, _> = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0));
    demand(version.is_ok_and(|version| !version.is_empty()), "cipher_version")?;
    demand(
        number(connection, "PRAGMA cipher_memory_security")? == 1,
        "cipher_memory_security",
    )?;
    let mut options = connection.prepare("PRAGMA compile_options")?;
    let mut rows = options.query([])?;
    let mut in_memory = false;
    while let Some(row) = rows.next()? {
        in_memory |= row.get::<_, String>(0)? == "TEMP_STORE=3";
    }
    demand(in_memory, "temp_store_compiled")?;
    connection.execute_batch("PRAGMA temp_store = MEMORY")?;
    demand(number(connection, "PRAGMA temp_store")? == 2, "temp_store")
}

/// Files may come from elsewhere: a hostile schema gets no functions, no shadow tables, no depth.
fn harden(connection: &Connection) -> Result<(), VaultError> {
    demand(
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?,
        "defensive",
    )?;
    demand(
        !connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?,
        "trusted_schema",
    )?;
    for off in [
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE,
    ] {
        connection.set_db_config(off, false)?;
    }
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, most)?;
    }
    Ok(())
}

fn refuse_plain(path: &Path, file: VaultFile) -> Result<(), VaultError> {
    let mut first = [0; 16];
    let plain = std::fs::File::open(path)
        .and_then(|mut file| file.read_exact(&mut first))
        .is_ok_and(|()| &first == b"SQLite format 3\0");
    if plain {
        Err(VaultError::Damaged(file))
    } else {
        Ok(())
    }
}

pub(crate) fn number(connection: &Connection, pragma: &str) -> Result<i64, VaultError> {
    // SQLCipher answers its own pragmas in text, SQLite in numbers.
    Ok(connection.query_row(pragma, [], |row| {
        row.get::<_, i64>(0)
            .or_else(|_| row.get::<_, String>(0).map(|text| text.parse().unwrap_or(-1)))
    })?)
}

fn demand(holds: bool, what: &'static str) -> Result<(), VaultError> {
    if holds {
        Ok(())
    } else {
        Err(VaultError::UnsafeBuild(what))
    }
}

/// Copies the write-ahead log into the file and empties it. Where a reader beside holds it back, what
/// is written stays in the log, which is as safe.
pub(crate) fn checkpoint(connection: &Connection) -> Result<(), VaultError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
