//! What a disk holds after its power was cut.
//!
//! The model is pessimistic, and fair: it keeps what POSIX and the makers of disks promise, and nothing more.
//!
//! - A file's bytes and length are durable as of the last finished `fsync` of that file. Each write and each change of
//!   length after it is, by itself, kept, lost, or torn at sectors of 512 bytes, in any order: a later write may be
//!   there without an earlier one, in the same file or in another. What a lost write would have filled reads as
//!   zeros where the file is longer.
//! - A name (made, moved, removed) is durable once the folder that holds it was synced. Later ones may or may not
//!   have happened: on some cuts in order within each folder, as journaling file systems do it, on others each
//!   name by itself. A move is atomic: nobody ever sees neither name, or half a file under the new one.
//! - Syncing a file does not make its name durable, and syncing a folder makes nothing in its parent durable. Real
//!   file systems are often kinder.
//! - A disk that says that it has written and has not is outside this model, and outside what Valise promises.
//! - The shared memory beside a log is not written to the disk at all, and nobody reads it after a cut.

use crate::chance::Chance;
use crate::trace::{Node, Place, ROOT, Step};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

const SECTOR: usize = 512;

/// How a cut treats what was not synced.
#[derive(Debug, Clone, Copy)]
struct Mood {
    /// Writes that are kept, in a hundred.
    kept: usize,
    /// Writes that are torn, in a hundred of the rest.
    torn: usize,
    /// Names that happened, in a hundred.
    names: usize,
    /// Names happen in order within their folder.
    ordered: bool,
}

impl Mood {
    fn of(chance: &mut Chance) -> Self {
        Self {
            kept: *chance.pick(&[0, 10, 50, 90, 100]),
            torn: *chance.pick(&[0, 50, 100]),
            names: *chance.pick(&[0, 50, 100]),
            ordered: chance.percent(50),
        }
    }
}

/// Puts into an empty folder what a disk could hold if the power went after the first `end` steps.
pub fn replay(steps: &[Step], end: usize, chance: &mut Chance, place: &Path) {
    let steps = &steps[..end];
    let mood = Mood::of(chance);
    let mut synced: HashMap<Node, usize> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        if let Step::Sync { node } = step {
            synced.insert(*node, at);
        }
    }
    let (names, folders) = names(steps, &synced, mood, chance);
    let contents = contents(steps, &synced, mood, chance);
    lay_out(ROOT, place, &names, &folders, &contents);
}

/// The names that are there, and which of the nodes are folders.
fn names(
    steps: &[Step],
    synced: &HashMap<Node, usize>,
    mood: Mood,
    chance: &mut Chance,
) -> (BTreeMap<Place, Node>, BTreeSet<Node>) {
    let (mut names, mut folders) = (BTreeMap::new(), BTreeSet::from([ROOT]));
    let mut lost_names: BTreeSet<Place> = BTreeSet::new();
    let mut lost_in: BTreeSet<Node> = BTreeSet::new();
    for (at, step) in steps.iter().enumerate() {
        let places: Vec<&Place> = match step {
            Step::Link { place, .. } | Step::Unlink { place } => vec![place],
            Step::Move { from, to, .. } => vec![from, to],
            _ => continue,
        };
        if let Step::Link {
            node, folder: true, ..
        } = step
        {
            folders.insert(*node);
        }
        let durable = places
            .iter()
            .all(|(folder, _)| synced.get(folder).is_some_and(|sync| *sync > at));
        let blocked = places
            .iter()
            .any(|place| lost_names.contains(*place) || (mood.ordered && lost_in.contains(&place.0)));
        if !durable && (blocked || !chance.percent(mood.names)) {
            for place in places {
                lost_names.insert(place.clone());
                lost_in.insert(place.0);
            }
            continue;
        }
        match step.clone() {
            Step::Link { place, node, .. } => drop(names.insert(place, node)),
            Step::Unlink { place } => drop(names.remove(&place)),
            Step::Move { from, to, node } => {
                names.remove(&from);
                names.insert(to, node);
            }
            _ => {}
        }
    }
    (names, folders)
}

fn contents(
    steps: &[Step],
    synced: &HashMap<Node, usize>,
    mood: Mood,
    chance: &mut Chance,
) -> HashMap<Node, Vec<u8>> {
    let mut contents: HashMap<Node, Vec<u8>> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        let (Step::Write { node, .. } | Step::Cut { node, .. }) = step else {
            continue;
        };
        let durable = synced.get(node).is_some_and(|sync| *sync > at);
        let kept = durable || chance.percent(mood.kept);
        let file = contents.entry(*node).or_default();
        match step {
            Step::Cut { length, .. } if kept => file.resize(*length, 0),
            Step::Write { at, bytes, .. } if kept => put(file, *at, bytes),
            Step::Write { at, bytes, .. } if chance.percent(mood.torn) => {
                for (from, sector) in sectors(*at, bytes) {
                    if chance.percent(50) {
                        put(file, from, sector);
                    }
                }
            }
            _ => {}
        }
    }
    contents
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

/// The parts of a write that lie in different sectors of the disk.
fn sectors(at: usize, bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < bytes.len() {
        let end = bytes.len().min(from + SECTOR - (at + from) % SECTOR);
        parts.push((at + from, &bytes[from..end]));
        from = end;
    }
    parts
}

fn lay_out(
    folder: Node,
    place: &Path,
    names: &BTreeMap<Place, Node>,
    folders: &BTreeSet<Node>,
    contents: &HashMap<Node, Vec<u8>>,
) {
    for ((_, name), node) in names.range((folder, String::new())..(folder + 1, String::new())) {
        let path = place.join(name);
        if folders.contains(node) {
            fs::create_dir(&path).expect("a folder");
            lay_out(*node, &path, names, folders, contents);
        } else {
            fs::write(&path, contents.get(node).map_or(&[][..], Vec::as_slice)).expect("a file");
        }
    }
}

/// The recording as it would be if SQLite ran with `synchronous=NORMAL`: a commit does not wait for its log to be
/// on the disk. The syncs that NORMAL keeps stay: that of a log's new header, and that of the log before a
/// checkpoint copies it into the database. Nothing in the product is weakened for it.
pub fn as_with_synchronous_normal(steps: &[Step]) -> Vec<Step> {
    let mut names: HashMap<Node, String> = HashMap::new();
    let mut weaker = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        if let Step::Link { place, node, .. } | Step::Move { to: place, node, .. } = step {
            names.insert(*node, place.1.clone());
        }
        let dropped = match step {
            Step::Sync { node } if names.get(node).is_some_and(|name| name.ends_with("-wal")) => {
                !after_header(steps, at, *node) && !before_checkpoint(steps, at, *node, &names)
            }
            _ => false,
        };
        if !dropped {
            weaker.push(step.clone());
        }
    }
    weaker
}

fn after_header(steps: &[Step], at: usize, log: Node) -> bool {
    let last = steps[..at].iter().rev().find_map(|step| match step {
        Step::Write { node, at, .. } if *node == log => Some(*at),
        _ => None,
    });
    last == Some(0)
}

fn before_checkpoint(steps: &[Step], at: usize, log: Node, names: &HashMap<Node, String>) -> bool {
    let database = names[&log].trim_end_matches("-wal");
    let next = steps[at + 1..].iter().find_map(|step| match step {
        Step::Write { node, .. } | Step::Cut { node, .. } if *node == log => Some(false),
        Step::Write { node, .. } | Step::Cut { node, .. } => (names
            .get(node)
            .is_some_and(|name| name == database || name.strip_suffix(".new") == Some(database)))
        .then_some(true),
        _ => None,
    });
    next == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[Step], seed: u64) -> Option<Vec<u8>> {
        let place = crate::files::quick_folder();
        replay(steps, steps.len(), &mut Chance::new(seed), place.path());
        fs::read(place.path().join("a")).ok()
    }

    fn file() -> Vec<Step> {
        vec![
            Step::Link {
                place: (ROOT, "a".into()),
                node: 1,
                folder: false,
            },
            Step::Write {
                node: 1,
                at: 0,
                bytes: vec![1; 1024],
            },
        ]
    }

    #[test]
    fn what_was_synced_is_always_there_and_what_was_not_is_there_in_every_form() {
        let mut synced = file();
        synced.extend([Step::Sync { node: 1 }, Step::Sync { node: ROOT }]);
        assert!((0..200).all(|seed| after(&synced, seed) == Some(vec![1; 1024])));
        let forms: BTreeSet<Option<Vec<u8>>> = (0..400).map(|seed| after(&file(), seed)).collect();
        let mut torn = vec![0; 512];
        torn.extend([1; 512]);
        for form in [
            None,
            Some(vec![]),
            Some(vec![1; 1024]),
            Some(vec![1; 512]),
            Some(torn),
        ] {
            assert!(forms.contains(&form), "one cut of many leaves {form:?}");
        }
        assert_eq!(forms.len(), 5, "and nothing else");
    }

    #[test]
    fn a_move_shows_the_old_file_or_the_new_one() {
        let mut steps = file();
        steps.extend([
            Step::Sync { node: 1 },
            Step::Sync { node: ROOT },
            Step::Link {
                place: (ROOT, "a.new".into()),
                node: 2,
                folder: false,
            },
            Step::Write {
                node: 2,
                at: 0,
                bytes: vec![2; 4],
            },
            Step::Sync { node: 2 },
            Step::Move {
                from: (ROOT, "a.new".into()),
                to: (ROOT, "a".into()),
                node: 2,
            },
        ]);
        let forms: BTreeSet<Option<Vec<u8>>> = (0..400).map(|seed| after(&steps, seed)).collect();
        assert_eq!(forms, BTreeSet::from([Some(vec![1; 1024]), Some(vec![2; 4])]));
    }
}
