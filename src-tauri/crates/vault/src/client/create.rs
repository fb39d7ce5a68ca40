//! A new client: secret, key, slots, empty files, and last its row in the registry.

use crate::client::freshness::{self, Anchor};
use crate::client::{journal, unwrap};
use crate::db::open::Access;
use crate::error::VaultError;
use crate::files;
use crate::keys::header::{AT_REST, Header, Kind};
use crate::keys::slot::{Slot, SlotState, SlotType};
use crate::keys::{self, CLIENT_HEADER, slots};
use crate::registry::{self, ClientEntry, Level};
use crate::vault::{OpenVault, credential_name};
use uuid::Uuid;

pub(crate) fn client(
    vault: &OpenVault,
    id: Uuid,
    codename: String,
    level: Level,
    sample: bool,
) -> Result<(), VaultError> {
    let environment = &vault.environment;
    let secret = environment.secret()?;
    let key = environment.secret()?;
    if level == Level::Strict {
        environment.credentials.put(&credential_name(id), &secret)?;
    }
    let created_ms = environment.clock.now_ms();
    let dir = vault.client_dir(id);
    files::make_folder(&dir)?;
    let mut header = Header {
        minor: AT_REST,
        kind: Kind::Client,
        uuid: id,
        epoch: 1,
        generation: 1,
        created_ms,
        slots: vec![],
    };
    let kek = keys::client_kek(&vault.root, &secret, id, header.epoch);
    let slot = Slot::fresh(
        environment.random.as_ref(),
        SlotType::Registry,
        SlotState::Current,
        0,
    )?;
    header.add(slot, &kek, &key);
    slots::write(&dir, &header, &keys::derive(&key, id, CLIENT_HEADER))?;
    for (name, steps, key) in unwrap::file_keys(&key, id) {
        drop(steps.open(&dir.join(name), &key, Access::Create)?);
    }
    files::sync_folder(&dir)?;
    let entry = ClientEntry {
        id,
        codename,
        level,
        sample,
        created_ms,
        last_opened_ms: None,
        due: None,
        sheet_confirmed: false,
    };
    let anchor = Anchor {
        seq: 0,
        head: journal::genesis(id),
        epoch: 1,
        generation: 1,
        evidence: Some(freshness::NO_EVIDENCE),
    };
    let kept = (level == Level::Standard).then_some(&secret);
    registry::add(&vault.registry.lock(), &entry, kept, &anchor)
}
