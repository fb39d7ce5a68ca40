//! Reports of the sample clients and the short papers of a vault, exported over the command line.

use crate::readers;
use std::path::PathBuf;
use std::sync::OnceLock;
use valise_tests::{Desk, read_json, sample};

/// One desk with the reports that several tests read: HERON for each audience, PLOVER for the investor, and
/// WREN in three alphabets.
struct Shelf {
    desk: Desk,
}

/// Words that the third client's report has to carry through: Latin with marks, Greek, Cyrillic.
const ALPHABETS: [&str; 3] = [
    "Łódź naïve Zürich façade",
    "Η εφεδρεία δεν ελέγχθηκε",
    "Резервная копия не проверялась",
];

/// The short reports of HERON: kind, audience, paper, locale, file.
const SHORT: [[&str; 5]; 4] = [
    ["lite", "client", "a4", "en-GB", "heron-lite.pdf"],
    ["lite", "founder", "letter", "fr-FR", "heron-lite-letter.pdf"],
    ["board", "client", "a4", "en-GB", "heron-board.pdf"],
    ["board", "founder", "letter", "de-CH", "heron-board-letter.pdf"],
];

impl Shelf {
    fn get() -> &'static Shelf {
        static SHELF: OnceLock<Shelf> = OnceLock::new();
        SHELF.get_or_init(Shelf::fill)
    }

    fn fill() -> Shelf {
        let desk = Desk::with_heron();
        for audience in ["client", "founder", "engineers", "investor"] {
            let out = format!("heron-{audience}.pdf");
            desk.must(&[
                "report",
                "audit",
                "HERON",
                "--out",
                &out,
                "--audience",
                audience,
                "--recipient",
                "R. Brandt",
            ]);
        }
        let months = [
            ["2026-11", "client", "a4", "heron-november.pdf"],
            ["2026-06", "founder", "letter", "heron-june.pdf"],
        ];
        for [month, audience, paper, out] in months {
            desk.must(&[
                "report",
                "monthly",
                "HERON",
                "--month",
                month,
                "--audience",
                audience,
                "--paper",
                paper,
                "--out",
                out,
                "--recipient",
                "R. Brandt",
            ]);
        }
        for [flow, audience, paper, out] in [
            ["FL7", "client", "a4", "heron-case.pdf"],
            ["FL1", "founder", "letter", "heron-case-founder.pdf"],
        ] {
            desk.must(&[
                "report",
                "case",
                "HERON",
                "--flow",
                flow,
                "--audience",
                audience,
                "--paper",
                paper,
                "--out",
                out,
                "--recipient",
                "R. Brandt",
            ]);
        }
        for [kind, audience, paper, locale, out] in SHORT {
            desk.must(&[
                "report",
                kind,
                "HERON",
                "--audience",
                audience,
                "--paper",
                paper,
                "--locale",
                locale,
                "--out",
                out,
                "--recipient",
                "R. Brandt",
            ]);
        }
        desk.must(&[
            "client",
            "import",
            &sample("sample-plover.json").to_string_lossy(),
        ]);
        desk.must(&[
            "report",
            "audit",
            "PLOVER",
            "--out",
            "plover-investor.pdf",
            "--audience",
            "investor",
        ]);
        let mut wren = read_json(&sample("sample-wren.json")).unwrap();
        for (finding, words) in wren["findings"].as_array_mut().unwrap().iter_mut().zip(ALPHABETS) {
            finding["title"] = words.into();
        }
        valise_tests::wrote(&desk.path().join("wren.json"), &wren.to_string());
        desk.must(&["client", "import", "wren.json", "--as", "SISKIN"]);
        desk.must(&[
            "report",
            "audit",
            "SISKIN",
            "--out",
            "siskin-founder.pdf",
            "--audience",
            "founder",
        ]);
        desk.must(&["vault", "kit", "--out", "emergency-kit.pdf"]);
        let end = ["--confirm", "SISKIN", "--certificate", "certificate.pdf"];
        desk.must(&[&["client", "destroy", "SISKIN"], end.as_slice()].concat());
        Shelf { desk }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.desk.path().join(name)
    }

    fn all(&self) -> Vec<PathBuf> {
        let names = [
            "heron-client",
            "heron-founder",
            "heron-engineers",
            "heron-investor",
            "plover-investor",
            "siskin-founder",
            "heron-november",
            "heron-june",
            "heron-lite",
            "heron-lite-letter",
            "heron-board",
            "heron-board-letter",
            "heron-case",
            "heron-case-founder",
            "emergency-kit",
            "certificate",
        ];
        names
            .iter()
            .map(|name| self.file(&format!("{name}.pdf")))
            .collect()
    }
}

#[test]
fn every_report_is_sound_to_qpdf() {
    for pdf in Shelf::get().all() {
        readers::qpdf_check(&pdf, None);
    }
}

#[test]
fn every_report_passes_pdf_ua_1_and_pdf_a_2a() {
    readers::vera(&Shelf::get().all());
}

#[test]
fn every_font_is_embedded() {
    for pdf in Shelf::get().all() {
        assert_eq!(readers::loose_fonts(&pdf), [""; 0], "{}", pdf.display());
    }
}

#[test]
fn latin_greek_and_cyrillic_words_copy_out_as_they_went_in() {
    let text = readers::text(&Shelf::get().file("siskin-founder.pdf"), None);
    // A line break is where the page wants it; the words and their order are what counts.
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ALPHABETS {
        assert!(
            flat.contains(words),
            "{words:?} is not in the report's text:\n{text}"
        );
    }
}

#[test]
fn a_month_prints_the_expected_figures_and_what_was_not_covered() {
    let shelf = Shelf::get();
    let flat = |file: &str| {
        let text = readers::text(&shelf.file(file), None);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    let months = expected["ledger"]["months"].as_array().unwrap();
    for (file, month) in [("heron-november.pdf", "2026-11"), ("heron-june.pdf", "2026-06")] {
        let text = flat(file);
        let figures = months.iter().find(|known| known["month"] == month).unwrap();
        for amount in [
            &figures["confirmed"],
            &figures["cost_cash"],
            &figures["cost_full"],
            &figures["to_date"]["confirmed"],
            &figures["to_date"]["cost_cash"],
        ] {
            let printed = whole(amount.as_str().unwrap());
            assert!(text.contains(&printed), "{file}: {amount} as {printed}\n{text}");
        }
        let ratio = figures["to_date"]["ratio_cash"].as_str().unwrap();
        assert!(text.contains(ratio), "{file}: {ratio}");
        // Two pages to read and sign; what they rest on comes behind.
        let pages = readers::text(&shelf.file(file), None);
        let second = pages.split('\u{c}').nth(1).unwrap_or_default();
        assert!(second.contains("Sign-off"), "{file}: two pages\n{second}");
    }
    assert!(
        flat("heron-june.pdf").contains("nothing has come back"),
        "it says so"
    );
    assert!(flat("heron-november.pdf").contains("has not come back as confirmed return"));
}

#[test]
fn the_short_reports_keep_their_length_and_print_the_expected_figures() {
    let shelf = Shelf::get();
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    for [kind, _, _, _, file] in SHORT {
        let text = readers::text(&shelf.file(file), None);
        let pages = text.trim_end_matches('\u{c}').split('\u{c}').count();
        assert_eq!(pages, if kind == "lite" { 2 } else { 1 }, "{file}");
    }
    let lite = flat("heron-lite");
    for flow in expected["flows"].as_object().unwrap().values() {
        let total = whole(flow["total_year"].as_str().unwrap());
        assert!(lite.contains(&total), "{total}\n{lite}");
    }
    let board = flat("heron-board");
    let november = expected["ledger"]["months"].as_array().unwrap().last().unwrap();
    let ratio = november["to_date"]["ratio_cash"].as_str().unwrap();
    let open = &expected["engagements"]["E-01"]["audiences"]["client"]["exposure_open"]["risk"]["likely"];
    for words in [
        ratio,
        &whole(open.as_str().unwrap()),
        "Definitions of 2026-11",
        "first reading",
    ] {
        assert!(board.contains(words), "{words}\n{board}");
    }
    let swiss = flat("heron-board-letter");
    assert!(
        swiss.contains('’') && swiss.contains("as usual in de-CH"),
        "{swiss}"
    );
}

#[test]
fn friction_is_the_first_thing_after_the_founders_page() {
    for (name, _, _) in COPIES {
        let text = flat(name);
        let order: Vec<usize> = [
            "What friction costs",
            "Milestones and what threatens",
            "Which areas hold",
        ]
        .iter()
        .filter_map(|title| text.find(title))
        .collect();
        assert!(order.is_sorted(), "{name}: {order:?}");
        assert_eq!(
            text.contains("What friction costs"),
            name != "heron-investor",
            "{name}: the buyer's engagement holds no flow"
        );
    }
}

#[test]
fn a_case_prints_the_expected_figures_and_whether_it_pays() {
    let shelf = Shelf::get();
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    for (file, flow, verdict) in [
        (
            "heron-case.pdf",
            "FL7",
            "It costs more than it returns in its first year.",
        ),
        (
            "heron-case-founder.pdf",
            "FL1",
            "It pays for itself within its first year",
        ),
    ] {
        let text = readers::text(&shelf.file(file), None);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let figures = &expected["flows"][flow];
        for amount in [
            &figures["net_benefit_year"],
            &figures["gross_benefit_year"],
            &figures["total_year"],
        ] {
            let printed = whole(amount.as_str().unwrap());
            assert!(text.contains(&printed), "{file}: {amount} as {printed}\n{text}");
        }
        let months = format!("{} months", figures["payback_months"].as_str().unwrap());
        assert!(
            text.contains(&months) && text.contains(verdict),
            "{file}: {months}\n{text}"
        );
    }
}

/// An amount as the report prints it: whole units, grouped, half away from zero.
fn whole(amount: &str) -> String {
    let minor: i64 = amount.replace('.', "").parse().unwrap();
    let units = (minor + 50).div_euclid(100).to_string();
    let mut grouped = String::from("€");
    for (at, digit) in units.chars().enumerate() {
        if at > 0 && (units.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[test]
fn a_digest_copies_out_whole() {
    // Unseen letters that let it break stood in the text, so that a copied digest matched nothing.
    let shelf = Shelf::get();
    let heron = read_json(&sample("sample-client.json")).unwrap();
    let text = readers::text(&shelf.file("heron-engineers.pdf"), None);
    let close: String = text.split_whitespace().collect();
    assert!(!text.contains('\u{200b}'), "no unseen letter between others");
    let digests: Vec<&str> = heron["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|evidence| evidence["sha256"].as_str())
        .filter(|digest| close.contains(*digest))
        .collect();
    assert!(
        digests.len() >= 3,
        "the pictures of that copy: {digests:?}\n{text}"
    );
    let certificate = readers::text(&shelf.file("certificate.pdf"), None);
    assert!(
        !certificate.contains('\u{200b}'),
        "nor in a certificate\n{certificate}"
    );
}

#[test]
fn the_founder_only_finding_stays_out_of_the_clients_copy() {
    let shelf = Shelf::get();
    let heron = read_json(&sample("sample-client.json")).unwrap();
    let findings = heron["findings"].as_array().unwrap();
    let secret: Vec<&str> = findings
        .iter()
        .filter(|finding| {
            finding["visibility"] == "founder"
                && finding["engagement"] == "E-01"
                && finding["status"] != "draft"
        })
        .filter_map(|finding| finding["title"].as_str())
        .collect();
    assert!(
        !secret.is_empty(),
        "the sample holds a finding for the founder alone, or this test proves nothing"
    );
    let flat = |name: &str| {
        readers::text(&shelf.file(name), None)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (client, founder) = (flat("heron-client.pdf"), flat("heron-founder.pdf"));
    for title in secret {
        assert!(founder.contains(title), "the founder's copy holds {title:?}");
        assert!(
            !client.contains(title),
            "the client's copy must not hold {title:?}"
        );
    }
}

#[test]
fn the_recipient_stands_on_every_page() {
    let text = readers::text(&Shelf::get().file("heron-client.pdf"), None);
    // poppler ends each page with a form feed
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 3, "an audit has more than {} pages", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(
            page.contains("R. Brandt"),
            "page {} does not say for whom the copy is:\n{page}",
            number + 1
        );
    }
}

#[test]
fn a_copy_with_a_password_opens_with_it_and_not_without() {
    let desk = Desk::with_heron();
    let ran = desk.run_with(
        &[
            "report",
            "audit",
            "HERON",
            "--out",
            "sealed.pdf",
            "--password-stdin",
        ],
        &["four quiet words here"],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let sealed = desk.path().join("sealed.pdf");
    assert!(
        readers::needs_password(&sealed),
        "the copy opens without its password"
    );
    readers::qpdf_check(&sealed, Some("four quiet words here"));
    assert!(readers::text(&sealed, Some("four quiet words here")).contains("HERON"));
}

/// The copies whose expected content is known: file, engagement, audience.
const COPIES: [(&str, &str, &str); 4] = [
    ("heron-founder", "E-01", "founder"),
    ("heron-client", "E-01", "client"),
    ("heron-engineers", "E-01", "engineers"),
    ("heron-investor", "E-02", "investor"),
];

/// The text of a copy with every run of blanks as one.
fn flat(name: &str) -> String {
    let text = readers::text(&Shelf::get().file(&format!("{name}.pdf")), None);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_a_reader_does_not_see_stands_nowhere_in_the_copy() {
    let heron = read_json(&sample("sample-client.json")).unwrap();
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    let mut withheld = 0;
    for (name, engagement, audience) in COPIES {
        let text = flat(name);
        let seen = expected["engagements"][engagement]["audiences"][audience]["findings"]
            .as_array()
            .unwrap();
        let hidden = |code: &serde_json::Value| !seen.contains(code);
        for finding in heron["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| hidden(&finding["id"]))
        {
            withheld += 1;
            let code = finding["id"].as_str().unwrap();
            for field in [
                "title",
                "for_founder",
                "for_engineers",
                "recommendation",
                "evidence",
                "loss_basis",
            ] {
                let words = finding[field].as_str().unwrap_or_default();
                assert!(
                    words.is_empty() || !text.contains(words),
                    "{name}: {field} of {code}, which is not for the {audience}"
                );
            }
            let named = text
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| word == code);
            assert!(
                !named,
                "{name}: even the code of {code} tells that there is something"
            );
        }
        for finding in heron["findings"].as_array().unwrap() {
            let note = finding["note"].as_str().unwrap_or_default();
            assert!(
                audience == "founder" || note.is_empty() || !text.contains(note),
                "{name}: the note on {} is for the founder",
                finding["id"]
            );
        }
        for scenario in heron["scenarios"].as_array().unwrap() {
            let members = scenario["findings"].as_array().unwrap();
            if members.iter().all(hidden) {
                let words = scenario["name"].as_str().unwrap();
                assert!(
                    !text.contains(words),
                    "{name}: the event {words:?} has no finding that the {audience} sees"
                );
            }
        }
    }
    assert!(
        withheld > 10,
        "the sample withholds something, or this test proves nothing"
    );
}

#[test]
fn the_money_printed_is_the_money_expected() {
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    // The engineers' copy prints no totals.
    for (name, engagement, audience) in COPIES.into_iter().filter(|copy| copy.2 != "engineers") {
        // Digits without the signs that part thousands, whichever the language uses.
        let digits: String = flat(name)
            .chars()
            .filter(|letter| !",.\u{a0}\u{202f}\u{2009}'".contains(*letter))
            .collect();
        let copy = &expected["engagements"][engagement]["audiences"][audience];
        // What is open is printed as a range, what was found at first by its likely amount.
        for (kind, ends) in [
            ("exposure_as_found", &["likely"][..]),
            ("exposure_open", &["low", "likely", "high"][..]),
        ] {
            for head in ["risk", "waste", "blocked"] {
                for end in ends.iter().copied() {
                    let text = copy[kind][head][end].as_str().unwrap();
                    let (whole, cents) = text.split_once('.').unwrap();
                    assert_eq!(
                        cents, "00",
                        "the sample's sums are whole, so that rounding hides nothing"
                    );
                    assert!(
                        whole == "0" || digits.contains(whole),
                        "{name}: {kind}, {head}, {end}: {whole} is not printed"
                    );
                }
            }
        }
    }
}
