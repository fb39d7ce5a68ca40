//! Which languages, and how many lines of code, comment and nothing.
//!
//! An own table and an own count. `tokei` counts a little more finely inside a line, and brings a build
//! script with a template engine, a thread pool, a file walker and the search engine of ripgrep along; it
//! reads from disk what is read from git's objects here. For the question that a consultant asks - how
//! much of what is there - the table is enough.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub name: String,
    ends: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    line: Vec<String>,
    #[serde(default)]
    block: Vec<String>,
    #[serde(default = "yes")]
    pub program: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Language>,
}

struct Table {
    languages: Vec<Language>,
    by_end: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let File { language: languages } = toml::from_str(include_str!("languages.toml"))
        .expect("the table in the program is read by its tests");
    let index = |names: fn(&Language) -> &Vec<String>| {
        languages
            .iter()
            .enumerate()
            .flat_map(|(number, language)| {
                names(language)
                    .iter()
                    .map(move |name| (name.to_lowercase(), number))
            })
            .collect()
    };
    Table {
        by_end: index(|language| &language.ends),
        by_name: index(|language| &language.names),
        languages,
    }
});

/// The language of a file by its name.
pub(super) fn language_of(path: &str) -> Option<&'static Language> {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let number = TABLE.by_name.get(&name).or_else(|| {
        // `Dockerfile.production` is a Dockerfile.
        let first = name.split('.').next().unwrap_or_default();
        match name.rsplit_once('.') {
            Some((_, end)) => TABLE
                .by_end
                .get(end)
                .or_else(|| TABLE.by_name.get(first).filter(|_| first == "dockerfile")),
            None => None,
        }
    });
    number.map(|number| &TABLE.languages[*number])
}

/// Lines by what they hold. A line with code and a comment is code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines with code.
    pub code: u64,
    /// Lines with nothing but a comment.
    pub comments: u64,
    /// Lines with nothing.
    pub blank: u64,
}

impl Lines {
    /// All lines.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.code + self.comments + self.blank
    }
}

/// Counts the lines of a text; nothing for what is no text.
pub(super) fn count(bytes: &[u8], language: &Language) -> Option<Lines> {
    const LOOK: usize = 8000;
    if bytes.iter().take(LOOK).any(|b| *b == 0) {
        return None;
    }
    let mut lines = Lines::default();
    let mut inside = false;
    let block = match language.block.as_slice() {
        [begin, end] => Some((begin.as_bytes(), end.as_bytes())),
        _ => None,
    };
    for line in bytes.split(|b| *b == b'\n') {
        let line = line.trim_ascii();
        let ends = |from: usize| {
            block.is_some_and(|(_, end)| {
                line.get(from..)
                    .is_some_and(|rest| rest.windows(end.len()).any(|window| window == end))
            })
        };
        if inside {
            lines.comments += 1;
            inside = !ends(0);
        } else if line.is_empty() {
            lines.blank += 1;
        } else if let Some((begin, _)) = block.filter(|(begin, _)| line.starts_with(begin)) {
            lines.comments += 1;
            inside = !ends(begin.len());
        } else if language.line.iter().any(|mark| line.starts_with(mark.as_bytes())) {
            lines.comments += 1;
        } else {
            lines.code += 1;
        }
    }
    // What follows the last line break is no line of its own.
    if bytes.is_empty() || bytes.ends_with(b"\n") {
        if inside {
            lines.comments -= 1;
        } else {
            lines.blank -= 1;
        }
    }
    Some(lines)
}

/// One language of a codebase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageCount {
    /// Its name.
    pub language: String,
    /// Whether programs are written in it: else it describes or holds data.
    pub program: bool,
    /// Files in it.
    pub files: u64,
    /// Their lines.
    pub lines: Lines,
}

#[derive(Default)]
pub(super) struct Count(BTreeMap<&'static str, LanguageCount>);

impl Count {
    pub fn add(&mut self, language: &'static Language, lines: Lines) {
        let count = self.0.entry(&language.name).or_insert_with(|| LanguageCount {
            language: language.name.clone(),
            program: language.program,
            files: 0,
            lines: Lines::default(),
        });
        count.files += 1;
        count.lines.code += lines.code;
        count.lines.comments += lines.comments;
        count.lines.blank += lines.blank;
    }

    /// The most code first.
    pub fn into_list(self) -> Vec<LanguageCount> {
        let mut list: Vec<LanguageCount> = self.0.into_values().collect();
        list.sort_by(|a, b| {
            b.lines
                .code
                .cmp(&a.lines.code)
                .then_with(|| a.language.cmp(&b.language))
        });
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(path: &str, text: &str) -> (u64, u64, u64) {
        let lines = count(text.as_bytes(), language_of(path).expect("a known language")).expect("text");
        (lines.code, lines.comments, lines.blank)
    }

    #[test]
    fn lines_are_code_comment_or_blank() {
        let text = "// one\nfn main() { // still code\n\n/* two\nthree */\n    let a = \"/*\";\n}\n";
        assert_eq!(counted("src/main.rs", text), (3, 3, 1), "seven lines in all");
        assert_eq!(
            counted("a.py", "# c\n\nx = 1"),
            (1, 1, 1),
            "a last line without an end is a line"
        );
        assert_eq!(counted("a.py", ""), (0, 0, 0), "nothing has no line");
        assert_eq!(
            counted("a.c", "/* open\n"),
            (0, 1, 0),
            "a comment that never ends"
        );
        assert_eq!(
            counted("a.c", "/* a */\nint x;\r\n\r\n"),
            (1, 1, 1),
            "a block may end where it began"
        );
    }

    #[test]
    fn a_file_is_known_by_its_end_or_its_name() {
        for (path, language) in [
            ("web/App.TSX", "TypeScript"),
            ("Dockerfile", "Dockerfile"),
            ("deploy/Dockerfile.production", "Dockerfile"),
            ("Gemfile", "Ruby"),
            ("CMakeLists.txt", "CMake"),
        ] {
            assert_eq!(
                language_of(path).map(|l| l.name.as_str()),
                Some(language),
                "{path}"
            );
        }
        for path in ["LICENSE", "picture.png", ".env", "Dockerfile/"] {
            assert!(language_of(path).is_none(), "{path} is in no language");
        }
    }

    #[test]
    fn what_is_no_text_is_not_counted() {
        let rust = language_of("a.rs").expect("known");
        assert_eq!(count(b"fn\0main", rust), None, "a zero byte is in no program");
    }

    #[test]
    fn no_end_belongs_to_two_languages() {
        let all: usize = TABLE.languages.iter().map(|l| l.ends.len()).sum();
        assert_eq!(TABLE.by_end.len(), all, "each end is listed once");
        for language in &TABLE.languages {
            assert!(
                matches!(language.block.len(), 0 | 2),
                "{}: a block has a begin and an end",
                language.name
            );
        }
    }
}
