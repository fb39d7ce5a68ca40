//! A day at the desk, with the window's use cases: every text holds a canary.

use crate::canary::{WAITS, WORDS, Words};
use crate::child;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use valise_tests::samples;
use valise_workbench::view::{
    Audience, Branding, EvidenceChange, FindingChange, Paper, ReportKind, ReportParams,
};
use valise_workbench::{
    Cancel, Client, KdfParams, KdfPolicy, MemoryCredentials, Press, Problem, Sealed, Surroundings, Vault,
};

fn must<T>(outcome: Result<T, Problem>) -> T {
    outcome.unwrap_or_else(|problem| panic!("{problem}"))
}

/// A day at the desk, with the window's use cases. Between its parts it waits for its parent.
#[test]
fn child_fills_everything_in() {
    let Some(folder) = child::folder() else { return };
    let words = Words::of(&std::env::var(WORDS).expect("its words"));
    let patient = std::env::var_os(WAITS).is_some();
    let wait = |what: &str| {
        child::say(what);
        if patient {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).expect("the parent");
        }
    };
    let sealed = {
        let mut vault = create(&folder, &words);
        let outside = folder.join("outside");
        let imported = vault.import_file(
            &outside.join("client.json"),
            None,
            &mut |_, _| (),
            &Cancel::default(),
        );
        let id = must(imported).id;
        brand(&mut vault, words.get("settings"));
        let mut client = must(vault.open(&id).map_err(|unopened| unopened.problem));
        edit(&mut client, &outside, words.get("records"));
        let mut press = Press::default();
        report(&mut client, &mut press, &outside);
        must(client.export_file(&outside.join("again.json")));
        wait("open");
        // As the shell does it: the pages first, then the client.
        press.forget();
        client.lock()
    };
    drop(words);
    wait("locked");
    drop(sealed);
}

fn create(folder: &Path, words: &Words) -> Vault {
    let mut surroundings = Surroundings::on(jiff::civil::date(2026, 11, 20));
    surroundings.vault.credentials = std::sync::Arc::new(MemoryCredentials::new());
    let passphrase = zeroize::Zeroizing::new(format!("{} over a quiet old harbour", words.get("passphrase")));
    let sealed = Sealed::at(folder.join("machine/data/vault"), surroundings);
    let made = sealed.create(
        &passphrase,
        KdfPolicy::Fixed(KdfParams::FLOOR),
        &Cancel::default(),
    );
    must(made.map_err(|unopened| unopened.problem))
}

fn brand(vault: &mut Vault, word: &str) {
    must(vault.save_branding(Branding {
        practice: format!("Practice {word}"),
        person: format!("Person {word}"),
        line: format!("Line {word}"),
        accent: "#0b6467".into(),
        footer: format!("Footer {word}"),
        logo: None,
    }));
}

fn edit(client: &mut Client, outside: &Path, word: &str) {
    let engagements = must(client.overview(None)).engagements;
    let finding = must(client.findings(Some(&engagements[0].id))).remove(0);
    for (n, field) in ["title", "forFounder", "forEngineers", "recommendation"]
        .iter()
        .enumerate()
    {
        let change = FindingChange {
            id: finding.id.clone(),
            field: (*field).into(),
            value: Some(json!(format!("A sentence {n} with {word} in it.")).to_string()),
        };
        must(client.edit_finding(&change).map(drop));
    }
    must(client.undo().map(drop));
    must(client.redo().map(drop));
    must(client.save_draft("finding/note", &format!("half a sentence {word}")));
    must(client.save_template(&finding.id).map(drop));
    let files = [
        outside.join("document.txt"),
        samples().join("evidence/ev04-whiteboard-path.png"),
    ];
    let attached = client.attach_files(&files, Some(&finding.id), &mut |_, _| (), &Cancel::default());
    let picture = must(attached).value.pop().expect("a picture");
    let change: EvidenceChange = serde_json::from_value(json!({
        "id": picture.id, "title": format!("Title {word}"), "alt": format!("A picture of {word}"),
    }))
    .expect("a change");
    must(client.edit_evidence(&change).map(drop));
    must(client.evidence_image(&picture.id, 400));
    assert!(!must(client.search(word)).is_empty(), "the word is found");
    assert!(must(client.history(&finding.id)).len() > 3, "versions are kept");
    must(client.trash_record(&finding.id).map(drop));
    must(client.restore_record(&finding.id).map(drop));
}

fn report(client: &mut Client, press: &mut Press, outside: &Path) {
    let engagement = must(client.report_options()).engagements.remove(0).id;
    let plan = must(client.plan_report(&ReportParams {
        kind: ReportKind::Audit,
        month: None,
        flow: None,
        engagement,
        audience: Audience::Founder,
        recipient: "Ilse V.".into(),
        paper: Paper::A4,
        locale: None,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 1,
        password: false,
    }));
    let pages = must(press.preview(&plan, &Cancel::default()));
    must(press.page(&pages.key, 0, 300));
    let check = must(press.check(&plan));
    let shown: Vec<String> = plan.images().iter().map(|image| image.id.clone()).collect();
    let finished = press.export(&plan, None, &shown, &Cancel::default());
    let finished = finished.unwrap_or_else(|problem| panic!("{problem}: {:?}", check.items));
    must(client.deliver_report(&plan, &finished, &outside.join("report.pdf")));
}
