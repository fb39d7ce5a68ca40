//! The client's own questions and templates, beside the built-in bank and library.

use crate::bank::Question;
use crate::library::Template;

use super::record;

record! {
    /// Own questions (ids beginning `X-`) and own templates.
    #[derive(Default)]
    pub struct OwnBank {
        #[serde(default)]
        pub questions: Vec<Question>,
        #[serde(default)]
        pub templates: Vec<Template>,
    }
}
