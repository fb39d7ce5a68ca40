//! `.gitignore` and `.dockerignore`: whether a file would be left out.
//!
//! Only asked about single names such as `.env`, so folders of rules further down do not come in.

/// A file of settings as a program reads it, and not the example of one.
pub(super) fn is_env_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some(rest) = name.strip_prefix(".env") else {
        return false;
    };
    let examples = [
        "example", "sample", "template", "dist", "defaults", "schema", "vault",
    ];
    match rest.strip_prefix('.') {
        None => rest.is_empty(),
        Some(parts) => !parts.to_lowercase().split(['.', '-', '_']).any(|part| {
            examples.contains(&part)
                || ["md", "ts", "js", "py", "rb", "sh", "json", "yml", "yaml"].contains(&part)
        }),
    }
}

/// How the rules of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A rule without a slash fits at any depth.
    Git,
    /// Every rule begins at the top.
    Docker,
}

/// Whether a path, from the folder of the rules and with slashes, is left out. The last rule that fits decides.
pub(super) fn leaves_out(rules: &str, dialect: Dialect, path: &str) -> bool {
    let mut out = false;
    for rule in rules.lines() {
        let rule = rule.trim_end();
        if rule.is_empty() || rule.starts_with('#') {
            continue;
        }
        let (negated, rule) = match rule.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, rule.strip_prefix('\\').unwrap_or(rule)),
        };
        let folder_only = rule.ends_with('/');
        let rule = rule.trim_end_matches('/');
        let anywhere = dialect == Dialect::Git && !rule.contains('/');
        let rule = rule.trim_start_matches("./").trim_start_matches('/');
        // A rule that fits a folder leaves out what is in it.
        let fits = prefixes(path).any(|(part, whole)| {
            (!folder_only || !whole)
                && (glob(rule.as_bytes(), part.as_bytes())
                    || (anywhere
                        && part
                            .rsplit('/')
                            .next()
                            .is_some_and(|name| glob(rule.as_bytes(), name.as_bytes()))))
        });
        if fits && !rule.is_empty() {
            out = !negated;
        }
    }
    out
}

/// `a`, `a/b`, `a/b/c` of `a/b/c`; the last one is the whole path.
fn prefixes(path: &str) -> impl Iterator<Item = (&str, bool)> {
    path.match_indices('/')
        .map(|(at, _)| (&path[..at], false))
        .chain([(path, true)])
}

/// `*` and `?` stay inside one part of a path, `**` crosses parts, `[a-z]` is one of several.
///
/// Remembers the last star of each kind and goes back to it, so that no rule costs more than the product of both
/// lengths.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    // With whether it may only go on at the beginning of a part.
    let mut deep: Option<(usize, usize, bool)> = None;
    loop {
        match pattern.get(p) {
            Some(b'*') if pattern.get(p + 1) == Some(&b'*') => {
                // `**/` may stand for no folder at all.
                let parts = pattern.get(p + 2) == Some(&b'/');
                p += if parts { 3 } else { 2 };
                (star, deep) = (None, Some((p, t, parts)));
                continue;
            }
            Some(b'*') => {
                p += 1;
                star = Some((p, t));
                continue;
            }
            Some(sign) => {
                if let Some(byte) = text.get(t)
                    && let Some(length) = one(pattern, p, *sign, *byte)
                {
                    p += length;
                    t += 1;
                    continue;
                }
            }
            None if t == text.len() => return true,
            None => {}
        }
        // No way forward: let the last star take one more.
        if let Some((after, from)) = star
            && text.get(from).is_some_and(|byte| *byte != b'/')
        {
            star = Some((after, from + 1));
            (p, t) = (after, from + 1);
        } else if let Some((after, from, parts)) = deep
            && let Some(skipped) = text
                .get(from..)
                .and_then(|rest| rest.iter().position(|byte| !parts || *byte == b'/'))
        {
            let next = from + skipped + 1;
            (star, deep) = (None, Some((after, next, parts)));
            (p, t) = (after, next);
        } else {
            return false;
        }
    }
}

/// How long the sign at `p` is, if it fits the byte.
fn one(pattern: &[u8], p: usize, sign: u8, byte: u8) -> Option<usize> {
    match sign {
        b'?' => (byte != b'/').then_some(1),
        b'\\' => (pattern.get(p + 1) == Some(&byte)).then_some(2),
        b'[' => {
            let rest = pattern.get(p + 1..)?;
            let close = 1 + rest.iter().skip(1).position(|b| *b == b']')?;
            let (negated, set) = match rest.first()? {
                b'!' | b'^' => (true, rest.get(1..close)?),
                _ => (false, rest.get(..close)?),
            };
            let ranges = set
                .windows(3)
                .any(|w| w[1] == b'-' && (w[0]..=w[2]).contains(&byte));
            let inside = ranges || set.contains(&byte);
            (byte != b'/' && inside != negated).then_some(close + 2)
        }
        other => (other == byte).then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_git() {
        for (rules, path, expected) in [
            (".env", ".env", true),
            (".env", "api/.env", true),
            ("/.env", "api/.env", false),
            (".env*", ".env.local", true),
            ("*.env", ".env", true),
            (".env\n!.env", ".env", false),
            ("!.env\n.env", ".env", true),
            ("# .env", ".env", false),
            (".env/", ".env", false),
            ("api/", "api/.env", true),
            ("**/.env", ".env", true),
            ("**/.env", "a/b/.env", true),
            ("**/.env", "x.env", false),
            ("api/**", "api/x/.env", true),
            ("api/*.env", "api/x/.env", false),
            (".en[a-w]", ".env", true),
            (".en[!v]", ".env", false),
            (".en?", ".env", true),
            ("node_modules\n\n*.log", ".env", false),
            ("\\.env", ".env", true),
            ("[", "[", false),
        ] {
            assert_eq!(
                leaves_out(rules, Dialect::Git, path),
                expected,
                "{rules:?} for {path}"
            );
        }
    }

    #[test]
    fn rules_of_docker_begin_at_the_top() {
        for (rules, path, expected) in [
            (".env", ".env", true),
            (".env", "api/.env", false),
            ("**/.env", "api/.env", true),
            ("./.env", ".env", true),
            ("*", ".env", true),
            ("*\n!.env", ".env", false),
        ] {
            assert_eq!(
                leaves_out(rules, Dialect::Docker, path),
                expected,
                "{rules:?} for {path}"
            );
        }
    }

    #[test]
    fn many_stars_cost_no_more_than_their_product() {
        let rule = "*a".repeat(100);
        let path = "a".repeat(1000) + "b";
        assert!(!leaves_out(&rule, Dialect::Git, &path), "ends, and says no");
        let rule = "**/a/".repeat(30) + "z";
        let path = "a/".repeat(100) + "b";
        assert!(!leaves_out(&rule, Dialect::Git, &path), "ends, and says no");
    }

    #[test]
    fn examples_are_no_settings() {
        for path in [".env", "api/.env.production", ".env.local"] {
            assert!(is_env_file(path), "{path}");
        }
        for path in [
            ".env.example",
            ".env.sample",
            ".env.test.template",
            ".envrc",
            "env",
            ".env.d.ts",
            ".environment",
        ] {
            assert!(!is_env_file(path), "{path}");
        }
    }
}
