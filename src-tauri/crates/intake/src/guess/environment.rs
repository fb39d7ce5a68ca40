/// Where a file of settings is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Environment {
    /// What customers use.
    Production,
    /// A copy to try things on.
    Staging,
    /// Machines that build, test and release.
    Build,
    /// A script, a migration, a job run by hand.
    OneOff,
    /// A developer's machine.
    Development,
}

impl Environment {
    /// The word of the open format, which has none for a developer's machine.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Production => Some("production"),
            Self::Staging => Some("staging"),
            Self::Build => Some("build"),
            Self::OneOff => Some("one_off"),
            Self::Development => None,
        }
    }
}

/// Words of a path, and what they say. Where two disagree, the one nearer to the file's end
/// counts: `staging/.env.production` is production's.
const WORDS: [(Environment, &[&str]); 5] = [
    (Environment::Production, &["production", "prod", "prd", "live"]),
    (
        Environment::Staging,
        &[
            "staging",
            "stage",
            "stg",
            "preprod",
            "preproduction",
            "preview",
            "uat",
            "qa",
            "acceptance",
            "sandbox",
            "demo",
            "integration",
        ],
    ),
    (
        Environment::Build,
        &[
            "ci",
            "build",
            "github",
            "workflows",
            "gitlab",
            "circleci",
            "buildkite",
            "jenkins",
            "jenkinsfile",
            "azurepipelines",
            "travis",
            "drone",
            "release",
            "test",
            "tests",
            "testing",
        ],
    ),
    (
        Environment::OneOff,
        &[
            "migration",
            "migrations",
            "migrate",
            "seed",
            "seeds",
            "backfill",
            "oneoff",
            "scratch",
            "import",
        ],
    ),
    (
        Environment::Development,
        &[
            "development",
            "dev",
            "develop",
            "local",
            "localhost",
            "devcontainer",
            "vagrant",
        ],
    ),
];

/// The environment that a file most likely belongs to. `path` is written with `/`.
#[must_use]
pub fn environment(path: &str) -> Option<Environment> {
    path.rsplit('/').find_map(|part| {
        // `.env.local.production` and `production.local`: what comes last is the exception.
        let lower = part.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let mut found = words.filter_map(|word| {
            WORDS
                .iter()
                .find(|(_, words)| words.contains(&word))
                .map(|(environment, _)| *environment)
        });
        // A developer's copy of production's settings is production's.
        let first = found.next();
        found.fold(first, |best, next| match best {
            Some(Environment::Development) => Some(next),
            _ => best,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_the_environment() {
        for (path, expected) in [
            (".env.production", Some(Environment::Production)),
            ("app/.env.production.local", Some(Environment::Production)),
            ("deploy/staging/.env", Some(Environment::Staging)),
            ("staging/.env.prod", Some(Environment::Production)),
            (".github/workflows/deploy.yml", Some(Environment::Build)),
            (".env.ci", Some(Environment::Build)),
            ("scripts/migrate/.env", Some(Environment::OneOff)),
            (".env.local", Some(Environment::Development)),
            (".env", None),
            ("product/.env", None),
        ] {
            assert_eq!(environment(path), expected, "{path}");
        }
        assert_eq!(Environment::OneOff.code(), Some("one_off"));
    }
}
