//! Reading the small files of a repository's own folder, within bounds.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// No file of a repository that is read whole may be longer: references of a million branches fit.
const LIMIT: u64 = 256 << 20;

/// The bytes of a file, or nothing where it is absent, is no file, is unreadable or is far too long.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    let file = File::open(path).ok()?;
    let about = file.metadata().ok()?;
    if !about.is_file() || about.len() > LIMIT {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    file.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The first line without the space around it.
pub(super) fn first_line(path: &Path) -> Option<String> {
    let bytes = read(path)?;
    let line = bytes.split(|b| *b == b'\n').next()?;
    Some(String::from_utf8_lossy(line).trim().to_owned())
}

/// Every file below a folder, with its path from there, slashes between. Links are not followed.
pub(super) fn below(folder: &Path, each: &mut dyn FnMut(&str, &Path)) {
    /// References nest a few levels; a folder that goes on forever does not hold the reader.
    const DEPTH: usize = 32;
    let mut open = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((folder, name, depth)) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let own = entry.file_name().to_string_lossy().into_owned();
            let name = if name.is_empty() {
                own
            } else {
                format!("{name}/{own}")
            };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEPTH => open.push((entry.path(), name, depth + 1)),
                Ok(kind) if kind.is_file() => each(&name, &entry.path()),
                _ => {}
            }
        }
    }
}
