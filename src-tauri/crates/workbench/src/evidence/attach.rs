//! Attaching: by file, by drop, by paste.

use crate::session::{Client, next_code, next_position};
use crate::view::{Change, EvidenceHead};
use crate::{Problem, ProblemCode, Result};
use std::collections::HashSet;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use valise_domain::records::{Evidence, Finding, Grade, Visibility};
use valise_intake::image::{self, Bounds, ImageError, MediaType};
use valise_vault::{Blob, Cancel};

/// So much of a file tells what it is.
const HEAD: usize = 64 << 10;
/// The largest attachment, in bytes.
const LARGEST: u64 = 1 << 30;

/// Something that was taken in and has no record yet.
struct Taken {
    title: String,
    media_type: MediaType,
    size: Option<(u32, u32)>,
    blob: Blob,
}

impl From<ImageError> for Problem {
    fn from(error: ImageError) -> Self {
        let code = match error {
            ImageError::TooManyBytes { .. } | ImageError::TooManyPixels { .. } => ProblemCode::TooLarge,
            _ => ProblemCode::UnsupportedImage,
        };
        Problem::new(code).with("detail", error.code())
    }
}

impl Client {
    /// Attaches files to a finding, or to the engagement at hand. All of them, or none; `tell` hears bytes.
    pub fn attach_files(
        &mut self,
        files: &[PathBuf],
        finding: Option<&str>,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Change<Vec<EvidenceHead>>> {
        let finding = finding.map(|id| self.code_of("findings", id)).transpose()?;
        let known: HashSet<[u8; 32]> = self
            .store
            .evidence_list()?
            .iter()
            .map(|blob| blob.sha256)
            .collect();
        let total = files
            .iter()
            .filter_map(|file| file.metadata().ok())
            .map(|facts| facts.len())
            .sum();
        let (mut done, mut taken) = (0, Vec::with_capacity(files.len()));
        for file in files {
            let mut step = |at: u64, _: u64| tell(done + at, total);
            match self.take_file(file, &mut step, cancel) {
                Ok(piece) => {
                    done += piece.blob.len;
                    taken.push(piece);
                }
                Err(problem) => {
                    self.give_back(&taken, &known)?;
                    return Err(problem);
                }
            }
        }
        let heads = self.record_evidence(taken, finding.as_deref())?;
        Ok(self.done(heads))
    }

    /// Takes out what came in before the attempt was given up; what was there before stays.
    fn give_back(&mut self, taken: &[Taken], known: &HashSet<[u8; 32]>) -> Result<()> {
        for piece in taken.iter().filter(|piece| !known.contains(&piece.blob.sha256)) {
            self.store.evidence_give_back(&piece.blob.sha256)?;
        }
        Ok(())
    }

    /// Attaches a picture from the clipboard: rows of red, green, blue, alpha.
    pub fn attach_pixels(
        &mut self,
        width: u32,
        height: u32,
        rgba: &[u8],
        finding: Option<&str>,
    ) -> Result<Change<EvidenceHead>> {
        let finding = finding.map(|id| self.code_of("findings", id)).transpose()?;
        let png = image::clipboard_png(width, height, rgba, &Bounds::default())?;
        let taken = self.take_bytes("Screenshot", &png)?;
        let heads = self.record_evidence(vec![taken], finding.as_deref())?;
        let head = heads
            .into_iter()
            .next()
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        Ok(self.done(head))
    }

    fn take_file(&mut self, file: &Path, step: &mut dyn FnMut(u64, u64), cancel: &Cancel) -> Result<Taken> {
        let failed = |error: std::io::Error| Problem::io("read", file, &error);
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut source = File::open(file).map_err(failed)?;
        let length = source.metadata().map_err(failed)?.len();
        if length > LARGEST {
            return Err(Problem::new(ProblemCode::TooLarge)
                .with("file", name)
                .with("limit_mb", LARGEST >> 20));
        }
        let mut head = Vec::new();
        source
            .by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(failed)?;
        let media_type = image::recognise(whole_letters(&head))
            .ok_or_else(|| Problem::new(ProblemCode::UnsupportedImage).with("file", &name))?;
        let title = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        if media_type.is_picture() {
            let limit = Bounds::default().max_bytes as u64;
            if length > limit {
                return Err(Problem::new(ProblemCode::TooLarge)
                    .with("file", name)
                    .with("limit_mb", limit >> 20));
            }
            source.read_to_end(&mut head).map_err(failed)?;
            return self
                .take_bytes(&title, &head)
                .map_err(|problem| problem.with("file", name));
        }
        // A document has no pixels to look at: it goes in piece by piece, whatever its length.
        let mut whole = Cursor::new(head).chain(source);
        let mut progress = |at: u64, of: u64| step(at, of);
        let blob = self
            .store
            .evidence_import(&mut whole, Some(length), &mut progress, cancel)?;
        Ok(Taken {
            title,
            media_type,
            size: None,
            blob,
        })
    }

    fn take_bytes(&mut self, title: &str, bytes: &[u8]) -> Result<Taken> {
        let picture = image::import(bytes, &Bounds::default())?;
        let length = picture.bytes.len() as u64;
        let mut source = Cursor::new(&picture.bytes);
        let blob = self.store.evidence_import(
            &mut source,
            Some(length),
            &mut |_: u64, _: u64| (),
            &Cancel::default(),
        )?;
        Ok(Taken {
            title: title.to_owned(),
            media_type: picture.media_type,
            size: picture.width.zip(picture.height),
            blob,
        })
    }

    fn record_evidence(&mut self, taken: Vec<Taken>, finding: Option<&str>) -> Result<Vec<EvidenceHead>> {
        let target = finding.and_then(|code| self.dossier.findings.get(code)).cloned();
        let engagement = match &target {
            Some(kept) => kept.engagement.clone(),
            None => self.first_engagement()?,
        };
        let visibility = target.as_ref().map_or(Visibility::Client, |kept| kept.visibility);
        let mut code = self.fresh_code("evidence", "EV")?;
        let mut records = Vec::with_capacity(taken.len());
        for (position, piece) in (next_position(self.dossier.evidence.iter())..).zip(taken) {
            let next = next_code("EV", std::iter::once(code.as_str()));
            records.push((
                position,
                self.evidence_record(code, piece, &engagement, visibility, finding),
            ));
            code = next;
        }
        let detail = records
            .first()
            .map(|(_, record)| record.id.clone())
            .unwrap_or_default();
        self.write("attach_evidence", &detail, |pen| {
            for (position, record) in &records {
                pen.add("evidence", *position, record)?;
            }
            if let Some(kept) = &target {
                let mut changed: Finding = kept.record().clone();
                changed
                    .evidence_ids
                    .extend(records.iter().map(|(_, record)| record.id.clone()));
                pen.put(kept, &changed)?;
            }
            Ok(())
        })?;
        records
            .iter()
            .map(|(_, record)| self.evidence_head(&record.id))
            .collect()
    }

    fn evidence_record(
        &self,
        code: String,
        piece: Taken,
        engagement: &str,
        visibility: Visibility,
        finding: Option<&str>,
    ) -> Evidence {
        let file = format!(
            "evidence/{}.{}",
            code.to_lowercase(),
            piece.media_type.extension()
        );
        Evidence {
            id: code,
            engagement: engagement.to_owned(),
            file,
            media_type: piece.media_type.as_str().to_owned(),
            width: piece.size.map(|size| size.0),
            height: piece.size.map(|size| size.1),
            bytes: piece.blob.len,
            sha256: super::to_hex(&piece.blob.sha256),
            title: valise_domain::text::composed(&piece.title).into_owned(),
            taken_on: Some(self.today()),
            // A file that lies here was seen.
            grade: Some(Grade::E3),
            findings: finding.map(str::to_owned).into_iter().collect(),
            visibility,
            ..Evidence::default()
        }
    }

    /// Code of the engagement that a record without one belongs to.
    pub(crate) fn first_engagement(&self) -> Result<String> {
        let first = self.dossier.engagements.iter().next();
        first
            .map(|engagement| engagement.id.clone())
            .ok_or_else(|| Problem::not_found("engagement"))
    }
}

/// The start of a file without a letter that was cut in two, so that text is known as text.
fn whole_letters(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::whole_letters;

    #[test]
    fn a_letter_cut_in_two_is_left_out_and_other_bytes_stay() {
        assert_eq!(
            whole_letters("né".as_bytes().split_last().unwrap().1),
            b"n",
            "half of an é is no letter"
        );
        assert_eq!(
            whole_letters(b"\x89PNG"),
            b"\x89PNG",
            "what is no text stays as it is"
        );
    }
}
