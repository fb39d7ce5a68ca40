/// Why a repository could not be read at all. Damage inside one is no error: it is counted in
/// [`super::Losses`], and reading goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Neither a working tree nor a bare repository.
    #[error("no git repository there")]
    NotARepository,
    /// The repository is kept in a way that this reader does not know.
    #[error("the repository is kept as {feature}, which cannot be read")]
    Unsupported {
        /// What it asks for, such as `reftable`.
        feature: String,
    },
    /// The system refused a file or folder of the repository itself.
    #[error("{part} of the repository cannot be read")]
    Unreadable {
        /// Which part: `objects`, `index`.
        part: &'static str,
    },
    /// The list of tracked files breaks its own rules.
    #[error("the list of tracked files is damaged")]
    IndexDamaged,
}

impl HistoryError {
    /// The stable code that a presentation turns into a sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotARepository => "repository_not_found",
            Self::Unsupported { .. } => "repository_unsupported",
            Self::Unreadable { .. } => "repository_unreadable",
            Self::IndexDamaged => "repository_index_damaged",
        }
    }
}
