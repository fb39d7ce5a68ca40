//! The parts of the archive behind the manifest, each held against what was signed.

use crate::archive;
use crate::bounds::{Bounds, within};
use crate::error::{HandoverError, Measure};
use crate::manifest::{Counts, Manifest, Part};
use crate::row::{Row, parse_rows_line};
use crate::scope::Scope;
use crate::source::{STEP, Source};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use zeroize::Zeroizing;

/// Every row, once all of them are those that were signed for.
pub(crate) fn rows(
    source: &mut Source<'_>,
    manifest: &Manifest,
    bounds: &Bounds,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Row>, HandoverError> {
    let part = manifest.parts.first().ok_or(HandoverError::malformed("parts"))?;
    part_header(source, part)?;
    let bytes = collect(source, part.bytes, progress)?;
    if <[u8; 32]>::from(Sha256::digest(bytes.as_slice())) != part.sha256 {
        return Err(HandoverError::RowsDiffer);
    }
    let scope: Scope = manifest.left_out.iter().cloned().collect();
    let mut counts = Counts {
        evidence: manifest.counts.evidence,
        ..Counts::default()
    };
    let (mut rows, mut ids) = (Vec::new(), HashSet::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        counts.rows += 1;
        within(Measure::Rows, counts.rows, bounds.rows)?;
        let unfit = HandoverError::RowUnfit { line: counts.rows };
        let Some(line) = line.strip_suffix(b"\n") else {
            return Err(unfit);
        };
        let row = parse_rows_line(line, counts.rows, bounds)?;
        if !scope.covers(&row.section) {
            return Err(HandoverError::OutOfScope);
        }
        if !ids.insert(row.id) {
            return Err(unfit);
        }
        *counts.sections.entry(row.section.clone()).or_default() += 1;
        rows.push(row);
    }
    if counts != manifest.counts {
        return Err(HandoverError::CountsDiffer);
    }
    Ok(rows)
}

/// The next header is this part's, byte for byte.
pub(crate) fn part_header(source: &mut Source<'_>, part: &Part) -> Result<(), HandoverError> {
    let mut block = [0; archive::BLOCK];
    source.fill(&mut block)?;
    if archive::header(&part.name, part.bytes) == block {
        Ok(())
    } else {
        Err(HandoverError::malformed("part_header"))
    }
}

/// Reads the content of a part and the zeros after it.
pub(crate) fn collect(
    source: &mut Source<'_>,
    size: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Zeroizing<Vec<u8>>, HandoverError> {
    let mut bytes = Zeroizing::new(Vec::new());
    // Grows with what really comes, not with what was promised.
    while (bytes.len() as u64) < size {
        let start = bytes.len();
        let step = usize::try_from(size - start as u64).unwrap_or(STEP).min(STEP);
        bytes.resize(start + step, 0);
        source.fill(&mut bytes[start..])?;
        let (done, total) = source.progress();
        progress(done, total);
    }
    padding(source, size)?;
    Ok(bytes)
}

pub(crate) fn padding(source: &mut Source<'_>, size: u64) -> Result<(), HandoverError> {
    let mut zeros = [0; archive::BLOCK];
    let zeros = &mut zeros[..archive::padding(size)];
    source.fill(zeros)?;
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(HandoverError::malformed("padding"));
    }
    Ok(())
}
