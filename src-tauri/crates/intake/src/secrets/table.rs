use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

/// How a value is told from an example of one. See `rules.toml`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Check {
    Token,
    Random,
    Password,
    Basic,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub id: String,
    pub title: String,
    near: Vec<String>,
    find: String,
    pub check: Check,
    /// How the tests invent one.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests, and by people"))]
    pub shape: Vec<String>,
    /// What the tests expect to be left alone.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests, and by people"))]
    pub fine: Vec<String>,
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

impl Rule {
    /// Compiled when a text first has one of its words: most texts need two or three rules.
    pub fn pattern(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            // Bytes without Unicode classes: an umlaut in the line must not slow the search.
            RegexBuilder::new(&self.find)
                .unicode(false)
                .build()
                .expect("a test compiles every pattern of the table")
        })
    }
}

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<Rule>,
}

pub(super) struct Table {
    pub rules: Vec<Rule>,
    pub near: AhoCorasick,
    /// For each word of `near`, the rule that it belongs to.
    pub rule_of_near: Vec<usize>,
}

/// The rules of `rules.toml`, read once.
pub(super) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let RuleFile { rule: rules } = toml::from_str(include_str!("rules.toml"))
            .expect("the table in the program is read by its tests");
        let words = rules
            .iter()
            .enumerate()
            .flat_map(|(i, rule)| rule.near.iter().map(move |w| (i, w)));
        let (rule_of_near, words): (Vec<usize>, Vec<&String>) = words.unzip();
        let near = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(words)
            .expect("a few hundred short words fit an automaton");
        Table {
            near,
            rule_of_near,
            rules,
        }
    });
    &TABLE
}
