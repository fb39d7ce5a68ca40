use super::clouds::pem;
use super::{Case, Kind, State};

use Kind::{EncryptionKey, PrivateKey};
use State::{Encrypted, Literal, Placeholder};

/// Letters in rows, of no key.
const BODY: &str = "kiebitzKIEBITZkiebitzKIEBITZkiebitz\nKIEBITZkiebitzKIEBITZkiebitzKIEBITZ";

pub fn cases() -> Vec<Case> {
    let key: &'static str = Box::leak(["9f3ca7e0", "5b1d8462"].concat().repeat(2).into_boxed_str());
    let labelled = |label: &str| pem(BODY).replace(" PRIVATE", &format!(" {label} PRIVATE"));
    vec![
        Case::new(
            "private_key",
            "certs/site.pem",
            format!(
                "{}{}{}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                labelled("RSA"),
                labelled("ENCRYPTED"),
                pem("…")
            ),
            &[
                ("RSA PRIVATE KEY", BODY, Literal, PrivateKey),
                ("ENCRYPTED PRIVATE KEY", BODY, Encrypted, PrivateKey),
                ("PRIVATE KEY", "…", Placeholder, PrivateKey),
            ],
        )
        .damaged(labelled("EC").lines().take(2).collect::<Vec<_>>().join("\n"), &["kiebitzKIEBITZkiebitzKIEBITZkiebitz"]),
        Case::new(
            "putty_key",
            "ada.ppk",
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ada@plover\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 2\nkiebitz\nkiebitz\nPrivate-MAC: 00\n",
            &[("ada@plover", "kiebitz\nkiebitz", Literal, PrivateKey)],
        )
        .damaged("PuTTY-User-Key-File-3: x\nEncryption: aes256-cbc\nPrivate-Lines: 9\nkiebitz\n", &["kiebitz"]),
        Case::new(
            "rails_key",
            "config/master.key",
            format!("{key}\n"),
            &[("master key", key, Literal, EncryptionKey)],
        )
        .damaged("not a key\n", &[]),
        Case::new(
            "rails_encrypted",
            "config/credentials.yml.enc",
            "a2llYml0eg==--a2ll--Yml0eg==\n",
            &[("encrypted settings", "a2llYml0eg==--a2ll--Yml0eg==", Encrypted, EncryptionKey)],
        )
        .damaged("a2llYml0eg==--???\n", &[]),
    ]
}
