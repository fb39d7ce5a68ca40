//! .env files in each dialect, and the laws that hold for any bytes.
#![allow(clippy::unwrap_used)]

mod env_files;

use proptest::prelude::*;
use valise_intake::dotenv::{self, Content, Dialect, EnvFault, Origin, Quote, SourceKind};

/// Key and value of each assignment, as text; `None` for a key without a value.
fn pairs(file: &[u8], dialect: Dialect) -> Vec<(String, Option<String>)> {
    dotenv::read(file, dialect)
        .pairs()
        .map(|(key, value)| {
            let value = value.map(|value| String::from_utf8_lossy(value).into_owned());
            (key.into_owned(), value)
        })
        .collect()
}

fn one(key: &str, value: &str) -> Vec<(String, Option<String>)> {
    vec![(key.to_owned(), Some(value.to_owned()))]
}

#[test]
fn node_and_python_disagree_as_measured() {
    let none = Vec::new();
    for (file, node, python) in [
        ("A=b#c", one("A", "b"), one("A", "b#c")),
        (r"A='b\'c'", one("A", r"b\'c"), one("A", "b'c")),
        ("A: b", one("A", "b"), none.clone()),
        ("A", none.clone(), vec![("A".to_owned(), None)]),
        ("'A'=b", none.clone(), one("A", "b")),
        ("A=`b c`", one("A", "b c"), one("A", "`b c`")),
        ("A=\"b", one("A", "\"b"), none.clone()),
        ("A=\"b\" x", one("A", "\"b\" x"), none),
        (r#"A="b\"c""#, one("A", r#"b\"c"#), one("A", "b\"c")),
        ("\u{FEFF}A=b", one("A", "b"), one("A", "b")),
        ("A-B=c", one("A-B", "c"), one("A-B", "c")),
        ("1A=b", one("1A", "b"), one("1A", "b")),
        ("A= ", one("A", ""), one("A", "")),
        ("A=(b c)", one("A", "(b c)"), one("A", "(b c)")),
        ("A=$B", one("A", "$B"), one("A", "$B")),
        ("A=${B:-x}", one("A", "${B:-x}"), one("A", "${B:-x}")),
    ] {
        assert_eq!(pairs(file.as_bytes(), Dialect::Node), node, "node reads {file:?}");
        assert_eq!(
            pairs(file.as_bytes(), Dialect::Python),
            python,
            "python reads {file:?}"
        );
    }
    for dialect in [Dialect::Node, Dialect::Python] {
        assert_eq!(
            pairs(b"A=b\rC=d", dialect),
            [one("A", "b"), one("C", "d")].concat()
        );
    }
}

#[test]
fn ruby_undoes_escapes_and_takes_keys_alone() {
    for (file, pairs_of_it) in [
        (r#"A="b\"c\x\n""#, one("A", r#"b"cx\n"#)),
        (r"A='b\'c'", one("A", r"b\'c")),
        (r"A=b\ c", one("A", "b c")),
        (r"A=\$b", one("A", r"\$b")),
        ("A", one("A", "")),
        ("export A", vec![("A".to_owned(), None)]),
        ("A-B=c", Vec::new()),
        ("A=`b`", one("A", "`b`")),
        ("A: b", one("A", "b")),
    ] {
        assert_eq!(
            pairs(file.as_bytes(), Dialect::Ruby),
            pairs_of_it,
            "ruby reads {file:?}"
        );
    }
}

#[test]
fn compose_takes_colons_and_several_statements_on_a_line() {
    for (file, pairs_of_it) in [
        ("A=b#c", one("A", "b#c")),
        ("A=b #c", one("A", "b")),
        ("A: b", one("A", "b")),
        ("A:b", one("A", "b")),
        ("A\nB=c", [vec![("A".to_owned(), None)], one("B", "c")].concat()),
        (r#"A="b\"c\tdé\0101\012""#, one("A", "b\"c\tdéA\\12")),
        (r"A='b\'c\n'", one("A", r"b'c\n")),
        ("A=\"b\" C=d", [one("A", "b"), one("C", "d")].concat()),
        ("A=\"b", Vec::new()),
        ("A B=c", Vec::new()),
        ("A=b\r\nC=d", [one("A", "b"), one("C", "d")].concat()),
        ("A[0]=b", one("A[0]", "b")),
        (r#"A="\$b""#, one("A", "$b")),
    ] {
        assert_eq!(
            pairs(file.as_bytes(), Dialect::Compose),
            pairs_of_it,
            "compose reads {file:?}"
        );
    }
}

#[test]
fn docker_run_takes_the_rest_of_the_line() {
    for (file, pairs_of_it) in [
        ("A=\"b\" # c ", one("A", "\"b\" # c ")),
        ("  A=b\r\n", one("A", "b")),
        ("A", vec![("A".to_owned(), None)]),
        ("A =b", Vec::new()),
        ("=b", Vec::new()),
        ("#A=b", Vec::new()),
        ("export A=b", Vec::new()),
    ] {
        assert_eq!(
            pairs(file.as_bytes(), Dialect::DockerRun),
            pairs_of_it,
            "docker reads {file:?}"
        );
    }
}

#[test]
fn systemd_joins_pieces_and_lines() {
    for (file, pairs_of_it) in [
        ("A=b c  ", one("A", "b c")),
        ("A=b # c", one("A", "b # c")),
        (";A=b\nB=c", one("B", "c")),
        ("A='b' \"c\" d e", one("A", "bcd e")),
        ("A=b\\\nc", one("A", "bc")),
        (r#"A="b\"c\d\$""#, one("A", r#"b"c\d$"#)),
        (r"A=b\c", one("A", "bc")),
        ("A=\"b\nc\"", one("A", "b\nc")),
        ("export A=b", Vec::new()),
        ("A='b\nC=d", one("C", "d")),
        ("A=b'c'", one("A", "b'c'")),
    ] {
        assert_eq!(
            pairs(file.as_bytes(), Dialect::Systemd),
            pairs_of_it,
            "systemd reads {file:?}"
        );
    }
}

#[test]
fn an_envrc_is_read_and_not_run() {
    let file = br#"# comment
source_env ../shared/.envrc
dotenv_if_exists .env.local
export A=b C="d e" # two
export D='$HOME' E=$(op read "op://vault/item/field") F
if has nix; then
  export G=h;
fi
eval "$(aws-vault export staging)"
PATH_add bin
I=j
"#;
    let reading = dotenv::read(file, Dialect::Direnv);
    let text = |value: &str| Some(value.to_owned());
    assert_eq!(
        pairs(file, Dialect::Direnv),
        [
            ("A", text("b")),
            ("C", text("d e")),
            ("D", text("$HOME")),
            ("E", text("$(op read \"op://vault/item/field\")")),
            ("F", None),
            ("G", text("h")),
            ("I", text("j")),
        ]
        .map(|(key, value)| (key.to_owned(), value))
    );
    let sources: Vec<_> = reading
        .items()
        .iter()
        .filter_map(|item| match &item.content {
            Content::Source(source) => Some((item.line, source.kind)),
            _ => None,
        })
        .collect();
    assert_eq!(
        sources,
        [
            (2, SourceKind::Script),
            (3, SourceKind::EnvFile),
            (9, SourceKind::Store)
        ]
    );
    let commands = reading
        .items()
        .iter()
        .filter(|item| matches!(item.content, Content::Broken(EnvFault::Command)));
    assert_eq!(commands.map(|item| item.line).collect::<Vec<_>>(), [6, 8, 10]);
}

#[test]
fn an_item_says_where_and_how() {
    let file = b"\n# c\nexport A = \"b\\nc\" # d\nA=e\n???\nB='f\ng'\n";
    let reading = dotenv::read(file, Dialect::Node);
    let lines: Vec<u32> = reading.items().iter().map(|item| item.line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6]);
    assert!(matches!(reading.items()[0].content, Content::Blank));
    assert!(matches!(&reading.items()[1].content, Content::Comment(place) if &file[place.clone()] == b"# c"));
    assert!(matches!(
        reading.items()[4].content,
        Content::Broken(EnvFault::Syntax)
    ));
    let found: Vec<_> = reading.assignments().map(|(_, assignment)| assignment).collect();
    assert!(found[0].exported && found[0].quote == Quote::Double && !found[0].duplicate);
    assert_eq!(&file[found[0].value.clone()], br"b\nc");
    assert_eq!(found[0].value_in(file), Some(&b"b\nc"[..]));
    assert_eq!(&file[found[0].comment.clone().unwrap()], b"# d");
    assert!(found[1].duplicate && !found[1].exported && found[1].quote == Quote::None);
    assert_eq!(found[2].value_in(file), Some(&b"f\ng"[..]));
}

#[test]
fn nothing_that_prints_holds_a_value() {
    let file = b"A=\"plover\\nplover\"\nB=plover\nexport C=plover # plover\n";
    for dialect in Dialect::ALL {
        let reading = dotenv::read(file, dialect);
        let printed = format!("{reading:?} {:#?}", reading.items());
        assert!(
            !printed.contains("plover"),
            "a value was printed in {}",
            dialect.name()
        );
        assert!(reading.assignments().count() >= 2, "there was something to print");
    }
}

#[test]
fn the_dialect_is_guessed() {
    for (path, head, beside, dialect) in [
        (".env", "A=b", &["package.json"][..], Dialect::Node),
        (".env", "A=b", &["manage.py"], Dialect::Python),
        (".env.local", "A=b", &["Gemfile"], Dialect::Ruby),
        (".env", "A=b", &["compose.yaml"], Dialect::Compose),
        ("docker/env.list", "A=b", &[], Dialect::DockerRun),
        ("etc/default/app", "A=b", &[], Dialect::Systemd),
        ("app/.envrc", "A=b", &[], Dialect::Direnv),
        (".env", "'A'=b", &[], Dialect::Python),
        (".env", "A=`b`", &["Gemfile"], Dialect::Node),
        (".env", "A=b", &[], Dialect::Node),
    ] {
        let guess = dotenv::guess(path, head.as_bytes(), beside);
        assert_eq!(guess.dialect, dialect, "{path} with {head:?} beside {beside:?}");
    }
    for (path, head, origin) in [
        (
            ".env",
            "DOTENV_PUBLIC_KEY=\"03\"\nA=\"encrypted:BE\"",
            Origin::Dotenvx,
        ),
        (".env.keys", "DOTENV_PRIVATE_KEY=\"a\"", Origin::DotenvxKeys),
        (".env.vault", "", Origin::DotenvVault),
        (".env.production", "# Created by Vercel CLI\nA=b", Origin::Vercel),
        (".env.example", "A=", Origin::Template),
        (".env", "A=b", Origin::Unknown),
    ] {
        assert_eq!(dotenv::guess(path, head.as_bytes(), &[]).origin, origin, "{path}");
    }
}

#[test]
fn env_files_are_known_by_name() {
    for path in [
        ".env",
        "a/.env.production",
        "prod.env",
        ".envrc",
        "app/.env-staging",
        "env.list",
        "etc/default/nginx",
        "config/app.env.local",
        "etc/environment",
        "a/.flaskenv",
        ".env.js.local",
    ] {
        assert!(dotenv::is_env_path(path), "{path}");
    }
    for path in [
        "src/env.ts",
        "environment",
        "README.md",
        "envelope.txt",
        "config/environment.rb",
        "src/app.env.ts",
        "venv",
        "default/app",
    ] {
        assert!(!dotenv::is_env_path(path), "{path}");
    }
}

/// What has to hold for any bytes in any dialect.
fn laws(file: &[u8]) {
    for dialect in Dialect::ALL {
        let reading = dotenv::read(file, dialect);
        let mut at = 0;
        let mut line = 0;
        for item in reading.items() {
            assert_eq!(
                item.span.start,
                at,
                "items follow one another in {}",
                dialect.name()
            );
            assert!(!item.span.is_empty(), "an item says something");
            assert!(item.line >= line.max(1), "lines do not go back");
            (at, line) = (item.span.end, item.line);
            if let Content::Assignment(assignment) = &item.content {
                for place in [
                    Some(&assignment.key),
                    Some(&assignment.value),
                    assignment.comment.as_ref(),
                ] {
                    let place = place.unwrap_or(&assignment.key);
                    assert!(
                        place.start >= item.span.start && place.end <= item.span.end,
                        "a place is in its item"
                    );
                }
            }
        }
        assert_eq!(
            at,
            file.len(),
            "nothing of the file is lost in {}",
            dialect.name()
        );
    }
}

#[test]
fn nothing_of_a_written_file_is_lost() {
    for file in env_files::WRITTEN {
        laws(file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_generated_file_is_lost(file in env_files::generated()) {
        laws(&file);
    }

    #[test]
    fn nothing_of_any_bytes_is_lost(file in prop::collection::vec(any::<u8>(), 0..200)) {
        laws(&file);
    }
}

/// A parser that looks ahead from every line took a minute for a file like these.
#[test]
fn hostile_files_cost_no_more_than_their_length() {
    for piece in [
        "A=\"",
        "A='\\'",
        "A=\"\\\"\n",
        "A=$(\n",
        "A='b'\u{2028}",
        "'x\u{2028}",
        "A=\n",
        "export ",
        "A=\u{2028}\"x",
        "\n",
        "'A\n",
        "A=`\\` ",
        "A:\n",
        "A=\"\\\\\n",
        "B\\=\"\n",
        "A=\"b\" ",
    ] {
        let file = piece.repeat(200_000 / piece.len());
        let begun = std::time::Instant::now();
        laws(file.as_bytes());
        let took = begun.elapsed();
        assert!(took.as_secs() < 30, "{piece:?} took {took:?}");
    }
}
