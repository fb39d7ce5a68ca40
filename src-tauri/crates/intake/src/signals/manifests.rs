//! What a package manifest asks for, by name.
//!
//! Read for names and for whether something about them changed; no version is resolved. What a program
//! would compute when it runs (`setup.py`, a Gemfile with conditions) is read as text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::noise::name_of;

/// Where a name of a package comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Ecosystem {
    Npm,
    Pypi,
    Gem,
    Cargo,
    Go,
    Composer,
    Maven,
    Nuget,
    /// Names of containers.
    Image,
    /// Types of resources.
    Terraform,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Manifest {
    PackageJson,
    CargoToml,
    Requirements,
    Pyproject,
    Pipfile,
    Gemfile,
    GoMod,
    ComposerJson,
    Pom,
    Gradle,
    Project,
}

/// Every kind.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) const ALL: [Manifest; 11] = {
    use Manifest::*;
    [
        PackageJson,
        CargoToml,
        Requirements,
        Pyproject,
        Pipfile,
        Gemfile,
        GoMod,
        ComposerJson,
        Pom,
        Gradle,
        Project,
    ]
};

/// Names with all that is said about each: a version, a range, an address.
pub(super) type Dependencies = BTreeMap<String, String>;

impl Manifest {
    pub fn of(path: &str) -> Option<Self> {
        let name = name_of(path).to_lowercase();
        Some(match name.as_str() {
            "package.json" => Self::PackageJson,
            "cargo.toml" => Self::CargoToml,
            "pyproject.toml" => Self::Pyproject,
            "pipfile" => Self::Pipfile,
            "gemfile" => Self::Gemfile,
            "go.mod" => Self::GoMod,
            "composer.json" => Self::ComposerJson,
            "pom.xml" => Self::Pom,
            "build.gradle" | "build.gradle.kts" | "libs.versions.toml" => Self::Gradle,
            _ if name.starts_with("requirements") && (name.ends_with(".txt") || name.ends_with(".in")) => {
                Self::Requirements
            }
            _ if name.ends_with(".csproj") || name.ends_with(".fsproj") || name.ends_with(".vbproj") => {
                Self::Project
            }
            "directory.packages.props" => Self::Project,
            _ => return None,
        })
    }

    pub fn ecosystem(self) -> Ecosystem {
        match self {
            Self::PackageJson => Ecosystem::Npm,
            Self::CargoToml => Ecosystem::Cargo,
            Self::Requirements | Self::Pyproject | Self::Pipfile => Ecosystem::Pypi,
            Self::Gemfile => Ecosystem::Gem,
            Self::GoMod => Ecosystem::Go,
            Self::ComposerJson => Ecosystem::Composer,
            Self::Pom | Self::Gradle => Ecosystem::Maven,
            Self::Project => Ecosystem::Nuget,
        }
    }

    /// Files that pin what this one asks for. None are usual for some.
    pub fn locks(self) -> &'static [&'static str] {
        match self {
            Self::PackageJson => &[
                "package-lock.json",
                "npm-shrinkwrap.json",
                "yarn.lock",
                "pnpm-lock.yaml",
                "bun.lock",
                "bun.lockb",
            ],
            Self::CargoToml => &["Cargo.lock"],
            Self::Pyproject => &[
                "poetry.lock",
                "uv.lock",
                "pdm.lock",
                "pylock.toml",
                "requirements.txt",
            ],
            Self::Pipfile => &["Pipfile.lock"],
            Self::Gemfile => &["Gemfile.lock"],
            Self::GoMod => &["go.sum"],
            Self::ComposerJson => &["composer.lock"],
            Self::Requirements | Self::Pom | Self::Gradle | Self::Project => &[],
        }
    }

    /// The names that a manifest asks for; nothing where it cannot be read as what it should be.
    pub fn dependencies(self, bytes: &[u8]) -> Option<Dependencies> {
        let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
        Some(match self {
            Self::PackageJson => json(
                text,
                &[
                    "dependencies",
                    "devDependencies",
                    "peerDependencies",
                    "optionalDependencies",
                ],
            )?,
            Self::ComposerJson => {
                let mut found = json(text, &["require", "require-dev"])?;
                // The language and its parts are no packages.
                found.retain(|name, _| name.contains('/'));
                found
            }
            Self::CargoToml => cargo(&toml::from_str(text).ok()?),
            Self::Pyproject => pyproject(&toml::from_str(text).ok()?),
            Self::Pipfile => {
                let table: toml::Table = toml::from_str(text).ok()?;
                let mut found = Dependencies::new();
                for section in ["packages", "dev-packages"] {
                    take(&mut found, table.get(section));
                }
                found
            }
            Self::Requirements => text.lines().filter_map(requirement).collect(),
            Self::Gemfile => pairs(text, &GEM),
            Self::GoMod => go(text),
            Self::Pom => pom(text),
            Self::Gradle => pairs(text, &COORDINATES),
            Self::Project => pairs(text, &PACKAGE_REFERENCE),
        })
    }
}

fn json(text: &str, sections: &[&str]) -> Option<Dependencies> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let object = value.as_object()?;
    let mut found = Dependencies::new();
    for section in sections {
        for (name, version) in object
            .get(*section)
            .and_then(|v| v.as_object())
            .into_iter()
            .flatten()
        {
            found.insert(name.clone(), version.to_string());
        }
    }
    Some(found)
}

/// Adds the entries of a table of dependencies.
fn take(found: &mut Dependencies, section: Option<&toml::Value>) {
    for (name, version) in section.and_then(toml::Value::as_table).into_iter().flatten() {
        // Under another name in the program: `db = { package = "rusqlite" }`.
        let real = version
            .get("package")
            .and_then(toml::Value::as_str)
            .unwrap_or(name);
        // Only ever compared with another one, so any one-to-one text will do.
        found.insert(real.to_owned(), format!("{version:?}"));
    }
}

fn cargo(table: &toml::Table) -> Dependencies {
    let mut found = Dependencies::new();
    let mut sections = |table: &toml::Table| {
        for name in ["dependencies", "dev-dependencies", "build-dependencies"] {
            take(&mut found, table.get(name));
        }
    };
    sections(table);
    if let Some(workspace) = table.get("workspace").and_then(toml::Value::as_table) {
        sections(workspace);
    }
    for (_, target) in table
        .get("target")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten()
    {
        if let Some(target) = target.as_table() {
            sections(target);
        }
    }
    found
}

fn pyproject(table: &toml::Table) -> Dependencies {
    let mut found = Dependencies::new();
    let listed = |list: Option<&toml::Value>| -> Vec<(String, String)> {
        let lines = list.and_then(toml::Value::as_array).into_iter().flatten();
        lines
            .filter_map(toml::Value::as_str)
            .filter_map(requirement)
            .collect()
    };
    let project = table.get("project");
    found.extend(listed(project.and_then(|p| p.get("dependencies"))));
    let groups = [
        project.and_then(|p| p.get("optional-dependencies")),
        table.get("dependency-groups"),
    ];
    for group in groups.into_iter().flatten().filter_map(toml::Value::as_table) {
        for (_, list) in group {
            found.extend(listed(Some(list)));
        }
    }
    if let Some(poetry) = table.get("tool").and_then(|tool| tool.get("poetry")) {
        take(&mut found, poetry.get("dependencies"));
        take(&mut found, poetry.get("dev-dependencies"));
        for (_, group) in poetry
            .get("group")
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten()
        {
            take(&mut found, group.get("dependencies"));
        }
        found.remove("python");
    }
    found
}

/// `name[extra]>=1,<2 ; python_version < "3.9"`. Options and addresses have no name.
fn requirement(line: &str) -> Option<(String, String)> {
    let line = line.split(" #").next().unwrap_or_default().trim();
    if line.starts_with(['#', '-', '.', '/']) {
        return None;
    }
    let end = line
        .find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c))
        .unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    (!name.is_empty() && !rest.starts_with(':')).then(|| (name.to_owned(), rest.trim().to_owned()))
}

fn go(text: &str) -> Dependencies {
    let mut found = Dependencies::new();
    let mut inside = false;
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let entry = if inside {
            inside = !line.starts_with(')');
            line
        } else if let Some(rest) = line.strip_prefix("require") {
            let rest = rest.trim();
            inside = rest.starts_with('(');
            rest
        } else {
            continue;
        };
        if let Some((name, version)) = entry.split_once(' ')
            && name.contains('.')
        {
            found.insert(name.to_owned(), version.trim().to_owned());
        }
    }
    found
}

fn pom(text: &str) -> Dependencies {
    static BLOCK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?s)<(?:dependency|parent)>(.*?)</(?:dependency|parent)>"));
    static PART: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"<(groupId|artifactId|version)>\s*([^<\s]+)\s*</"));
    let mut found = Dependencies::new();
    for block in BLOCK.captures_iter(text) {
        let mut parts = BTreeMap::new();
        for part in PART.captures_iter(&block[1]) {
            parts
                .entry(part[1].to_owned())
                .or_insert_with(|| part[2].to_owned());
        }
        if let (Some(group), Some(artifact)) = (parts.get("groupId"), parts.get("artifactId")) {
            let version = parts.get("version").cloned().unwrap_or_default();
            found.insert(format!("{group}:{artifact}"), version);
        }
    }
    found
}

static GEM: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?m)^\s*gem\s*\(?\s*["']([^"']+)["'](.*)$"#));
static COORDINATES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"["']([A-Za-z][\w.-]*\.[\w.-]+:[\w.-]+)((?::[^"'\s]*)?)["']"#));
static PACKAGE_REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"<Package(?:Reference|Version)\s+(?:Include|Update)="([^"]+)"([^>]*)>"#));

fn pairs(text: &str, pattern: &Regex) -> Dependencies {
    pattern
        .captures_iter(text)
        .map(|found| (found[1].to_owned(), found[2].trim().to_owned()))
        .collect()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test uses every pattern")
}

/// Lines of a list of requirements that do not name one version.
pub(super) fn unpinned(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let open = text
        .lines()
        .filter_map(requirement)
        .filter(|(_, rest)| !rest.contains("==") && !rest.contains('@') && !rest.contains("--hash"));
    open.count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> Vec<String> {
        let manifest = Manifest::of(path).expect("a manifest by its name");
        let found = manifest.dependencies(text.as_bytes()).expect("a whole manifest");
        found.into_keys().collect()
    }

    #[test]
    fn every_manifest_gives_its_names() {
        let cases: &[(&str, &str, &[&str])] = &[
            (
                "web/package.json",
                r#"{"dependencies":{"pg":"^8"},"devDependencies":{"vitest":"1"},"scripts":{"x":"y"}}"#,
                &["pg", "vitest"],
            ),
            (
                "Cargo.toml",
                "[dependencies]\ndb = { package = \"rusqlite\", version = \"0.3\" }\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n[workspace.dependencies]\nserde = \"1\"\n",
                &["libc", "rusqlite", "serde"],
            ),
            (
                "requirements-dev.txt",
                "# tools\n-r base.txt\nDjango[argon2]>=4.2,<5 # web\npsycopg2-binary==2.9\nhttps://example.org/a.whl\n./local\n",
                &["Django", "psycopg2-binary"],
            ),
            (
                "pyproject.toml",
                "[project]\ndependencies = [\"fastapi>=0.1\", \"redis ; python_version > '3'\"]\n[project.optional-dependencies]\na = [\"boto3\"]\n[dependency-groups]\ndev = [\"pytest\"]\n[tool.poetry.dependencies]\npython = \"^3\"\nflask = \"3\"\n",
                &["boto3", "fastapi", "flask", "pytest", "redis"],
            ),
            (
                "Pipfile",
                "[packages]\nflask = \"*\"\n[dev-packages]\nblack = \"*\"\n",
                &["black", "flask"],
            ),
            (
                "Gemfile",
                "source 'x'\ngem 'rails', '~> 7'\n  gem(\"pg\")\n# gem 'no'\n",
                &["pg", "rails"],
            ),
            (
                "go.mod",
                "module example.org/a\nrequire github.com/lib/pq v1.0.0\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.1.0 // indirect\n)\n",
                &["github.com/jackc/pgx/v5", "github.com/lib/pq"],
            ),
            (
                "composer.json",
                r#"{"require":{"php":"^8","laravel/framework":"^11"},"require-dev":{"phpunit/phpunit":"^11"}}"#,
                &["laravel/framework", "phpunit/phpunit"],
            ),
            (
                "pom.xml",
                "<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId></parent><dependencies><dependency>\n<groupId>org.postgresql</groupId>\n<artifactId>postgresql</artifactId></dependency></dependencies></project>",
                &[
                    "org.postgresql:postgresql",
                    "org.springframework.boot:spring-boot-starter-parent",
                ],
            ),
            (
                "build.gradle.kts",
                "dependencies { implementation(\"io.ktor:ktor-server-core:2.3\")\n implementation('org.postgresql:postgresql') }",
                &["io.ktor:ktor-server-core", "org.postgresql:postgresql"],
            ),
            (
                "App.csproj",
                "<PackageReference Include=\"Npgsql\" Version=\"8\" />",
                &["Npgsql"],
            ),
        ];
        for (path, text, expected) in cases {
            assert_eq!(names(path, text), *expected, "{path}");
        }
    }

    #[test]
    fn what_is_broken_gives_nothing_and_never_panics() {
        for path in [
            "package.json",
            "Cargo.toml",
            "pyproject.toml",
            "composer.json",
            "Pipfile",
        ] {
            let manifest = Manifest::of(path).expect("a manifest by its name");
            for text in ["{", "[[[", "\u{0}", "[1, 2]", "dependencies = 3"] {
                let found = manifest.dependencies(text.as_bytes()).unwrap_or_default();
                assert!(found.is_empty(), "{path} of {text:?} asks for nothing");
            }
        }
        assert!(
            Manifest::of("src/package.json.ts").is_none(),
            "only the name itself counts"
        );
    }

    #[test]
    fn a_requirement_is_pinned_by_two_equals_signs() {
        assert_eq!(
            unpinned(b"a==1\nb>=2\nc\n# d\ne @ https://x\n"),
            2,
            "b and c are open"
        );
    }
}
