//! Edition and cover of every report.

use super::desk::{Desk, text};
use super::{LOGO, words};
use valise_domain::figures::Audience;
use valise_report::model::{self, Asset, Cover, Edition, Paper, Snapshot};

pub(super) fn edition(desk: &Desk<'_>) -> Edition {
    Edition {
        audience: match desk.audience {
            Audience::Founder => model::Audience::Founder,
            Audience::Client => model::Audience::Client,
            Audience::Engineers => model::Audience::Engineers,
            Audience::Investor => model::Audience::Investor,
        },
        locale: desk.tag.clone(),
        language: words::LANGUAGE.to_owned(),
        currency: desk.dossier.currency().to_owned(),
        paper: Paper::A4,
        accent: first(&desk.branding.accent, &desk.dossier.brand().accent).unwrap_or_default(),
        snapshot: Snapshot {
            id: String::new(),
            made_on: model::Day::of(desk.dossier.as_of().to_string()),
            data_hash: None,
            chain_head: None,
        },
    }
}

pub(super) fn cover(desk: &Desk<'_>) -> Cover {
    let brand = desk.dossier.brand();
    let practice = first(&desk.branding.practice, &brand.practice).unwrap_or_default();
    Cover {
        codename: desk.codename.to_owned(),
        title: String::new(),
        subtitle: desk
            .round
            .as_ref()
            .and_then(|(round, _)| text(&round.title))
            .or_else(|| text(&desk.engagement.title)),
        date: model::Day::of(desk.dossier.as_of().to_string()),
        version: "1.0".to_owned(),
        classification: "Confidential".to_owned(),
        recipient: None,
        person: text(&desk.branding.person),
        line: first(&desk.branding.line, &brand.line),
        footer: first(&desk.branding.footer, &brand.footer),
        logo: desk.branding.logo.as_ref().map(|_| Asset {
            name: LOGO.to_owned(),
            alt: format!("Logo of {practice}"),
        }),
        practice,
        control: Vec::new(),
    }
}

/// The vault's own branding, else that of the client's file.
fn first(own: &str, file: &str) -> Option<String> {
    text(own).or_else(|| text(file))
}
