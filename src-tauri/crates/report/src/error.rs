//! What can go wrong between the data and the finished file.

/// Why a document could not be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportError {
    /// The work was called off.
    #[error("cancelled")]
    Cancelled,
    /// The template or its data did not compile; a fault of this program.
    #[error("the document did not compile: {detail}")]
    Template {
        /// The typesetter's own words.
        detail: String,
    },
    /// A face that the template asks for is not embedded.
    #[error("a font is missing: {detail}")]
    FontMissing {
        /// The typesetter's own words, naming the family.
        detail: String,
    },
    /// No embedded face can draw some letters.
    #[error("{} texts hold letters that no font can draw", texts.len())]
    GlyphsMissing {
        /// The letters, each with the text that needs it and its page.
        texts: Vec<MissingGlyph>,
    },
    /// The model names a picture that was not handed over.
    #[error("the picture {name} was not handed over")]
    PictureMissing {
        /// Its name.
        name: String,
    },
    /// A picture is neither PNG nor JPEG.
    #[error("the picture {name} is neither PNG nor JPEG")]
    PictureFormat {
        /// Its name.
        name: String,
    },
    /// The key of a paper does not stand in as many groups of four letters or
    /// digits as its form has places for.
    #[error("the key does not stand in groups of four: {found} groups")]
    KeyGroups {
        /// How many groups were handed over.
        found: usize,
    },
    /// The document cannot be written as an accessible archive file.
    #[error("the document cannot be written: {detail}")]
    Write {
        /// The exporter's own words.
        detail: String,
    },
    /// There is no such page.
    #[error("there is no page {page}")]
    NoSuchPage {
        /// Number of the page, from 0.
        page: usize,
    },
    /// The finished file could not be stamped.
    #[error("the copy could not be stamped: {detail}")]
    Stamp {
        /// What was wrong.
        detail: String,
    },
    /// The password cannot protect a file.
    #[error("this password cannot be used")]
    Password,
    /// The finished file could not be encrypted.
    #[error("the copy could not be protected: {detail}")]
    Protect {
        /// What was wrong.
        detail: String,
    },
}

/// Letters that no embedded face can draw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// Page, from 1.
    pub page: usize,
    /// The letters.
    pub letters: String,
    /// The text around them.
    pub text: String,
}
