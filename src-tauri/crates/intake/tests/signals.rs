//! What a codebase shows, on a repository whose every figure is known by hand.

mod repositories;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use repositories::{ADA, BOB, BOT, CYD, DAY, DAY_0, Kit};
use valise_intake::history::{Progress, Repository, Watch};
use valise_intake::signals::{CodeSignals, DecisionKind, SignalCode, of_folder, of_history};

fn looked_at(at: &Path, day: i64) -> CodeSignals {
    let cancel = AtomicBool::new(false);
    let mut tell = |_: &Progress| ();
    let mut watch = Watch::new(&cancel, &mut tell);
    let repository = Repository::open(at).expect("a repository");
    let mut history = repository.history(&mut watch);
    of_history(&mut history, DAY_0 + day * DAY, &mut watch)
}

/// Figure, path with line, and words of every signal with this code.
fn of(found: &CodeSignals, code: SignalCode) -> Vec<(u64, String, Vec<&str>)> {
    let with = found.signals.iter().filter(|signal| signal.code == code);
    with.map(|signal| {
        let place = match &signal.place {
            None => "-".to_owned(),
            Some(place) => match place.line {
                None => place.path.clone(),
                Some(line) => format!("{}:{line}", place.path),
            },
        };
        (
            signal.figure,
            place,
            signal.reason.iter().map(String::as_str).collect(),
        )
    })
    .collect()
}

fn one<'a>(figure: u64, place: &str, words: &[&'a str]) -> Vec<(u64, String, Vec<&'a str>)> {
    vec![(figure, place.to_owned(), words.to_vec())]
}

const PACKAGE: &str = r#"{"name":"shop","dependencies":{"express":"^4","pg":"^8"}}"#;
const PACKAGE_2: &str =
    r#"{"name":"shop","dependencies":{"express":"^4","pg":"^8","next-auth":"^4","react":"^18"}}"#;

/// Ada begins, Bob adds a store, a bot renews the lock, Cyd signs people in, Bob opens an interface.
fn a_shop(kit: &Kit) {
    kit.commit(
        ADA,
        0,
        &[
            ("src/app.js", Some("// the shop\nserve()\n\nlisten()\n")),
            ("src/cart.js", Some("add()\n")),
            ("src/cart.test.js", Some("check()\n")),
            ("README.md", Some("# Shop\n")),
            ("LICENSE", Some("MIT License\n\nPermission is hereby granted, free of charge, to any person, without restriction\n")),
            (".gitignore", Some("node_modules/\n")),
        ],
    );
    kit.commit(
        BOB,
        10,
        &[("package.json", Some(PACKAGE)), ("package-lock.json", Some("{}"))],
    );
    kit.commit(BOT, 20, &[("package-lock.json", Some("{\"renewed\":1}"))]);
    kit.commit(
        CYD,
        400,
        &[
            ("package.json", Some(PACKAGE_2)),
            ("src/sign_in.js", Some("enter()\nleave()\n")),
        ],
    );
    kit.commit(
        BOB,
        410,
        &[
            ("src/app.js", Some("// the shop\nserve()\nopen()\n\nlisten()\n")),
            (
                "docker-compose.yml",
                Some("services:\n  q:\n    image: rabbitmq:3\n  d:\n    image: postgres:15\n"),
            ),
            (
                "infra/main.tf",
                Some("resource \"aws_s3_bucket\" \"files\" {\n}\n"),
            ),
            (
                "openapi.yaml",
                Some("openapi: 3.0.0\npaths:\n  /orders:\n    get: {}\n"),
            ),
            (
                "Dockerfile",
                Some(
                    "FROM node AS build\nARG NPM_TOKEN\nCOPY . .\nFROM nginx:1.27\nCOPY --from=build /a /b\n",
                ),
            ),
            (".env", Some("STRIPE_KEY=made-up")),
            (
                "lib/strange/strange.c",
                Some("/* SPDX-License-Identifier: GPL-2.0-only */\nint a;\n"),
            ),
        ],
    );
    kit.commit(
        BOB,
        420,
        &[(
            "openapi.yaml",
            Some("openapi: 3.0.0\npaths:\n  /orders:\n    get: {}\n  /refunds/{id}:\n    post: {}\n"),
        )],
    );
}

#[test]
fn every_signal_has_its_figure_place_and_reason() {
    let Some(kit) = Kit::new("signals") else { return };
    a_shop(&kit);
    std::fs::write(kit.work.join("big.bin"), vec![0_u8; 5_000_001]).expect("a large file");
    kit.commit(BOB, 425, &[]);
    kit.git(&["branch", "old"]);
    let found = looked_at(&kit.work, 430);

    assert!(found.losses.is_empty() && !found.stopped, "everything was read");
    assert_eq!(
        of(&found, SignalCode::LastCommitAge),
        one(5, "-", &["Bob Kahn"]),
        "five days"
    );
    assert_eq!(
        of(&found, SignalCode::ActivePeople),
        one(2, "-", &[]),
        "Bob and Cyd in ninety days"
    );
    assert_eq!(of(&found, SignalCode::SingleCommitter), [], "so nobody is alone");
    assert_eq!(
        of(&found, SignalCode::Branches),
        one(2, "-", &["2", "0"]),
        "main and old"
    );
    assert_eq!(
        of(&found, SignalCode::LockOlder),
        one(380, "package-lock.json", &["package.json"]),
        "renewed on day 20, new dependencies on day 400"
    );
    assert_eq!(
        of(&found, SignalCode::LockStale),
        one(410, "package-lock.json", &[]),
        "since day 20"
    );
    assert_eq!(of(&found, SignalCode::LockMissing), [], "there is one");
    assert_eq!(
        of(&found, SignalCode::LicencePresent),
        one(1, "LICENSE", &["MIT"]),
        "by its words"
    );
    assert_eq!(of(&found, SignalCode::LicenceMissing), [], "there is one");
    assert_eq!(
        of(&found, SignalCode::Copyleft),
        one(1, "lib/strange/strange.c", &["GPL-2.0-only", "notice"]),
        "by its notice"
    );
    assert_eq!(
        of(&found, SignalCode::DockerLatest),
        one(1, "Dockerfile:1", &["node"]),
        "no version"
    );
    assert_eq!(
        of(&found, SignalCode::DockerRoot),
        one(1, "Dockerfile:4", &[]),
        "the last stage names no user"
    );
    assert_eq!(
        of(&found, SignalCode::DockerCopiesEnv),
        one(1, "Dockerfile:3", &["."]),
        "nothing is left out"
    );
    assert_eq!(
        of(&found, SignalCode::DockerSecretArgument),
        one(1, "Dockerfile:2", &["NPM_TOKEN"]),
        "by name"
    );
    assert_eq!(
        of(&found, SignalCode::EnvNotDockerIgnored),
        one(1, "Dockerfile", &[]),
        "no .dockerignore"
    );
    assert_eq!(
        of(&found, SignalCode::EnvNotIgnored),
        one(1, ".gitignore", &[]),
        "rules, but not this one"
    );
    assert_eq!(
        of(&found, SignalCode::EnvPresent),
        one(18, ".env", &[]),
        "its length and no more"
    );
    assert_eq!(
        of(&found, SignalCode::CiMissing),
        one(1, "-", &[]),
        "no automatic checks"
    );
    assert_eq!(
        of(&found, SignalCode::LargeFile),
        one(5_000_001, "big.bin", &[]),
        "above five megabytes"
    );
    assert_eq!(of(&found, SignalCode::TestsMissing), [], "there is one");
    // JavaScript 3 + 1 + 2, C 1, Terraform 2 and the Dockerfile 5 lines of code; one of a test.
    assert_eq!(
        of(&found, SignalCode::TestRatio),
        one(1000 / 14, "-", &["1"]),
        "thousandths"
    );
    let languages: Vec<(&str, u64, u64)> = found
        .languages
        .iter()
        .map(|l| (l.language.as_str(), l.files, l.lines.code))
        .collect();
    assert_eq!(
        languages,
        [
            ("YAML", 2, 11),
            ("JavaScript", 4, 7),
            ("Dockerfile", 1, 5),
            ("Terraform", 1, 2),
            ("C", 1, 1),
            ("JSON", 1, 1),
            ("Markdown", 1, 1)
        ],
        "the most code first, lock files left out"
    );
    assert_eq!(
        of(&found, SignalCode::Hotspot),
        one(10, "src/app.js", &["2", "5"]),
        "changed twice, five lines; nothing else of a program was changed again"
    );
    for signal in &found.signals {
        let told = format!("{signal:?}");
        assert!(!told.contains("made-up"), "no value of a secret: {told}");
    }
}

#[test]
fn the_truck_factor_of_a_shop() {
    let Some(kit) = Kit::new("truck factor") else {
        return;
    };
    a_shop(&kit);
    let found = looked_at(&kit.work, 430);
    // Programs: app (Ada created, Bob changed once: both are authors), cart, cart.test (Ada), sign_in (Cyd),
    // strange.c, main.tf, Dockerfile (Bob). Bob is author of 4 of 7, Ada of 3, Cyd of 1.
    // Without Bob 4 of 7 are known; without Ada, too, 1 of 7.
    assert_eq!(
        of(&found, SignalCode::TruckFactor),
        one(2, "-", &["Bob Kahn", "Ada Lovelace"]),
        "two people"
    );
    let keepers: Vec<(&str, u64)> = found
        .keepers
        .iter()
        .map(|k| (k.person.name.as_str(), k.files))
        .collect();
    assert_eq!(
        keepers,
        [("Bob Kahn", 4), ("Ada Lovelace", 3)],
        "with what each knows"
    );
}

#[test]
fn the_radar_lists_what_was_decided_in_passing() {
    let Some(kit) = Kit::new("radar") else { return };
    a_shop(&kit);
    // The same things once more, elsewhere, are no new decision; neither is a new version.
    kit.commit(
        ADA,
        430,
        &[
            ("api/package.json", Some(PACKAGE)),
            ("package.json", Some(&PACKAGE_2.replace("^18", "^19"))),
        ],
    );
    kit.git(&["mv", "infra", "terraform"]);
    kit.commit_staged(ADA, 431);
    let found = looked_at(&kit.work, 440);
    let listed: Vec<(i64, &str, DecisionKind, &str, &str, &str)> = found
        .decisions
        .iter()
        .map(|d| {
            (
                (d.authored - DAY_0) / DAY,
                d.author.name.as_str(),
                d.kind,
                d.what.as_str(),
                d.sign.as_str(),
                d.path.as_str(),
            )
        })
        .collect();
    use DecisionKind::{Framework, Interface, SignIn, Store};
    assert_eq!(
        listed,
        [
            (10, "Bob Kahn", Store, "PostgreSQL", "pg", "package.json"),
            (10, "Bob Kahn", Framework, "Express", "express", "package.json"),
            (400, "Cyd Park", Framework, "React", "react", "package.json"),
            (
                400,
                "Cyd Park",
                SignIn,
                "NextAuth or Better Auth",
                "next-auth",
                "package.json"
            ),
            (
                410,
                "Bob Kahn",
                Store,
                "Object storage",
                "aws_s3_bucket",
                "infra/main.tf"
            ),
            (
                410,
                "Bob Kahn",
                Store,
                "RabbitMQ",
                "rabbitmq",
                "docker-compose.yml"
            ),
            (
                410,
                "Bob Kahn",
                Framework,
                "A reverse proxy",
                "nginx",
                "Dockerfile"
            ),
            (
                410,
                "Bob Kahn",
                Interface,
                "OpenAPI openapi.yaml",
                "",
                "openapi.yaml"
            ),
            (420, "Bob Kahn", Interface, "OpenAPI /refunds", "", "openapi.yaml"),
        ],
        "each once, with day, person, sign and place"
    );
    let commit = found.decisions[0].commit.to_string();
    assert_eq!(
        commit,
        kit.git(&["log", "--format=%H", "--diff-filter=A", "--", "package.json"]),
        "Bob's commit"
    );
}

#[test]
fn one_person_alone_for_ninety_days() {
    let Some(kit) = Kit::new("single committer") else {
        return;
    };
    a_shop(&kit);
    let found = looked_at(&kit.work, 495);
    assert_eq!(
        of(&found, SignalCode::SingleCommitter),
        one(2, "-", &["Bob Kahn"]),
        "days 410 and 420"
    );
    let later = looked_at(&kit.work, 600);
    assert_eq!(of(&later, SignalCode::ActivePeople), one(0, "-", &[]), "nobody");
    assert_eq!(of(&later, SignalCode::SingleCommitter), [], "nobody is not one");
    assert_eq!(
        of(&later, SignalCode::LastCommitAge),
        one(180, "-", &["Bob Kahn"]),
        "since day 420"
    );
}

#[test]
fn in_a_shallow_clone_nobody_is_made_the_author_of_everything() {
    let Some(kit) = Kit::new("shallow signals") else {
        return;
    };
    a_shop(&kit);
    let at = kit.clone_to("shallow", &["--depth", "1"]);
    let found = looked_at(&at, 430);
    assert_eq!(of(&found, SignalCode::TruckFactor), [], "unknown, not one");
    assert_eq!(found.decisions, [], "what the last commit brought is not known");
    assert_eq!(
        of(&found, SignalCode::LicencePresent).len(),
        1,
        "files are looked at all the same"
    );
    assert_eq!(of(&found, SignalCode::LockOlder), [], "ages are not known");
}

#[test]
fn a_folder_without_history_gives_what_needs_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("src/main.py", "import app\n");
    write("requirements.txt", "django\nredis==5\n");
    write("web/package.json", PACKAGE);
    write("node_modules/x/index.js", "x()\n");
    write("node_modules/x/package.json", PACKAGE);
    write(".github/workflows/ci.yml", "on: push\n");
    write(".gitignore", ".env*\n");
    write(".env", "A=made-up\n");
    let cancel = AtomicBool::new(false);
    let mut tell = |_: &Progress| ();
    let found = of_folder(folder.path(), &mut Watch::new(&cancel, &mut tell));
    assert_eq!(found.overview, None, "there is no history");
    assert_eq!(of(&found, SignalCode::LastCommitAge), [], "so this is not known");
    assert_eq!(
        of(&found, SignalCode::VersionsOpen),
        one(1, "requirements.txt", &[]),
        "django"
    );
    assert_eq!(
        of(&found, SignalCode::LockMissing),
        one(1, "web/package.json", &["package-lock.json"]),
        "one"
    );
    assert_eq!(
        of(&found, SignalCode::CiPresent),
        one(1, ".github/workflows/ci.yml", &["GitHub Actions"]),
        "by its file"
    );
    assert_eq!(of(&found, SignalCode::EnvNotIgnored), [], "a rule leaves it out");
    assert_eq!(
        of(&found, SignalCode::EnvPresent),
        one(10, ".env", &[]),
        "it lies there"
    );
    assert_eq!(of(&found, SignalCode::TestsMissing), one(1, "-", &[]), "no test");
    assert_eq!(
        of(&found, SignalCode::LicenceMissing),
        one(1, "-", &[]),
        "no licence"
    );
    assert!(
        found.languages.iter().all(|l| l.language != "JavaScript"),
        "others' code is left out"
    );

    let cancel = AtomicBool::new(true);
    assert!(
        of_folder(folder.path(), &mut Watch::new(&cancel, &mut tell)).stopped,
        "marked as partial"
    );
}
