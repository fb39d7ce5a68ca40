//! From calls to steps: what happened to which file, whatever it was called at the time.

use crate::log::{Argument, Call};
use std::collections::{BTreeMap, HashMap};

/// A file or folder, for life.
pub type Node = usize;
/// The folder that everything lies in.
pub const ROOT: Node = 0;

/// One step of a recording.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A name for a new file or folder.
    Link { place: Place, node: Node, folder: bool },
    /// Another name, in the place of whatever had it.
    Move { from: Place, to: Place, node: Node },
    /// A name less.
    Unlink { place: Place },
    /// Bytes.
    Write { node: Node, at: usize, bytes: Vec<u8> },
    /// Another length.
    Cut { node: Node, length: usize },
    /// All of it is on the disk: a file's bytes, or a folder's names.
    Sync { node: Node },
    /// A line said by the recorded process.
    Say(String),
}

/// A name in a folder.
pub type Place = (Node, String);

/// Follows the calls below one folder.
pub struct Trace {
    root: String,
    names: BTreeMap<Place, Node>,
    folders: Vec<bool>,
    offsets: HashMap<i64, usize>,
    said: Vec<u8>,
    pub steps: Vec<Step>,
}

impl Trace {
    /// `there` are the folders that were in it before.
    pub fn of(root: &str, there: &[&str], calls: &[Call]) -> Vec<Step> {
        let mut trace = Self {
            root: root.to_owned(),
            names: BTreeMap::new(),
            folders: vec![true],
            offsets: HashMap::new(),
            said: Vec::new(),
            steps: Vec::new(),
        };
        for folder in there {
            trace.link(&format!("{root}/{folder}"), true);
            trace.steps.push(Step::Sync { node: ROOT });
        }
        for call in calls {
            trace.follow(call);
        }
        trace.steps
    }

    fn follow(&mut self, call: &Call) {
        if call.returned < 0 {
            return;
        }
        let returned = usize::try_from(call.returned).expect("not negative");
        let first = call.arguments.first().cloned();
        match call.name.as_str() {
            "openat" | "open" | "creat" => self.opened(call),
            "close" => {
                if let Some(Argument::File(number, _) | Argument::Number(number)) = first {
                    self.offsets.remove(&number);
                }
            }
            "lseek" => drop(self.offsets.insert(number(&call.arguments[0]), returned)),
            "read" => *self.offsets.entry(number(&call.arguments[0])).or_default() += returned,
            "write" => {
                let descriptor = number(&call.arguments[0]);
                let bytes = bytes(&call.arguments[1])[..returned].to_vec();
                if descriptor == 1 {
                    self.say(&bytes);
                } else {
                    let at = self.offsets.entry(descriptor).or_default();
                    let before = *at;
                    *at += returned;
                    self.write(&call.arguments[0], before, bytes);
                }
            }
            "pwrite64" => {
                let at = usize::try_from(number(&call.arguments[3])).expect("an offset");
                let bytes = bytes(&call.arguments[1])[..returned].to_vec();
                self.write(&call.arguments[0], at, bytes);
            }
            "ftruncate" => {
                if let Some(node) = self.file(&call.arguments[0]) {
                    let length = usize::try_from(number(&call.arguments[1])).expect("a length");
                    self.steps.push(Step::Cut { node, length });
                }
            }
            "fsync" | "fdatasync" => {
                if let Some(node) = self.file(&call.arguments[0]) {
                    self.steps.push(Step::Sync { node });
                }
            }
            "rename" => self.renamed(path(&call.arguments, 0), path(&call.arguments, 1)),
            "renameat" | "renameat2" => {
                self.renamed(beneath(&call.arguments, 0), beneath(&call.arguments, 2));
            }
            "unlink" | "rmdir" => self.unlinked(&path(&call.arguments, 0)),
            "unlinkat" => self.unlinked(&beneath(&call.arguments, 0)),
            "mkdir" => self.link(&path(&call.arguments, 0), true),
            "mkdirat" => self.link(&beneath(&call.arguments, 0), true),
            other => {
                let ours = call.arguments.iter().any(|argument| match argument {
                    Argument::File(_, Some(path)) => self.is_ours(path),
                    Argument::Bytes(bytes) => self.is_ours(&String::from_utf8_lossy(bytes)),
                    _ => false,
                });
                assert!(!ours, "the replay must learn {other} first: {:?}", call.arguments);
            }
        }
    }

    /// The shared memory of a log is rebuilt after a power cut; nobody reads the old one.
    fn is_ours(&self, path: &str) -> bool {
        let below = path.strip_prefix(&self.root);
        below.is_some_and(|below| below.is_empty() || below.starts_with('/')) && !path.ends_with("-shm")
    }

    fn opened(&mut self, call: &Call) {
        self.offsets.insert(call.returned, 0);
        let Some(path) = call.returned_path.clone().filter(|path| self.is_ours(path)) else {
            return;
        };
        let flags = call.arguments.iter().find_map(|argument| match argument {
            Argument::Flags(flags) if flags.starts_with("O_") => Some(flags.clone()),
            _ => None,
        });
        let flags = flags.unwrap_or_else(|| "O_CREAT|O_TRUNC".into());
        assert!(
            !flags.contains("O_APPEND"),
            "the replay must learn O_APPEND first"
        );
        match self.find(&path) {
            None if flags.contains("O_CREAT") => self.link(&path, false),
            None => panic!("{path} was opened and never made"),
            Some(node) if flags.contains("O_TRUNC") => self.steps.push(Step::Cut { node, length: 0 }),
            Some(_) => {}
        }
    }

    fn write(&mut self, file: &Argument, at: usize, bytes: Vec<u8>) {
        if let Some(node) = self.file(file) {
            self.steps.push(Step::Write { node, at, bytes });
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        self.said.extend_from_slice(bytes);
        while let Some(end) = self.said.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.said.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line[..end]).into_owned();
            if line.starts_with('@') {
                self.steps.push(Step::Say(line));
            }
        }
    }

    fn file(&self, argument: &Argument) -> Option<Node> {
        match argument {
            Argument::File(_, Some(path)) if self.is_ours(path) => {
                Some(self.find(path).unwrap_or_else(|| panic!("{path} is not known")))
            }
            // A file without a name is nobody's after the cut.
            _ => None,
        }
    }

    fn place(&self, path: &str) -> Option<Place> {
        let (folder, name) = path.rsplit_once('/')?;
        Some((self.find(folder)?, name.to_owned()))
    }

    fn find(&self, path: &str) -> Option<Node> {
        let below = path.strip_prefix(&self.root)?;
        below
            .split('/')
            .filter(|name| !name.is_empty())
            .try_fold(ROOT, |folder, name| {
                self.names.get(&(folder, name.to_owned())).copied()
            })
    }

    fn link(&mut self, path: &str, folder: bool) {
        if !self.is_ours(path) {
            return;
        }
        let place = self.place(path).unwrap_or_else(|| panic!("{path} has no folder"));
        let node = self.folders.len();
        self.folders.push(folder);
        self.names.insert(place.clone(), node);
        self.steps.push(Step::Link { place, node, folder });
    }

    fn renamed(&mut self, from: String, to: String) {
        if !self.is_ours(&from) && !self.is_ours(&to) {
            return;
        }
        let (from, to) = (self.place(&from).expect("known"), self.place(&to).expect("known"));
        let node = self.names.remove(&from).expect("what is renamed is there");
        self.names.insert(to.clone(), node);
        self.steps.push(Step::Move { from, to, node });
    }

    fn unlinked(&mut self, path: &str) {
        if !self.is_ours(path) {
            return;
        }
        let place = self.place(path).expect("known");
        if self.names.remove(&place).is_some() {
            self.steps.push(Step::Unlink { place });
        }
    }
}

fn number(argument: &Argument) -> i64 {
    match argument {
        Argument::File(number, _) | Argument::Number(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

fn bytes(argument: &Argument) -> &[u8] {
    match argument {
        Argument::Bytes(bytes) => bytes,
        other => panic!("{other:?} are no bytes"),
    }
}

fn path(arguments: &[Argument], at: usize) -> String {
    String::from_utf8_lossy(bytes(&arguments[at])).into_owned()
}

/// A folder's descriptor and a path below it.
fn beneath(arguments: &[Argument], at: usize) -> String {
    let name = path(arguments, at + 1);
    match &arguments[at] {
        Argument::File(_, Some(folder)) if !name.starts_with('/') => format!("{folder}/{name}"),
        _ => name,
    }
}
