//! Which dialect a file is written in, and which tool wrote it.

use super::Dialect;

/// What the name and the beginning of a file tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The dialect to read it in.
    pub dialect: Dialect,
    /// The tool that made it, where it left a sign.
    pub origin: Origin,
}

/// The tool that made a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// No sign of any.
    Unknown,
    /// dotenvx: values are encrypted to a public key in the file.
    Dotenvx,
    /// `.env.keys` of dotenvx: the private keys that open all of its files.
    DotenvxKeys,
    /// `.env.vault`: values are encrypted, their key (`DOTENV_KEY`) is elsewhere.
    DotenvVault,
    /// `vercel env pull`: the values of an environment at Vercel, in clear.
    Vercel,
    /// Names that Heroku gives: most likely `heroku config -s`, values in clear.
    Heroku,
    /// A file that is to be copied and filled in: `.env.example` and its relatives.
    Template,
}

/// Whether a path names a file of this kind. `path` is written with `/`.
#[must_use]
pub fn is_env_path(path: &str) -> bool {
    let name = file_name(path);
    let lower = name.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        ".envrc" | "env.list" | "envfile" | ".flaskenv" | "dotenv" | "environment"
    ) {
        return lower != "environment"
            || path.ends_with("etc/environment")
            || in_folder(path, "environment.d");
    }
    let part = |word: &str| lower == word || lower.starts_with(&format!("{word}."));
    if [".env", "env", "_env", "dot.env"].into_iter().any(part) {
        // `env.js` is a program.
        return lower.starts_with(".env") || !is_program(&lower);
    }
    lower.starts_with(".env-")
        || lower.starts_with(".env_")
        || lower.ends_with(".env")
        || lower.ends_with(".envrc")
        || [".env.", ".envrc."]
            .into_iter()
            .any(|inner| lower.contains(inner) && !is_program(&lower))
        || in_folder(path, "etc/default")
        || in_folder(path, "etc/sysconfig")
}

/// Guesses the dialect of a file by its path, its first bytes and the names of the files beside
/// it, as far as they are known. Node's is the guess where nothing speaks for another.
#[must_use]
pub fn guess(path: &str, head: &[u8], beside: &[&str]) -> Guess {
    let lower = file_name(path).to_ascii_lowercase();
    let origin = origin(&lower, head);
    let dialect = match origin {
        Origin::Dotenvx | Origin::DotenvxKeys | Origin::DotenvVault | Origin::Vercel => Dialect::Node,
        _ => dialect(path, &lower, head, beside),
    };
    Guess { dialect, origin }
}

fn origin(lower: &str, head: &[u8]) -> Origin {
    const TEMPLATES: [&str; 9] = [
        "example", "sample", "template", "dist", "defaults", "tpl", "tmpl", "skel", "vorlage",
    ];
    let has = |word: &str| contains(head, word.as_bytes());
    if lower.starts_with(".env.keys") || has("DOTENV_PRIVATE_KEY") {
        Origin::DotenvxKeys
    } else if lower.starts_with(".env.vault") || has("DOTENV_VAULT") {
        Origin::DotenvVault
    } else if has("DOTENV_PUBLIC_KEY") || has("=encrypted:") || has("=\"encrypted:") {
        Origin::Dotenvx
    } else if has("# Created by Vercel CLI") {
        Origin::Vercel
    } else if has("HEROKU_POSTGRESQL_") || has("HEROKU_APP_NAME=") {
        Origin::Heroku
    } else if lower.split(['.', '-', '_']).any(|part| TEMPLATES.contains(&part)) {
        Origin::Template
    } else {
        Origin::Unknown
    }
}

fn dialect(path: &str, lower: &str, head: &[u8], beside: &[&str]) -> Dialect {
    if lower.ends_with(".envrc") || lower.starts_with(".envrc") {
        return Dialect::Direnv;
    }
    let system = ["etc/default", "etc/sysconfig", "environment.d", "systemd"];
    if system.into_iter().any(|folder| in_folder(path, folder)) || path.ends_with("etc/environment") {
        return Dialect::Systemd;
    }
    if lower == "env.list" || lower.ends_with(".env.list") {
        return Dialect::DockerRun;
    }
    if lower == ".flaskenv" {
        return Dialect::Python;
    }
    if lower.contains("compose") || lower.contains("docker") {
        return Dialect::Compose;
    }
    if let Some(dialect) = by_signs(head) {
        return dialect;
    }
    let neighbour = |names: &[&str]| beside.iter().any(|name| names.contains(name));
    if neighbour(&[
        "package.json",
        "next.config.js",
        "vite.config.ts",
        "nuxt.config.ts",
    ]) {
        Dialect::Node
    } else if neighbour(&["Gemfile", "config.ru", "Rakefile"]) {
        Dialect::Ruby
    } else if neighbour(&[
        "pyproject.toml",
        "requirements.txt",
        "manage.py",
        "setup.py",
        "Pipfile",
    ]) {
        Dialect::Python
    } else if neighbour(&[
        "compose.yaml",
        "compose.yml",
        "docker-compose.yml",
        "docker-compose.yaml",
    ]) {
        Dialect::Compose
    } else {
        Dialect::Node
    }
}

/// Forms that one dialect alone reads as meant.
fn by_signs(head: &[u8]) -> Option<Dialect> {
    for line in head.split(|c| matches!(c, b'\n' | b'\r')) {
        let line = line.trim_ascii();
        if line.starts_with(b"'") && contains(line, b"'=") {
            return Some(Dialect::Python);
        }
        if contains(line, b"=`") {
            return Some(Dialect::Node);
        }
        let command = line.split(|c| c.is_ascii_whitespace()).next().unwrap_or_default();
        if [
            &b"source_env"[..],
            b"source_up",
            b"layout",
            b"PATH_add",
            b"dotenv_if_exists",
        ]
        .contains(&command)
        {
            return Some(Dialect::Direnv);
        }
    }
    None
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn in_folder(path: &str, folder: &str) -> bool {
    let parent = path.rfind('/').map_or("", |end| &path[..end]);
    parent == folder || parent.ends_with(&format!("/{folder}"))
}

fn is_program(lower: &str) -> bool {
    const PROGRAMS: [&str; 22] = [
        "js", "ts", "jsx", "tsx", "mjs", "cjs", "py", "rb", "go", "rs", "java", "kt", "php", "cs", "c", "h",
        "cpp", "vue", "d.ts", "md", "html", "svelte",
    ];
    lower
        .rsplit('.')
        .next()
        .is_some_and(|end| PROGRAMS.contains(&end))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
