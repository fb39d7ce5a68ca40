//! Tells people from machines, and a team's own code from what it took over or a tool wrote.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::history::Person;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    bots: Vec<String>,
    locks: HashSet<String>,
    vendored: HashSet<String>,
    generated: Vec<String>,
    test_folders: HashSet<String>,
    test_ends: Vec<String>,
    test_begins: Vec<String>,
    test_cased_ends: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("noise.toml")).expect("the table in the program is read by its tests")
});

pub(super) fn is_bot(person: &Person) -> bool {
    let (name, email) = (person.name.to_lowercase(), person.email.to_lowercase());
    TABLE
        .bots
        .iter()
        .any(|bot| name.contains(bot) || email.contains(bot))
}

pub(super) fn is_lock(path: &str) -> bool {
    TABLE.locks.contains(&name_of(path).to_lowercase())
}

pub(super) fn is_vendored(path: &str) -> bool {
    folders_of(path).any(|folder| TABLE.vendored.contains(&folder.to_lowercase()))
}

fn is_generated(path: &str) -> bool {
    let name = name_of(path).to_lowercase();
    TABLE.generated.iter().any(|end| name.ends_with(end))
}

/// Written and kept by the team: what authorship and churn are measured on.
pub(super) fn is_own(path: &str) -> bool {
    !is_lock(path) && !is_vendored(path) && !is_generated(path)
}

pub(super) fn is_test(path: &str) -> bool {
    if folders_of(path).any(|folder| TABLE.test_folders.contains(&folder.to_lowercase())) {
        return true;
    }
    let name = name_of(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let small = stem.to_lowercase();
    TABLE.test_ends.iter().any(|end| small.ends_with(end))
        || TABLE.test_begins.iter().any(|begin| small.starts_with(begin))
        || TABLE
            .test_cased_ends
            .iter()
            .any(|end| stem.len() > end.len() && stem.ends_with(end.as_str()))
}

pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a path without a slash at its end; empty for the top.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    folder_of(path).split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_told_from_people() {
        let person = |name: &str, email: &str| Person {
            name: name.to_owned(),
            email: email.to_owned(),
        };
        assert!(
            is_bot(&person(
                "renovate[bot]",
                "29139614+renovate[bot]@users.noreply.github.com"
            )),
            "renovate"
        );
        assert!(
            is_bot(&person("CI", "jenkins@build.example")),
            "told by the address alone"
        );
        assert!(
            !is_bot(&person("Abbott Robotham", "a.robotham@example.org")),
            "a name may sound like one"
        );
    }

    #[test]
    fn own_code_and_tests_are_told_by_their_paths() {
        for path in ["src/app.ts", "lib/vendor.ts", "distribution/a.go"] {
            assert!(is_own(path), "{path} is the team's own");
        }
        for path in [
            "yarn.lock",
            "app/Gemfile.lock",
            "web/node_modules/a/index.js",
            "Vendor/x.php",
            "static/a.min.js",
        ] {
            assert!(!is_own(path), "{path} is not");
        }
        for path in [
            "tests/a.py",
            "src/__tests__/a.js",
            "a_test.go",
            "src/a.spec.ts",
            "OrderTest.java",
            "test_a.py",
        ] {
            assert!(is_test(path), "{path} is a test");
        }
        for path in ["src/latest.ts", "src/contest.py", "src/AUDIT.java", "Test.java"] {
            assert!(!is_test(path), "{path} is none");
        }
    }
}
