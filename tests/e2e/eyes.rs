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
        "<kbd",
        "non-text",
        "an arrow of a shortcut, in the colour of the longer key beside it",
    ),
    (
        "color-contrast",
        "<span aria-hidden=\"true\">",
        "too short",
        "the digit of a score, hidden from assistive technology, which is told the score in words",
    ),
    (
        "color-contrast",
        "<span class=\"pictures",
        "too short",
        "the number of pictures beside its mark, in the colour of the words around it",
    ),
    (
        "color-contrast",
        "<text ",
        "overlapped",
        "words of a drawing stand on the page's own ground; what overlaps them is the drawing's empty box",
    ),
    ("color-contrast", "<tspan", "image node", "a part of such words"),
    (
        "color-contrast",
        "<p class=\"since",
        "image node",
        "a caption between two drawings, on the page's own ground",
    ),
    (
        "color-contrast",
        "<span class=\"clash",
        "overlapped",
        "the line of an entry, which is one button as a whole",
    ),
    (
        "color-contrast",
        "<text ",
        "image node",
        "words of a drawing stand on the page's own ground in the tokens of text, which a test of their own measures; \
         what axe takes for a picture are the patterns of the drawing",
    ),
    (
        "color-contrast",
        "<span",
        "obscured",
        "words beside a drawing that overlaps their line and leaves them free; looked at in both themes",
    ),
    (
        "color-contrast",
        "<span",
        "image node",
        "words beside a mark that is drawn with a pattern, in the tokens of text",
    ),
    (
        "target-size",
        "tabindex=\"-1\"",
        "negative tabindex",
        "an entry in a day of the calendar: the list beside the month has each entry in a row of its own",
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
    let mut faults = Vec::new();
    // Once as the page stands, once with everything that scrolls at its end.
    for end in [false, true] {
        let found = app.must(app.browser().run_async(JUDGE, &json!([end])));
        assert!(
            found["passes"].as_u64().unwrap_or(0) > 0,
            "{what}: axe judged nothing: {found}"
        );
        faults.extend(lines(what, "violation", &found["violations"], |_| true));
        faults.extend(lines(what, "undecided", &found["incomplete"], |row| {
            let holds = |at: usize, part: &str| row[at].as_str().is_some_and(|text| text.contains(part));
            !JUDGED
                .iter()
                .any(|(rule, markup, reason, _)| row[0] == *rule && holds(1, markup) && holds(2, reason))
        }));
    }
    faults.sort();
    faults.dedup();
    faults
}

/// Runs axe and answers its rows: rule, markup, reason. What still fades has no colour of its own yet, so the page
/// comes to rest first; what moves for ever is not waited for. Undecided are only elements in full view: the colour
/// behind one that is scrolled away cannot be asked for.
const JUDGE: &str = r"
const [end, done] = arguments;
const scrollers = [...document.querySelectorAll('*')].filter(e => e.scrollHeight > e.clientHeight + 1
  && /auto|scroll/.test(getComputedStyle(e).overflowY));
for (const e of scrollers) e.scrollTop = end ? e.scrollHeight : 0;
const frame = () => new Promise(requestAnimationFrame);
const moving = () => document.getAnimations().filter(a => a.effect?.getComputedTiming().iterations !== Infinity);
const settled = async () => {
  for (await frame(), await frame(); moving().length > 0; await frame())
    await Promise.allSettled(moving().map(a => a.finished));
};
const enough = new Promise(r => setTimeout(r, 3000));
const inView = node => {
  const e = document.querySelector(node.target[0]);
  if (!e) return true;
  const r = e.getBoundingClientRect();
  const within = b => r.top >= b.top && r.bottom <= b.bottom && r.left >= b.left && r.right <= b.right;
  for (let p = e.parentElement; p; p = p.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowY) && !within(p.getBoundingClientRect())) return false;
  return within({ top: 0, left: 0, bottom: innerHeight, right: innerWidth });
};
const rows = (list, keep) => list.flatMap(rule =>
  rule.nodes.filter(keep).map(node => [rule.id, node.html, node.failureSummary ?? '']));
Promise.race([settled(), enough])
  .then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  .then(r => done({ passes: r.passes.length, violations: rows(r.violations, () => true), incomplete: rows(r.incomplete, inView) }),
    e => done({ error: String(e) }))
  .finally(() => { for (const e of scrollers) e.scrollTop = 0; });
";

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
