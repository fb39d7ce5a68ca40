//! What holds for the pages of every report of the sample client.

use super::Copy;
use crate::view::Branding;
use std::sync::atomic::AtomicBool;
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Dossier, Month, format, samples};
use valise_report::model::{Document, Paper};
use valise_report::{Pages, Pictures, typeset};

/// Print below this is not read.
const LEAST_POINTS: f64 = 7.5;

fn heron() -> Dossier {
    format::read(samples::named("HERON").expect("a sample").json).expect("it reads")
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// Every kind of report, by name.
fn every_report(dossier: &Dossier) -> Vec<(&'static str, Document)> {
    let branding = Branding::default();
    let copy = Copy {
        dossier,
        bank: Bank::latest(),
        engagement: "E-01",
        audience: Audience::Founder,
        branding: &branding,
        codename: "HERON",
        locale: None,
    };
    let mut audit = super::audit(&copy).expect("an audit");
    audit.annexes.evidence.clear();
    let of_month = |name| super::monthly(&copy, month(name)).expect("a month");
    let case = super::case(&copy, "FL7").expect("a case");
    let lite = super::lite(&copy).expect("flows");
    let board = super::board(&copy, month("2026-11")).expect("a page");
    vec![
        ("audit", Document::Audit(Box::new(audit))),
        ("November", Document::Monthly(Box::new(of_month("2026-11")))),
        ("June", Document::Monthly(Box::new(of_month("2026-06")))),
        ("lite", Document::Lite(Box::new(lite))),
        ("board", Document::Board(Box::new(board))),
        ("case", Document::Case(Box::new(case))),
    ]
}

/// The pages of every report on both sheets.
fn every_page(look: impl Fn(&str, &Pages)) {
    let dossier = heron();
    for (name, mut document) in every_report(&dossier) {
        for paper in [Paper::A4, Paper::Letter] {
            document.edition_mut().paper = paper;
            let pages = typeset(&document, &Pictures::new(), &AtomicBool::default()).expect("it typesets");
            look(&format!("{name}, {paper:?}"), &pages);
        }
    }
}

#[test]
fn nothing_but_the_foot_of_a_page_is_set_too_small_to_be_read() {
    every_page(|name, pages| assert_eq!(pages.set_below(LEAST_POINTS), [], "{name}"));
}

#[test]
fn every_page_but_a_cover_says_which_it_is() {
    every_page(|name, pages| {
        let covers = usize::from(name.starts_with("audit"));
        for (index, text) in pages.text().iter().enumerate().skip(covers) {
            let number = format!("{} / {}", index + 1, pages.len());
            assert!(text.lines().any(|line| line == number), "{name}: {number}");
        }
    });
}

#[test]
fn the_letters_of_the_codes_are_explained_where_they_first_stand() {
    every_page(|name, pages| {
        let text = pages.text();
        // The audit explains how it is read on the page before the first code.
        let first = if name.starts_with("audit") {
            &text[1]
        } else {
            &text[0]
        };
        let said = first
            .lines()
            .any(|line| line.trim_end_matches(": ").trim() == "Codes");
        let said = said || first.contains("Codes:");
        assert_eq!(said, !name.starts_with("board"), "{name}: {first}");
    });
}
