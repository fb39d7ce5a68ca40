use super::compose;
use crate::documents::Copy;
use crate::view::Branding;
use serde_json::Value;
use std::sync::atomic::AtomicBool;
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Dossier, Month, format, samples};
use valise_report::model::monthly::{Item, ItemState, Sums};
use valise_report::model::{Amount, BridgeRow, MonthlyReport};
use valise_report::{Pictures, typeset};

fn sample(codename: &str) -> Dossier {
    format::read(samples::named(codename).expect("a sample").json).expect("the sample reads")
}

fn told(dossier: &Dossier, audience: Audience, month: &str) -> crate::Result<MonthlyReport> {
    let branding = Branding::default();
    let engagement = dossier.ledger().expect("a ledger").engagement.clone();
    let asked = Copy {
        dossier,
        bank: Bank::latest(),
        engagement: &engagement,
        audience,
        branding: &branding,
        codename: "HERON",
        locale: None,
    };
    compose(&asked, month.parse::<Month>().expect("a month"))
}

fn copy(dossier: &Dossier, audience: Audience, month: &str) -> MonthlyReport {
    told(dossier, audience, month).expect("the month is there")
}

/// The words of a copy, white space folded.
fn printed(model: &MonthlyReport) -> String {
    let pages = typeset(model, &Pictures::new(), &AtomicBool::default()).expect("it typesets");
    let text = pages.text().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn minor(value: &Value) -> i64 {
    let text = value.as_str().expect("decimal text").replace('.', "");
    text.parse().expect("minor units")
}

fn sum(items: &[Item], part: fn(&Item) -> Amount) -> i64 {
    items.iter().map(|item| part(item).minor).sum()
}

/// The expected figures of a sample, as they are handed out beside it.
fn expected(codename: &str) -> Value {
    let text = samples::named(codename).expect("a sample").expected;
    serde_json::from_str(text).expect("figures")
}

#[test]
fn every_month_of_every_sample_prints_the_expected_figures_to_the_minor_unit() {
    for codename in ["HERON", "WREN"] {
        let dossier = sample(codename);
        let expected = expected(codename);
        let months = expected["ledger"]["months"].as_array().expect("months");
        assert!(!months.is_empty(), "{codename}");
        for month in months {
            let name = month["month"].as_str().unwrap();
            let model = copy(&dossier, Audience::Client, name);
            let same = |sums: &Sums, figures: &Value, of: &str| {
                for (printed, key) in [
                    (sums.cash, "cost_cash"),
                    (sums.full, "cost_full"),
                    (sums.confirmed, "confirmed"),
                    (sums.weighted, "weighted"),
                ] {
                    assert_eq!(
                        printed.minor,
                        minor(&figures[key]),
                        "{codename} {name} {of} {key}"
                    );
                }
                let ratio = sums.ratio_cash.as_ref().map(|ratio| ratio.text.as_str());
                assert_eq!(ratio, figures["ratio_cash"].as_str(), "{codename} {name} {of}");
                assert_eq!(sums.full.minor, sums.cash.minor + sums.internal.minor);
            };
            same(&model.own, month, "the month");
            same(&model.to_date, &month["to_date"], "to date");
            assert_eq!(model.own.corrections.minor, minor(&month["corrections"]));
        }
    }
}

#[test]
fn the_rows_of_every_table_add_up_to_its_headline() {
    for codename in ["HERON", "WREN"] {
        let dossier = sample(codename);
        let months: Vec<String> = dossier
            .ledger()
            .expect("a ledger")
            .months
            .iter()
            .map(|month| month.month.to_string())
            .collect();
        for (month, audience) in months
            .iter()
            .flat_map(|month| [(month, Audience::Founder), (month, Audience::Client)])
        {
            let model = copy(&dossier, audience, month);
            let (rest, to_date) = (&model.rest, &model.to_date);
            assert_eq!(
                sum(&model.items, |i| i.cash) + rest.cash.minor,
                to_date.cash.minor
            );
            assert_eq!(
                sum(&model.items, |i| i.internal) + rest.internal.minor,
                to_date.internal.minor
            );
            assert_eq!(
                sum(&model.items, |i| i.confirmed) + rest.confirmed.minor,
                to_date.confirmed.minor
            );
            let kinds: i64 = model.costs.iter().map(|line| line.month.minor).sum();
            assert_eq!(kinds, model.own.full.minor, "{month}: costs by kind");
            let each: i64 = model.cost_lines.iter().map(|line| line.amount.minor).sum();
            assert_eq!(each, model.own.full.minor, "{month}: every cost");
            let classes: i64 = model.returns.iter().map(|line| line.confirmed.minor).sum();
            assert_eq!(
                classes + model.own.corrections.minor,
                model.own.confirmed.minor,
                "{month}: returns by class"
            );
            let lines: i64 = model.lines.iter().map(|line| line.confirmed.minor).sum();
            assert_eq!(
                lines + model.own.corrections.minor,
                model.own.confirmed.minor,
                "{month}: every line"
            );
            let bars: i64 = model.months.iter().map(|bar| bar.confirmed.minor).sum();
            assert_eq!(bars, to_date.confirmed.minor, "{month}: the picture");
        }
    }
}

#[test]
fn the_founder_and_the_client_read_the_same_sums() {
    let dossier = sample("HERON");
    for month in ["2026-06", "2026-08", "2026-11"] {
        let founder = copy(&dossier, Audience::Founder, month);
        let client = copy(&dossier, Audience::Client, month);
        assert_eq!(founder.own, client.own);
        assert_eq!(founder.to_date, client.to_date);
    }
}

#[test]
fn hidden_work_is_told_by_its_amount_alone() {
    let mut file: Value = serde_json::from_str(samples::named("HERON").expect("a sample").json).unwrap();
    let hide = |file: &mut Value, code: &str| {
        let actions = file["actions"].as_array_mut().unwrap();
        let action = actions.iter_mut().find(|action| action["id"] == code).unwrap();
        action["visibility"] = "founder".into();
        action["title"].as_str().unwrap().to_owned()
    };
    let title = hide(&mut file, "R08");
    let dossier = format::read(&file.to_string()).expect("it reads");
    let open = copy(&sample("HERON"), Audience::Client, "2026-11");
    let model = copy(&dossier, Audience::Client, "2026-11");
    let words = serde_json::to_string(&model).unwrap();
    assert!(
        !words.contains(&title) && !words.contains("\"R08\""),
        "the work is not named"
    );
    assert!(!words.contains("Cloud bill reduced"), "nor its return");
    assert!(
        model
            .items
            .iter()
            .any(|item| item.title.is_none() && item.confirmed.minor > 0)
    );
    assert_eq!(
        (&model.own, &model.to_date),
        (&open.own, &open.to_date),
        "the sums stay"
    );
    let founder = serde_json::to_string(&copy(&dossier, Audience::Founder, "2026-11")).unwrap();
    assert!(founder.contains("Cloud bill reduced"), "the founder reads it");
}

#[test]
fn a_month_knows_nothing_of_the_months_after_it() {
    let dossier = sample("HERON");
    let june = copy(&dossier, Audience::Founder, "2026-06");
    assert_eq!(june.to_date, june.own, "it is the first");
    assert!(june.to_date.missing == june.to_date.cash, "nothing came back yet");
    assert!(
        june.accepted.is_none(),
        "what was accepted in November speaks for November"
    );
    let state = |model: &MonthlyReport, code: &str| {
        let item = model.items.iter().find(|item| item.id.as_deref() == Some(code));
        item.and_then(|item| item.state)
    };
    let november = copy(&dossier, Audience::Founder, "2026-11");
    assert!(november.accepted.is_some());
    // Done on 8 July, read on 15 July.
    assert_eq!(state(&june, "R01"), Some(ItemState::Open));
    assert_eq!(
        state(&november, "R01"),
        Some(ItemState::Read),
        "it brought no money"
    );
    assert_eq!(state(&november, "R08"), Some(ItemState::Proved));
    assert!(june.milestones.is_empty() && june.next.is_empty() && june.documents.is_empty());
    assert!(!november.milestones.is_empty() && !november.next.is_empty());
    assert!(june.risk.critical.len() >= november.risk.critical.len());
}

#[test]
fn work_is_called_proved_only_where_confirmed_money_stands_behind_it() {
    // "proved" stood beside R01 and R02, whose outcome was read and which returned nothing.
    let mut seen = (0, 0);
    for codename in ["HERON", "WREN"] {
        let dossier = sample(codename);
        let months: Vec<String> = dossier
            .ledger()
            .expect("a ledger")
            .months
            .iter()
            .map(|month| month.month.to_string())
            .collect();
        for month in months {
            for item in copy(&dossier, Audience::Founder, &month).items {
                let what = format!("{codename} {month} {:?}", item.id);
                match item.state {
                    Some(ItemState::Proved) => {
                        assert!(item.confirmed.minor > 0, "{what}: {}", item.confirmed.minor);
                        seen.0 += 1;
                    }
                    Some(ItemState::Read) => {
                        assert!(item.confirmed.minor <= 0, "{what}: {}", item.confirmed.minor);
                        seen.1 += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(seen.0 > 0 && seen.1 > 0, "the samples hold both: {seen:?}");
}

#[test]
fn the_way_of_every_line_leads_to_what_it_adds_to_the_weighted_return() {
    let dossier = sample("HERON");
    let tenths = |text: &str| -> i128 {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<4}").parse().expect("a decimal")
    };
    for month in ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"] {
        let model = copy(&dossier, Audience::Client, month);
        for line in &model.lines {
            let Some(weight) = &line.weight else {
                assert_eq!(line.weighted.minor, 0, "{month} {}: it does not count", line.id);
                continue;
            };
            let share = line.attribution.as_ref().map_or("1", |share| share.text.as_str());
            let exact = i128::from(line.gross.minor) * tenths(share) * tenths(&weight.text);
            let rounded = (exact + 50_000_000).div_euclid(100_000_000);
            assert_eq!(i128::from(line.weighted.minor), rounded, "{month} {}", line.id);
        }
        let lines: i64 = model.lines.iter().map(|line| line.weighted.minor).sum();
        let rest = model.weighted_rest.expect("confirmed lines weigh 1");
        assert_eq!(
            model.own.confirmed.minor + rest.minor,
            model.own.weighted.minor,
            "{month}"
        );
        assert_eq!(
            lines + model.own.corrections.minor,
            model.own.weighted.minor,
            "{month}"
        );
    }
    let november = printed(&copy(&dossier, Audience::Client, "2026-11"));
    for words in [
        "measured 1.0, estimated 0.6, claimed 0.3",
        "€2,400 × 50% that is ours × 0.6, estimated = €720 weighted",
        "€11,262 confirmed and €720 by weight make €11,982",
    ] {
        assert!(november.contains(words), "{words}: {november}");
    }
}

#[test]
fn whoever_confirmed_or_signed_is_printed_by_label_and_role_and_a_role_alone_is_called_one() {
    let mut file: Value = serde_json::from_str(samples::named("HERON").expect("a sample").json).unwrap();
    let model = copy(
        &format::read(&file.to_string()).unwrap(),
        Audience::Client,
        "2026-11",
    );
    let line = |model: &MonthlyReport, code: &str| {
        let line = model.lines.iter().find(|line| line.id == code).expect("a line");
        line.confirmed_by.clone()
    };
    assert_eq!(line(&model, "VL20").as_deref(), Some("Mirjam O. (finance)"));
    let signed = model.signed.expect("it was signed").by;
    assert_eq!(signed.as_deref(), Some("Ilse V. (founder and CEO)"));
    for person in file["people"].as_array_mut().unwrap() {
        if person["id"] == "P11" {
            person["label"] = "".into();
        }
    }
    let model = copy(
        &format::read(&file.to_string()).unwrap(),
        Audience::Client,
        "2026-11",
    );
    assert_eq!(
        line(&model, "VL20").as_deref(),
        Some("finance (by role; no name is recorded)")
    );
}

#[test]
fn the_way_from_removed_to_confirmed_adds_up_and_tells_nothing_hidden() {
    let dossier = sample("HERON");
    assert!(
        copy(&dossier, Audience::Client, "2026-06").bridge.is_none(),
        "nothing was removed in June"
    );
    for month in ["2026-08", "2026-09", "2026-10", "2026-11"] {
        let model = copy(&dossier, Audience::Client, month);
        let bridge = model.bridge.expect("something is removed");
        let sum = |part: fn(&BridgeRow) -> i64| bridge.rows.iter().map(part).sum::<i64>();
        assert_eq!(sum(|row| row.removed.minor), bridge.removed.minor, "{month}");
        let read = sum(|row| if row.read { row.removed.minor } else { 0 });
        assert_eq!(read, bridge.read.minor, "{month}");
        let ledger = bridge.ledger.as_ref().expect("the copy holds it");
        let confirmed = sum(|row| row.confirmed.expect("of a ledger").minor);
        assert_eq!(confirmed, ledger.confirmed.minor, "{month}");
        assert_eq!(
            ledger.confirmed.minor + ledger.other.minor,
            model.to_date.confirmed.minor,
            "{month}: both are the headline"
        );
        assert_eq!(
            (ledger.from.text.as_str(), ledger.until.text.as_str()),
            ("2026-06", month)
        );
    }
    let rows = |model: MonthlyReport| -> Vec<(String, bool, i64)> {
        let bridge = model.bridge.expect("something is removed");
        let rows = bridge.rows.into_iter();
        rows.map(|row| (row.id, row.read, row.confirmed.expect("a ledger").minor))
            .collect()
    };
    let row = |code: &str, read, minor| (code.to_owned(), read, minor);
    assert_eq!(
        rows(copy(&dossier, Audience::Client, "2026-10")),
        [
            row("FL1", true, 379_500),
            row("FL3", true, 271_620),
            row("FL2", false, 0)
        ],
        "the search for disputes was estimated in October, and is not read"
    );
    assert_eq!(
        rows(copy(&dossier, Audience::Client, "2026-11")),
        [
            row("FL1", true, 663_500),
            row("FL3", true, 381_780),
            row("FL2", true, 117_000)
        ]
    );
    let mut file: Value = serde_json::from_str(samples::named("HERON").expect("a sample").json).unwrap();
    for line in file["ledger"]["months"][5]["values"].as_array_mut().unwrap() {
        if line["id"] == "VL25" {
            line["visibility"] = "founder".into();
        }
    }
    let hidden = format::read(&file.to_string()).unwrap();
    let of_flow = |audience| {
        rows(copy(&hidden, audience, "2026-11"))
            .into_iter()
            .find(|(code, ..)| code == "FL2")
    };
    assert_eq!(of_flow(Audience::Client), Some(row("FL2", false, 0)));
    assert_eq!(of_flow(Audience::Founder), Some(row("FL2", true, 117_000)));
}

#[test]
fn an_amount_of_another_currency_stands_with_its_rate_and_only_where_its_line_is_told() {
    let mut file: Value = serde_json::from_str(samples::named("HERON").expect("a sample").json).unwrap();
    let hidden = {
        let costs = file["ledger"]["months"][5]["costs"].as_array_mut().unwrap();
        let line = costs.iter_mut().find(|line| line["amount"].is_string()).unwrap();
        line["amount"] = "1107.72".into();
        line["foreign"] = serde_json::json!({ "currency": "USD", "amount": "1200.00", "rate": "0.9231",
            "rate_on": "2026-11-03", "source": "bank statement" });
        line["action"].as_str().expect("an action").to_owned()
    };
    let model = copy(
        &format::read(&file.to_string()).unwrap(),
        Audience::Client,
        "2026-11",
    );
    let told: Vec<_> = model
        .cost_lines
        .iter()
        .filter_map(|line| line.foreign.as_ref())
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].amount.text.as_str(), told[0].rate.text.as_str()),
        ("1200.00", "0.9231")
    );
    let actions = file["actions"].as_array_mut().unwrap();
    let action = actions
        .iter_mut()
        .find(|action| action["id"] == hidden.as_str())
        .unwrap();
    action["visibility"] = "founder".into();
    let model = copy(
        &format::read(&file.to_string()).unwrap(),
        Audience::Client,
        "2026-11",
    );
    assert!(
        model.cost_lines.iter().all(|line| line.foreign.is_none()),
        "other work says no source"
    );
}

#[test]
fn no_other_reader_has_a_copy_and_no_other_month_has_a_report() {
    let dossier = sample("HERON");
    for audience in [Audience::Engineers, Audience::Investor] {
        let problem = told(&dossier, audience, "2026-11").expect_err("refused");
        assert_eq!(
            problem.params.get("rule").map(String::as_str),
            Some("noLedgerForAudience")
        );
    }
    let problem = told(&dossier, Audience::Client, "2027-01").expect_err("not there yet");
    assert_eq!(problem.code, crate::ProblemCode::NotFound);
}
