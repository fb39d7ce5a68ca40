//! What lies on the disk: every file below a folder, byte by byte.

use std::fs;
use std::path::Path;

/// No file below a folder holds one of the words, in UTF-8 or UTF-16.
#[track_caller]
pub fn holds_none_of(folder: &Path, words: &[String]) {
    let mut read = 0;
    let mut found = Vec::new();
    hunt(folder, words, &mut read, &mut found);
    assert!(found.is_empty(), "for everybody to read:\n{}", found.join("\n"));
    assert!(
        read > 3,
        "only {read} files were read: the vault is not where it was looked for"
    );
}

fn hunt(folder: &Path, words: &[String], read: &mut usize, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            hunt(&path, words, read, found);
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        *read += 1;
        for word in words {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [word.as_bytes(), &wide] {
                if bytes.windows(needle.len()).any(|window| window == needle) {
                    found.push(format!("{} holds {word:?}", path.display()));
                }
            }
        }
    }
}
