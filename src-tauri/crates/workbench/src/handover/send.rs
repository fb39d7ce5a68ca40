//! A client leaves in one sealed file.

use crate::audit::count;
use crate::evidence::from_hex;
use crate::session::Vault;
use crate::view::{ContactCard, HandOverDone, HandOverWish};
use crate::{Cancel, Problem, ProblemCode, Result, strength};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use valise_handover::{Base, Blob, Contact, Draft, Recipient, Row, Scope, SealTo, USUAL_WORK};
use valise_vault::{ClientStore, CopyKind, NewCopy};

impl Vault {
    /// What to give to somebody who shall seal a hand-over for this vault.
    pub fn contact_card(&self) -> Result<ContactCard> {
        Ok(card_view(&self.identity()?.contact(&self.card_name())?))
    }

    /// Reads a card that was pasted, so that its six words can be compared before anything is sealed to it.
    pub fn read_card(&self, text: &str) -> Result<ContactCard> {
        Ok(card_view(&text.parse::<Contact>()?))
    }

    /// Seals a closed client for others. It can always be opened by this vault too.
    pub fn hand_over(
        &mut self,
        wish: &HandOverWish,
        path: &Path,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<HandOverDone> {
        let recipients = self.recipients(&wish.cards)?;
        if wish.cards.is_empty()
            && !wish
                .passphrase
                .as_deref()
                .is_some_and(|words| strength(words).good)
        {
            return Err(Problem::new(ProblemCode::PassphraseWeak));
        }
        let to = match &wish.passphrase {
            Some(words) if wish.cards.is_empty() => SealTo::Passphrase {
                words,
                work_factor: USUAL_WORK,
            },
            _ => SealTo::Recipients(&recipients),
        };
        let scope = if wish.with_secrets {
            Scope::whole()
        } else {
            Scope::default()
        };
        let (entry, store) = self.open_store(&wish.client)?;
        let written = self.write_out(&store, &entry.codename, &scope, &to, path, tell, cancel);
        store.close()?;
        let written = written?;
        self.open.note_copy(&NewCopy {
            kind: CopyKind::Handover,
            client: entry.id,
            place: path,
            keep_until_ms: None,
        })?;
        Ok(HandOverDone {
            path: path.display().to_string(),
            records: u32::try_from(written.counts.rows).unwrap_or(u32::MAX),
            evidence: u32::try_from(written.counts.evidence).unwrap_or(u32::MAX),
            left_out: written.left_out,
        })
    }

    fn recipients(&self, cards: &[String]) -> Result<Vec<Recipient>> {
        let mut to = vec![self.identity()?.recipient()];
        for card in cards {
            let recipient = card.parse::<Contact>()?.public().recipient();
            if !to.contains(&recipient) {
                to.push(recipient);
            }
        }
        Ok(to)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "what is written, for whom, where to, and how it is heard of"
    )]
    fn write_out(
        &self,
        store: &ClientStore,
        codename: &str,
        scope: &Scope,
        to: &SealTo<'_>,
        path: &Path,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<valise_handover::Manifest> {
        crate::check::must_be_as_journaled(store)?;
        let rows = super::rows::live(store)?;
        let (commit, chain_head) = store.commit()?;
        let draft = Draft {
            client: store.id(),
            codename,
            made_ms: self.surroundings.now_ms(),
            sender_name: &self.card_name(),
            base: Base {
                commit: u64::try_from(commit).unwrap_or(0),
                chain_head,
            },
            grew_from: self.origin(store.id()).map(|origin| origin.base),
            scope,
            rows: &rows,
            evidence: &evidence_of(store, &rows)?,
        };
        let part = beside(path);
        let file = File::create(&part).map_err(|error| Problem::io("write", path, &error))?;
        let mut file = BufWriter::new(file);
        let mut give = |blob: &Blob, into: &mut dyn Write| -> Result<()> {
            let mut into = into;
            store.evidence_read(&blob.sha256, &mut into, &mut |_: u64, _: u64| (), cancel)?;
            Ok(())
        };
        let written = valise_handover::write(
            &draft,
            &self.identity()?,
            to,
            &mut file,
            &mut give,
            tell,
            cancel.flag(),
        )
        .and_then(|written| {
            let done = (|| {
                file.flush()?;
                file.get_ref().sync_all()?;
                std::fs::rename(&part, path)
            })();
            done.map_err(|error| Problem::io("write", path, &error))?;
            Ok(written.manifest)
        });
        if written.is_err() {
            // What was begun opens nowhere; the first error is the one to tell.
            std::fs::remove_file(&part).ok();
        }
        written
    }
}

fn card_view(contact: &Contact) -> ContactCard {
    ContactCard {
        name: contact.name().to_owned(),
        text: contact.to_string(),
        words: contact.public().fingerprint().words().map(str::to_owned).to_vec(),
    }
}

/// The bytes that the records name and the store has: pictures, documents, and the frozen data of reports.
fn evidence_of(store: &ClientStore, rows: &[Row]) -> Result<Vec<Blob>> {
    let mut named = BTreeSet::new();
    for row in rows
        .iter()
        .filter(|row| ["evidence", "reports"].contains(&row.section.as_str()))
    {
        let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
        named.extend(doc["sha256"].as_str().map(str::to_owned));
        let frozen = doc.as_array().into_iter().flatten();
        named.extend(frozen.filter_map(|report| report["data_sha256"].as_str().map(str::to_owned)));
    }
    let mut blobs = Vec::with_capacity(count(named.len()) as usize);
    for sha256 in named {
        if let Some(blob) = store.evidence_has(&from_hex(&sha256)?)? {
            blobs.push(Blob {
                sha256: blob.sha256,
                len: blob.len,
            });
        }
    }
    Ok(blobs)
}

/// The name of an unfinished file.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
