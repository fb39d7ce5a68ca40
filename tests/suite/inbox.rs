//! A line written down for the month: taken in, judged once, and taken back.

use crate::room::{Room, must, open, record, refusal, refused, reopened, sound, whole};
use serde_json::json;
use valise_tests::difference;
use valise_workbench::view::{
    InboxEvent, InboxJudgement, InboxKind, InboxState, MonthWork, NewInboxNote, SignMonth,
};
use valise_workbench::{Client, Problem, ProblemCode};

const DECEMBER: &str = "2026-12";
/// The day on which the tests work.
const TODAY: &str = "2026-11-20";

/// HERON with December open.
fn december(room: &Room) -> Client {
    let mut client = room.client("HERON");
    must(client.open_month());
    client
}

fn capture(client: &mut Client, month: &str, text: &str) -> Result<MonthWork, Problem> {
    let note = NewInboxNote {
        month: month.into(),
        text: text.into(),
    };
    client.capture_note(&note).map(|change| change.value)
}

fn notes(work: &MonthWork) -> Vec<&InboxEvent> {
    let events = work.inbox.iter();
    events.filter(|event| event.kind == InboxKind::Note).collect()
}

fn judge(client: &mut Client, key: &str, state: InboxState) -> MonthWork {
    let judgement = InboxJudgement {
        month: DECEMBER.into(),
        key: key.into(),
        state,
        becomes: None,
        text: None,
        amount: None,
    };
    must(client.judge_event(&judgement)).value
}

#[test]
fn a_line_waits_in_the_inbox_and_is_taken_back_as_one_step() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let before = whole(&client);
    let work = must(capture(
        &mut client,
        DECEMBER,
        "  The map supplier raised its price ",
    ));
    let [event] = notes(&work)[..] else {
        panic!("one note")
    };
    assert_eq!(event.title, "The map supplier raised its price");
    assert_eq!(
        (event.state, event.on.as_deref()),
        (InboxState::Open, Some(TODAY)),
        "dated today, judged by nobody"
    );
    let kept = record(&client, "notes", &event.code).unwrap();
    assert_eq!(
        (&kept["kind"], &kept["state"], &kept["engagement"]),
        (&json!("inbox"), &json!("open"), &json!("E-01"))
    );
    assert_eq!(
        kept["visibility"], "private",
        "no copy of a report holds what nobody judged"
    );
    sound(&client, "written down");
    must(client.undo());
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "nothing is left of it"
    );
    must(client.redo());
    let client = reopened(client, "HERON");
    let work = must(client.month_work(DECEMBER));
    assert_eq!(notes(&work).len(), 1, "it is there after the lock");
}

/// A note from outside the days of its month was gone from the list as soon as it was judged.
#[test]
fn a_judged_line_stays_with_its_month_and_comes_in_no_other() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let work = must(capture(&mut client, DECEMBER, "The scanner was replaced"));
    let key = notes(&work)[0].key.clone();
    let work = judge(&mut client, &key, InboxState::Accepted);
    assert_eq!(notes(&work)[0].state, InboxState::Accepted, "told as accepted");
    let ledger = must(client.ledger(None));
    let built = &ledger.months.last().unwrap().built;
    assert_eq!(built.last().unwrap().text, "The scanner was replaced");
    let code = notes(&work)[0].code.clone();
    assert_eq!(record(&client, "notes", &code).unwrap()["state"], "closed");
    let again = judge(&mut client, &key, InboxState::Open);
    assert_eq!(notes(&again)[0].state, InboxState::Open, "it can be opened again");
    judge(&mut client, &key, InboxState::Dropped);
    must(client.open_month());
    let january = must(client.month_work("2027-01"));
    assert!(notes(&january).is_empty(), "December has judged it");
    sound(&client, "judged");
}

#[test]
fn words_a_month_and_no_signature_are_needed() {
    let room = Room::with_samples();
    let mut client = december(&room);
    refused(
        capture(&mut client, DECEMBER, "  "),
        ProblemCode::InputNotUnderstood,
        "nothing was said",
    );
    refused(
        capture(&mut client, "2029-01", "Far ahead"),
        ProblemCode::NotFound,
        "no such month",
    );
    must(client.sign_month(&SignMonth {
        month: DECEMBER.into(),
        by: "P01".into(),
        on: Some("2027-01-06".into()),
    }));
    let before = whole(&client);
    let problem = refusal(capture(&mut client, DECEMBER, "Too late"), "December is signed");
    assert_eq!(problem.params["rule"], "monthSigned");
    assert_eq!(difference(&whole(&client), &before), None);
    let mut plover = open(client.close(), "PLOVER");
    refused(
        capture(&mut plover, DECEMBER, "No ledger"),
        ProblemCode::NotFound,
        "a client without a ledger has no month",
    );
}
