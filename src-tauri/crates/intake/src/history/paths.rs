//! Every path of a history, each part kept once.

use std::collections::HashMap;
use std::rc::Rc;

/// A path as a number, valid in the [`Paths`] that gave it.
pub(crate) type PathId = u32;

/// Paths kept at most, at about a hundred bytes each: a history made to explode gets no further.
const MOST: usize = 4_000_000;

struct Node {
    parent: PathId,
    name: Rc<[u8]>,
    children: HashMap<Rc<[u8]>, PathId>,
}

/// Paths by number. The root, the empty path, is 0.
pub(crate) struct Paths {
    nodes: Vec<Node>,
}

impl Paths {
    pub const ROOT: PathId = 0;

    pub fn new() -> Self {
        Self {
            nodes: vec![Node {
                parent: Self::ROOT,
                name: Rc::from([].as_slice()),
                children: HashMap::new(),
            }],
        }
    }

    /// The number of `name` in the folder `parent`. Beyond [`MOST`] paths it is the folder's own.
    pub fn child(&mut self, parent: PathId, name: &[u8]) -> PathId {
        if let Some(id) = self.nodes[parent as usize].children.get(name) {
            return *id;
        }
        if self.nodes.len() >= MOST {
            return parent;
        }
        let name: Rc<[u8]> = Rc::from(name);
        let id = PathId::try_from(self.nodes.len()).unwrap_or(PathId::MAX);
        self.nodes.push(Node {
            parent,
            name: Rc::clone(&name),
            children: HashMap::new(),
        });
        self.nodes[parent as usize].children.insert(name, id);
        id
    }

    /// The number of a whole path.
    pub fn intern(&mut self, path: &[u8]) -> PathId {
        path.split(|b| *b == b'/')
            .fold(Self::ROOT, |folder, name| self.child(folder, name))
    }

    pub fn name(&self, id: PathId) -> &[u8] {
        &self.nodes[id as usize].name
    }

    /// The path with slashes between its parts, as git writes it.
    pub fn full(&self, id: PathId) -> Vec<u8> {
        let mut parts = self.chain(id);
        parts.reverse();
        let names: Vec<&[u8]> = parts.into_iter().map(|part| self.name(part)).collect();
        names.join(&b'/')
    }

    /// The path and the folders above it, without the root.
    pub fn chain(&self, id: PathId) -> Vec<PathId> {
        let mut chain = Vec::new();
        let mut at = id;
        while at != Self::ROOT {
            chain.push(at);
            at = self.nodes[at as usize].parent;
        }
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_number_and_its_name() {
        let mut paths = Paths::new();
        let deep = paths.intern(b"src/api/keys.rs");
        let other = paths.intern(b"src/api");
        assert_eq!(paths.full(deep), b"src/api/keys.rs", "put together again");
        assert_eq!(paths.full(other), b"src/api", "a folder is a path, too");
        assert_eq!(
            paths.intern(b"src/api/keys.rs"),
            deep,
            "the same path, the same number"
        );
        assert_eq!(paths.full(Paths::ROOT), b"", "the root has no name");
        assert_eq!(paths.chain(deep).len(), 3, "itself and two folders");
    }
}
