//! The library as a whole: built-in templates, and a client's own on top.

use std::sync::OnceLock;

use crate::records::OwnBank;

use super::{Registry, Template};

const TEMPLATES: &str = include_str!("../../data/finding-library.json");
const REGISTRY: &str = include_str!("../../data/finding-library-registry.json");

/// Templates in order, and the closed lists.
#[derive(Debug, Clone)]
pub struct Library {
    templates: Vec<Template>,
    registry: Registry,
}

impl Library {
    /// The built-in library.
    pub fn built_in() -> &'static Library {
        static BUILT_IN: OnceLock<Library> = OnceLock::new();
        BUILT_IN.get_or_init(|| Library {
            templates: serde_json::from_str(TEMPLATES).expect("the built-in library is valid"),
            registry: serde_json::from_str(REGISTRY).expect("the built-in registry is valid"),
        })
    }

    /// This library with a client's own templates after its own.
    pub fn with_own(&self, own: &OwnBank) -> Library {
        let mut all = self.clone();
        all.templates.extend(
            own.templates
                .iter()
                .filter(|template| self.template(&template.id).is_none())
                .cloned(),
        );
        all
    }

    /// Every template, in order.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// The closed lists.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The template with this id.
    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// Templates that answer a question. Those that answer `red_flag` (if given) come first.
    pub fn for_question<'a>(&'a self, question: &str, red_flag: Option<&str>) -> Vec<&'a Template> {
        let cites = |template: &&Template| template.questions.iter().any(|id| id == question);
        let mut found: Vec<&Template> = self.templates.iter().filter(cites).collect();
        if let Some(flag) = red_flag {
            found.sort_by_key(|template| !template.red_flags.iter().any(|own| own == flag));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_library_is_complete() {
        let library = Library::built_in();
        assert_eq!(library.templates().len(), 133);
        assert_eq!(
            library
                .templates()
                .iter()
                .filter(|template| template.quick_win)
                .count(),
            33
        );
        assert_eq!(library.registry().scenarios.len(), 16);
        for template in library.templates() {
            assert!(template.rest.is_empty(), "{}", template.id);
            assert!(
                library.registry().scenario(&template.scenario).is_some(),
                "{}",
                template.id
            );
        }
    }
}
