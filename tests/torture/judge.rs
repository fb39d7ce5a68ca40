//! The judge: opens what is left of a vault as a person would, and holds it against the book.

use crate::book::{Book, Deed, Kept, Page, hex};
use crate::session::{Session, quiet, unlock, vault_dir};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;
use valise_vault::{
    Cancel, ClientEntry, ClientStore, Freshness, Level, OpenVault, Presence, VaultError, VaultFile, probe,
};

/// Why it does not hold, in words.
pub type Wrong = String;

/// Opens the vault below `root` and compares. `maybe` are deeds that were begun and not acknowledged: each may have
/// happened or not, as a whole. Returns the session, still open, with the book of what is there.
pub fn judge(root: &Path, book: &Book, maybe: &[Deed]) -> Result<Session, Wrong> {
    let mut book = book.clone();
    let Some(mut vault) = open(root, &mut book, maybe)? else {
        return again_from_nothing(root, maybe);
    };
    let entries = finish_removals(&mut vault, maybe)?;
    let mut seen = Book {
        passphrase: book.passphrase.clone(),
        ..Book::default()
    };
    for entry in &entries {
        seen.clients.insert(entry.id, page(&vault, entry)?);
    }
    read_registry(&vault, &book, maybe, &mut seen).map_err(|error| format!("registry: {error:?}"))?;
    let new = entries.iter().map(|entry| entry.id);
    let new: Vec<Uuid> = new.filter(|id| !book.clients.contains_key(id)).collect();
    let mut nearest = None;
    for choice in 0..1_usize << maybe.len() {
        let mut could = book.clone();
        for (n, deed) in maybe.iter().enumerate().filter(|(n, _)| choice & (1 << n) != 0) {
            enter(
                &mut could,
                deed,
                new.get(n.min(new.len().saturating_sub(1))).copied(),
            );
        }
        could.passphrase = seen.passphrase.clone();
        match difference(&seen, &could) {
            None => {
                could.close();
                return Ok(Session::with(root, vault, could));
            }
            Some(found) => nearest = nearest.or(Some(found)),
        }
    }
    Err(format!(
        "{}; perhaps done: {}",
        nearest.unwrap_or_default(),
        short(&maybe)
    ))
}

/// What was found must also go on working: a write in the registry, and one in each client.
pub fn goes_on(session: &mut Session, n: u64) -> Result<(), Wrong> {
    if session.book.passphrase.is_none() {
        // Cut before there was anything.
        return Ok(());
    }
    let setting = Deed::Setting {
        key: "setting-0".into(),
        value: n.to_string(),
    };
    let clients: Vec<Uuid> = session.book.clients.keys().copied().collect();
    let writes = clients.into_iter().map(|client| Deed::Write {
        client,
        rows: vec![(Uuid::from_u64_pair(n, 1 << 63), format!(r#"{{"after":{n}}}"#))],
    });
    for deed in std::iter::once(setting).chain(writes) {
        session
            .perform(&deed)
            .map_err(|error| format!("does not go on: {error:?}"))?;
    }
    Ok(())
}

fn open(root: &Path, book: &mut Book, maybe: &[Deed]) -> Result<Option<OpenVault>, Wrong> {
    let mut words: Vec<String> = book.passphrase.iter().cloned().collect();
    for deed in maybe {
        match deed {
            Deed::Create { passphrase: next } | Deed::Passphrase { next } => words.push(next.clone()),
            _ => {}
        }
    }
    let presence = probe(&vault_dir(root)).map_err(|error| format!("probe: {error:?}"))?;
    if book.passphrase.is_none() && presence == Presence::Absent {
        return Ok(None);
    }
    for words in words {
        match unlock(root, &words) {
            Ok(vault) => {
                book.passphrase = Some(words);
                return Ok(Some(vault));
            }
            Err(VaultError::WrongPassphrase) => {}
            Err(error) => return Err(format!("{presence:?} and does not unlock: {error:?}")),
        }
    }
    Err(format!("{presence:?} and no passphrase opens it"))
}

/// A creation that was cut short may have left nothing, and then can be done again.
fn again_from_nothing(root: &Path, maybe: &[Deed]) -> Result<Session, Wrong> {
    let mut session = Session::new(root);
    let Some(deed) = maybe.first() else {
        return Ok(session);
    };
    session
        .perform(deed)
        .map_err(|error| format!("cannot be made again: {error:?}"))?;
    Ok(session)
}

/// A removal that was cut short may leave a client whose key is gone; it is removed by asking again.
fn finish_removals(vault: &mut OpenVault, maybe: &[Deed]) -> Result<Vec<ClientEntry>, Wrong> {
    for deed in maybe {
        let Deed::Remove { client } = deed else { continue };
        let half_gone = matches!(
            vault.open_client(*client),
            Err(VaultError::Damaged(VaultFile::ClientKeySlots) | VaultError::SheetNeeded)
        );
        if half_gone {
            let entry = vault
                .clients()
                .ok()
                .into_iter()
                .flatten()
                .find(|entry| entry.id == *client);
            let codename = entry.map(|entry| entry.codename).unwrap_or_default();
            vault
                .destroy(*client, &codename)
                .map_err(|error| format!("cannot be removed again: {error:?}"))?;
        }
    }
    vault.clients().map_err(|error| format!("clients: {error:?}"))
}

fn page(vault: &OpenVault, entry: &ClientEntry) -> Result<Page, Wrong> {
    let store = vault
        .open_client(entry.id)
        .map_err(|error| format!("client does not open: {error:?}"))?;
    if store.freshness() == Freshness::RolledBack {
        return Err("called rolled back".into());
    }
    if store.is_read_only() {
        return Err("opened for reading only".into());
    }
    let report = store
        .check(true, &mut quiet, &Cancel::new())
        .map_err(|error| format!("check: {error:?}"))?;
    if !report.is_sound() {
        return Err(format!("not sound: {:?}", report.faults));
    }
    let mut page = read(&store).map_err(|error| format!("reading: {error:?}"))?;
    page.entries = report.entries;
    page.codename = entry.codename.clone();
    page.strict = entry.level == Level::Strict;
    page.due = entry.due.clone();
    Ok(page)
}

/// What a client holds, as the book writes it.
pub fn read(store: &ClientStore) -> Result<Page, VaultError> {
    let kept = |row: valise_vault::Row| {
        let trashed = row.trashed_at.is_some();
        (
            row.id,
            Kept {
                doc: row.doc,
                trashed,
            },
        )
    };
    let rows = store.rows()?.into_iter().chain(store.trash()?);
    let drafts = store.drafts()?.into_iter().map(|draft| (draft.key, draft.text));
    let evidence = store.evidence_list()?;
    Ok(Page {
        rows: rows.map(kept).collect(),
        drafts: drafts.collect(),
        evidence: evidence
            .iter()
            .map(|blob| (hex(&blob.sha256), blob.len))
            .collect(),
        ..Page::default()
    })
}

fn read_registry(vault: &OpenVault, book: &Book, maybe: &[Deed], seen: &mut Book) -> Result<(), VaultError> {
    let mut keys: Vec<&String> = book.settings.keys().collect();
    for deed in maybe {
        if let Deed::Setting { key, .. } = deed {
            keys.push(key);
        }
    }
    for key in keys {
        if let Some(value) = vault.setting(key)? {
            seen.settings.insert(key.clone(), value);
        }
    }
    let own = vault.list_own("question")?;
    seen.own = own.into_iter().map(|own| (own.id, own.doc)).collect();
    Ok(())
}

fn enter(book: &mut Book, deed: &Deed, new: Option<Uuid>) {
    match deed {
        Deed::Add { .. } if new.is_none() => {}
        _ => book.apply(deed, new),
    }
}

/// The first difference, told without quoting what was written.
fn difference(seen: &Book, could: &Book) -> Option<Wrong> {
    let ids = |book: &Book| book.clients.keys().copied().collect::<Vec<_>>();
    if ids(seen) != ids(could) {
        return Some(format!("clients {:?}, expected {:?}", ids(seen), ids(could)));
    }
    if seen.settings != could.settings {
        return Some(format!("settings {}", differing(&seen.settings, &could.settings)));
    }
    if seen.own != could.own {
        return Some(format!("own records {}", differing(&seen.own, &could.own)));
    }
    seen.clients.iter().find_map(|(id, page)| {
        let other = &could.clients[id];
        let facts = |page: &Page| (page.codename.clone(), page.strict, page.due.clone(), page.entries);
        if facts(page) != facts(other) {
            return Some(format!("{:?}, expected {:?}", facts(page), facts(other)));
        }
        let parts = [
            (
                "rows",
                page.rows != other.rows,
                differing(&page.rows, &other.rows),
            ),
            (
                "drafts",
                page.drafts != other.drafts,
                differing(&page.drafts, &other.drafts),
            ),
            (
                "evidence",
                page.evidence != other.evidence,
                differing(&page.evidence, &other.evidence),
            ),
        ];
        parts
            .into_iter()
            .find(|(_, differ, _)| *differ)
            .map(|(what, _, how)| format!("{what} {how}"))
    })
}

fn differing<K: Ord + Clone + std::fmt::Debug, V: PartialEq>(
    seen: &BTreeMap<K, V>,
    could: &BTreeMap<K, V>,
) -> String {
    let missing = could.keys().filter(|key| !seen.contains_key(key)).count();
    let extra = seen.keys().filter(|key| !could.contains_key(key)).count();
    let other = seen
        .iter()
        .filter(|(key, value)| could.get(key).is_some_and(|there| there != *value));
    format!(
        "missing {missing}, not expected {extra}, different {}",
        other.count()
    )
}

fn short(deeds: &&[Deed]) -> String {
    let names = deeds.iter().map(|deed| {
        let text = format!("{deed:?}");
        text.chars()
            .take_while(|c| c.is_alphanumeric())
            .collect::<String>()
    });
    names.collect::<Vec<_>>().join(", ")
}
