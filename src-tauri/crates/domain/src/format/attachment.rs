//! Names of attachments, which must stay inside the folder of the client's file.
//!
//! A name that is good here is good on Linux, macOS and Windows alike, so that a dossier packed
//! on one opens on the others.

/// Longest part between two slashes, in bytes.
const MAX_PART: usize = 200;
/// Longest name, in bytes.
const MAX_NAME: usize = 1000;

/// Why a name cannot be used. Carries no part of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NameError {
    /// Nothing, or nothing between two slashes.
    #[error("a name or a part of it is empty")]
    Empty,
    /// Begins at the root of the system or names a drive.
    #[error("the name is not relative")]
    Absolute,
    /// Has `.` or `..` as a part.
    #[error("the name climbs out of its folder")]
    Climbs,
    /// Has a backslash, a colon, a wildcard, a control or an invisible character.
    #[error("the name has a character that some systems refuse")]
    BadCharacter,
    /// A part ends in a dot or a space, which Windows drops.
    #[error("a part of the name ends in a dot or a space")]
    BadEnding,
    /// A part is the name of a device on Windows.
    #[error("a part of the name belongs to a device")]
    Reserved,
    /// Longer than every system takes.
    #[error("the name is too long")]
    TooLong,
}

/// Checks the relative name of an attachment, such as `evidence/ev01.png`.
///
/// # Errors
/// The first rule that the name breaks.
pub(super) fn check_name(name: &str) -> Result<(), NameError> {
    let mut letters = name.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':');
    if name.starts_with(['/', '\\']) || drive {
        return Err(NameError::Absolute);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::TooLong);
    }
    if name.chars().any(is_bad) {
        return Err(NameError::BadCharacter);
    }
    name.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), NameError> {
    if part.is_empty() {
        return Err(NameError::Empty);
    }
    if part == "." || part == ".." {
        return Err(NameError::Climbs);
    }
    if part.len() > MAX_PART {
        return Err(NameError::TooLong);
    }
    if part.ends_with(['.', ' ']) || part.starts_with(' ') {
        return Err(NameError::BadEnding);
    }
    if is_device(part) {
        return Err(NameError::Reserved);
    }
    Ok(())
}

fn is_bad(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        // Characters that turn or hide text could make `gpj.exe` read as `exe.jpg`.
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Windows reserves these whatever their ending and case.
fn is_device(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or(part)
        .trim_end()
        .to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let mut number = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"))
        .unwrap_or("")
        .chars();
    matches!(
        (number.next(), number.next()),
        (Some('0'..='9' | '\u{B9}' | '\u{B2}' | '\u{B3}'), None)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_pass() {
        for name in [
            "ev01.png",
            "evidence/ev01-leavers-console.png",
            "Prüfung/Größe 2026.pdf",
            ".hidden",
            "a..b",
            "com10.txt",
            "console.txt",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name} is an honest name");
        }
    }

    #[test]
    fn names_that_reach_outside_or_break_elsewhere_are_refused() {
        use NameError::*;
        for (name, why) in [
            ("", Empty),
            ("a//b", Empty),
            ("a/", Empty),
            ("/etc/passwd", Absolute),
            ("\\\\host\\share", Absolute),
            ("C:evil.txt", Absolute),
            ("c:/evil.txt", Absolute),
            ("../up.txt", Climbs),
            ("a/../../b", Climbs),
            ("./a", Climbs),
            ("a\\b", BadCharacter),
            ("a\0b", BadCharacter),
            ("notes:stream", BadCharacter),
            ("invoice\u{202E}gpj.exe", BadCharacter),
            ("a. ", BadEnding),
            ("dots...", BadEnding),
            ("NUL", Reserved),
            ("nul.txt", Reserved),
            ("a/Com1.png", Reserved),
            ("lpt\u{B2}", Reserved),
            ("aux .png", Reserved),
        ] {
            assert_eq!(
                check_name(name),
                Err(why),
                "{name:?} must be refused for its own reason"
            );
        }
        assert_eq!(
            check_name(&"a".repeat(201)),
            Err(TooLong),
            "a part longer than systems take"
        );
        assert_eq!(
            check_name(&"a/".repeat(600)),
            Err(TooLong),
            "a path longer than systems take"
        );
    }
}
