//! What is said about a report before it leaves: which record, which field, what to do.

use std::collections::BTreeMap;
use valise_workbench::Problem;
use valise_workbench::view::{CheckItem, field_word, record_word};

type Params = BTreeMap<String, String>;

/// A check in words.
pub fn of(item: &CheckItem) -> String {
    let record = item.record.as_ref();
    let subject = record.map(|record| named(record_word(&record.section), &record.code, &item.params));
    format!(
        "{}: {}",
        item.tier.as_str(),
        sentence(&item.code, subject.as_deref(), &item.params)
    )
}

/// The check that stopped an export.
pub fn of_problem(problem: &Problem) -> String {
    let param = |name: &str| problem.params.get(name).map(String::as_str);
    let Some(rule) = param("rule") else {
        return String::new();
    };
    let section = record_word(param("section").unwrap_or_default());
    let subject = param("record").map(|code| named(section, code, &problem.params));
    sentence(rule, subject.as_deref(), &problem.params)
}

fn named(noun: &str, code: &str, params: &Params) -> String {
    let title = params.get("title").map(String::as_str).unwrap_or_default();
    let code = if code.is_empty() {
        String::new()
    } else {
        format!(" {code}")
    };
    if title.is_empty() {
        format!("{noun}{code}")
    } else {
        format!("{noun}{code} \u{201c}{title}\u{201d}")
    }
}

fn sentence(code: &str, subject: Option<&str>, params: &Params) -> String {
    let param = |name: &str| params.get(name).map(String::as_str).unwrap_or_default();
    let record = subject.unwrap_or("a record");
    let place = match (subject, params.get("field")) {
        (Some(subject), Some(field)) => format!("{subject}, \u{201c}{}\u{201d}", field_word(field)),
        (Some(subject), None) => subject.to_owned(),
        (None, _) => format!("the report's part \u{201c}{}\u{201d}", param("part")),
    };
    let hidden = || {
        let noun = record_word(param("kind")).to_lowercase();
        format!("{noun} {} \u{201c}{}\u{201d}", param("code"), param("named"))
    };
    match code {
        "imageNotShown" => format!("{record}: the picture was not looked at. Look at it first."),
        "needsRedaction" => {
            format!("{record}: the picture still needs its black boxes. Draw them, or take the picture out.")
        }
        "dealCriticalWithheld" => {
            format!("{record} is deal-critical and hidden from this copy. Show it, or record why not.")
        }
        "founderSentenceMissing" => format!("{record} has no sentence for the founder. Write one."),
        "looksLikeSecret" => format!(
            "{place}: {} looks like a secret ({}). Take it out; if it is real, have it changed.",
            param("preview"),
            param("secret").replace('-', " ")
        ),
        "openBrace" => format!(
            "{place}: {{{}}} is still to be filled in. Write what belongs there.",
            param("word")
        ),
        "glyphMissing" => format!(
            "Page {}: no font of the report has {}, in \u{201c}{}\u{201d}. Write it with other letters.",
            param("page"),
            param("letters"),
            param("text")
        ),
        "namesHiddenRecord" => format!(
            "{place} names {}, which this reader does not hold. Take the name out, or let this reader see it.",
            hidden()
        ),
        "unfinishedWord" => format!(
            "{place} says \u{201c}{}\u{201d}. Finish the sentence, or take the word out.",
            param("word")
        ),
        "noAltText" => format!("{record} has no description for those who cannot see it. Add one."),
        "noCost" => format!("{record} has no days of work. Estimate them."),
        "noOwner" => format!("{record} is open and has no owner. Name one."),
        "toldOnly" => format!("{record} is serious and rests on one person's word. Add evidence, or say so."),
        "dueInThePast" => format!(
            "An action for {} was due in the past. Move it, or close it.",
            lower(record)
        ),
        "noPractice" => {
            "The report names nobody who made it. Write the practice's name in the app's settings.".to_owned()
        }
        "fewAnswers" => format!(
            "Only {} of {} questions of the round are answered. The report says so; so should you.",
            param("answered"),
            param("all")
        ),
        "draftsLeftOut" => match param("count") {
            "1" => "1 draft is left out: drafts enter no report.".to_owned(),
            many => format!("{many} drafts are left out: drafts enter no report."),
        },
        "monthWithoutHeadline" => {
            "The month has no headline. Write the one sentence that it comes to.".to_owned()
        }
        "measuredWithoutBaseline" => format!(
            "{} \u{201c}{}\u{201d} is called measured and has no reading before and after. Add both, or call it estimated.",
            param("line"),
            param("title")
        ),
        "lineUnread" => format!(
            "{} \u{201c}{}\u{201d} was delivered and its after-value was not read. Read it, or leave it out.",
            param("line"),
            param("title")
        ),
        "readingOverdue" => {
            format!("{record} was done and nobody read its outcome, though its day has come. Read it.")
        }
        "decisionAnswered" => {
            format!("{record} is asked for in this month and was decided already. Take it out.")
        }
        "feeDiffers" => {
            "The retainer of this month is not the one that was agreed. One of the two is wrong.".to_owned()
        }
        "signedMonthChanged" => format!(
            "{} is no longer what was signed. Restore it from its history before another month is signed.",
            param("month")
        ),
        "claimedWithoutBaseline" => format!(
            "{} \u{201c}{}\u{201d} is claimed without a baseline. Take one, or say why there is none.",
            param("line"),
            param("title")
        ),
        "overAttributed" => format!(
            "The shares of \u{201c}{}\u{201d} add up to more than the whole. Lower them, or drop a line.",
            param("cause")
        ),
        "overFlowTotal" => {
            format!("{record}: a year of its confirmed lines is more than it costs. One of the two is wrong.")
        }
        "criticalOld" => format!(
            "{record} is critical and open for {} days. The month has to speak of it.",
            param("days")
        ),
        "promiseNotMentioned" => {
            format!(
                "{record} was promised for this month, is not done and is not mentioned. Say what happened."
            )
        }
        "flowWithoutCost" => format!("{record} costs nothing. Measure it, or take it out."),
        "flowAssumed" => {
            format!("{record} rests on an input that is only assumed. Time ten cases, or say so.")
        }
        "useNotNamed" => {
            format!("{record}: nobody named what the time is used for. Until then it is no return.")
        }
        "noMoves" => "No open case returns more than it costs to run. The report says so.".to_owned(),
        "measureMissing" => format!(
            "\u{201c}{}\u{201d} cannot be read. The page says why; so should you.",
            param("measure")
        ),
        "measureFirst" => format!(
            "\u{201c}{}\u{201d} is a first reading: nothing stands beside it.",
            param("measure")
        ),
        "monthNotOver" => format!(
            "The month {} is not over. The page shows how it stands on the day of the records.",
            param("month")
        ),
        "monthNotSigned" => "The month is not signed yet. Its figures may still change.".to_owned(),
        "caseWithoutBenefit" => {
            format!("{record}: no benefit is computed. Say which share of the work the automation removes.")
        }
        "caseAssumed" => format!("{record}: a figure behind it is assumed. Time it, sample it, or ask."),
        "caseWithoutUse" => format!("{record}: no use of the time that becomes free is named. Name one."),
        "caseNotRead" => {
            format!("{record}: it is built, and nobody read how far it is used. Take a reading of adoption.")
        }
        "caseNearLimit" => format!("{record}: the capacity limit is near. Say what happens then."),
        "caseWithoutDesign" => format!("{record}: no decision on the design is recorded."),
        "deliveredNotProved" => format!("{record} is done, and nobody read its outcome. Read it."),
        other => format!("{record}: {other}"),
    }
}

/// The noun at the head of a sentence, inside one.
fn lower(subject: &str) -> String {
    let mut letters = subject.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use valise_workbench::view::{RecordRef, Tier};

    fn item(code: &str, record: Option<(&str, &str)>, params: &[(&str, &str)]) -> CheckItem {
        CheckItem {
            tier: Tier::Warning,
            code: code.to_owned(),
            params: params
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            record: record.map(|(section, code)| RecordRef {
                section: section.to_owned(),
                id: String::new(),
                code: code.to_owned(),
            }),
        }
    }

    #[test]
    fn a_check_names_record_field_and_what_it_speaks_of_in_words() {
        let found = item(
            "namesHiddenRecord",
            Some(("flows", "FL2")),
            &[
                ("title", "Refunds by hand"),
                ("field", "use_of_time"),
                ("code", "R06"),
                ("kind", "actions"),
                ("named", "Refunds in the shop"),
            ],
        );
        assert_eq!(
            of(&found),
            "warning: Flow FL2 \u{201c}Refunds by hand\u{201d}, \u{201c}Use of the time that becomes free\u{201d} names \
             action R06 \u{201c}Refunds in the shop\u{201d}, which this reader does not hold. Take the name out, or let \
             this reader see it.",
            "no path of the program"
        );
        assert_eq!(
            of(&item(
                "openBrace",
                None,
                &[("word", "system"), ("part", "Friction")]
            )),
            "warning: the report's part \u{201c}Friction\u{201d}: {system} is still to be filled in. Write what belongs \
             there.",
            "a sentence that no record holds is found by its part of the report"
        );
    }
}
