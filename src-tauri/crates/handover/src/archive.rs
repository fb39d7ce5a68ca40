//! The archive inside the envelope: tar, in the one form that needs no judgement.
//!
//! Somebody with the `age` tool can unpack it with any `tar`. A reader here takes far less than tar
//! allows: plain files only, one fixed order, and each header byte for byte as this module would write
//! it. So there is nothing to parse but one size, that of the manifest; every later header is known
//! before it is read. Links, long names, sparse files and extended headers do not exist here.

pub(crate) const BLOCK: usize = 512;
/// Two empty blocks.
pub(crate) const END: usize = 2 * BLOCK;

/// The header of a plain file. `size` must fit 11 octal digits.
pub(crate) fn header(name: &str, size: u64) -> [u8; BLOCK] {
    debug_assert!(name.len() <= 100 && size <= crate::bounds::TAR_MOST);
    let mut block = [0; BLOCK];
    put(&mut block, 0, name.as_bytes());
    put(&mut block, 100, b"0000600\0"); // mode
    put(&mut block, 108, b"0000000\0"); // uid
    put(&mut block, 116, b"0000000\0"); // gid
    put(&mut block, 124, format!("{size:011o}\0").as_bytes());
    put(&mut block, 136, b"00000000000\0"); // time: the manifest says when
    put(&mut block, 148, b"        "); // the checksum counts itself as spaces
    put(&mut block, 156, b"0"); // a plain file
    put(&mut block, 257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
    block
}

/// The size in a header that is this name's; `None` where it is anything else.
pub(crate) fn size_of(block: &[u8; BLOCK], name: &str) -> Option<u64> {
    let digits = std::str::from_utf8(block.get(124..135)?).ok()?;
    if !digits.bytes().all(|digit| (b'0'..=b'7').contains(&digit)) {
        return None;
    }
    let size = u64::from_str_radix(digits, 8).ok()?;
    (header(name, size) == *block).then_some(size)
}

/// Zeros that fill the last block of a part.
pub(crate) fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

/// Length of a whole archive whose parts have these sizes.
pub(crate) fn length(sizes: impl Iterator<Item = u64>) -> u64 {
    let parts: u64 = sizes
        .map(|size| {
            (BLOCK as u64)
                .saturating_add(size)
                .saturating_add(padding(size) as u64)
        })
        .fold(0, u64::saturating_add);
    parts.saturating_add(END as u64)
}

fn put(block: &mut [u8; BLOCK], at: usize, bytes: &[u8]) {
    block[at..at + bytes.len()].copy_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_reads_back_and_any_other_byte_is_refused() {
        let good = header("manifest.json", 0o1234567);
        assert_eq!(size_of(&good, "manifest.json"), Some(0o1234567));
        assert_eq!(size_of(&good, "rows.jsonl"), None);
        for at in 0..BLOCK {
            for bit in 0..8 {
                let mut bad = good;
                bad[at] ^= 1 << bit;
                assert_eq!(size_of(&bad, "manifest.json"), None, "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn lengths_are_whole_blocks() {
        assert_eq!(
            (padding(0), padding(1), padding(511), padding(512)),
            (0, 511, 1, 0)
        );
        assert_eq!(length([1, 512, 0].into_iter()), 3 * 512 + 2 * 512 + 1024);
        assert_eq!(length([u64::MAX, 5].into_iter()), u64::MAX, "no overflow");
    }
}
