//! People, a small client, and the hands of a forger who has the `age` tool and our documentation.
#![allow(dead_code, reason = "each test file uses its own part")]

use age::secrecy::SecretString;
use ed25519_dalek::{Signer, SigningKey};
use hkdf::Hkdf;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::atomic::AtomicBool;
use uuid::Uuid;
use valise_handover::{
    Base, Blob, Bounds, Draft, HandoverError, Identity, Key, Manifest, Recipient, Row, Scope, SealTo,
    Written, open, write,
};

pub const ADA: [u8; 32] = [0xa0; 32];
pub const BOB: [u8; 32] = [0xb0; 32];
pub const EVE: [u8; 32] = [0xe0; 32];
pub const WORDS: &str = "harbour copper lantern seven quilt";

pub fn person(seed: [u8; 32]) -> Identity {
    Identity::from_seed(&seed).expect("an identity")
}

pub fn row(number: u128, section: &str, code: &str, doc: &str) -> Row {
    Row {
        id: Uuid::from_u128(number),
        section: section.to_owned(),
        parent: None,
        code: code.to_owned(),
        position: i64::try_from(number).expect("small"),
        doc: doc.to_owned(),
        trashed_at: None,
    }
}

pub fn rows() -> Vec<Row> {
    let mut answer = row(
        2,
        "answers",
        "SEC-01",
        r#"{"question":"SEC-01","score":3,"note":"Größe, \"quoted\""}"#,
    );
    answer.parent = Some(Uuid::from_u128(1));
    let mut gone = row(4, "findings", "F02", r#"{"id":"F02"}"#);
    gone.trashed_at = Some(1_790_000_000_000);
    vec![
        row(1, "rounds", "RD1", r#"{"id":"RD1"}"#),
        answer,
        row(
            3,
            "findings",
            "F01",
            r#"{"id":"F01","title":"Backups are not tested"}"#,
        ),
        gone,
        row(5, "env_files", "EN1", r#"{"id":"EN1","path":".env"}"#),
    ]
}

pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub struct Case {
    pub rows: Vec<Row>,
    pub evidence: Vec<Vec<u8>>,
    pub scope: Scope,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            rows: rows(),
            evidence: vec![b"a picture".to_vec(), Vec::new(), vec![7; 700]],
            scope: Scope::default(),
        }
    }
}

impl Case {
    pub fn blobs(&self) -> Vec<Blob> {
        let blob = |bytes: &Vec<u8>| Blob {
            sha256: hash(bytes),
            len: bytes.len() as u64,
        };
        self.evidence.iter().map(blob).collect()
    }

    pub fn try_write(
        &self,
        sender: &Identity,
        seal: &SealTo<'_>,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<u8>, Written), HandoverError> {
        let blobs = self.blobs();
        let draft = Draft {
            client: Uuid::from_u128(0xc11e),
            codename: "Plover",
            made_ms: 1_790_000_000_000,
            sender_name: "Ada",
            base: Base {
                commit: 41,
                chain_head: [0x11; 32],
            },
            grew_from: None,
            scope: &self.scope,
            rows: &self.rows,
            evidence: &blobs,
        };
        let mut file = Vec::new();
        let mut give = |blob: &Blob, out: &mut dyn Write| {
            let bytes = self.evidence.iter().find(|bytes| hash(bytes) == blob.sha256);
            out.write_all(bytes.expect("known"))?;
            Ok::<(), HandoverError>(())
        };
        let written = write(&draft, sender, seal, &mut file, &mut give, progress, cancel)?;
        Ok((file, written))
    }

    /// The client as Ada seals it.
    pub fn sealed_to(&self, recipients: &[Recipient]) -> Vec<u8> {
        let seal = SealTo::Recipients(recipients);
        let written = self.try_write(&person(ADA), &seal, &AtomicBool::new(false), &mut |_, _| {});
        written.expect("writes").0
    }
}

#[derive(Debug)]
pub struct Received {
    pub manifest: Manifest,
    pub rows: Vec<Row>,
    pub evidence: Vec<Vec<u8>>,
}

pub fn receive(file: &[u8], key: &Key<'_>) -> Result<Received, HandoverError> {
    receive_within(file, key, &Bounds::default())
}

pub fn receive_within(file: &[u8], key: &Key<'_>, bounds: &Bounds) -> Result<Received, HandoverError> {
    let stop = AtomicBool::new(false);
    let opened = open(file, key, bounds, &stop)?;
    let (mut rows, mut evidence) = (Vec::new(), Vec::new());
    let manifest = opened.receive(
        &mut |row| {
            rows.push(row);
            Ok(())
        },
        &mut |_, piece| {
            let mut bytes = Vec::new();
            piece.read_to_end(&mut bytes)?;
            evidence.push(bytes);
            Ok::<(), HandoverError>(())
        },
        &mut |_, _| {},
    )?;
    Ok(Received {
        manifest,
        rows,
        evidence,
    })
}

pub fn code(file: &[u8], key: &Key<'_>) -> String {
    receive(file, key).expect_err("must be refused").code()
}

/// The opening key of a seed, derived as the documentation says and by nothing of ours.
pub fn age_identity(seed: [u8; 32]) -> age::x25519::Identity {
    let hrp = bech32::Hrp::parse("age-secret-key-").expect("a prefix");
    let key = derive(seed, b"valise/v1/handover/sealing");
    let text = bech32::encode_upper::<bech32::Bech32>(hrp, &key).expect("encodes");
    text.parse().expect("an identity")
}

fn derive(seed: [u8; 32], label: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, &seed)
        .expand(label, &mut key)
        .expect("32 bytes");
    key
}

/// What the `age` tool gives.
pub fn unsealed(file: &[u8], seed: [u8; 32]) -> Vec<u8> {
    age::decrypt(&age_identity(seed), file).expect("opens")
}

/// Seals anything again, as anybody can.
pub fn resealed(plain: &[u8], recipients: &[Recipient]) -> Vec<u8> {
    let keys: Vec<age::x25519::Recipient> = recipients
        .iter()
        .map(|recipient| recipient.to_string().parse().expect("a key"))
        .collect();
    let sealed = age::Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient));
    encrypt(sealed.expect("recipients"), plain)
}

/// Seals with a passphrase and little work, for tests that open a file often.
pub fn resealed_with(plain: &[u8], words: &str, work_factor: u8) -> Vec<u8> {
    let mut key = age::scrypt::Recipient::new(SecretString::from(words.to_owned()));
    key.set_work_factor(work_factor);
    let sealed = age::Encryptor::with_recipients(std::iter::once(&key as &dyn age::Recipient));
    encrypt(sealed.expect("a passphrase"), plain)
}

fn encrypt(sealed: age::Encryptor, plain: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut out = sealed.wrap_output(&mut file).expect("writes");
    out.write_all(plain).expect("writes");
    out.finish().expect("writes");
    file
}

/// The parts of an archive, read by the plainest rules of tar.
pub fn parts(plain: &[u8]) -> Vec<(String, Vec<u8>)> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while plain[at] != 0 {
        let name = plain[at..at + 100]
            .split(|byte| *byte == 0)
            .next()
            .expect("a name");
        let size = std::str::from_utf8(&plain[at + 124..at + 135]).expect("digits");
        let size = usize::from_str_radix(size, 8).expect("octal");
        let bytes = plain[at + 512..at + 512 + size].to_vec();
        parts.push((String::from_utf8(name.to_vec()).expect("ASCII"), bytes));
        at += 512 + size.div_ceil(512) * 512;
    }
    parts
}

/// An archive of these parts.
pub fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut plain = Vec::new();
    for (name, bytes) in parts {
        let mut header = [0_u8; 512];
        let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
        put(0, name);
        put(100, "0000600\x000000000\x000000000\0");
        put(124, &format!("{:011o}\x0000000000000\0        0", bytes.len()));
        put(257, "ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        plain.extend_from_slice(&header);
        plain.extend_from_slice(bytes);
        plain.resize(plain.len().next_multiple_of(512), 0);
    }
    plain.resize(plain.len() + 1024, 0);
    plain
}

/// Signs a manifest as the documentation says.
pub fn signature(seed: [u8; 32], manifest: &[u8], recipients: &[Recipient]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"valise/v1/handover/manifest\0");
    hash.update((manifest.len() as u64).to_be_bytes());
    hash.update(manifest);
    hash.update((recipients.len() as u64).to_be_bytes());
    for recipient in recipients {
        hash.update(recipient.as_bytes());
    }
    let message = [b"valise/v1/handover/signature\0".as_slice(), &hash.finalize()].concat();
    SigningKey::from_bytes(&derive(seed, b"valise/v1/handover/signing"))
        .sign(&message)
        .to_bytes()
        .to_vec()
}

/// Ada's client for Bob, taken apart, changed, signed again by Ada, and sealed to Bob: what a faulty
/// program of hers could send.
pub fn faulty(change: impl FnOnce(&mut Value, &mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let to = [person(BOB).recipient()];
    let mut parts = parts(&unsealed(&Case::default().sealed_to(&to), BOB));
    let mut manifest: Value = serde_json::from_slice(&parts[0].1).expect("JSON");
    change(&mut manifest, &mut parts);
    parts[0].1 = manifest.to_string().into_bytes();
    parts[1].1 = signature(ADA, &parts[0].1, &to);
    resealed(&archive(&parts), &to)
}

/// The parts of a hand-over to recipients as Ada would have sealed them with a passphrase.
pub fn sealed_with_passphrase(mut parts: Vec<(String, Vec<u8>)>, words: &str, work_factor: u8) -> Vec<u8> {
    let mut manifest: Value = serde_json::from_slice(&parts[0].1).expect("JSON");
    manifest["passphrase"] = true.into();
    manifest["recipients"] = Value::Array(Vec::new());
    parts[0].1 = manifest.to_string().into_bytes();
    parts[1].1 = signature(ADA, &parts[0].1, &[]);
    resealed_with(&archive(&parts), words, work_factor)
}
