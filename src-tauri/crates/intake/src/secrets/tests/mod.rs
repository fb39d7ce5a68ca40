mod corpus;
mod invent;

use super::*;
use corpus::{code_lines, prose, samples};
use invent::Inventor;

/// Invented secrets for each rule.
const EACH: usize = 200;

#[test]
fn the_table_is_sound() {
    let mut seen = std::collections::HashSet::new();
    for rule in &table().rules {
        assert!(seen.insert(&rule.id), "{}: a rule's name is its own", rule.id);
        assert!(
            !rule.title.is_empty() && !rule.shape.is_empty() && !rule.fine.is_empty(),
            "{}: all parts",
            rule.id
        );
        let names: Vec<_> = rule.pattern().capture_names().flatten().collect();
        assert!(
            names.contains(&"value"),
            "{}: the pattern says which part is the secret",
            rule.id
        );
    }
    assert!(
        table().near.patterns_len() > 60,
        "every rule has words that call for it"
    );
}

#[test]
fn each_rule_finds_what_it_is_for() {
    let mut inventor = Inventor::new(7);
    let mut report = Vec::new();
    for rule in &table().rules {
        let mut found = 0;
        for i in 0..EACH {
            let secret = inventor.fill(&rule.shape[i % rule.shape.len()]);
            let text = format!("The log of Tuesday shows it.\n{secret}\nZweite Zeile über den Zugang.");
            let hits = scan(&text);
            // Another rule may name it first (a header that holds a token, say); found is found.
            found += usize::from(hits.iter().any(|hit| hit.line == 2));
            for hit in hits {
                assert!(
                    hit.rule != UNKNOWN_TOKEN || hit.line == 2,
                    "{}: prose around it is no secret",
                    rule.id
                );
            }
        }
        report.push((found, &rule.id));
    }
    let weak: Vec<_> = report
        .iter()
        .filter(|(found, _)| found * 100 < EACH * 98)
        .collect();
    assert!(weak.is_empty(), "recall under 98 of 100: {weak:?} of {EACH}");
    let all: usize = report.iter().map(|(found, _)| found).sum();
    println!(
        "{} rules, {} invented, {} found",
        report.len(),
        report.len() * EACH,
        all
    );
}

#[test]
fn each_rule_leaves_alone_what_it_should() {
    let mut inventor = Inventor::new(11);
    for rule in &table().rules {
        for fine in &rule.fine {
            for _ in 0..20 {
                let text = inventor.fill(fine);
                let hits: Vec<_> = scan(&text)
                    .into_iter()
                    .filter(|hit| hit.rule == rule.id)
                    .collect();
                assert!(hits.is_empty(), "{}: {fine:?} is no secret", rule.id);
            }
        }
    }
}

#[test]
fn the_rule_named_is_mostly_the_rule_meant() {
    let mut inventor = Inventor::new(13);
    for rule in &table().rules {
        let named = (0..EACH)
            .filter(|i| {
                scan(&inventor.fill(&rule.shape[i % rule.shape.len()]))
                    .iter()
                    .any(|hit| hit.rule == rule.id)
            })
            .count();
        // Headers and assignments wrap tokens of known shape now and then.
        assert!(
            named * 100 >= EACH * 90,
            "{}: named in only {named} of {EACH}",
            rule.id
        );
    }
}

#[test]
fn tokens_of_no_known_shape_are_found() {
    let mut inventor = Inventor::new(17);
    for (shape, least) in [
        ("{alnum:24}", 93),
        ("{alnum:32}", 97),
        ("{alnum:40}", 98),
        ("{base64:43}=", 98),
        ("{base64url:43}", 98),
        ("{base36:32}", 90),
    ] {
        let found = (0..1000).filter(|_| {
            let text = format!("we found {} in the log", inventor.fill(shape));
            scan(&text).iter().any(|hit| hit.rule == UNKNOWN_TOKEN)
        });
        let found = found.count();
        println!("{shape}: {found} of 1000");
        assert!(
            found >= least * 10,
            "{shape}: {found} of 1000 found, {least} of 100 wanted"
        );
    }
}

#[test]
fn ordinary_text_stops_nothing() {
    let mut inventor = Inventor::new(19);
    let mut lines = 0;
    let mut wrong = Vec::new();
    for text in prose().chain(code_lines(&mut inventor)) {
        lines += 1;
        // Invented text may be shown; real text never is.
        wrong.extend(scan(&text).into_iter().map(|hit| (hit.rule, text.clone())));
    }
    println!("{lines} ordinary lines, {} stopped", wrong.len());
    assert!(
        wrong.is_empty(),
        "{} of {lines} ordinary lines stop an export, such as {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(12)]
    );
}

#[test]
fn precision_and_recall_over_one_mixed_corpus() {
    let mut inventor = Inventor::new(23);
    let mut lines: Vec<(bool, String)> = prose()
        .chain(code_lines(&mut inventor))
        .map(|line| (false, line))
        .collect();
    for rule in &table().rules {
        lines.extend((0..20).map(|i| (true, inventor.fill(&rule.shape[i % rule.shape.len()]))));
    }
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for (secret, line) in &lines {
        match (secret, scan(line).is_empty()) {
            (true, false) => right += 1,
            (false, false) => wrong += 1,
            (true, true) => missed += 1,
            (false, true) => {}
        }
    }
    println!(
        "right {right}, wrong {wrong}, missed {missed}, of {}",
        lines.len()
    );
    assert!(
        right * 1000 >= (right + wrong) * 995,
        "precision under 99.5 of 100: {wrong} wrong of {}",
        right + wrong
    );
    assert!(
        right * 1000 >= (right + missed) * 990,
        "recall under 99 of 100: {missed} missed"
    );
}

#[test]
fn the_sample_dossiers_and_the_bundled_texts_stop_nothing() {
    for (name, text) in samples() {
        let hits = scan(text);
        assert!(
            hits.is_empty(),
            "{name}: an honest dossier must leave, but {hits:?}"
        );
        let warned = warn_high_entropy(text).len();
        assert!(
            warned <= 2,
            "{name}: {warned} warnings in honest notes tire people out"
        );
    }
}

#[test]
fn notes_are_warned_of_passwords_and_bare_keys() {
    let mut inventor = Inventor::new(29);
    let found = (0..500)
        .filter(|_| !warn_high_entropy(&inventor.fill("he types {strong:12} each time")).is_empty())
        .count();
    assert!(
        found >= 400,
        "a strong password in a note is seen in most cases, here {found} of 500"
    );
    let key = inventor.fill("the key is {hex:64} and lies in the wiki");
    assert_eq!(
        warn_high_entropy(&key).len(),
        1,
        "a long hexadecimal value that nothing calls a digest"
    );
    assert!(
        scan(&key).is_empty(),
        "the stop lets hexadecimal pass: the report prints its own digests"
    );
    let digest = inventor.fill("SHA-256 of the export: {hex:64}");
    assert!(
        warn_high_entropy(&digest).is_empty(),
        "a digest that is called one"
    );
    for calm in [
        "Call Anna@client.test at 14:30!",
        "C#7 and F#9 run in 2026",
        "Umsatz +12% (Q3) & Marge 40%",
        "R&D-Team",
    ] {
        assert!(warn_high_entropy(calm).is_empty(), "{calm} is an ordinary note");
    }
}

#[test]
fn a_preview_never_shows_the_value() {
    let mut inventor = Inventor::new(31);
    for rule in &table().rules {
        for shape in &rule.shape {
            let text = inventor.fill(shape);
            for hit in scan(&text) {
                let value = &text[hit.start..hit.end];
                let shown = hit.preview.split('…').next().unwrap_or_default();
                assert!(shown.chars().count() <= 2, "{}: two letters at most", rule.id);
                assert!(
                    !format!("{hit:?}").contains(value),
                    "{}: not even in debug output",
                    rule.id
                );
            }
        }
    }
}

#[test]
fn places_are_those_of_the_original_text() {
    let mut inventor = Inventor::new(37);
    let token = inventor.fill("ghp_{alnum:36}");
    let (front, back) = token.split_at(12);
    let text = format!("Größe: 3\u{A0}m²\r\nerste\u{200B} Zeile\n→ {front}\u{AD}{back}, Ende");
    let hits = scan(&text);
    assert_eq!(hits.len(), 1, "a soft hyphen inside does not hide a token");
    assert_eq!(hits[0].line, 3, "lines count from 1");
    assert_eq!(
        text[hits[0].start..hits[0].end].replace('\u{AD}', ""),
        token,
        "the range covers the whole value"
    );
    assert_eq!(hits[0].preview, "gh… (40)", "what may be shown");
}

#[test]
fn overlapping_rules_give_one_hit() {
    let text = Inventor::new(41).fill("GITHUB_TOKEN=ghp_{alnum:36}");
    let hits = scan(&text);
    assert_eq!(hits.len(), 1, "one value, one hit");
    assert_eq!(hits[0].rule, "github-token", "the more telling name wins");
}

#[test]
fn armour_around_public_keys_is_respected() {
    let mut inventor = Inventor::new(43);
    let body = |inventor: &mut Inventor| {
        (0..12)
            .map(|_| inventor.fill("{base64:64}\n"))
            .collect::<String>()
    };
    let public = format!(
        "-----BEGIN CERTIFICATE-----\n{}-----END CERTIFICATE-----\n",
        body(&mut inventor)
    );
    assert!(scan(&public).is_empty(), "a certificate is public");
    let private = public.replace("CERTIFICATE", "PRIVATE KEY");
    assert_eq!(
        scan(&private).len(),
        1,
        "one private key is one hit, not one for each line"
    );
    let open = format!(
        "-----BEGIN CERTIFICATE-----\nno end\n{}",
        inventor.fill("{alnum:40}")
    );
    assert_eq!(scan(&open).len(), 1, "a block that never ends hides nothing");
}

#[test]
fn hostile_text_takes_time_in_proportion() {
    let once = [
        "password=",
        "://a:",
        "eyJ",
        "Bearer ",
        "--token ",
        "AKIA",
        "secret: ",
    ];
    for piece in once {
        let text = piece.repeat(60_000);
        let start = std::time::Instant::now();
        drop(scan(&text));
        drop(warn_high_entropy(&text));
        assert!(
            start.elapsed().as_secs() < 20,
            "{piece:?} repeated must not take for ever"
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]
    #[test]
    fn any_text_gives_sound_places(text in "(?s)[a-zA-Z0-9=:/@ .\\-_\"'\u{AD}\u{A0}üß\n]{0,200}|(?s).{0,200}") {
        for hits in [scan(&text), warn_high_entropy(&text)] {
            let mut end = 0;
            for hit in hits {
                assert!(hit.start >= end && hit.end > hit.start, "in order, without overlap, not empty");
                assert!(text.get(hit.start..hit.end).is_some(), "on borders of characters");
                end = hit.end;
            }
        }
    }
}
