//! Which names stand for which decision.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::DecisionKind;
use crate::signals::manifests::Ecosystem;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    what: String,
    #[serde(default)]
    npm: Vec<String>,
    #[serde(default)]
    pypi: Vec<String>,
    #[serde(default)]
    gem: Vec<String>,
    #[serde(default)]
    cargo: Vec<String>,
    #[serde(default)]
    go: Vec<String>,
    #[serde(default)]
    composer: Vec<String>,
    #[serde(default)]
    maven: Vec<String>,
    #[serde(default)]
    nuget: Vec<String>,
    #[serde(default)]
    image: Vec<String>,
    #[serde(default)]
    terraform: Vec<String>,
}

impl Row {
    fn names(&self) -> [(Ecosystem, &[String]); 10] {
        use Ecosystem::*;
        [
            (Npm, &self.npm),
            (Pypi, &self.pypi),
            (Gem, &self.gem),
            (Cargo, &self.cargo),
            (Go, &self.go),
            (Composer, &self.composer),
            (Maven, &self.maven),
            (Nuget, &self.nuget),
            (Image, &self.image),
            (Terraform, &self.terraform),
        ]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    store: Vec<Row>,
    provider: Vec<Row>,
    framework: Vec<Row>,
    interface: Vec<Row>,
    sign_in: Vec<Row>,
}

type Known = (DecisionKind, String);

struct Table {
    whole: HashMap<(Ecosystem, String), Known>,
    /// Beginnings of names, the longest first.
    beginnings: Vec<(Ecosystem, String, Known)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("known.toml")).expect("the table in the program is read by its tests");
    let mut table = Table {
        whole: HashMap::new(),
        beginnings: Vec::new(),
    };
    for (kind, rows) in [
        (DecisionKind::Store, file.store),
        (DecisionKind::Provider, file.provider),
        (DecisionKind::Framework, file.framework),
        (DecisionKind::Interface, file.interface),
        (DecisionKind::SignIn, file.sign_in),
    ] {
        for row in &rows {
            for (ecosystem, names) in row.names() {
                for name in names {
                    let known = (kind, row.what.clone());
                    match name.strip_suffix('*') {
                        Some(begin) => table
                            .beginnings
                            .push((ecosystem, normal(ecosystem, begin), known)),
                        None => drop(table.whole.insert((ecosystem, normal(ecosystem, name)), known)),
                    }
                }
            }
        }
    }
    table
        .beginnings
        .sort_by_key(|(_, begin, _)| std::cmp::Reverse(begin.len()));
    table
});

/// What a name stands for, if it stands for a decision.
pub(super) fn known(ecosystem: Ecosystem, name: &str) -> Option<(DecisionKind, &'static str)> {
    let name = normal(ecosystem, name);
    let whole = |name: &str| TABLE.whole.get(&(ecosystem, name.to_owned()));
    let mut found = whole(&name);
    if ecosystem == Ecosystem::Image && found.is_none() {
        // `bitnami/postgresql` is PostgreSQL, whoever packed it.
        found = name.rsplit_once('/').and_then(|(_, last)| whole(last));
    }
    if ecosystem == Ecosystem::Go && found.is_none() {
        found = shortened(&name).find_map(whole);
    }
    let found = found.or_else(|| {
        let beginning = TABLE
            .beginnings
            .iter()
            .find(|(of, begin, _)| *of == ecosystem && name.starts_with(begin.as_str()));
        beginning.map(|(_, _, known)| known)
    });
    found.map(|(kind, what)| (*kind, what.as_str()))
}

/// A module of Go without the parts at its end: a version, a package inside it.
fn shortened(name: &str) -> impl Iterator<Item = &str> {
    name.rmatch_indices('/').map(|(at, _)| &name[..at])
}

/// Names as their registry compares them.
fn normal(ecosystem: Ecosystem, name: &str) -> String {
    let small = name.trim().to_lowercase();
    match ecosystem {
        Ecosystem::Pypi => small.replace(['_', '.'], "-"),
        Ecosystem::Cargo => small.replace('_', "-"),
        _ => small,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::radar::DecisionKind::{Framework, Provider, SignIn, Store};

    #[test]
    fn names_lead_to_decisions() {
        for (ecosystem, name, expected) in [
            (Ecosystem::Npm, "pg", Some((Store, "PostgreSQL"))),
            (
                Ecosystem::Npm,
                "@aws-sdk/client-dynamodb",
                Some((Store, "DynamoDB")),
            ),
            (Ecosystem::Npm, "@aws-sdk/client-ec2", Some((Provider, "AWS"))),
            (Ecosystem::Npm, "left-pad", None),
            (Ecosystem::Pypi, "Psycopg2_Binary", Some((Store, "PostgreSQL"))),
            (Ecosystem::Cargo, "tokio_postgres", Some((Store, "PostgreSQL"))),
            (
                Ecosystem::Go,
                "github.com/jackc/pgx/v5",
                Some((Store, "PostgreSQL")),
            ),
            (
                Ecosystem::Go,
                "github.com/aws/aws-sdk-go-v2/service/s3",
                Some((Store, "Object storage")),
            ),
            (
                Ecosystem::Image,
                "bitnami/postgresql",
                Some((Store, "PostgreSQL")),
            ),
            (Ecosystem::Terraform, "aws_vpc", Some((Provider, "AWS"))),
            (
                Ecosystem::Terraform,
                "aws_cognito_user_pool",
                Some((SignIn, "Amazon Cognito")),
            ),
            (
                Ecosystem::Maven,
                "org.springframework.boot:spring-boot-starter-web",
                Some((Framework, "Spring Boot")),
            ),
            (Ecosystem::Gem, "pgcli", None),
        ] {
            assert_eq!(known(ecosystem, name), expected, "{name}");
        }
    }
}
