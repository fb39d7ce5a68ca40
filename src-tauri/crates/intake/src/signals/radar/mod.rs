//! The radar for decisions in disguise.
//!
//! Much of what binds a company for years is decided in passing, by a line in a manifest: a store, a provider,
//! a framework, an interface that others may call, a way to sign in. Each first appearance of a name from
//! the table (`known.toml`) becomes a line with the commit, the date and the person, for a consultant to ask:
//! was that decided, by whom, and what for?

mod images;
mod interfaces;
mod table;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use gix_hash::ObjectId;

use super::manifests::{Dependencies, Ecosystem, Manifest};
use super::noise::is_vendored;
use crate::history::{Change, CommitId, Graph, ObjectName, PathId, Paths, Person, Repository};
use images::Deployment;
use interfaces::{Description, Offer};

/// What was decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionKind {
    /// Where data is kept or queued.
    Store,
    /// Whose service is used.
    Provider,
    /// What the program is built on.
    Framework,
    /// What others may call.
    Interface,
    /// How people sign in.
    SignIn,
}

impl DecisionKind {
    /// The stable word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Provider => "provider",
            Self::Framework => "framework",
            Self::Interface => "interface",
            Self::SignIn => "sign_in",
        }
    }
}

/// The first commit that brought something of consequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The commit.
    pub commit: ObjectName,
    /// When it was written, in seconds since 1970.
    pub authored: i64,
    /// Who wrote it. A machine may have.
    pub author: Person,
    /// What was decided on.
    pub kind: DecisionKind,
    /// What it is, such as `PostgreSQL`; for a description of an interface its form and part, such as
    /// `OpenAPI /orders`.
    pub what: String,
    /// The name that gave it away, such as `pg`; empty for a description of an interface.
    pub sign: String,
    /// The file in which it came.
    pub path: String,
}

/// A text that is longer is no manifest.
const LONGEST: usize = 2 << 20;
/// Contents kept after reading: the state before a change is mostly the one after the change before.
const KEPT: usize = 512;

/// Collects decisions while commits go by, the oldest first.
#[derive(Default)]
pub(super) struct Radar {
    met: HashSet<(DecisionKind, String)>,
    decisions: Vec<Decision>,
    /// When the dependencies of a manifest changed last, and not just something else in it.
    dependencies: HashMap<PathId, i64>,
    kept: HashMap<(ObjectId, Reader), Rc<Names>>,
    buffer: Vec<u8>,
}

/// How a file is read, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reader {
    Manifest(Manifest),
    Deployment(Deployment),
    Description(Description),
}

/// What a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Names {
    Packages(Dependencies),
    Places(BTreeSet<String>),
    Offer(Option<Offer>),
}

impl Reader {
    fn of(path: &str) -> Option<Self> {
        Manifest::of(path)
            .map(Self::Manifest)
            .or_else(|| Deployment::of(path).map(Self::Deployment))
            .or_else(|| Description::of(path).map(Self::Description))
    }

    fn ecosystem(self) -> Option<Ecosystem> {
        match self {
            Self::Manifest(manifest) => Some(manifest.ecosystem()),
            Self::Deployment(deployment) => Some(deployment.ecosystem()),
            Self::Description(_) => None,
        }
    }

    fn names(self, bytes: &[u8]) -> Names {
        let text = || String::from_utf8_lossy(bytes);
        match self {
            Self::Manifest(manifest) => Names::Packages(manifest.dependencies(bytes).unwrap_or_default()),
            Self::Deployment(deployment) => Names::Places(deployment.names(&text())),
            Self::Description(description) => Names::Offer(description.offer(&text())),
        }
    }
}

impl Names {
    fn list(&self) -> Vec<&str> {
        match self {
            Self::Packages(packages) => packages.keys().map(String::as_str).collect(),
            Self::Places(places) => places.iter().map(String::as_str).collect(),
            Self::Offer(_) => Vec::new(),
        }
    }
}

impl Radar {
    pub fn take(
        &mut self,
        repository: &Repository,
        graph: &Graph,
        at: CommitId,
        changes: &[Change],
        paths: &Paths,
    ) {
        for change in changes {
            // The folder tells most files apart already, without putting their paths together.
            let name = String::from_utf8_lossy(paths.name(change.path)).into_owned();
            if Reader::of(&name).is_none() && !name.ends_with("ml") && !name.ends_with("json") {
                continue;
            }
            let path = String::from_utf8_lossy(&paths.full(change.path)).into_owned();
            let Some(reader) = Reader::of(&path).filter(|_| !is_vendored(&path)) else {
                continue;
            };
            let Some(after) = change.after else {
                continue;
            };
            let after = self.names(repository, after, reader);
            let before = change.before.map(|before| self.names(repository, before, reader));
            if before.as_deref() == Some(&*after)
                || (change.renamed_from.is_some() && change.before.is_none())
            {
                continue;
            }
            if matches!(reader, Reader::Manifest(_)) {
                let when = graph.commits[at as usize].committed;
                let last = self.dependencies.entry(change.path).or_insert(when);
                *last = when.max(*last);
            }
            self.compare(graph, at, &path, reader, before.as_deref(), &after);
        }
    }

    fn compare(
        &mut self,
        graph: &Graph,
        at: CommitId,
        path: &str,
        reader: Reader,
        before: Option<&Names>,
        after: &Names,
    ) {
        if let Some(ecosystem) = reader.ecosystem() {
            let old: HashSet<&str> = before.map(Names::list).unwrap_or_default().into_iter().collect();
            for name in after.list().into_iter().filter(|name| !old.contains(name)) {
                if let Some((kind, what)) = table::known(ecosystem, name) {
                    self.add(graph, at, path, kind, what.to_owned(), name);
                }
            }
        }
        let Names::Offer(Some(offer)) = after else {
            return;
        };
        let old = match before {
            Some(Names::Offer(Some(old))) => Some(old),
            _ => None,
        };
        match old {
            // A new description is one decision, however many parts it has.
            None => {
                let parts = offer.parts.iter().map(|part| format!("{} {part}", offer.form));
                let known: Vec<String> = parts.collect();
                self.add(
                    graph,
                    at,
                    path,
                    DecisionKind::Interface,
                    format!("{} {path}", offer.form),
                    "",
                );
                self.met
                    .extend(known.into_iter().map(|part| (DecisionKind::Interface, part)));
            }
            Some(old) => {
                for part in offer.parts.difference(&old.parts) {
                    let what = format!("{} {part}", offer.form);
                    self.add(graph, at, path, DecisionKind::Interface, what, "");
                }
            }
        }
    }

    fn add(&mut self, graph: &Graph, at: CommitId, path: &str, kind: DecisionKind, what: String, sign: &str) {
        if !self.met.insert((kind, what.clone())) {
            return;
        }
        let commit = &graph.commits[at as usize];
        self.decisions.push(Decision {
            commit: ObjectName(commit.id),
            authored: commit.authored,
            author: graph.author(at).clone(),
            kind,
            what,
            sign: sign.to_owned(),
            path: path.to_owned(),
        });
    }

    /// What a content names. One that is lost or too long names nothing.
    fn names(&mut self, repository: &Repository, id: ObjectId, reader: Reader) -> Rc<Names> {
        if let Some(names) = self.kept.get(&(id, reader)) {
            return Rc::clone(names);
        }
        let read = repository.content(&id, &mut self.buffer) && self.buffer.len() <= LONGEST;
        let names = Rc::new(reader.names(if read { &self.buffer } else { &[] }));
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert((id, reader), Rc::clone(&names));
        names
    }

    /// Reads random bytes as every kind of file that is looked at.
    #[cfg(any(test, feature = "fuzzing"))]
    pub fn read_as_everything(bytes: &[u8]) {
        use {Deployment as D, Description as F, Reader as R};
        let places = [D::Compose, D::Dockerfile, D::Terraform].map(R::Deployment);
        let offers = [F::OpenApi, F::Proto, F::GraphQl, F::Wsdl].map(R::Description);
        for reader in places.into_iter().chain(offers) {
            for name in reader.names(bytes).list() {
                let _: Option<_> = reader
                    .ecosystem()
                    .and_then(|ecosystem| table::known(ecosystem, name));
            }
        }
    }

    /// When what a manifest asks for changed last, in seconds since 1970.
    pub fn last_dependency_change(&self, manifest: PathId) -> Option<i64> {
        self.dependencies.get(&manifest).copied()
    }

    /// The decisions, the oldest first.
    pub fn into_decisions(mut self) -> Vec<Decision> {
        self.decisions.sort_by(|a, b| {
            a.authored
                .cmp(&b.authored)
                .then_with(|| a.kind.cmp(&b.kind))
                .then_with(|| a.what.cmp(&b.what))
        });
        self.decisions
    }
}
