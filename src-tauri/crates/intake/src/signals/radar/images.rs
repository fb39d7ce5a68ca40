//! Names of containers and of resources, read from the text of compose files, Dockerfiles and Terraform.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::signals::dockerfile;
use crate::signals::manifests::Ecosystem;
use crate::signals::noise::name_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Deployment {
    Compose,
    Dockerfile,
    Terraform,
}

static IMAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?m)^\s*(?:-\s+)?image:\s*["']?([^\s"'#]+)"#).expect("a test uses it"));
static RESOURCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?m)^\s*resource\s+"([A-Za-z0-9_-]+)"\s+""#).expect("a test uses it"));

impl Deployment {
    pub fn of(path: &str) -> Option<Self> {
        let name = name_of(path).to_lowercase();
        let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
        if yaml && (name.starts_with("docker-compose") || name.starts_with("compose.")) {
            Some(Self::Compose)
        } else if dockerfile::is_dockerfile(path) {
            Some(Self::Dockerfile)
        } else if name.ends_with(".tf") {
            Some(Self::Terraform)
        } else {
            None
        }
    }

    pub fn ecosystem(self) -> Ecosystem {
        match self {
            Self::Compose | Self::Dockerfile => Ecosystem::Image,
            Self::Terraform => Ecosystem::Terraform,
        }
    }

    pub fn names(self, text: &str) -> BTreeSet<String> {
        let first = |pattern: &Regex| -> BTreeSet<String> {
            pattern
                .captures_iter(text)
                .map(|found| found[1].to_owned())
                .collect()
        };
        match self {
            Self::Compose => first(&IMAGE)
                .iter()
                .map(|image| plain(image).to_owned())
                .collect(),
            Self::Dockerfile => {
                let stages = dockerfile::stages(text);
                stages
                    .iter()
                    .map(|stage| plain(&stage.image).to_owned())
                    .collect()
            }
            Self::Terraform => first(&RESOURCE),
        }
    }
}

/// An image without registry, tag and digest: `docker.io/library/postgres:15@sha256:…` is `postgres`.
pub(in crate::signals) fn plain(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    let (path, last) = match image.rfind('/') {
        Some(at) => image.split_at(at + 1),
        None => ("", image),
    };
    let last = last.split(':').next().unwrap_or(last);
    let image = &image[..path.len() + last.len()];
    let image = match image.split_once('/') {
        // A registry has a dot or a port in its name.
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => rest,
        _ => image,
    };
    image.strip_prefix("library/").unwrap_or(image)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> Vec<String> {
        let deployment = Deployment::of(path).expect("known by its name");
        deployment.names(text).into_iter().collect()
    }

    #[test]
    fn containers_and_resources_are_named() {
        let compose = "services:\n  db:\n    image: \"docker.io/library/postgres:15@sha256:ab\"\n  q:\n    image: registry.example:5000/team/rabbitmq # broker\n  app:\n    build: .\n";
        assert_eq!(
            names("deploy/docker-compose.prod.yml", compose),
            ["postgres", "team/rabbitmq"],
            "two images"
        );
        assert_eq!(names("compose.yaml", "  image: redis"), ["redis"], "a bare name");
        let terraform = "resource \"aws_db_instance\" \"main\" {\n}\ndata \"aws_ami\" \"x\" {}\n";
        assert_eq!(
            names("main.tf", terraform),
            ["aws_db_instance"],
            "what is only looked up is not made"
        );
        assert_eq!(
            names("Dockerfile", "FROM node:20 AS a\nFROM a\nFROM nginx\n"),
            ["nginx", "node"],
            "stages are no images"
        );
        assert!(Deployment::of("docker-compose.md").is_none(), "a page about it");
    }
}
