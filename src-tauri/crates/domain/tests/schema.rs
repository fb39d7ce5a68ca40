//! The published JSON Schema describes version 1: samples are valid, damaged ones are not, and its
//! closed lists are those of the types.

use serde_json::{Value, json};
use valise_domain::bank::{Bank, Question};
use valise_domain::library::{Library, Template};
use valise_domain::records::*;
use valise_domain::{dossier, samples};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/valise-client-1.schema.json")).expect("JSON")
}

fn heron() -> Value {
    serde_json::from_str(samples::named("HERON").expect("sample").json).expect("JSON")
}

#[test]
fn the_schema_is_one() {
    jsonschema::meta::validate(&schema()).expect("a valid schema");
}

#[test]
fn samples_are_valid() {
    let validator = jsonschema::draft202012::new(&schema()).expect("schema");
    for sample in samples::all() {
        let client: Value = serde_json::from_str(sample.json).expect("JSON");
        let wrong: Vec<String> = validator
            .iter_errors(&client)
            .map(|error| error.to_string())
            .collect();
        assert!(wrong.is_empty(), "{}: {}", sample.codename, wrong.join("\n"));
    }
}

#[test]
fn the_built_in_questions_and_templates_fit_an_own_bank() {
    let validator = jsonschema::draft202012::new(&schema()).expect("schema");
    let mut client = heron();
    client["bank"] = json!({
        "questions": Bank::latest().questions(),
        "templates": Library::built_in().templates(),
    });
    let wrong: Vec<String> = validator
        .iter_errors(&client)
        .map(|error| error.to_string())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn damaged_clients_are_not_valid() {
    let validator = jsonschema::draft202012::new(&schema()).expect("schema");
    let damages = [
        ("/format", json!("other")),
        ("/version", json!(2)),
        ("/as_of", json!("tomorrow")),
        ("/findings/0/status", json!("done")),
        ("/findings/0/loss/low", json!("1.5")),
        ("/findings/0/loss/low", json!(1)),
        ("/findings/0/likelihood", json!(6)),
        ("/findings/0/found_on", json!("2026-13-01")),
        ("/findings/0/effort_days", json!(1.5)),
        ("/findings/0/id", json!("")),
        ("/rounds/0/answers/0/score", json!(5)),
        ("/rounds/0/answers/0/state", json!("maybe")),
        ("/evidence/0/file", json!("../up.png")),
        ("/evidence/0/file", json!("/etc/passwd")),
        ("/evidence/0/file", json!("a\\b.png")),
        ("/evidence/0/sha256", json!("abc")),
        ("/ledger/months/0/month", json!("2026-00")),
        ("/settings/severity/0", json!(["low"])),
        ("/people", json!({})),
        ("/people/0/kind", json!("friend")),
        ("/systems/0/criticality", json!("high")),
    ];
    for (pointer, value) in damages {
        let mut client = heron();
        *client.pointer_mut(pointer).expect("there") = value;
        assert!(!validator.is_valid(&client), "{pointer}");
    }
    for key in ["format", "version", "currency", "as_of", "settings", "client"] {
        let mut client = heron();
        client.as_object_mut().expect("object").remove(key);
        assert!(!validator.is_valid(&client), "{key}");
    }
}

#[test]
fn closed_lists_are_those_of_the_types() {
    let schema = schema();
    let mut named = Vec::new();
    macro_rules! same {
        ($($name:ident),* $(,)?) => {
            $(
                assert_eq!(schema["$defs"][stringify!($name)]["enum"], json!($name::WORDS), stringify!($name));
                named.push(stringify!($name));
            )*
        };
    }
    same!(
        Visibility,
        EngagementKind,
        RequestState,
        ReuseState,
        PersonKind,
        IdentityKind,
        IdentityState,
        SystemKind,
        SystemState,
        VendorState,
        EdgeKind,
        DateKind,
        AnswerState,
        Grade,
        MoneyKind,
        FindingStatus,
        DealClass,
        Gate,
        Counting,
        ActionKind,
        ActionStatus,
        DecisionState,
        DecisionKind,
        DecisionFlag,
        ControlKind,
        InputKind,
        CostKind,
        ValueClass,
        ValueEvidence,
        ValueStatus,
        FirstNoticed,
        NoteKind,
        NoteState,
        DutyKind,
        GrantDecision,
        Environment,
        KeptIn,
        Combine,
    );
    let severities: Vec<&str> = valise_domain::severity::Severity::ALL
        .iter()
        .map(|word| word.as_str())
        .collect();
    assert_eq!(schema["$defs"]["Severity"]["enum"], json!(severities));
    named.extend(["Severity", "Asked"]);
    let listed = schema["$defs"]
        .as_object()
        .expect("object")
        .iter()
        .filter(|(_, def)| def.get("enum").is_some());
    for (name, _) in listed {
        assert!(named.contains(&name.as_str()), "{name} is in no test");
    }
}

#[test]
fn fields_are_those_of_the_types() {
    let schema = schema();
    macro_rules! same {
        ($($name:ident),* $(,)?) => {
            $(
                let record = serde_json::to_value($name::default()).expect("JSON");
                for key in record.as_object().expect("object").keys() {
                    assert!(!schema["$defs"][stringify!($name)]["properties"][key].is_null(), "{}.{key}", stringify!($name));
                }
            )*
        };
    }
    same!(
        ClientFacts,
        Brand,
        Engagement,
        Person,
        Identity,
        System,
        Vendor,
        RealityMap,
        RequestPath,
        Milestone,
        SensitiveDate,
        Round,
        Answer,
        Finding,
        LossDriver,
        LossInput,
        Scenario,
        Action,
        Capacity,
        Decision,
        Programme,
        Control,
        Flow,
        CostLine,
        ValueLine,
        Correction,
        Incident,
        Candidate,
        Note,
        Duty,
        Document,
        Grant,
        EnvFile,
        Evidence,
        OwnBank,
        Template,
    );
    let question: &Question = &Bank::latest().questions()[0];
    for key in serde_json::to_value(question)
        .expect("JSON")
        .as_object()
        .expect("object")
        .keys()
    {
        assert!(!schema["$defs"]["Question"]["properties"][key].is_null(), "{key}");
    }
    let top = schema["properties"].as_object().expect("object");
    for key in dossier::ORDER {
        assert!(top.contains_key(key), "{key}");
    }
}
