//! What a Dockerfile says about how a program is shipped.

use super::noise::name_of;
use super::rules::is_env_file;

pub(super) fn is_dockerfile(path: &str) -> bool {
    let name = name_of(path).to_lowercase();
    ["dockerfile", "containerfile"]
        .iter()
        .any(|plain| name == *plain || name.strip_prefix(plain).is_some_and(|rest| rest.starts_with('.')))
        || name.ends_with(".dockerfile")
}

/// One instruction, its continued lines joined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Instruction {
    word: String,
    rest: String,
    /// Its first line, from 1.
    line: u32,
}

fn instructions(text: &str) -> Vec<Instruction> {
    let mut found: Vec<Instruction> = Vec::new();
    let mut open: Option<(u32, String)> = None;
    for (line, number) in text.lines().zip(1_u32..) {
        let line = line.trim();
        // A comment between continued lines is left out, as the builder does.
        if line.starts_with('#') || (line.is_empty() && open.is_none()) {
            continue;
        }
        let (first, mut joined) = open.take().unwrap_or((number, String::new()));
        if let Some(begun) = line.strip_suffix('\\') {
            joined.push_str(begun);
            joined.push(' ');
            open = Some((first, joined));
            continue;
        }
        joined.push_str(line);
        found.extend(instruction(&joined, first));
    }
    found.extend(open.and_then(|(first, joined)| instruction(&joined, first)));
    found
}

fn instruction(text: &str, line: u32) -> Option<Instruction> {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (!word.is_empty()).then(|| Instruction {
        word: word.to_ascii_uppercase(),
        rest: rest.trim().to_owned(),
        line,
    })
}

/// A stage and the foreign image that it begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stage {
    pub image: String,
    pub line: u32,
}

/// Stages that begin with an image from elsewhere: not with an earlier stage, with nothing, or with a name that
/// is only known when the image is built.
pub(super) fn stages(text: &str) -> Vec<Stage> {
    let mut names: Vec<String> = vec!["scratch".to_owned()];
    let mut stages = Vec::new();
    for instruction in instructions(text).into_iter().filter(|i| i.word == "FROM") {
        let mut words = instruction
            .rest
            .split_whitespace()
            .skip_while(|word| word.starts_with("--"));
        let Some(image) = words.next() else {
            continue;
        };
        if !image.contains('$') && !names.contains(&image.to_lowercase()) {
            stages.push(Stage {
                image: image.to_owned(),
                line: instruction.line,
            });
        }
        if words.next().is_some_and(|word| word.eq_ignore_ascii_case("as"))
            && let Some(name) = words.next()
        {
            names.push(name.to_lowercase());
        }
    }
    stages
}

/// Something that a Dockerfile does and should not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    /// The image is whatever is newest when it is built.
    Latest(String),
    /// The program runs as root.
    Root,
    /// A file of settings is copied into the image.
    CopiesEnv(String),
    /// Everything is copied: whether settings are among it depends on `.dockerignore`.
    CopiesAll,
    /// A secret is handed over as an argument or setting and stays readable in the image.
    SecretArgument(String),
}

/// Every flag with its line, in the order of lines.
pub(super) fn flags(text: &str) -> Vec<(u32, Flag)> {
    let mut flags: Vec<(u32, Flag)> = stages(text)
        .into_iter()
        .filter(|stage| is_latest(&stage.image))
        .map(|stage| (stage.line, Flag::Latest(stage.image)))
        .collect();
    let mut user: Option<(u32, bool)> = None;
    for Instruction { word, rest, line } in instructions(text) {
        match word.as_str() {
            // Each stage begins as the user of its image; what that is, only names with `nonroot` tell.
            "FROM" => user = (!rest.contains("nonroot")).then_some((line, true)),
            "USER" => {
                let name = rest.split([':', ' ']).next().unwrap_or_default();
                user = Some((line, name == "root" || name == "0"));
            }
            "COPY" | "ADD" => flags.extend(copied(&rest).map(|flag| (line, flag))),
            "ARG" | "ENV" => flags.extend(
                arguments(&word, &rest)
                    .into_iter()
                    .map(|name| (line, Flag::SecretArgument(name))),
            ),
            _ => {}
        }
    }
    flags.extend(user.filter(|(_, root)| *root).map(|(line, _)| (line, Flag::Root)));
    flags.sort_by_key(|(line, _)| *line);
    flags
}

fn is_latest(image: &str) -> bool {
    if image.contains('@') {
        return false;
    }
    let last = image.rsplit('/').next().unwrap_or(image);
    last.split_once(':').is_none_or(|(_, tag)| tag == "latest")
}

fn copied(rest: &str) -> Option<Flag> {
    // From another stage or image it is not the project's folder.
    if rest.split_whitespace().any(|word| word.starts_with("--from")) {
        return None;
    }
    let plain = rest.replace(['[', ']', '"', ','], " ");
    let mut words: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| !word.starts_with("--"))
        .collect();
    words.pop();
    if let Some(name) = words.iter().find(|word| is_env_file(word)) {
        return Some(Flag::CopiesEnv((*name).to_owned()));
    }
    let all = ["*", ".", "./", "/"];
    words
        .iter()
        .any(|word| all.contains(word))
        .then_some(Flag::CopiesAll)
}

/// Names that hold secrets among `NAME`, `NAME=value` and `NAME value`; never their values.
fn arguments(word: &str, rest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let first = rest.split_whitespace().next().unwrap_or_default();
    if first.contains('=') {
        let pairs = rest.split_whitespace().filter_map(|pair| pair.split_once('='));
        names.extend(
            pairs
                .filter(|(_, value)| {
                    word == "ARG" || !(value.is_empty() || value.trim_matches('"').starts_with('$'))
                })
                .map(|(name, _)| name),
        );
    } else if word == "ARG" {
        names.extend(rest.split_whitespace());
    } else if rest
        .split_whitespace()
        .nth(1)
        .is_some_and(|value| !value.starts_with('$'))
    {
        names.push(first);
    }
    names
        .into_iter()
        .filter(|name| names_a_secret(name))
        .map(str::to_owned)
        .collect()
}

fn names_a_secret(name: &str) -> bool {
    let shaped = name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    let name = name.to_ascii_uppercase();
    let ends = [
        "TOKEN",
        "SECRET",
        "PASSWORD",
        "PASSWD",
        "PASSPHRASE",
        "CREDENTIALS",
        "API_KEY",
        "APIKEY",
        "ACCESS_KEY",
        "PRIVATE_KEY",
        "SECRET_KEY",
        "AUTH_KEY",
        "LICENSE_KEY",
        "MASTER_KEY",
        "ENCRYPTION_KEY",
        "SECRET_KEY_BASE",
        "PAT",
    ];
    shaped
        && ends
            .iter()
            .any(|end| name == *end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARELESS: &str = "\
# syntax=docker/dockerfile:1
FROM node AS build
ARG NPM_TOKEN
ARG NODE_ENV=production
ENV STRIPE_SECRET_KEY=abc PORT=3000
ENV DATABASE_PASSWORD=$DATABASE_PASSWORD
COPY .env.production ./
COPY . .
RUN npm ci && \\
    # not the end
    npm run build

FROM registry.example:5000/team/nginx:latest
COPY --from=build . /srv
USER root
";

    #[test]
    fn a_careless_file_is_flagged_line_by_line() {
        let expected = vec![
            (2, Flag::Latest("node".to_owned())),
            (3, Flag::SecretArgument("NPM_TOKEN".to_owned())),
            (5, Flag::SecretArgument("STRIPE_SECRET_KEY".to_owned())),
            (7, Flag::CopiesEnv(".env.production".to_owned())),
            (8, Flag::CopiesAll),
            (
                13,
                Flag::Latest("registry.example:5000/team/nginx:latest".to_owned()),
            ),
            (15, Flag::Root),
        ];
        assert_eq!(flags(CARELESS), expected, "in the order of lines, without values");
    }

    #[test]
    fn a_careful_file_is_not() {
        let careful = "ARG BASE=x\nFROM ${BASE}\nFROM node:20.1 AS build\nCOPY package.json .env.example ./\nFROM build\nRUN x\nUSER app:app\n";
        assert_eq!(
            flags(careful),
            [],
            "pinned, with a user, and only an example copied"
        );
        let pinned = "FROM gcr.io/distroless/static@sha256:00\nFROM gcr.io/distroless/base:nonroot\n";
        assert_eq!(
            flags(pinned),
            [],
            "the last stage says itself that it is not root"
        );
    }

    #[test]
    fn without_a_user_it_is_root() {
        assert_eq!(
            flags("FROM node:20\nCMD x\n"),
            [(1, Flag::Root)],
            "the image's own user is root until it says else"
        );
        assert_eq!(
            flags("FROM node:20\nUSER 0:0"),
            [(2, Flag::Root)],
            "root by its number"
        );
    }

    #[test]
    fn files_are_known_by_their_names() {
        for path in [
            "Dockerfile",
            "deploy/Dockerfile.prod",
            "api.dockerfile",
            "Containerfile",
        ] {
            assert!(is_dockerfile(path), "{path}");
        }
        for path in [
            "docs/Dockerfile-notes.md",
            ".dockerignore",
            "Dockerfiles/README.md",
        ] {
            assert!(!is_dockerfile(path), "{path}");
        }
    }

    #[test]
    fn nothing_in_it_panics() {
        for text in [
            "FROM",
            "FROM --platform=x",
            "\\",
            "COPY",
            "ARG",
            "ENV A",
            "USER",
            "FROM a as",
            "é\\\n",
        ] {
            assert!(
                flags(text).len() <= 2 && stages(text).len() <= 1,
                "{text:?} says little"
            );
        }
    }
}
