//! What is seen from outside: accessibility, the content security policy, pictures.

use crate::app::App;
use crate::webdriver::Browser;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use valise_tests::root;

/// What axe cannot decide and a person has judged: (rule, part of the element's markup, part of axe's reason, why it
/// is right as it stands). Everything else undecided fails.
const JUDGED: &[(&str, &str, &str, &str)] = &[
    (
        "color-contrast",
        "<kbd",
        "too short",
        "one letter of a shortcut, in the colour of the longer key beside it, which axe does measure",
    ),
    (
        "color-contrast",
        "<span aria-hidden=\"true\">",
        "too short",
        "the digit of a score, hidden from assistive technology, which is told the score in words",
    ),
    (
        "color-contrast",
        "<text dominant-baseline=\"central\"",
        "overlapped",
        "names around the radar stand on the page's own ground; what overlaps them is the drawing's empty box",
    ),
];

/// The page as it stands now passes axe.
#[track_caller]
pub fn accessible(app: &App, what: &str) {
    let faults = faults(app, what);
    assert!(faults.is_empty(), "axe finds\n{}", faults.join("\n"));
}

/// axe's judgement of the page as it stands now, WCAG 2.2 A and AA: its violations, and what it leaves undecided
/// and nobody has judged.
#[track_caller]
pub fn faults(app: &App, what: &str) -> Vec<String> {
    let axe = root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{}: {error}", axe.display()));
    app.must(app.browser().run(&axe, &json!([])));
    let found = app.must(app.browser().run_async(
        "const done = arguments[0];
         const rows = list => list.flatMap(rule => rule.nodes.map(node => [rule.id, node.html, node.failureSummary ?? '']));
         // What still fades has no colour of its own yet; what moves for ever is not waited for.
         const frame = () => new Promise(requestAnimationFrame);
         const moving = () => document.getAnimations().filter(a => a.effect?.getComputedTiming().iterations !== Infinity);
         const settled = async () => {
           for (await frame(), await frame(); moving().length > 0; await frame())
             await Promise.allSettled(moving().map(a => a.finished));
         };
         const enough = new Promise(r => setTimeout(r, 3000));
         Promise.race([settled(), enough]).then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).then(
           r => done({ passes: r.passes.length, violations: rows(r.violations), incomplete: rows(r.incomplete) }),
           e => done({ error: String(e) }))",
        &json!([]),
    ));
    assert!(
        found["passes"].as_u64().unwrap_or(0) > 0,
        "{what}: axe judged nothing: {found}"
    );
    let mut faults = lines(what, "violation", &found["violations"], |_| true);
    faults.extend(lines(what, "undecided", &found["incomplete"], |row| {
        let holds = |at: usize, part: &str| row[at].as_str().is_some_and(|text| text.contains(part));
        !JUDGED
            .iter()
            .any(|(rule, markup, reason, _)| row[0] == *rule && holds(1, markup) && holds(2, reason))
    }));
    faults
}

fn lines(what: &str, verdict: &str, rows: &Value, keep: impl Fn(&Value) -> bool) -> Vec<String> {
    let rows = rows.as_array().into_iter().flatten().filter(|row| keep(row));
    rows.map(|row| format!("{what}: {verdict} {}: {} {}", row[0], row[1], row[2]))
        .collect()
}

/// Starts to write down every violation of the content security policy.
pub fn watch_policy(app: &App) {
    let script = "if (!window.seenViolations) {
        window.seenViolations = [];
        addEventListener('securitypolicyviolation',
          e => window.seenViolations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
      }";
    app.must(app.browser().run(script, &json!([])));
}

/// Violations since the app was started.
pub fn violations(app: &App) -> Vec<String> {
    let seen = app.must(app.browser().run(
        "return window.seenViolations ?? ['the page was replaced']",
        &json!([]),
    ));
    seen.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Saves a picture of the page as PNG, with the folders above it.
pub fn picture(browser: &Browser, file: &Path) -> Result<(), String> {
    let shot = browser.call("GET", "/screenshot", None)?;
    let bytes = base64(shot.as_str().unwrap_or_default()).ok_or("the driver's picture is no base64")?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}

/// Standard base64, line breaks and padding allowed.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for c in text.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=') {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[test]
fn pictures_survive_the_way_through_the_driver() {
    assert_eq!(
        base64("aGVsbG8gd29ybGQ=").as_deref(),
        Some(b"hello world".as_slice())
    );
    assert_eq!(
        base64("//79\n/A==").as_deref(),
        Some([255, 254, 253, 252].as_slice())
    );
    assert_eq!(base64("not base64!"), None);
}
