//! Fills the models of reports from the records, for one audience of one engagement.
//!
//! Everything passes through [`desk::Desk`], which knows what the audience sees: a record that it does not
//! see is nowhere in a model, and no figure, link, cap or name of a model rests on it.

mod adoption;
mod audit;
mod board;
mod bridge;
mod case;
mod codes;
mod desk;
mod front;
mod lite;
mod monthly;
mod words;

pub(crate) use audit::{codes as audit_codes, compose as audit};
pub(crate) use board::{compose as board, latest as latest_board, months as board_months};
pub(crate) use case::compose as case;
pub(crate) use lite::{compose as lite, readers as lite_readers};
pub(crate) use monthly::{compose as monthly, months};

use crate::view::Branding;
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Day, Dossier};
use valise_report::model::{self, Document, Report};

#[cfg(test)]
mod printed;

/// Name under which the practice's logo is handed to the press.
pub(crate) const LOGO: &str = "logo";

/// What a copy is made of.
pub(crate) struct Copy<'a> {
    /// Every record of the client.
    pub dossier: &'a Dossier,
    /// The questions, with the practice's own.
    pub bank: &'a Bank,
    /// Code of the engagement.
    pub engagement: &'a str,
    /// The reader.
    pub audience: Audience,
    /// The practice's looks.
    pub branding: &'a Branding,
    /// The client's pseudonym.
    pub codename: &'a str,
    /// How figures and dates are written; none = as the client writes them.
    pub locale: Option<&'a str>,
}

/// Names of the pictures that a document prints, each once.
pub(crate) fn picture_names(document: &Document) -> Vec<String> {
    let evidence = match document {
        Document::Audit(report) => report.annexes.evidence.as_slice(),
        Document::Monthly(_) | Document::Lite(_) | Document::Board(_) | Document::Case(_) => &[],
    };
    let evidence = evidence.iter().filter_map(|line| line.picture.as_ref());
    let mut names: Vec<String> = Vec::new();
    for asset in document.cover().logo.iter().chain(evidence) {
        if !names.contains(&asset.name) {
            names.push(asset.name.clone());
        }
    }
    names
}

/// Sets the date of the snapshot.
pub(crate) fn date(document: &mut Document, day: Day) {
    document.edition_mut().snapshot.made_on = model::Day::of(day.to_string());
    document.cover_mut().date = model::Day::of(day.to_string());
}
