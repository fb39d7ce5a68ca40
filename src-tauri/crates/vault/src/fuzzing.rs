//! The one door for random bytes: what the readers of key slots and of a backup's manifest have to hold, whatever they
//! are given. Compiled for tests and for `fuzz/`, and in no program.

use crate::copies::manifest::{self, BackupManifest};
use crate::keys::header::{Copy, Kind, LONGEST, decode};
use crate::secret::Secret32;
use sha2::{Digest, Sha256};

/// No input panics, and what passes for a whole header is one.
///
/// # Panics
/// Where that does not hold.
pub fn key_slots(bytes: &[u8]) {
    for kind in [Kind::Vault, Kind::Client] {
        judge(bytes, kind);
        // Hardly any random bytes end in their own digest; with it, they reach what lies behind.
        let content = bytes.get(..LONGEST - 32).unwrap_or(bytes);
        let mut sealed = content.to_vec();
        sealed.extend_from_slice(&Sha256::digest(content));
        judge(&sealed, kind);
    }
}

fn judge(bytes: &[u8], kind: Kind) {
    let read = match decode(bytes, kind) {
        Copy::Whole(read) => read,
        Copy::Missing => panic!("bytes that were given are not missing"),
        Copy::Foreign | Copy::Damaged | Copy::Newer(_) => return,
    };
    assert!(bytes.len() <= LONGEST && read.header.kind == kind);
    let stranger = Secret32::new([9; 32]);
    assert!(!read.is_true(&stranger), "a MAC holds that nobody made");
    for slot in read.header.known() {
        if let Some(stretch) = slot.stretch {
            // Judged before it is paid: both answers are fine, and neither takes memory.
            stretch.params.check().ok();
        }
        assert!(
            read.header.open(slot, &stranger).is_none(),
            "a slot opens that nobody wrapped"
        );
    }
    let written = read
        .header
        .encode(&stranger)
        .expect("what was read can be written");
    match decode(&written, kind) {
        Copy::Whole(again) => assert_eq!(
            again.header, read.header,
            "writing and reading changed the header"
        ),
        other => panic!("what was written does not read: {other:?}"),
    }
}

/// No input panics, and a manifest that is taken names a vault's own files and nothing else.
///
/// # Panics
/// Where that does not hold.
pub fn backup(bytes: &[u8]) {
    if let Ok(read) = BackupManifest::parse(bytes) {
        sound(read);
    }
    // Hardly any random bytes hold their own hash; whoever wants to can write one that fits.
    let Ok(mut open) = serde_json::from_slice::<BackupManifest>(bytes) else {
        return;
    };
    let sealed = open.seal().expect("what was read can be written");
    if let Ok(read) = BackupManifest::parse(&sealed) {
        assert_eq!(read, open, "sealing changed the manifest");
        sound(read);
    }
}

fn sound(mut read: BackupManifest) {
    let longest = read.files.iter().map(|file| file.length).max();
    assert!(
        read.bytes() >= longest.unwrap_or(0),
        "the sum is less than a part of it"
    );
    for file in &read.files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        assert!(
            manifest::OF_VAULT.contains(&name) || manifest::OF_CLIENT.contains(&name),
            "a file called {}",
            file.path
        );
        assert!(!file.path.split('/').any(|part| matches!(part, "" | "." | "..")));
    }
    let text = read.seal().expect("what was read can be written");
    assert_eq!(
        BackupManifest::parse(&text).expect("what was written reads"),
        read
    );
}

#[cfg(test)]
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;

#[cfg(test)]
mod tests {
    #[test]
    fn every_seed_holds() {
        super::replay::replay("key_slots", super::key_slots);
    }

    #[test]
    fn every_seed_of_backup_holds() {
        super::replay::replay("backup", super::backup);
        let whole = include_bytes!("../../../../fuzz/seeds/backup/whole");
        assert!(
            super::BackupManifest::parse(whole).is_ok(),
            "a seed that opens nothing proves nothing"
        );
    }
}
