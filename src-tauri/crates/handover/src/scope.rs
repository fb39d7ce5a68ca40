//! Which sections travel.

use std::collections::BTreeSet;

/// Sections that say who may go where and where secrets lie. The format keeps no values of secrets; these
/// names and places are what somebody would begin with. Left out unless asked for.
pub const SECRET_SECTIONS: [&str; 3] = ["access_grants", "env_files", "identities"];

/// The sections that are left out. The default leaves out [`SECRET_SECTIONS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    left_out: BTreeSet<String>,
}

impl Default for Scope {
    fn default() -> Self {
        Self {
            left_out: SECRET_SECTIONS.map(str::to_owned).into(),
        }
    }
}

impl Scope {
    /// Everything travels, secret-bearing sections too.
    pub fn whole() -> Self {
        Self {
            left_out: BTreeSet::new(),
        }
    }

    /// Leaves out one more section.
    #[must_use]
    pub fn without(mut self, section: &str) -> Self {
        self.left_out.insert(section.to_owned());
        self
    }

    /// Takes a section back in.
    #[must_use]
    pub fn with(mut self, section: &str) -> Self {
        self.left_out.remove(section);
        self
    }

    /// Whether rows of the section travel.
    pub fn covers(&self, section: &str) -> bool {
        !self.left_out.contains(section)
    }

    /// What is left out, in alphabetical order.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.left_out.iter().map(String::as_str)
    }
}

impl<S: Into<String>> FromIterator<S> for Scope {
    /// The scope that leaves out these sections.
    fn from_iter<I: IntoIterator<Item = S>>(sections: I) -> Self {
        Self {
            left_out: sections.into_iter().map(Into::into).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_at_home_unless_asked_for() {
        let usual = Scope::default();
        assert!(SECRET_SECTIONS.iter().all(|section| !usual.covers(section)));
        assert!(usual.covers("findings"));
        assert!(Scope::whole().covers("env_files"));
        let picked = usual.with("identities").without("candidates");
        assert_eq!(
            picked.left_out().collect::<Vec<_>>(),
            ["access_grants", "candidates", "env_files"]
        );
    }
}
