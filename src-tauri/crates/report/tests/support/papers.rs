//! Short papers of an invented practice.

use valise_report::model::{Audience, Day, Fact, Number, Paper};
use valise_report::papers::{
    Certificate, Chain, Check, ClientSheet, CopyLine, EmergencyKit, ExportLine, Groups, Imprint, KeyPrint,
    LastBackup, Outcome, Reach, Removed, SheetFate,
};

/// A key that opens nothing.
pub const KEY: &str = "7H3K-QX2M-V9TB-04ND-PZ6R-81CW-JF5A-M2YE-SG7X-3KVD-96QH-TB0N-R4ZP-W8CJ";

fn imprint(id: &str, paper: Paper) -> Imprint {
    Imprint {
        id: id.to_owned(),
        made_on: Day::of("2026-12-04"),
        locale: "en-GB".to_owned(),
        language: "en".to_owned(),
        paper,
        accent: String::new(),
        practice: Some("Halyard & Lathe (invented)".to_owned()),
    }
}

pub fn kit(paper: Paper) -> EmergencyKit {
    EmergencyKit {
        edition: imprint("019acafe-0001-7000-8000-00000000beef", paper),
        vault: "Halyard & Lathe".to_owned(),
        place: "This laptop, /home/ilse/.local/share/app.valise.desktop/vault".to_owned(),
        number: Some(2),
        groups: Groups::read(KEY),
        reading: Some(
            "The letters I, L, O and U do not occur: what looks like one is 1, 1, 0 or V.".to_owned(),
        ),
    }
}

pub fn sheet(paper: Paper) -> ClientSheet {
    ClientSheet {
        edition: imprint("019acafe-0002-7000-8000-00000000beef", paper),
        codename: "HERON".to_owned(),
        client_id: Some("019ac0de-77aa-7b1c-9d2e-5f0a1b2c3d4e".to_owned()),
        vault: "Halyard & Lathe".to_owned(),
        groups: Groups::read(KEY),
        reading: Some(
            "The letters I, L, O and U do not occur: what looks like one is 1, 1, 0 or V.".to_owned(),
        ),
    }
}

/// A certificate of a client sealed as Standard, with a line in every list.
pub fn certificate(paper: Paper) -> Certificate {
    Certificate {
        edition: imprint("019acafe-0003-7000-8000-00000000beef", paper),
        codename: "HERON".to_owned(),
        client_id: "019ac0de-77aa-7b1c-9d2e-5f0a1b2c3d4e".to_owned(),
        reach: Reach::Standard,
        destroyed_on: Day::of("2026-12-04"),
        destroyed_at: Some("14:32:07 UTC".to_owned()),
        last_backup: LastBackup::Expires {
            on: Day::of("2027-01-12"),
        },
        method: [
            "Both copies of the client’s key slots were overwritten with random bytes, flushed and deleted.",
            "The client secret was removed from the registry, and the registry’s log was folded in.",
            "The two databases of the client, their logs and their snapshots were deleted.",
        ]
        .map(str::to_owned)
        .to_vec(),
        keys: vec![
            print_of("Data key (XChaCha20-Poly1305 slots, AES-256 pages)", "9c1f"),
            print_of("Client secret", "52b7"),
        ],
        chain: Chain {
            number: Number::of("4182"),
            head: hash("8b71"),
        },
        removed: Removed {
            files: Number::of("6"),
            snapshots: Number::of("11"),
        },
        copies: vec![
            CopyLine {
                what: "Backup of the whole vault".to_owned(),
                place: "USB disk “Blue”".to_owned(),
                made_on: Some(Day::of("2026-11-30")),
                fate: "Expires on 12 January 2027".to_owned(),
            },
            CopyLine {
                what: "Copy handed over to the client".to_owned(),
                place: "With the client".to_owned(),
                made_on: Some(Day::of("2026-12-01")),
                fate: "Theirs, under their own key".to_owned(),
            },
        ],
        exports: vec![
            export(
                "2026-11-20",
                "Leverage Audit 0.9",
                Some("Ilse Vandenberg"),
                Some(Audience::Founder),
                "f413",
            ),
            export(
                "2026-11-27",
                "Leverage Audit 1.0",
                Some("Northgate Capital"),
                Some(Audience::Investor),
                "03d9",
            ),
            export("2026-12-01", "Open client file", None, None, "77e0"),
        ],
        verification: vec![
            Check {
                tried: "An old copy of the key header, with the right passphrase".to_owned(),
                outcome: Outcome::Refused,
            },
            Check {
                tried: "The same from the oldest backup".to_owned(),
                outcome: Outcome::NotTried {
                    why: "the disk was not connected".to_owned(),
                },
            },
        ],
        beyond: vec!["notes on paper, and what people remember".to_owned()],
        facts: vec![Fact {
            label: "Machine".to_owned(),
            value: "ThinkPad X1, disk S6PNNJ0W, encrypted by the system".to_owned(),
        }],
        program: "Valise 0.2.0".to_owned(),
        operator: Some("Mara Lindqvist".to_owned()),
        witness: None,
    }
}

/// The same of a client sealed as Strict.
pub fn strict(paper: Paper, sheet: SheetFate) -> Certificate {
    Certificate {
        reach: Reach::Strict { sheet },
        last_backup: LastBackup::NoneKnown,
        ..certificate(paper)
    }
}

fn print_of(name: &str, start: &str) -> KeyPrint {
    KeyPrint {
        name: name.to_owned(),
        fingerprint: hash(start),
    }
}

fn export(
    date: &str,
    title: &str,
    recipient: Option<&str>,
    audience: Option<Audience>,
    start: &str,
) -> ExportLine {
    ExportLine {
        date: Day::of(date),
        title: title.to_owned(),
        recipient: recipient.map(str::to_owned),
        audience,
        sha256: hash(start),
    }
}

/// Sixty-four hexadecimal digits.
fn hash(start: &str) -> String {
    let rest = "f9b10e9428361dd62ac04b6e8ac2f17750bb3d9e6051c48a27e93f1bd8057c2e";
    format!("{start}{}", &rest[start.len()..])
}
