//! The pages as they were built: what the policy would stop has no business in them, and neither has an
//! address that leads away.

use crate::place;
use std::fs;
use std::path::Path;

/// Addresses that are names, not places: namespaces of markup, and the help pages that Svelte's errors name.
const NAMES: &[&str] = &[
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/2000/xmlns",
    "http://www.w3.org/XML/1998/namespace",
    "https://svelte.dev/e/",
];

/// Ways to run text as code, or to fetch code at run time.
const RUNS_TEXT: &[&str] = &[
    "eval(",
    "Function(",
    "importScripts(",
    "javascript:",
    "data:text/",
    "data:application/",
];

/// The built pages hold no inline script, no handler or style in an attribute, run no text, and load nothing from
/// afar.
pub fn pages() -> Result<(), String> {
    let folder = place::ui().join("dist");
    let mut wrong = Vec::new();
    let mut read = [0_usize; 3];
    walk(&folder, &mut read, &mut wrong)?;
    if read.contains(&0) {
        return Err(format!(
            "{}: {read:?} pages, scripts and styles were read; the interface is not built",
            folder.display()
        ));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

fn walk(folder: &Path, read: &mut [usize; 3], wrong: &mut Vec<String>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, read, wrong)?;
            continue;
        }
        type Judge = fn(&str) -> Vec<String>;
        let extension = path.extension().and_then(|extension| extension.to_str());
        let (kind, judge): (usize, Judge) = match extension {
            Some("html") => (0, unsafe_tags),
            Some("js" | "mjs") => (1, unsafe_script),
            Some("css") => (2, unsafe_style),
            _ => continue,
        };
        read[kind] += 1;
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        wrong.extend(judge(&text).into_iter().map(|what| format!("{name}: {what}")));
    }
    Ok(())
}

/// What a strict policy would stop in a page, tag by tag.
fn unsafe_tags(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = rest.split_once('>') else {
            break;
        };
        let lower = tag.to_ascii_lowercase();
        let mut words = lower.split_whitespace();
        let name = words.next().unwrap_or_default();
        if name == "script" && !lower.contains("src=") {
            found.push(format!("an inline script: <{tag}>"));
        }
        if name == "style" && !after.trim_start().starts_with("</style") {
            found.push(format!("an inline style: <{tag}>"));
        }
        if words
            .clone()
            .any(|word| word.starts_with("on") && word.contains('='))
        {
            found.push(format!("a handler in an attribute: <{tag}>"));
        }
        if words.clone().any(|word| word.starts_with("style=")) {
            found.push(format!("a style in an attribute: <{tag}>"));
        }
        if ["http://", "https://", "=\"//", "javascript:", "data:"]
            .iter()
            .any(|far| lower.contains(far))
        {
            found.push(format!("an address from afar: <{tag}>"));
        }
        rest = after;
    }
    found
}

/// What a script could only want in order to run text or to speak to another machine.
fn unsafe_script(script: &str) -> Vec<String> {
    let mut found: Vec<String> = RUNS_TEXT
        .iter()
        .flat_map(|word| calls(script, word))
        .map(|place| format!("text run as code: {place}"))
        .collect();
    found.extend(
        addresses(script)
            .into_iter()
            .map(|far| format!("an address: {far}")),
    );
    found
}

/// What a style could only want in order to fetch something.
fn unsafe_style(style: &str) -> Vec<String> {
    let mut found: Vec<String> = ["@import", "data:", "url(//", "url(\"//", "url('//", "expression("]
        .iter()
        .flat_map(|word| calls(style, word))
        .map(|place| format!("a style that fetches: {place}"))
        .collect();
    found.extend(
        addresses(style)
            .into_iter()
            .map(|far| format!("an address: {far}")),
    );
    found
}

/// Where a word stands for itself and is not the end of a longer name, with a little of what follows.
fn calls(text: &str, word: &str) -> Vec<String> {
    text.match_indices(word)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|head| head.chars().next_back());
            let starts_as_name = word.starts_with(|c: char| c.is_ascii_alphabetic());
            !(starts_as_name
                && before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '#')))
        })
        .map(|(at, _)| text.get(at..).unwrap_or_default().chars().take(50).collect())
        .collect()
}

/// Absolute addresses that are no mere names.
fn addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scheme in ["http://", "https://", "ws://", "wss://"] {
        for (at, _) in text.match_indices(scheme) {
            let address = text.get(at..).unwrap_or_default();
            // `news://` ends like `ws://` and is another scheme.
            let longer = text
                .get(..at)
                .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_alphanumeric()));
            if longer || NAMES.iter().any(|name| address.starts_with(name)) {
                continue;
            }
            found.push(address.chars().take(60).collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_nothing_that_the_policy_would_stop() {
        let good = r#"<head><style data-nonce="x"></style><script type="module" src="/assets/a.js"></script></head>"#;
        assert!(unsafe_tags(good).is_empty(), "{:?}", unsafe_tags(good));
        for bad in [
            "<script>x()</script>",
            r#"<p style="color:red">"#,
            r#"<button onclick="x()">"#,
            r#"<link href="https://example.org/x.css">"#,
            "<style>p{}</style>",
        ] {
            assert_eq!(unsafe_tags(bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn scripts_run_no_text_and_know_no_other_machine() {
        for good in [
            r#"const ns="http://www.w3.org/2000/svg";isFunction(x);medieval(1);({data:a})"#,
            r#"throw Error("https://svelte.dev/e/effect_orphan")"#,
            "import('./AuditArea.js')",
        ] {
            assert_eq!(unsafe_script(good), [""; 0], "{good}");
        }
        for bad in [
            "eval('1')",
            "window.eval(x)",
            "new Function('a','return a')",
            "fetch('https://example.org/x')",
            "new WebSocket('wss://example.org')",
            "import('data:text/javascript,1')",
            "location='javascript:1'",
        ] {
            assert_eq!(unsafe_script(bad).len(), 1, "{bad}: {:?}", unsafe_script(bad));
        }
    }

    #[test]
    fn styles_fetch_nothing_from_afar() {
        assert_eq!(unsafe_style("@font-face{src:url(/assets/inter.woff2)}"), [""; 0]);
        for bad in [
            "@import '/x.css'",
            "p{background:url(//example.org/x.png)}",
            "p{background:url(https://example.org/x.png)}",
            "p{background:url(data:image/png;base64,AA)}",
        ] {
            assert_eq!(unsafe_style(bad).len(), 1, "{bad}");
        }
    }
}
