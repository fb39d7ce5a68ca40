//! How a codebase is built and shipped: automatic checks, containers, settings that should stay at home.

use super::dockerfile::{self, Flag};
use super::noise::{folder_of, is_vendored};
use super::rules::{Dialect, is_env_file, leaves_out};
use super::source::Source;
use super::{Signal, SignalCode};
use crate::history::{Stopped, Watch};

/// Files above this are better kept elsewhere.
const LARGE: u64 = 5_000_000;

/// Automatic checks by the files that set them up: a beginning, an end, a name for it.
const CI: [(&str, &str, &str); 14] = [
    (".github/workflows/", ".yml", "GitHub Actions"),
    (".github/workflows/", ".yaml", "GitHub Actions"),
    (".gitlab-ci.yml", "", "GitLab CI"),
    (".circleci/config.yml", "", "CircleCI"),
    ("Jenkinsfile", "", "Jenkins"),
    ("azure-pipelines.yml", "", "Azure Pipelines"),
    ("bitbucket-pipelines.yml", "", "Bitbucket Pipelines"),
    (".travis.yml", "", "Travis CI"),
    (".drone.yml", "", "Drone"),
    (".woodpecker", ".yml", "Woodpecker"),
    (".buildkite/", ".yml", "Buildkite"),
    ("appveyor.yml", "", "AppVeyor"),
    (".forgejo/workflows/", ".yml", "Forgejo Actions"),
    (".gitea/workflows/", ".yml", "Gitea Actions"),
];

pub(super) fn look(
    source: &Source<'_>,
    signals: &mut Vec<Signal>,
    watch: &mut Watch<'_>,
) -> Result<(), Stopped> {
    checks(source, signals);
    settings(source, signals);
    for file in &source.files {
        watch.step()?;
        if file.bytes > LARGE {
            signals.push(Signal::new(SignalCode::LargeFile, file.bytes).at(&file.path, None));
        }
        if dockerfile::is_dockerfile(&file.path)
            && !is_vendored(&file.path)
            && let Some(text) = source.text(&file.path)
        {
            container(source, &file.path, &text, signals);
        }
    }
    Ok(())
}

fn checks(source: &Source<'_>, signals: &mut Vec<Signal>) {
    let mut found: Vec<&str> = Vec::new();
    for (begin, end, name) in CI {
        let there = source.files.iter().find(|file| {
            file.path.starts_with(begin)
                && file.path.ends_with(end)
                && (!end.is_empty() || file.path == begin)
        });
        if let Some(file) = there.filter(|_| !found.contains(&name)) {
            found.push(name);
            signals.push(
                Signal::new(SignalCode::CiPresent, 1)
                    .at(&file.path, None)
                    .because([name]),
            );
        }
    }
    if found.is_empty() && !source.files.is_empty() {
        signals.push(Signal::new(SignalCode::CiMissing, 1));
    }
}

fn settings(source: &Source<'_>, signals: &mut Vec<Signal>) {
    for file in source.files.iter().filter(|file| is_env_file(&file.path)) {
        signals.push(Signal::new(SignalCode::EnvPresent, file.bytes).at(&file.path, None));
    }
    if source.files.is_empty() {
        return;
    }
    let rules = source.text(".gitignore");
    if !leaves_out(rules.as_deref().unwrap_or_default(), Dialect::Git, ".env") {
        let place = if rules.is_some() { ".gitignore" } else { "" };
        signals.push(Signal::new(SignalCode::EnvNotIgnored, 1).at(place, None));
    }
}

fn container(source: &Source<'_>, path: &str, text: &str, signals: &mut Vec<Signal>) {
    let ignored = docker_rules(source, path).is_some_and(|rules| leaves_out(&rules, Dialect::Docker, ".env"));
    if !ignored {
        signals.push(Signal::new(SignalCode::EnvNotDockerIgnored, 1).at(path, None));
    }
    for (line, flag) in dockerfile::flags(text) {
        let (code, reason) = match &flag {
            Flag::Latest(image) => (SignalCode::DockerLatest, image.as_str()),
            Flag::Root => (SignalCode::DockerRoot, ""),
            Flag::CopiesEnv(name) => (SignalCode::DockerCopiesEnv, name.as_str()),
            Flag::CopiesAll if !ignored => (SignalCode::DockerCopiesEnv, "."),
            Flag::CopiesAll => continue,
            Flag::SecretArgument(name) => (SignalCode::DockerSecretArgument, name.as_str()),
        };
        signals.push(Signal::new(code, 1).at(path, Some(line)).because([reason]));
    }
}

/// The rules that hold for a Dockerfile: its own, those of its folder, or those at the top, in that order.
fn docker_rules(source: &Source<'_>, path: &str) -> Option<String> {
    let beside = match folder_of(path) {
        "" => ".dockerignore".to_owned(),
        folder => format!("{folder}/.dockerignore"),
    };
    [format!("{path}.dockerignore"), beside, ".dockerignore".to_owned()]
        .iter()
        .find_map(|rules| source.text(rules))
}
