//! Ruby on Rails: the key that opens the encrypted settings, those settings, and the plain ones.

use super::super::entry::{Fault, Kind, State};
use super::super::report::Found;
use super::super::syntax::yaml;
use super::{Reader, file_name, harvest, is_below, is_named, tree};

pub const KEY: Reader = Reader {
    name: "rails_key",
    recognises: |path, _| {
        is_named(path, &["master.key"]) || (is_below(path, "credentials") && path.ends_with(".key"))
    },
    read: |report| {
        let bytes = report.bytes;
        let start = bytes
            .iter()
            .position(|c| !c.is_ascii_whitespace())
            .unwrap_or(bytes.len());
        let value = start..start + bytes[start..].trim_ascii().len();
        let sound = value.is_empty()
            || (matches!(value.len(), 32 | 64) && bytes[value.clone()].iter().all(u8::is_ascii_hexdigit));
        if sound {
            report.found(Found::new("master key", Kind::EncryptionKey, value));
        } else {
            report.damage(Fault::Syntax, value);
        }
    },
};

pub const ENCRYPTED: Reader = Reader {
    name: "rails_encrypted",
    recognises: |path, _| {
        let name = file_name(path);
        name.ends_with(".yml.enc") || name.ends_with(".yaml.enc") || name.ends_with(".json.enc")
    },
    read: |report| {
        let value = 0..report.bytes.trim_ascii_end().len();
        // Three parts of base64, with two dashes between them.
        let parts: Vec<&[u8]> = report.bytes[value.clone()]
            .split(|c| *c == b'-')
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() == 3 && parts.iter().all(|part| super::from_base64(part).is_some()) {
            report
                .found(Found::new("encrypted settings", Kind::EncryptionKey, value).state(State::Encrypted));
        } else {
            report.damage(Fault::Syntax, value);
        }
    },
};

pub const SETTINGS: Reader = Reader {
    name: "rails_settings",
    recognises: |path, _| {
        is_named(
            path,
            &[
                "database.yml",
                "secrets.yml",
                "mongoid.yml",
                "storage.yml",
                "redis.yml",
                "cable.yml",
                "sidekiq.yml",
                "newrelic.yml",
                "application.yml",
                "credentials.yml",
                "omniauth.yml",
                "mailer.yml",
                "smtp.yml",
            ],
        )
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            harvest(report, &document, None);
        }
    },
};
