//! From where history is read: every reference, every head, the stash and the logs.
//!
//! Read by hand and line by line, because one damaged line must not cost the others.

use std::collections::{BTreeMap, BTreeSet};

use gix_hash::{Kind, ObjectId};

use super::{Place, files};

/// Where reading begins.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// References by full name, such as `refs/heads/main`.
    pub named: BTreeMap<String, ObjectId>,
    /// Heads of this and of linked working trees.
    pub heads: BTreeSet<ObjectId>,
    /// What `HEAD` of this working tree stands for; nothing before the first commit.
    pub head: Option<ObjectId>,
    /// From logs and from what a merge or fetch left behind. These may be gone without harm.
    pub logged: BTreeSet<ObjectId>,
    /// References whose file holds no name of an object.
    pub damaged: u64,
}

impl Starts {
    pub fn of(place: &Place, hash: Kind) -> Self {
        let mut starts = Self::default();
        starts.packed(place, hash);
        starts.loose(place, hash);
        starts.heads(place, hash);
        starts.logs(place, hash);
        starts
    }

    fn packed(&mut self, place: &Place, hash: Kind) {
        let Some(bytes) = files::read(&place.common_dir.join("packed-refs")) else {
            return;
        };
        for line in bytes.split(|b| *b == b'\n') {
            // `#` begins the header, `^` the commit of the tag above it.
            if line.is_empty() || line.starts_with(b"#") || line.starts_with(b"^") {
                continue;
            }
            let text = String::from_utf8_lossy(line);
            match text.trim_end().split_once(' ') {
                Some((id, name)) if id_of(id, hash).is_some() => {
                    self.named.extend(id_of(id, hash).map(|id| (name.to_owned(), id)));
                }
                _ => self.damaged += 1,
            }
        }
    }

    fn loose(&mut self, place: &Place, hash: Kind) {
        let mut folders = vec![place.common_dir.join("refs")];
        if place.git_dir != place.common_dir {
            folders.push(place.git_dir.join("refs"));
        }
        for folder in folders {
            files::below(&folder, &mut |name, path| {
                if name.ends_with(".lock") {
                    return;
                }
                let line = files::first_line(path).unwrap_or_default();
                if line.starts_with("ref:") {
                    return;
                }
                match id_of(&line, hash) {
                    Some(id) => drop(self.named.insert(format!("refs/{name}"), id)),
                    None => self.damaged += 1,
                }
            });
        }
    }

    fn heads(&mut self, place: &Place, hash: Kind) {
        self.head = self.head_in(&place.git_dir, hash);
        let mut folders = vec![place.common_dir.clone()];
        if let Ok(linked) = std::fs::read_dir(place.common_dir.join("worktrees")) {
            folders.extend(linked.filter_map(Result::ok).map(|entry| entry.path()));
        }
        for folder in &folders {
            let head = self.head_in(folder, hash);
            self.heads.extend(head);
            for left in [
                "ORIG_HEAD",
                "FETCH_HEAD",
                "MERGE_HEAD",
                "CHERRY_PICK_HEAD",
                "REVERT_HEAD",
            ] {
                let line = files::first_line(&folder.join(left)).unwrap_or_default();
                let id = line.split_ascii_whitespace().next().unwrap_or_default();
                self.logged.extend(id_of(id, hash));
            }
        }
        self.heads.extend(self.head);
    }

    fn head_in(&self, folder: &std::path::Path, hash: Kind) -> Option<ObjectId> {
        let line = files::first_line(&folder.join("HEAD"))?;
        match line.strip_prefix("ref:") {
            Some(name) => self.named.get(name.trim()).copied(),
            None => id_of(&line, hash),
        }
    }

    /// Each line of a log begins with the name before and the name after.
    fn logs(&mut self, place: &Place, hash: Kind) {
        let mut folders = vec![place.common_dir.join("logs")];
        if let Ok(linked) = std::fs::read_dir(place.common_dir.join("worktrees")) {
            folders.extend(
                linked
                    .filter_map(Result::ok)
                    .map(|entry| entry.path().join("logs")),
            );
        }
        for folder in folders {
            files::below(&folder, &mut |_, path| {
                for line in files::read(path).unwrap_or_default().split(|b| *b == b'\n') {
                    let ids = line.split(|b| *b == b' ').take(2);
                    let ids = ids.filter_map(|id| std::str::from_utf8(id).ok());
                    self.logged.extend(ids.filter_map(|id| id_of(id, hash)));
                }
            });
        }
    }

    /// Branches of this repository, and those last seen of others.
    pub fn branches(&self) -> (u64, u64) {
        let local = self.named.keys().filter(|name| name.starts_with("refs/heads/"));
        let remote = self
            .named
            .keys()
            .filter(|name| name.starts_with("refs/remotes/") && !name.ends_with("/HEAD"));
        (local.count() as u64, remote.count() as u64)
    }
}

/// A full name of an object of the repository's kind; the name of nothing (zeros) is none.
fn id_of(text: &str, hash: Kind) -> Option<ObjectId> {
    let id = ObjectId::from_hex(text.as_bytes()).ok()?;
    (id.kind() == hash && !id.is_null()).then_some(id)
}
