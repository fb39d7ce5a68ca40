//! One hidden door for random bytes: every reader of a foreign file, whatever its name.

use super::radar::Radar;
use super::rules::{Dialect, leaves_out};
use super::{dockerfile, languages, licences, manifests, noise};

/// Reads bytes as the file that they claim to be and as everything else. What has to hold is asserted here.
pub(crate) fn read(path: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for manifest in manifests::ALL {
        if let Some(found) = manifest.dependencies(bytes) {
            assert!(
                found.keys().all(|name| !name.is_empty()),
                "a name without letters"
            );
        }
    }
    let lines = text.lines().count();
    for (line, _) in dockerfile::flags(&text) {
        assert!(
            line >= 1 && line as usize <= lines,
            "a flag stands on a line of the file"
        );
    }
    assert!(dockerfile::stages(&text).len() <= lines, "a stage has a line");
    let short: String = text.chars().take(2000).collect();
    for dialect in [Dialect::Git, Dialect::Docker] {
        let _: bool = leaves_out(&short, dialect, ".env");
    }
    let _: Option<_> = licences::identify(&text);
    let _: bool = noise::is_test(path) || noise::is_own(path);
    Radar::read_as_everything(bytes);
    if let Some(language) = languages::language_of(path).or_else(|| languages::language_of("a.c"))
        && let Some(counted) = languages::count(bytes, language)
    {
        let breaks = bytes.iter().filter(|b| **b == b'\n').count();
        let open = !bytes.is_empty() && !bytes.ends_with(b"\n");
        assert_eq!(
            counted.all(),
            breaks as u64 + u64::from(open),
            "every line is counted once"
        );
    }
    let _: u64 = manifests::unpinned(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_upset_any_reader(path in "[a-zA-Z./]{0,20}", bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            super::read(&path, &bytes);
        }

        #[test]
        fn no_text_upsets_any_reader(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("FROM "), Just("USER "), Just("COPY "), Just("ARG "), Just("\\\n"), Just("\n"), Just("["), Just("]"),
                    Just("{"), Just("}"), Just("\""), Just(":"), Just("="), Just("dependencies"), Just("require"), Just("("),
                    Just("**"), Just("*"), Just("/"), Just("!"), Just(".env"), Just("é"), Just("/*"), Just("*/"), Just("paths:"),
                    Just("openapi: 3"), Just("<dependency>"), Just("<groupId>"), Just("gem 'a'"), Just("[project]\n"),
                ],
                0..60,
            ),
        ) {
            super::read("Dockerfile", words.concat().as_bytes());
        }
    }
}
