//! A stream for `git fast-import`: a history of any length, the same each time.

use std::fmt::Write;

/// What a made-up history holds.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub commits: u32,
    pub files: u32,
    pub authors: u32,
    /// Lines of a file, about.
    pub lines: u32,
}

/// A plain sequence of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end.max(1))).unwrap_or(0)
    }
}

/// The stream. Every tenth commit is on a side branch that is merged three commits later; every hundredth
/// takes a file away; a token stands in `config/service.env` from commit 100 to commit 200.
pub fn stream(shape: &Shape) -> Vec<u8> {
    let mut numbers = Numbers(7);
    let mut texts: Vec<Vec<String>> = (0..shape.files)
        .map(|file| {
            (0..shape.lines)
                .map(|line| format!("let value_{file}_{line} = {};", numbers.below(1_000_000)))
                .collect()
        })
        .collect();
    let mut out = String::new();
    let mut side: Option<u32> = None;
    for number in 1..=shape.commits {
        let branching = number % 10 == 0 && number > 1 && number < shape.commits;
        let branch = if branching {
            "refs/heads/side"
        } else {
            "refs/heads/main"
        };
        let author = numbers.below(shape.authors);
        let seconds = 1_600_000_000_u64 + u64::from(number) * 1800;
        let (name, mail) = (format!("Author {author}"), format!("author{author}@example.org"));
        let _ = write!(
            out,
            "commit {branch}\nmark :{number}\nauthor {name} <{mail}> {seconds} +0000\n\
             committer {name} <{mail}> {seconds} +0000\ndata 4\nwork\n"
        );
        if branching {
            let _ = writeln!(out, "from :{}", number - 1);
            side = Some(number);
        } else if number > 1 {
            let before = if side == Some(number - 1) {
                number - 2
            } else {
                number - 1
            };
            let _ = writeln!(out, "from :{before}");
            if let Some(merged) = side.filter(|merged| number - merged == 3) {
                let _ = writeln!(out, "merge :{merged}");
                side = None;
            }
        }
        if number == 1 {
            for file in 0..shape.files {
                put(&mut out, &path(file), &texts[file as usize].join("\n"));
            }
        }
        match number {
            100 => put(
                &mut out,
                "config/service.env",
                "SERVICE_TOKEN=made-up-for-a-measurement",
            ),
            200 => out.push_str("D config/service.env\n"),
            _ => {}
        }
        for _ in 0..=numbers.below(3) {
            let file = numbers.below(shape.files);
            let lines = &mut texts[file as usize];
            let line = numbers.below(u32::try_from(lines.len()).unwrap_or(1)) as usize;
            lines[line] = format!(
                "let value_{file}_{line} = {}; // {number}",
                numbers.below(1_000_000)
            );
            let text = lines.join("\n");
            put(&mut out, &path(file), &text);
        }
        if number % 100 == 0 {
            let _ = writeln!(out, "D {}", path(numbers.below(shape.files)));
        }
        out.push('\n');
    }
    out.push_str("done\n");
    out.into_bytes()
}

fn path(file: u32) -> String {
    format!("src/part{}/module{}/file{file}.rs", file % 7, file % 31)
}

fn put(out: &mut String, path: &str, text: &str) {
    let _ = write!(out, "M 100644 inline {path}\ndata {}\n{text}\n\n", text.len() + 1);
}
