//! Two copies of one client, laid beside each other, with the state that they parted from.

use super::Arrival;
use crate::Result;
use crate::journal::title_of;
use crate::session::{Client, Vault};
use crate::view::{MergeField, MergeSide, MergeState, MergeView};
use crate::{Problem, ProblemCode};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;
use valise_domain::merge::{Field, Outcome, RowMerge, Side, merge_rows};
use valise_handover::{Base, Row};

/// A comparison, and what is needed to write its outcome.
pub(super) struct Comparison {
    pub merged: Vec<RowMerge<Uuid>>,
    /// Their rows, by id; new codes that are taken here are numbered anew.
    pub theirs: BTreeMap<Uuid, Row>,
    pub mine: BTreeMap<Uuid, Row>,
    pub has_base: bool,
}

impl Vault {
    /// Lays a file beside the client that it is a copy of. The client must be the open one.
    pub(crate) fn arrival(&self, token: &str) -> Result<&Arrival> {
        self.arrivals.get(token).ok_or_else(|| Problem::not_found("file"))
    }
}

impl Client {
    /// Every difference between the open client and a file that came in.
    pub fn merge_view(&self, token: &str) -> Result<MergeView> {
        let comparison = self.compare(token)?;
        let mut fields = Vec::new();
        for row in &comparison.merged {
            let known = comparison
                .mine
                .get(&row.id)
                .or_else(|| comparison.theirs.get(&row.id));
            let Some(known) = known else { continue };
            let doc: Value = serde_json::from_str(&known.doc).unwrap_or_default();
            for field in row.merge.fields() {
                let Some(state) = state_of(field) else { continue };
                fields.push(MergeField {
                    record: row.id.to_string(),
                    section: known.section.clone(),
                    code: known.code.clone(),
                    title: title_of(&doc),
                    path: field.path.to_string(),
                    base: field.base.as_ref().map(shown),
                    mine: field.mine.as_ref().map(shown),
                    theirs: field.theirs.as_ref().map(shown),
                    state,
                    taken: field.outcome.side().map(|side| match side {
                        Side::Mine => MergeSide::Mine,
                        Side::Theirs => MergeSide::Theirs,
                    }),
                });
            }
        }
        fields.sort_by(|a, b| {
            (a.state != MergeState::Conflict, &a.section, &a.code, &a.path).cmp(&(
                b.state != MergeState::Conflict,
                &b.section,
                &b.code,
                &b.path,
            ))
        });
        Ok(MergeView {
            token: token.to_owned(),
            has_base: comparison.has_base,
            fields,
        })
    }

    /// The rows that both copies began with: from this client's journal, where it holds that state.
    fn common_base(&self, arrival: &Arrival) -> Result<Option<Vec<Row>>> {
        let manifest = &arrival.manifest;
        let id = self.store.id();
        let parted: Option<Base> = if manifest.client == id {
            // An earlier state of this very file, or one that grew from it elsewhere.
            manifest.grew_from.or(Some(manifest.base))
        } else {
            // What was handed over here came back; or what came from there comes again.
            let began = self.vault.origin(id).map(|origin| origin.here);
            manifest.grew_from.or(began)
        };
        let Some(base) = parted else { return Ok(None) };
        let commit = i64::try_from(base.commit).unwrap_or(i64::MAX);
        let rows = self.store.rows_at(commit, &base.chain_head)?;
        Ok(rows.map(super::rows::all))
    }

    pub(super) fn compare(&self, token: &str) -> Result<Comparison> {
        let arrival = self.vault.arrival(token)?;
        if arrival.here != Some(self.store.id()) {
            return Err(Problem::not_found("client"));
        }
        let covered = |section: &str| !arrival.manifest.left_out.iter().any(|name| name == section);
        let mine = by_id(super::rows::live(&self.store)?, covered);
        let base = self.common_base(arrival)?.map(|rows| by_id(rows, covered));
        let mut theirs = by_id(arrival.rows.clone(), covered);
        number_anew(&mine, &mut theirs);
        let none = BTreeMap::new();
        let merged = merge_rows(
            &docs(base.as_ref().unwrap_or(&none))?,
            &docs(&mine)?,
            &docs(&theirs)?,
        );
        Ok(Comparison {
            merged: merged.into_iter().filter(|row| !row.is_unchanged()).collect(),
            theirs,
            mine,
            has_base: base.is_some(),
        })
    }
}

fn by_id(rows: Vec<Row>, covered: impl Fn(&str) -> bool) -> BTreeMap<Uuid, Row> {
    rows.into_iter()
        // What was exported is each copy's own: it is not merged.
        .filter(|row| covered(&row.section) && row.section != "reports")
        .map(|row| (row.id, row))
        .collect()
}

fn docs(rows: &BTreeMap<Uuid, Row>) -> Result<BTreeMap<Uuid, Value>> {
    rows.iter()
        .map(|(id, row)| {
            let doc =
                serde_json::from_str(&row.doc).map_err(|_| Problem::new(ProblemCode::HandOverDamaged))?;
            Ok((*id, doc))
        })
        .collect()
}

/// Both sides may have given the same display code to different new records. The newcomer's gets another one, and
/// what refers to it on their side follows.
fn number_anew(mine: &BTreeMap<Uuid, Row>, theirs: &mut BTreeMap<Uuid, Row>) {
    let clashes: Vec<(Uuid, String, String)> = theirs
        .values()
        .filter(|row| !row.code.is_empty() && row.section != "answers" && !mine.contains_key(&row.id))
        .filter(|row| {
            mine.values()
                .any(|other| other.section == row.section && other.code == row.code)
        })
        .map(|row| (row.id, row.section.clone(), row.code.clone()))
        .collect();
    for (id, section, code) in clashes {
        let prefix = code
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .to_owned();
        let taken = mine
            .values()
            .chain(theirs.values())
            .filter(|row| row.section == section);
        let fresh = crate::session::next_code(&prefix, taken.map(|row| row.code.as_str()));
        for row in theirs.values_mut() {
            let Ok(mut doc) = serde_json::from_str::<Value>(&row.doc) else {
                continue;
            };
            let mut changed =
                valise_domain::format::redirect(&row.section, &mut doc, &section, &code, &fresh);
            if row.id == id {
                row.code.clone_from(&fresh);
                if let Some(own) = doc.get_mut("id") {
                    *own = Value::from(fresh.as_str());
                    changed = true;
                }
            }
            if changed {
                row.doc = doc.to_string();
            }
        }
    }
}

fn state_of(field: &Field) -> Option<MergeState> {
    match field.outcome {
        Outcome::Unchanged | Outcome::Same => None,
        Outcome::Mine => Some(MergeState::Mine),
        Outcome::Theirs => Some(MergeState::Theirs),
        Outcome::Conflict => Some(MergeState::Conflict),
    }
}

/// A value for the eye: text as it is, everything else as JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
