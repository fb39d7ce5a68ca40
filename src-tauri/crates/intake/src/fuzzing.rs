//! For the fuzz targets alone: readers that have no door of their own.

/// Takes the first line as a path and the rest as the file's content, and reads it as every kind of file of a
/// repository that this crate reads itself.
pub fn read_of_a_repository(bytes: &[u8]) {
    let (path, content) = match bytes.iter().position(|b| *b == b'\n') {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (&[][..], bytes),
    };
    crate::signals::every_reader::read(&String::from_utf8_lossy(path), content);
    crate::history::read_settings(content);
}

#[cfg(test)]
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;

#[cfg(test)]
mod tests {
    #[test]
    fn every_seed_holds() {
        super::replay::replay("repository", super::read_of_a_repository);
    }
}
