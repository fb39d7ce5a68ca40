//! A report for one audience, composed and not yet typeset.

use super::origin::Written;
use super::sections::SECTIONS;
use crate::documents::{self, Copy};
use crate::journal::title_of;
use crate::session::Client;
use crate::view::{self, CheckItem, LeavingImage, ReportKind, ReportParams};
use crate::{Problem, ProblemCode, Result};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use valise_domain::figures::{Audience, audiences};
use valise_domain::records::Engagement;
use valise_domain::{Kept, Month};
use valise_report::Locale;
use valise_report::Pictures;
use valise_report::model::{
    AuditReport, BoardReport, CaseReport, Document, Kind, LiteReport, MonthlyReport, Paper, Report,
};

/// What would be printed, and what must be known before it leaves.
pub struct ReportPlan {
    pub(super) params: ReportParams,
    pub(super) engagement: String,
    pub(super) model: Document,
    pub(super) pictures: Pictures,
    pub(super) images: Vec<LeavingImage>,
    pub(super) checks: Vec<CheckItem>,
    pub(super) withheld_own: u32,
    pub(super) withheld_reuse: u32,
    pub(super) stop: Vec<String>,
    pub(super) findings: u32,
    pub(super) digest: String,
    pub(super) chain_head: String,
    pub(super) made_on: String,
    pub(super) reused: bool,
    /// Key of a protected copy: fresh for each plan, used for nothing else.
    pub(super) file_key: [u8; 32],
    /// Codes of findings, actions and decisions that this reader does not hold.
    pub(super) hidden: BTreeMap<String, Hidden>,
    /// Where each text was written.
    pub(super) written: Vec<Written>,
    /// Hashes that the report prints on purpose.
    pub(super) own_hashes: BTreeSet<String>,
}

/// A record that the copy has no line of.
pub(super) struct Hidden {
    pub section: &'static str,
    pub title: String,
}

impl ReportPlan {
    /// The pictures that would leave the vault.
    pub fn images(&self) -> &[LeavingImage] {
        &self.images
    }
}

impl Client {
    /// Composes a report. A snapshot of equal data is used again, with its date and chain head.
    pub fn plan_report(&mut self, params: &ReportParams) -> Result<ReportPlan> {
        let engagement = self.code_of("engagements", &params.engagement)?;
        let audience = params.audience;
        let mut model = self.document(&engagement, params)?;
        model.edition_mut().paper = match params.paper {
            view::Paper::A4 => Paper::A4,
            view::Paper::Letter => Paper::Letter,
        };
        let recipient = params.recipient.trim();
        model.cover_mut().recipient = (!recipient.is_empty()).then(|| recipient.to_owned());
        let (pictures, images, mut picture_checks) = self.leaving_pictures(&model)?;
        let digest = digest_of(&model, &pictures, params)?;
        let known = self.snapshot_of(&digest);
        let chain_head = match &known {
            Some(snapshot) => snapshot.chain_head.clone(),
            None => hex::encode(self.store.chain_head()?),
        };
        let made_on = known
            .as_ref()
            .map_or_else(|| self.today().to_string(), |snapshot| snapshot.made_on.clone());
        model.edition_mut().snapshot.id = format!("valise-{}", digest.get(..16).unwrap_or_default());
        model.edition_mut().snapshot.chain_head = Some(chain_head.clone());
        model.edition_mut().snapshot.data_hash = Some(digest.clone());
        let day: valise_domain::Day = made_on.parse().map_err(|_| Problem::new(ProblemCode::Internal))?;
        documents::date(&mut model, day);
        let copy = self
            .copy_figures(&engagement, audience)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        let (withheld_own, withheld_reuse) = (copy.withheld_own, copy.withheld_reuse);
        let stop = copy.stop.clone();
        let findings = match &model {
            Document::Audit(_) => copy.findings.len(),
            Document::Monthly(report) => report.risk.findings().count(),
            Document::Lite(_) | Document::Board(_) | Document::Case(_) => 0,
        };
        let mut checks = match &model {
            Document::Audit(_) => self.record_checks(&engagement, audience),
            Document::Monthly(report) => self.month_checks(report),
            Document::Lite(report) => self.lite_checks(report, &stop),
            Document::Board(report) => self.board_checks(report),
            Document::Case(report) => self.case_checks(report),
        };
        checks.append(&mut picture_checks);
        let mut own_hashes: BTreeSet<String> = self
            .dossier
            .evidence
            .iter()
            .map(|evidence| evidence.sha256.clone())
            .collect();
        own_hashes.extend([digest.clone(), chain_head.clone()]);
        let hidden = self.hidden(&engagement, audience, &model)?;
        Ok(ReportPlan {
            params: params.clone(),
            engagement,
            model,
            pictures,
            images,
            checks,
            withheld_own,
            withheld_reuse,
            stop,
            findings: u32::try_from(findings).unwrap_or(u32::MAX),
            digest,
            chain_head,
            made_on,
            reused: known.is_some(),
            hidden,
            written: self.written(),
            file_key: self.fresh_key()?,
            own_hashes,
        })
    }

    /// The model of a copy, without the sections that the exporter switched off.
    fn document(&self, engagement: &str, params: &ReportParams) -> Result<Document> {
        Ok(match params.kind {
            ReportKind::Audit => {
                self.offer(engagement, params.audience)?;
                let branding = self.vault.branding();
                let mut model = documents::audit(&self.copy_of(engagement, params, &branding)?)?;
                for section in &SECTIONS {
                    if params.sections.get(section.id) == Some(&false) {
                        (section.leave_out)(&mut model);
                    }
                }
                model.codes = documents::audit_codes(&model);
                Document::Audit(Box::new(model))
            }
            ReportKind::Monthly => Document::Monthly(Box::new(self.compose_month(engagement, params)?)),
            ReportKind::Lite => Document::Lite(Box::new(self.compose_lite(engagement, params)?)),
            ReportKind::Board => Document::Board(Box::new(self.compose_board(engagement, params)?)),
            ReportKind::Case => Document::Case(Box::new(self.compose_case(engagement, params)?)),
        })
    }

    fn compose_month(&self, engagement: &str, params: &ReportParams) -> Result<MonthlyReport> {
        self.offer(engagement, params.audience)?;
        let month = match month_of(params)? {
            Some(month) => month,
            None => documents::months(&self.dossier, engagement)
                .last()
                .copied()
                .ok_or_else(|| Problem::not_found("ledger"))?,
        };
        let branding = self.vault.branding();
        documents::monthly(&self.copy_of(engagement, params, &branding)?, month)
    }

    fn compose_lite(&self, engagement: &str, params: &ReportParams) -> Result<LiteReport> {
        self.offer(engagement, params.audience)?;
        let branding = self.vault.branding();
        documents::lite(&self.copy_of(engagement, params, &branding)?)
    }

    fn compose_board(&self, engagement: &str, params: &ReportParams) -> Result<BoardReport> {
        let kept = self.offer(engagement, params.audience)?;
        let latest = documents::latest_board(&self.dossier, kept.record());
        let month = month_of(params)?.unwrap_or(latest);
        let branding = self.vault.branding();
        documents::board(&self.copy_of(engagement, params, &branding)?, month)
    }

    fn compose_case(&self, engagement: &str, params: &ReportParams) -> Result<CaseReport> {
        self.offer(engagement, params.audience)?;
        let flow = params.flow.as_deref().ok_or_else(|| Problem::not_found("flow"))?;
        let flow = self.code_of("flows", flow)?;
        let branding = self.vault.branding();
        documents::case(&self.copy_of(engagement, params, &branding)?, &flow)
    }

    fn copy_of<'a>(
        &'a self,
        engagement: &'a str,
        params: &'a ReportParams,
        branding: &'a view::Branding,
    ) -> Result<Copy<'a>> {
        let locale = params.locale.as_deref();
        if locale.is_some_and(|tag| !Locale::is_tag(tag)) {
            return Err(Problem::invalid(
                "locale",
                "a language and a region such as de-CH",
            ));
        }
        Ok(Copy {
            locale,
            ..self.copy_for(engagement, params.audience, branding)
        })
    }

    fn copy_for<'a>(
        &'a self,
        engagement: &'a str,
        audience: Audience,
        branding: &'a view::Branding,
    ) -> Copy<'a> {
        Copy {
            dossier: &self.dossier,
            bank: &self.bank,
            engagement,
            audience,
            branding,
            codename: &self.entry.codename,
            locale: None,
        }
    }

    /// The model of an audit, before the exporter's choices.
    pub(crate) fn compose_for(&self, engagement: &str, audience: Audience) -> Result<AuditReport> {
        self.offer(engagement, audience)?;
        let branding = self.vault.branding();
        documents::audit(&self.copy_for(engagement, audience, &branding))
    }

    /// Findings, actions and decisions of the client that the copy has no line of.
    fn hidden(
        &self,
        engagement: &str,
        audience: Audience,
        model: &Document,
    ) -> Result<BTreeMap<String, Hidden>> {
        let mut held = BTreeSet::new();
        ids_in(&serde_json::to_value(model).unwrap_or_default(), &mut held);
        if model.kind() != Kind::Audit {
            // A short report may name whatever the same reader finds in the audit.
            let audit = self.compose_for(engagement, audience)?;
            ids_in(&serde_json::to_value(&audit).unwrap_or_default(), &mut held);
        }
        let lists = self.dossier.lists().into_iter();
        let hidden = lists
            .filter(|(section, _)| ["findings", "actions", "decisions"].contains(section))
            .flat_map(|(section, records)| records.into_iter().map(move |record| (section, record)))
            .filter(|(_, (code, _))| !held.contains(*code))
            .map(|(section, (code, doc))| {
                let title = title_of(doc);
                (code.to_owned(), Hidden { section, title })
            });
        Ok(hidden.collect())
    }

    fn fresh_key(&self) -> Result<[u8; 32]> {
        let mut key = [0; 32];
        self.vault.surroundings.vault.random.fill(&mut key)?;
        Ok(key)
    }

    /// Refuses an audience that the engagement has no copy for.
    fn offer(&self, engagement: &str, audience: Audience) -> Result<&Kept<Engagement>> {
        let kept = self
            .dossier
            .engagements
            .get(engagement)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        if audiences(kept).contains(&audience) {
            return Ok(kept);
        }
        Err(Problem::refused("noCopyForAudience")
            .with("audience", audience.as_str())
            .with("engagement", engagement))
    }
}

/// The month that was asked for.
fn month_of(params: &ReportParams) -> Result<Option<Month>> {
    let parse = |text: &String| {
        text.parse::<Month>()
            .map_err(|_| Problem::invalid("month", "a month YYYY-MM"))
    };
    params.month.as_ref().map(parse).transpose()
}

/// Every `id` of the model: the records that the copy holds.
fn ids_in(value: &serde_json::Value, held: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            if let Some(id) = map.get("id").and_then(serde_json::Value::as_str) {
                held.insert(id.to_owned());
            }
            map.values().for_each(|inner| ids_in(inner, held));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|inner| ids_in(inner, held)),
        _ => {}
    }
}

/// Hash of everything that would be printed except date and chain head, which belong to the snapshot.
fn digest_of(model: &Document, pictures: &Pictures, params: &ReportParams) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(match model.kind() {
        Kind::Audit => b"valise/audit/v1\0".as_slice(),
        Kind::Monthly => b"valise/monthly/v1\0".as_slice(),
        Kind::Lite => b"valise/lite/v1\0".as_slice(),
        Kind::Board => b"valise/board/v1\0".as_slice(),
        Kind::Case => b"valise/case/v1\0".as_slice(),
    });
    hash.update(serde_json::to_vec(model).map_err(|_| Problem::new(ProblemCode::Internal))?);
    // The pictures as they leave, with their boxes: a box that moves or another logo makes another report.
    for (name, bytes) in pictures.iter() {
        hash.update(name.as_bytes());
        hash.update(Sha256::digest(bytes));
    }
    hash.update(serde_json::to_vec(params).map_err(|_| Problem::new(ProblemCode::Internal))?);
    Ok(hex::encode(hash.finalize()))
}
