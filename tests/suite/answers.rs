//! Kostas asks the questions of a round and writes down what he hears.

use crate::room::{Room, must, new_client, open, record, refused, reopened, sound, whole};
use valise_domain::bank::Bank;
use valise_tests::difference;
use valise_workbench::view::{
    AnswerChange, AnswerState, Grade, NewRound, OwnQuestion, QuestionRow, SealLevel, Severity,
};
use valise_workbench::{Client, ProblemCode};

/// A new client with an open round, and the round's id.
fn asked(room: &Room) -> (Client, String) {
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let client = open(vault, "KESTREL");
    let round = must(client.audit(None, None)).round.unwrap().id;
    (client, round)
}

fn change(round: &str, question: &str) -> AnswerChange {
    AnswerChange {
        round: round.into(),
        question: question.into(),
        ..AnswerChange::default()
    }
}

fn answer(client: &mut Client, change: &AnswerChange) -> QuestionRow {
    let row = must(client.answer(change)).value;
    sound(client, &format!("{change:?}"));
    row
}

/// Scored questions of an area that the day-one pack asks.
fn scored(area: &str) -> Vec<&'static str> {
    let pack = Bank::latest().pack("day1", &[], &[]);
    pack.into_iter()
        .filter(|q| q.area == area && q.scored)
        .map(|q| q.id.as_str())
        .collect()
}

#[test]
fn every_kind_of_answer_and_the_way_back() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let empty = whole(&client);
    let q = scored("REL")[0];
    let mut set = change(&round, q);
    set.score = Some(Some(3));
    let row = answer(&mut client, &set);
    assert_eq!(
        (row.state, row.score),
        (AnswerState::Answered, Some(3)),
        "a key sets the score"
    );
    let mut set = change(&round, q);
    set.grade = Some(Some(Grade::E3));
    assert_eq!(
        answer(&mut client, &set).grade,
        Some(Grade::E3),
        "the grade is a key of its own"
    );
    for (state, score, grade) in [
        (AnswerState::Unknown, None, None),
        (AnswerState::Na, None, None),
        (AnswerState::Refused, None, Some(Grade::E0)),
    ] {
        let mut set = change(&round, q);
        set.state = Some(state);
        let row = answer(&mut client, &set);
        assert_eq!(
            (row.state, row.score),
            (state, score),
            "{state:?} takes the score away"
        );
        if grade.is_some() {
            assert_eq!(row.grade, grade, "a refusal is no evidence");
        }
    }
    let mut set = change(&round, q);
    set.score = Some(Some(1));
    assert_ne!(
        answer(&mut client, &set).grade,
        Some(Grade::E0),
        "a score after a refusal is evidence again"
    );
    let mut set = change(&round, q);
    set.state = Some(AnswerState::Open);
    assert_eq!(
        answer(&mut client, &set).state,
        AnswerState::Open,
        "an answer can be taken back"
    );
    assert_eq!(
        difference(&whole(&client)["rounds"], &empty["rounds"]),
        None,
        "and leaves no trace in the file"
    );
}

#[test]
fn what_no_reader_could_understand_is_refused() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let q = scored("REL")[0];
    let discovery = Bank::latest().questions().iter().find(|q| !q.scored).unwrap();
    let refuse = |client: &mut Client, set: AnswerChange, why: &str| {
        let before = whole(client);
        refused(client.answer(&set), ProblemCode::InputNotUnderstood, why);
        assert_eq!(
            difference(&whole(client), &before),
            None,
            "{why}: nothing changed"
        );
    };
    refuse(
        &mut client,
        AnswerChange {
            score: Some(Some(5)),
            ..change(&round, q)
        },
        "scores end at four",
    );
    let answered = AnswerChange {
        state: Some(AnswerState::Answered),
        ..change(&round, q)
    };
    refuse(&mut client, answered, "answered, but with what");
    refuse(
        &mut client,
        AnswerChange {
            score: Some(Some(2)),
            ..change(&round, &discovery.id)
        },
        "a record has no score",
    );
    let recorded = AnswerChange {
        state: Some(AnswerState::Recorded),
        ..change(&round, q)
    };
    refuse(&mut client, recorded, "a scored question is not a record");
    let nobody = AnswerChange {
        score: Some(Some(2)),
        ..change(&round, "ZZZ-99")
    };
    refused(client.answer(&nobody), ProblemCode::NotFound, "no such question");
    let stranger = AnswerChange {
        said_by: Some(Some("018f0000-0000-7000-8000-000000000000".into())),
        ..change(&round, q)
    };
    refused(client.answer(&stranger), ProblemCode::NotFound, "no such person");
}

#[test]
fn figures_follow_each_answer() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let questions = scored("REL");
    for (at, q) in questions.iter().enumerate() {
        let mut set = change(&round, q);
        set.score = Some(Some(4));
        set.grade = Some(Some(Grade::E4));
        answer(&mut client, &set);
        let view = must(client.audit(None, Some(&round)));
        let area = view.areas.iter().find(|area| area.area == "REL").unwrap();
        assert_eq!(area.answered as usize, at + 1, "each answer counts at once");
        assert_eq!(area.maturity.as_deref(), Some("4.00"), "all fours make a four");
    }
    let mut set = change(&round, questions[0]);
    set.score = Some(Some(0));
    answer(&mut client, &set);
    let client = reopened(client, "KESTREL");
    let view = must(client.audit(None, None));
    let area = view.areas.iter().find(|area| area.area == "REL").unwrap();
    assert_ne!(
        area.maturity.as_deref(),
        Some("4.00"),
        "a zero pulls the average down, also after reopening"
    );
    assert_eq!(
        view.round.unwrap().answered as usize,
        questions.len(),
        "the round counts its answers"
    );
}

#[test]
fn a_note_does_not_lose_a_carried_score() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let view = must(client.audit(None, None));
    let (engagement, basis) = (view.engagement.id.clone(), view.rounds.last().unwrap().clone());
    let new = NewRound {
        engagement: engagement.clone(),
        title: "Spring".into(),
        pack: basis.pack.clone(),
        profile: basis.profile.clone(),
        basis: Some(basis.id.clone()),
        added: Vec::new(),
        removed: Vec::new(),
    };
    let round = must(client.start_round(&new)).value;
    sound(&client, "a round on top of another");
    let rows = must(client.audit(None, Some(&round.id))).questions;
    let carried = rows
        .iter()
        .find(|row| row.carried && row.score.is_some())
        .expect("the basis has scores");
    let before = must(client.audit(None, Some(&round.id))).areas;
    let mut set = change(&round.id, &carried.id);
    set.note = Some("seen again in the drill".into());
    let row = answer(&mut client, &set);
    assert_eq!(
        (row.score, row.grade, row.carried),
        (carried.score, carried.grade, false),
        "the score came along"
    );
    let after = must(client.audit(None, Some(&round.id))).areas;
    let figures = |areas: &[valise_workbench::view::AreaRow]| format!("{areas:?}");
    assert_eq!(
        figures(&after),
        figures(&before),
        "and no figure moved for a note"
    );

    let other = must(client.audit(None, None))
        .packs
        .iter()
        .find(|pack| pack.id != basis.pack)
        .unwrap()
        .id
        .clone();
    refused(
        client.start_round(&NewRound {
            pack: other,
            ..new.clone()
        }),
        ProblemCode::Refused,
        "rounds of different packs cannot be compared",
    );
    let engagements = must(client.overview(None)).engagements;
    refused(
        client.start_round(&NewRound {
            engagement: engagements[1].id.clone(),
            ..new
        }),
        ProblemCode::InputNotUnderstood,
        "answers do not cross from one engagement to another without consent",
    );
}

#[test]
fn a_frozen_round_stays_as_it_is() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let q = scored("SEC")[0];
    let mut set = change(&round, q);
    set.score = Some(Some(2));
    answer(&mut client, &set);
    set.score = Some(Some(1));
    answer(&mut client, &set);
    let hit = must(client.search(q)).into_iter().find(|hit| hit.code == q);
    assert!(hit.is_some(), "the answer is found by its question's id");
    let head = must(client.freeze_round(&round)).value;
    assert!(head.frozen && head.ended_on.is_some(), "frozen with its date");
    let frozen = whole(&client);
    set.score = Some(Some(4));
    refused(
        client.answer(&set),
        ProblemCode::Refused,
        "a frozen round takes no answer",
    );
    refused(
        client.create_from_question(&round, "BIZ-01", "note", "anything"),
        ProblemCode::Refused,
        "and no record either",
    );
    assert_eq!(difference(&whole(&client), &frozen), None, "nothing changed");
    sound(&client, "a frozen round");
}

#[test]
fn a_discovery_question_creates_the_record_that_it_asks_for() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let mut kinds = std::collections::BTreeSet::new();
    for question in Bank::latest().questions() {
        for kind in &question.creates {
            let before = whole(&client);
            let title = format!("{kind} of {}", question.id);
            if kind == "grant" || kind == "secret" {
                refused(
                    client.create_from_question(&round, &question.id, kind, &title),
                    ProblemCode::Refused,
                    "grants and keys need a place and a holder",
                );
                continue;
            }
            let row = must(client.create_from_question(&round, &question.id, kind, &title)).value;
            assert_eq!(
                row.state,
                AnswerState::Recorded,
                "{}: the question has its record",
                question.id
            );
            sound(&client, &title);
            let detail = must(client.question(&round, &question.id));
            let created = detail.created.iter().find(|created| created.title == title);
            let created = created.unwrap_or_else(|| panic!("{title} is listed with its question"));
            assert!(
                record(&client, &created.section, &created.code).is_some(),
                "{title} stands in the file"
            );
            kinds.insert(kind.clone());
            must(client.undo());
            assert_eq!(
                difference(&whole(&client), &before),
                None,
                "{title}: one undo takes record and mark away"
            );
            must(client.redo());
        }
    }
    assert_eq!(kinds.len(), 8, "every kind that a question may create: {kinds:?}");
    let client = reopened(client, "KESTREL");
    let discovery = must(client.audit(None, None)).discovery;
    assert!(
        discovery.recorded > 0 && discovery.recorded <= discovery.of,
        "coverage counts them: {discovery:?}"
    );
}

/// A flow from a question ran in no week of the year and copied something, whatever the question had asked.
#[test]
fn a_flow_from_a_question_has_the_weeks_of_the_settings_and_the_kind_that_was_asked_for() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    for (question, kind) in [
        ("AUT-01", "manual routine"),
        ("AUT-02", "copying"),
        ("AUT-03", "waiting"),
        ("AUT-04", ""),
        ("AUT-12", "manual routine"),
    ] {
        let title = format!("Work of {question}");
        must(client.create_from_question(&round, question, "flow", &title));
        let view = must(client.friction(None));
        let flow = view.flows.iter().find(|flow| flow.name == title).unwrap();
        assert_eq!(flow.weeks, 46, "{question}: the working weeks of the settings");
        assert_eq!(flow.kind, kind, "{question}");
    }
    let own = must(client.save_own_question(&OwnQuestion {
        id: None,
        area: "AUT".into(),
        question: "Which orders wait for a price?".into(),
        why: String::new(),
        good_evidence: String::new(),
        red_flags: Vec::new(),
        severity: Severity::Medium,
        weight: 3,
        ask: "ops".into(),
        scored: false,
        anchor0: String::new(),
        anchor2: String::new(),
        anchor4: String::new(),
        copy_of: Some("AUT-03".into()),
    }))
    .value;
    must(client.create_from_question(&round, &own, "flow", "Orders without a price"));
    let view = must(client.friction(None));
    let flow = view
        .flows
        .iter()
        .find(|flow| flow.name == "Orders without a price");
    assert_eq!(
        flow.unwrap().kind,
        "waiting",
        "as the question that it is a copy of"
    );
    let asking = Bank::latest().questions().iter();
    let asking: Vec<&str> = asking
        .filter(|question| question.creates.iter().any(|kind| kind == "flow"))
        .map(|question| question.id.as_str())
        .collect();
    assert_eq!(
        asking,
        ["AUT-01", "AUT-02", "AUT-03", "AUT-04", "AUT-12"],
        "each question that names a flow is above"
    );
}

#[test]
fn empty_titles_and_other_kinds_create_nothing() {
    let room = Room::empty();
    let (mut client, round) = asked(&room);
    let question = Bank::latest()
        .questions()
        .iter()
        .find(|q| q.creates == ["note"])
        .unwrap();
    refused(
        client.create_from_question(&round, &question.id, "note", "  "),
        ProblemCode::InputNotUnderstood,
        "a record without a name cannot be found again",
    );
    refused(
        client.create_from_question(&round, &question.id, "vendor", "Acme"),
        ProblemCode::InputNotUnderstood,
        "the question does not ask for a supplier",
    );
}
