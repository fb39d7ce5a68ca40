//! Reports: planned for one reader, checked, exported, the same again.

use crate::room::{Room, edit, finding, must, open, refusal, refused, sound, whole};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use valise_tests::{read_json, sample};
use valise_workbench::view::{Audience, EvidenceChange, Paper, ReportCheck, ReportKind, ReportParams, Tier};
use valise_workbench::{Cancel, Client, Press, ProblemCode, ReportPlan};

fn params(client: &Client, engagement: &str, audience: Audience, paper: Paper) -> ReportParams {
    let engagements = must(client.report_options()).engagements;
    let head = engagements
        .into_iter()
        .find(|head| head.code == engagement)
        .unwrap();
    ReportParams {
        kind: ReportKind::Audit,
        month: None,
        flow: None,
        engagement: head.id,
        audience,
        recipient: String::new(),
        paper,
        locale: None,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: false,
    }
}

fn shown(plan: &ReportPlan) -> Vec<String> {
    plan.images().iter().map(|image| image.id.clone()).collect()
}

fn stops(check: &ReportCheck) -> Vec<(&str, &str)> {
    let stops = check.items.iter().filter(|item| item.tier == Tier::Stop);
    stops
        .map(|item| {
            (
                item.code.as_str(),
                item.record.as_ref().map_or("", |record| record.code.as_str()),
            )
        })
        .collect()
}

#[test]
fn each_reader_gets_the_copy_that_the_figures_tell() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    for (codename, name) in [("HERON", "client"), ("PLOVER", "plover"), ("WREN", "wren")] {
        let expected = read_json(&sample(&format!("sample-{name}.expected.json"))).unwrap();
        let mut client = open(vault, codename);
        for (engagement, figures) in expected["engagements"].as_object().unwrap() {
            for audience in [
                Audience::Founder,
                Audience::Client,
                Audience::Engineers,
                Audience::Investor,
            ] {
                for paper in [Paper::A4, Paper::Letter] {
                    let what = format!("{codename} {engagement} {}", audience.as_str());
                    let plan = client.plan_report(&params(&client, engagement, audience, paper));
                    let Some(copy) = figures["audiences"].get(audience.as_str()) else {
                        refused(
                            plan,
                            ProblemCode::Refused,
                            &format!("{what}: there is no such copy"),
                        );
                        continue;
                    };
                    let plan = must(plan);
                    // Typesetting is dear: one sheet for each reader of one client, another for the others.
                    if (paper == Paper::A4) != (codename == "HERON") {
                        continue;
                    }
                    if codename != "HERON" && audience != Audience::Founder {
                        continue;
                    }
                    let mut press = Press::default();
                    let check = must(press.check(&plan));
                    assert_eq!(stops(&check), [], "{what}: the samples are fit to print");
                    assert_eq!(
                        Value::from(check.findings),
                        json!(copy["findings"].as_array().unwrap().len()),
                        "{what}: findings printed"
                    );
                    assert_eq!(
                        Value::from(check.withheld_own),
                        copy["withheld_own"],
                        "{what}: withheld"
                    );
                    assert_eq!(
                        Value::from(check.withheld_reuse),
                        copy["withheld_reuse"],
                        "{what}: not consented"
                    );
                    let finished = must(press.export(&plan, None, &shown(&plan), &Cancel::default()));
                    assert!(
                        finished.bytes.starts_with(b"%PDF-") && finished.pages > 3,
                        "{what}: a report came out"
                    );
                    assert_eq!(
                        finished.pages, check.pages,
                        "{what}: as many pages as were checked"
                    );
                }
            }
        }
        vault = client.close();
    }
}

#[test]
fn the_same_report_again_is_the_same_file() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let wanted = params(&client, "E-01", Audience::Client, Paper::A4);
    let mut press = Press::default();
    let (mut files, mut heads) = (Vec::new(), Vec::new());
    for name in ["first.pdf", "second.pdf"] {
        let plan = must(client.plan_report(&wanted));
        let finished = must(press.export(&plan, None, &shown(&plan), &Cancel::default()));
        let path = room.path().join(name);
        let exported = must(client.deliver_report(&plan, &finished, &path));
        sound(&client, name);
        files.push(fs::read(path).unwrap());
        heads.push(exported.chain_head);
        press.forget();
    }
    assert!(
        files[0] == files[1],
        "nothing was written in between: the same bytes"
    );
    assert_eq!(heads[0], heads[1], "and the same head of the journal on it");
    let snapshots = whole(&client)["reports"].as_array().unwrap().clone();
    assert_eq!(snapshots.len(), 1, "one snapshot, one file");
    assert_eq!(snapshots[0]["id"], json!("SN01"), "with a code of its own");
    refused(
        client.undo(),
        ProblemCode::NothingToUndo,
        "what left cannot be taken back",
    );

    let id = finding(&client, "F03").id;
    must(edit(&mut client, &id, "title", json!("Something else now")));
    let plan = must(client.plan_report(&wanted));
    let finished = must(press.export(&plan, None, &shown(&plan), &Cancel::default()));
    must(client.deliver_report(&plan, &finished, &room.path().join("third.pdf")));
    assert_eq!(
        whole(&client)["reports"].as_array().unwrap().len(),
        2,
        "other words, another snapshot"
    );
    sound(&client, "two snapshots");
    assert!(
        must(client.overview(None)).steps.reported,
        "the overview knows that it was reported"
    );
    must(client.export_file(&room.path().join("wren.json")));
    let mut vault = client.close();
    must(vault.import_file(
        &room.path().join("wren.json"),
        Some("KITE"),
        &mut |_, _| (),
        &Cancel::default(),
    ));
}

#[test]
fn another_logo_or_box_makes_another_report() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let wanted = params(&client, "E-01", Audience::Client, Paper::A4);
    let plan = must(client.plan_report(&wanted));
    let mut press = Press::default();
    let digest = must(press.check(&plan)).digest;
    let logo = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(8, 8, image::Rgb([200, 30, 30])));
    let file = room.path().join("logo.png");
    logo.save(&file).unwrap();
    must(client.vault_mut().set_logo(&file));
    let first = must(press.check(&must(client.plan_report(&wanted)))).digest;
    assert_ne!(first, digest, "a logo was added");
    image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(8, 8, image::Rgb([30, 30, 200])))
        .save(&file)
        .unwrap();
    must(client.vault_mut().set_logo(&file));
    let second = must(press.check(&must(client.plan_report(&wanted)))).digest;
    assert_ne!(
        second, first,
        "another picture under the same name must not show the old pages"
    );
}

#[test]
fn what_must_not_leave_stops_the_export() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let (third, fourth) = (finding(&client, "F03").id, finding(&client, "F04").id);
    must(edit(&mut client, &third, "forFounder", json!("")));
    must(edit(
        &mut client,
        &fourth,
        "recommendation",
        json!("Move {system} to the vault."),
    ));
    let token = ["ghp", "_", "x7Qm2LsV9aTzR4kWc8YbN1dPfG5hJ0uEoI3t"].concat();
    must(edit(
        &mut client,
        &fourth,
        "forEngineers",
        json!(format!("The job signs in with {token} today.")),
    ));
    let wanted = params(&client, "E-01", Audience::Engineers, Paper::A4);
    let plan = must(client.plan_report(&wanted));
    let mut press = Press::default();
    let check = must(press.check(&plan));
    let codes: Vec<&str> = stops(&check).iter().map(|(code, _)| *code).collect();
    for code in ["founderSentenceMissing", "openBrace", "looksLikeSecret"] {
        assert!(codes.contains(&code), "{code} stops it: {codes:?}");
    }
    assert!(
        !format!("{:?}", check.items).contains(&token),
        "the stop itself does not repeat the secret"
    );
    let problem = refusal(
        press.export(&plan, None, &shown(&plan), &Cancel::default()),
        "three stops",
    );
    assert_eq!(problem.code, ProblemCode::ExportStopped, "{problem}");
    assert!(
        whole(&client).get("reports").is_none(),
        "no snapshot of what did not leave"
    );
}

#[test]
fn a_picture_leaves_only_when_it_was_seen_and_covered() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let wanted = params(&client, "E-01", Audience::Client, Paper::A4);
    let plan = must(client.plan_report(&wanted));
    let mut press = Press::default();
    assert!(!plan.images().is_empty(), "the sample prints pictures");
    let problem = refusal(
        press.export(&plan, None, &[], &Cancel::default()),
        "nobody looked",
    );
    assert_eq!(
        problem.params.get("rule").map(String::as_str),
        Some("imageNotShown"),
        "{problem}"
    );
    let image = plan.images()[0].clone();
    must(client.edit_evidence(&EvidenceChange {
        id: image.id.clone(),
        needs_redaction: Some(true),
        ..EvidenceChange::default()
    }));
    let plan = must(client.plan_report(&wanted));
    let check = must(press.check(&plan));
    let boxed = whole(&client)["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .any(|doc| doc["id"] == json!(image.code) && !doc["redactions"].as_array().unwrap().is_empty());
    assert!(
        boxed || stops(&check).contains(&("needsRedaction", image.code.as_str())),
        "boxes first: {:?}",
        stops(&check)
    );
}

#[test]
fn an_investor_is_not_kept_from_what_breaks_the_deal() {
    let room = Room::with_samples();
    let mut client = room.client("PLOVER");
    let id = finding(&client, "F06").id;
    must(edit(&mut client, &id, "dealClass", json!("deal-critical")));
    must(edit(&mut client, &id, "visibility", json!("private")));
    let plan = must(client.plan_report(&params(&client, "E-01", Audience::Investor, Paper::A4)));
    let mut press = Press::default();
    let check = must(press.check(&plan));
    assert_eq!(
        check.stop,
        ["F06"],
        "an open deal-critical finding would be withheld"
    );
    assert!(
        stops(&check).contains(&("dealCriticalWithheld", "F06")),
        "that stops the export: {:?}",
        stops(&check)
    );
}

#[test]
fn sections_that_were_switched_off_are_not_printed() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let mut wanted = params(&client, "E-01", Audience::Client, Paper::A4);
    let mut press = Press::default();
    let all = must(press.check(&must(client.plan_report(&wanted)))).pages;
    for section in must(client.report_options()).sections {
        wanted.sections.insert(section.id, false);
    }
    let few = must(press.check(&must(client.plan_report(&wanted)))).pages;
    assert!(few < all, "{few} pages instead of {all}");
}
