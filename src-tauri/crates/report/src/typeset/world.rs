//! The world a template can see: its own files, its data, the pictures.
//! No disk, no packages, no network, no clock.

use super::faces::{BOOK, FONTS};
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use zeroize::Zeroizing;

/// A document that can be typeset, by the template that draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Audit,
    Monthly,
    Lite,
    Board,
    Case,
    EmergencyKit,
    ClientSheet,
    Certificate,
}

impl Template {
    const fn path(self) -> &'static str {
        match self {
            Self::Audit => "/main.typ",
            Self::Monthly => "/monthly.typ",
            Self::Lite => "/lite.typ",
            Self::Board => "/board.typ",
            Self::Case => "/case.typ",
            Self::EmergencyKit => "/emergency-kit.typ",
            Self::ClientSheet => "/client-sheet.typ",
            Self::Certificate => "/certificate.typ",
        }
    }
}

/// Every file a template may read beside its data.
static TEMPLATES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [
        ("/main.typ", include_str!("../../templates/main.typ")),
        ("/base.typ", include_str!("../../templates/base.typ")),
        ("/prose.typ", include_str!("../../templates/prose.typ")),
        ("/marks.typ", include_str!("../../templates/marks.typ")),
        ("/charts.typ", include_str!("../../templates/charts.typ")),
        ("/cover.typ", include_str!("../../templates/cover.typ")),
        ("/founder.typ", include_str!("../../templates/founder.typ")),
        ("/milestones.typ", include_str!("../../templates/milestones.typ")),
        ("/areas.typ", include_str!("../../templates/areas.typ")),
        ("/map.typ", include_str!("../../templates/map.typ")),
        ("/paths.typ", include_str!("../../templates/paths.typ")),
        ("/findings.typ", include_str!("../../templates/findings.typ")),
        ("/access.typ", include_str!("../../templates/access.typ")),
        ("/friction.typ", include_str!("../../templates/friction.typ")),
        ("/plan.typ", include_str!("../../templates/plan.typ")),
        ("/method.typ", include_str!("../../templates/method.typ")),
        ("/annexes.typ", include_str!("../../templates/annexes.typ")),
        ("/monthly.typ", include_str!("../../templates/monthly.typ")),
        ("/ledger.typ", include_str!("../../templates/ledger.typ")),
        ("/lite.typ", include_str!("../../templates/lite.typ")),
        ("/board.typ", include_str!("../../templates/board.typ")),
        ("/case.typ", include_str!("../../templates/case.typ")),
        (
            "/case-charts.typ",
            include_str!("../../templates/case-charts.typ"),
        ),
        ("/paper.typ", include_str!("../../templates/paper.typ")),
        (
            "/emergency-kit.typ",
            include_str!("../../templates/emergency-kit.typ"),
        ),
        (
            "/client-sheet.typ",
            include_str!("../../templates/client-sheet.typ"),
        ),
        (
            "/certificate.typ",
            include_str!("../../templates/certificate.typ"),
        ),
    ]
    .into_iter()
    .map(|(path, text)| Source::new(file_id(path), text.to_owned()))
    .collect()
});

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Everything one document is made from.
pub(crate) struct ReportWorld {
    main: FileId,
    data: (FileId, Bytes),
    pictures: Vec<(FileId, Bytes)>,
}

impl ReportWorld {
    /// A world with this data and these pictures, known as `/picture/0` on.
    /// The data is wiped when the typesetter lets go of it.
    pub(crate) fn new(template: Template, json: Zeroizing<Vec<u8>>, pictures: Vec<Vec<u8>>) -> Self {
        let pictures = pictures
            .into_iter()
            .enumerate()
            .map(|(place, bytes)| (file_id(&format!("/picture/{place}")), Bytes::new(bytes)))
            .collect();
        Self {
            main: file_id(template.path()),
            data: (file_id("/data.json"), Bytes::new(json)),
            pictures,
        }
    }
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths above are absolute and plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        TEMPLATES
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        std::iter::once(&self.data)
            .chain(&self.pictures)
            .find(|(known, _)| *known == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| FileError::NotFound(PathBuf::from(id.get().vpath().get_with_slash())))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
