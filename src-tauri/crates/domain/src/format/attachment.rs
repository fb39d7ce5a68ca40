//! Names of attachments, which must stay inside the folder of the file.

/// Whether `name` is a relative path that cannot leave its folder on any system: no root, drive,
/// backslash, colon, control character, and no empty, `.` or `..` step.
pub fn is_safe(name: &str) -> bool {
    let clean = !name.is_empty()
        && name.len() <= 255
        && !name.chars().any(|letter| {
            letter.is_control() || matches!(letter, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*')
        });
    clean
        && name
            .split('/')
            .all(|step| !step.is_empty() && !step.ends_with(['.', ' ']) && !step.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        assert!(is_safe("evidence/ev01-leavers-console.png"));
        assert!(is_safe("a..b/c.png"));
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a/..",
            "C:x",
            "c:/x",
            "a\\..\\x",
            "\\\\host\\x",
            "a//b",
            "./a",
            "a\0b",
            "a/. /b",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
