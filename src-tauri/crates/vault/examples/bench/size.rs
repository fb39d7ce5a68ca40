//! What a vault of many years costs: it has to open like a new one.

use crate::watch::{Took, head, in_turn, row};
use crate::{FLOOR, Outcome, fill, timed, words};
use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;
use valise_vault::{Cancel, ClientStore, Environment, Level, OpenVault};

const CLIENTS: u32 = 50;
const FINDINGS: u32 = 5_000;
/// One piece of evidence.
const PIECE: u64 = 128 << 20;
/// Openings of each side.
const TIMES: usize = 15;

pub fn size(dir: &Path, environment: &Environment, gigabytes: u64) -> Outcome<()> {
    let never = Cancel::new();
    let (empty, full) = (dir.join("empty"), dir.join("full"));
    let mut vault = OpenVault::create(&empty, &words(), FLOOR, environment, &never)?;
    vault.enable_quick_unlock()?;
    vault.lock()?;
    let mut vault = OpenVault::create(&full, &words(), FLOOR, environment, &never)?;
    vault.enable_quick_unlock()?;
    for n in 0..CLIENTS {
        let id = vault.add_client(&format!("Client {n}"), Level::Standard, false)?;
        let mut store = vault.open_client(id)?;
        fill(&mut store, FINDINGS)?;
        store.close()?;
    }
    vault.lock()?;

    head(&format!(
        "{CLIENTS} clients of {FINDINGS} findings, beside an empty vault"
    ));
    let by_passphrase = |path: &Path| {
        let never = Cancel::new();
        opened(|| OpenVault::unlock(path, &words(), environment, &never))
    };
    let quickly = |path: &Path| opened(|| OpenVault::unlock_quick(path, environment));
    let (ours, theirs) = in_turn(TIMES, |_| by_passphrase(&full), |_| by_passphrase(&empty))?;
    row(
        "unlock and list the clients",
        ours.of_the_wall(),
        theirs.of_the_wall(),
    );
    // Without the derivation, which would hide what the registry costs.
    let (ours, theirs) = in_turn(TIMES, |_| quickly(&full), |_| quickly(&empty))?;
    row("the same without a key derivation", ours, theirs);

    let mut vault = OpenVault::unlock_quick(&full, environment)?;
    let filled = vault.clients()?.first().map(|entry| entry.id).ok_or("a client")?;
    let bare = vault.add_client("Bare", Level::Standard, false)?;
    let (ours, theirs) = in_turn(TIMES, |_| client(&vault, filled), |_| client(&vault, bare))?;
    row("open one of them, beside an empty client", ours, theirs);
    evidence(&mut vault, bare, gigabytes)
}

fn evidence(vault: &mut OpenVault, bare: Uuid, gigabytes: u64) -> Outcome<()> {
    let id = vault.add_client("Evidence", Level::Standard, false)?;
    let pieces = (gigabytes * 1_000_000_000).div_ceil(PIECE);
    let (never, started) = (Cancel::new(), Instant::now());
    let mut store = vault.open_client(id)?;
    for n in 0..pieces {
        let mut noise = Noise::new(n).take(PIECE);
        store.evidence_import(&mut noise, Some(PIECE), &mut |_, _| {}, &never)?;
    }
    let taken: u64 = store.evidence_list()?.iter().map(|blob| blob.len).sum();
    if taken != pieces * PIECE {
        return Err(format!("{taken} bytes of evidence: the comparison would be of something else").into());
    }
    store.close()?;
    let import = Took {
        wall: started.elapsed(),
        ..Took::default()
    };
    if pieces == 0 {
        return Ok(());
    }
    let hashed = timed(|| {
        let mut hash = sha2::Sha256::default();
        io::copy(&mut Noise::new(0).take(PIECE), &mut Hashing(&mut hash))?;
        Ok(())
    })?;
    let whole = Took {
        wall: hashed.wall * u32::try_from(pieces)?,
        ..Took::default()
    };
    head(&format!(
        "{} MB of evidence in {pieces} pieces, beside a client with none",
        taken / 1_000_000
    ));
    row("take it in, beside making and hashing it alone", import, whole);
    let (ours, theirs) = in_turn(TIMES, |_| client(vault, id), |_| client(vault, bare))?;
    row("open the client", ours, theirs);
    let (ours, theirs) = in_turn(TIMES, |_| closed(vault, id), |_| closed(vault, bare))?;
    row("close it after a write", ours, theirs);
    Ok(())
}

/// Opens a vault, lists its clients, and locks it; the first two are measured.
fn opened(open: impl FnOnce() -> Result<OpenVault, valise_vault::VaultError>) -> Outcome<Took> {
    let mut held = None;
    let took = timed(|| {
        let vault = open()?;
        vault.clients()?;
        held = Some(vault);
        Ok(())
    })?;
    held.map_or(Ok(()), OpenVault::lock)?;
    Ok(took)
}

fn client(vault: &OpenVault, id: Uuid) -> Outcome<Took> {
    let mut held = None;
    let took = timed(|| {
        held = Some(vault.open_client(id)?);
        Ok(())
    })?;
    held.map_or(Ok(()), ClientStore::close)?;
    Ok(took)
}

fn closed(vault: &OpenVault, id: Uuid) -> Outcome<Took> {
    let mut store = vault.open_client(id)?;
    store.save_draft("bench", "half a sentence")?;
    timed(|| Ok(store.close()?))
}

/// Bytes that no page repeats (xorshift).
struct Noise(u64);

impl Noise {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Read for Noise {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        for eight in bytes.chunks_mut(8) {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let noise = self.0.to_le_bytes();
            for (place, byte) in eight.iter_mut().zip(noise) {
                *place = byte;
            }
        }
        Ok(bytes.len())
    }
}

struct Hashing<'a>(&'a mut sha2::Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        sha2::Digest::update(self.0, bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
